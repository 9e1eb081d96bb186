"""Zones, connections, the gate, live connections and Quality's route in the app."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest
from test_use_case_pages import HOSTILE, framed, frames, named, page, texts, workspace

from assessment.domain import facts as f
from assessment.domain.gate import review
from assessment.ui import session
from assessment.ui.register_form import connection_facts, zone_facts
from assessment.workspace import Store

FLOW = {"id": "", "name": "Copy", "from_zone": "edge", "to_zone": "dmz", "direction": "read", "live": True,
        "gxp": False, "remote_access": False, "one_way": False, "data": "Tags", "owner": "", "ot_security": "",
        "quality": "", "service": None}


@pytest.fixture
def register(store: Store) -> Store:
    """Two zones, three people named with one connection, and a second one that nobody reviewed."""
    here = workspace(store)
    for person, function in (("ola", "Operations"), ("seb", "OT"), ("qui", "Quality"), ("rev", "OT")):
        here.record(f.RespondentDefined(person=person, function=function,
                                        role="reviewer" if person == "rev" else "viewer"))
    here.record(f.ZoneDefined(zone="edge", site="north", name="Edge", level="3"))
    here.record(f.ZoneDefined(zone="control", site="north", name="Control", level="2", gxp=True))
    here.record(f.ZoneDefined(zone="dmz", site="north", name="DMZ", level="3.5"))
    here.record(f.ConnectionDefined(connection="copy", site="north", name=f"Copy {HOSTILE}"[:120], from_zone="edge",
                                    to_zone="dmz", owner="ola", ot_security="seb", quality="qui"))
    here.record(f.ConnectionDefined(connection="vendor", site="north", name="Vendor", from_zone="dmz",
                                    to_zone="control", direction="both", gxp=True, live=True, owner="ola",
                                    ot_security="seb", quality="qui"))
    return store


def evidence(store: Store, connection: str) -> None:
    here = workspace(store)
    for criterion in here.engagement().the_library.gate.criteria:
        here.record(f.CriterionReviewed(connection=connection, criterion=criterion.id, result="met", date=here.today,
                                        reviewer="rev", evidence="Seen"))


def standing(store: Store, connection: str):
    here = workspace(store)
    return review(here.engagement(), connection, here.today)


def as_person(store: Store, person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = store.access.enter(store.access.invite(workspace(store).engagement(), person))
    monkeypatch.setattr(session, "cookie", lambda: held)


def press(shown: AppTest, label: str) -> AppTest:
    return named(shown.button, label).click().run()


def test_empty_pages_teach(store):
    for name, told in (("connections", "Nothing is registered here yet"), ("gate", "No connection is registered"),
                       ("live", "No live connection is registered")):
        shown = framed(name)
        assert not shown.exception
        assert any(told in text for text in texts(shown)), name


def test_twenty_rows_typed_become_twenty_connections(register: Store):
    here = workspace(register)
    rows = [{**FLOW, "name": f"Copy {number}"} for number in range(20)]
    old = [{**FLOW, "id": flow.connection, **flow.model_dump()} for flow in here.engagement().connections.values()]
    facts = connection_facts(here.engagement(), "north", [*old, *rows])
    assert len(facts) == 20
    assert len({fact.connection for fact in facts}) == 20
    here.record_together(facts)
    assert len(here.engagement().connections) == 22
    assert connection_facts(here.engagement(), "north", [
        {**FLOW, "id": flow.connection, **flow.model_dump()} for flow in here.engagement().connections.values()]) == []


def test_rows_that_are_taken_out_are_retired_and_unfinished_ones_left_alone(register: Store):
    engagement = workspace(register).engagement()
    kept = engagement.connections["copy"]
    facts = connection_facts(engagement, "north", [{**kept.model_dump(), "id": "copy"}, {**FLOW, "to_zone": None}])
    assert [(fact.connection, fact.retired) for fact in facts] == [("vendor", True)]
    zones = zone_facts(engagement, "north", [
        {"id": "edge", "name": "Edge", "level": "3", "holds": "", "assets": 4, "target_level": None, "gxp": False},
        {"id": "", "name": "Edge", "level": "2", "holds": None, "assets": None, "target_level": 2, "gxp": None},
        {"id": "", "name": "Half", "level": None, "holds": "", "assets": None, "target_level": None, "gxp": None}])
    assert [(zone.zone, zone.assets, zone.withdrawn) for zone in zones] == [
        ("edge", 4, False), ("edge-2", None, False), ("control", None, True), ("dmz", None, True)]


def test_the_register_draws_the_site_and_lists_it(register: Store):
    shown = page("connections")
    assert not shown.exception
    assert "Vendor" in frames(shown)
    assert HOSTILE not in " ".join(texts(shown))


def test_the_gate_says_what_is_wanted_and_what_the_answers_say(register: Store):
    shown = page("gate")
    assert not shown.exception
    assert "blocked" in frames(shown)
    said = " ".join(texts(shown))
    assert "Answers never pass a criterion by themselves" in said
    assert "What would admit it (14)" in [expander.label for expander in shown.expander]
    assert "Record of a restore test" in said
    assert "<script>" not in said.replace("\\", "")


def test_a_review_without_evidence_is_refused_and_one_with_it_is_recorded(register: Store):
    shown = page("gate")
    forms = [radio for radio in shown.radio if radio.label == "Result"]
    forms[0].set_value("met")
    area = next(area for area in shown.text_area if area.label.startswith("Evidence: Signed RACI"))
    area.set_value("")
    shown = next(b for b in shown.button if b.label == "Record the review").click().run()
    assert any("without evidence" in error.value for error in shown.error)
    assert workspace(register).engagement().reviews == {}
    area = next(area for area in shown.text_area if area.label.startswith("Evidence: Signed RACI"))
    area.set_value("RACI-1, signed")
    shown = next(b for b in shown.button if b.label == "Record the review").click().run()
    assert not shown.exception
    recorded = workspace(register).engagement().reviews
    assert [(key[1], fact.evidence) for key, fact in recorded.items()] == [("G1", "RACI-1, signed")]


def test_three_decide_each_in_the_own_name_and_the_permit_is_there(register: Store, monkeypatch):
    evidence(register, "copy")
    for person in ("ola", "seb", "qui"):
        as_person(register, person, monkeypatch)
        shown = page("gate")
        named(shown.selectbox, "State").set_value("ready").run()
        named(shown.radio, "Decision").set_value("go")
        press(shown, "Record the decision")
    assert standing(register, "copy").state == "open"
    shown = page("gate")
    named(shown.selectbox, "State").set_value("open").run()
    assert any("Permit no. 1" in text for text in texts(shown))
    assert "2" not in [button.label for button in shown.button]
    named(shown.text_input, "What was found").set_value("A second way in")
    press(shown, "Revoke")
    assert standing(register, "copy").state == "revoked"


def test_who_is_not_named_decides_nothing_and_the_owner_says_where_the_record_lies(register: Store, monkeypatch):
    evidence(register, "copy")
    shown = page("gate")
    named(shown.selectbox, "State").set_value("ready").run()
    named(shown.radio, "Decision").set_value("go")
    shown = press(shown, "Record the decision")
    assert any("where the signed record lies" in error.value for error in shown.error)
    assert workspace(register).engagement().decisions == {}
    named(shown.text_input, "Where the signed record lies").set_value("Minutes 12")
    press(shown, "Record the decision")
    assert workspace(register).engagement().decisions["copy", "owner"].note == "Minutes 12"
    as_person(register, "rev", monkeypatch)
    shown = page("gate")
    named(shown.selectbox, "State").set_value("ready").run()
    assert not [radio for radio in shown.radio if radio.label == "Decision"]
    assert any("you are not one of them" in text for text in texts(shown))


def test_a_live_connection_is_decided_on_by_name_and_date(register: Store):
    shown = page("live")
    assert any("hold" in text and "level 2" in text for text in texts(shown))
    shown = press(shown, "Record the decision")
    assert any("until when" in error.value for error in shown.error)
    named(shown.radio, "What becomes of it").set_value("compensate")
    named(shown.text_input, "What compensates, or why its risk is accepted").set_value("Watched sessions")
    named(shown.selectbox, "By").set_value("ola")
    named(shown.date_input, "Until, within a year").set_value(workspace(register).today + timedelta(days=30))
    shown = press(shown, "Record the decision")
    decided = workspace(register).engagement().live_decisions["vendor"]
    assert (decided.choice, decided.person, len(decided.criteria)) == ("compensate", "ola", 14)
    assert "decided: compensate until" in frames(shown)


def test_a_finding_waits_for_its_reference_and_closes_with_it(register: Store):
    here = workspace(register)
    here.record(f.CriterionReviewed(connection="vendor", criterion="G12", result="not-met", date=here.today,
                                    reviewer="rev", evidence="Audit trail off"))
    here.record(f.CriterionReviewed(connection="vendor", criterion="G12", result="met", date=here.today, reviewer="rev",
                                    evidence="Audit trail on"))
    shown = page("quality")
    assert not shown.exception
    assert "waits for Quality" in frames(shown)
    shown = press(shown, "Record the reference")
    assert any("reference of the quality system is missing" in error.value for error in shown.error)
    named(shown.radio, "Route in the quality system").set_value("capa")
    named(shown.text_input, "Number").set_value("CAPA-7")
    press(shown, "Record the reference")
    results = {state.criterion: state.result for state in standing(register, "vendor").criteria}
    assert results["G12"] == "met"
