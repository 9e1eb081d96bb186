"""Procedures side by side: expert cases on the shipped subjects, the order of what matters, what may be recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from domain.building import engagement as small_engagement

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, replay
from assessment.domain.findings import procedures as procedure_findings
from assessment.domain.library import Library
from assessment.domain.procedures import differences_at, lay_out, lay_out_all
from assessment.formats import shipped_library
from assessment.workspace.recording import check_fact

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "procedures.yaml").read_text("utf-8"))["cases"]
TODAY = date(2026, 9, 14)
SUBJECT = "change-control"


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def stated(side: f.Side, choices, site: str | None = None, procedure: str = SUBJECT) -> f.ProcedureStated:
    given = {} if choices == "none" else {"title": f"{side}-1", "choices": choices}
    return f.ProcedureStated(procedure=procedure, side=side, site=site, **given)


def state(library: Library, *facts: f.Fact, inspections=None) -> Engagement:
    """Two sites, `pilot` and `other`; `inspections` maps a site to days from today."""
    sites = [f.SiteDefined(site=name, name=name.title(), agencies=("FDA",) if name == "pilot" else (),
                           next_inspection=TODAY + timedelta(days=inspections[name]) if name in (inspections or {})
                           else None) for name in ("pilot", "other")]
    opened = f.EngagementOpened(client="C", start=TODAY)
    folded = replay((number, TODAY, fact) for number, fact in enumerate([opened, *sites, *facts], 1))
    return replace(folded, library=library)


def of_case(case, library: Library) -> Engagement:
    told = [stated(side.upper(), case[side]) for side in ("it", "ot") if side in case]
    for site, sides in case.get("sites", {}).items():
        told += [stated(side.upper(), choices, site) for side, choices in sides.items()]
    return state(library, *told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_inspector_hears_what_the_expert_expects(case, library):
    sides = next(s for s in lay_out(of_case(case, library), case.get("at")) if s.procedure == SUBJECT)
    assert {kind: sides.count(kind) for kind in case["expect"]} == case["expect"]


def test_what_only_one_side_has_stated_is_no_difference(library):
    overview = lay_out_all(state(library, stated("IT", {"approval": "it-board"})))
    assert (overview.apart, overview.differences, overview.waiting) == ((), (), 1)


def test_the_latest_statement_counts(library):
    facts = [stated("IT", {"approval": "it-board"}), stated("OT", {"approval": "area"}),
             stated("OT", {"approval": "it-board"})]
    assert lay_out_all(state(library, *facts[:2])).apart == ((SUBJECT, "approval"),)
    assert lay_out_all(state(library, *facts)).apart == ()


def test_a_difference_is_told_once_for_all_sites_that_share_it(library):
    shared = [stated("IT", {"approval": "it-board"}), stated("OT", {"approval": "area"})]
    found = [d for d in lay_out_all(state(library, *shared)).differences if d.kind == "two-answers"]
    assert [(d.aspect, d.sites) for d in found] == [("approval", ("pilot", "other"))]
    apart = lay_out_all(state(library, *shared, stated("OT", {"approval": "quality-all"}, "pilot")))
    assert {(d.ot, d.sites) for d in apart.differences if d.aspect == "approval"} == {
        ("area", ("other",)), ("quality-all", ("pilot",))}
    assert apart.apart == ((SUBJECT, "approval"),)


def test_what_is_not_applicable_at_a_site_is_asked_elsewhere_only(library):
    facts = [stated("IT", {"remote": "vpn"}, procedure="access"),
             stated("OT", {"remote": "supplier-line"}, procedure="access"), f.CycleOpened(cycle="c1", date=TODAY)]
    everywhere, = [d for d in lay_out_all(state(library, *facts)).differences if d.kind == "two-answers"]
    assert everywhere.sites == ("pilot", "other")
    facts.append(f.Agreed(cycle="c1", site="pilot", question="cyber-remote", value="na"))
    left, = [d for d in lay_out_all(state(library, *facts)).differences if d.kind == "two-answers"]
    assert left.sites == ("other",)


def test_what_differs_where_an_inspection_is_near_comes_first(library):
    facts = [stated("IT", {"depth": "risk"}, "pilot", "validation"),
             stated("OT", {"depth": "fixed"}, "pilot", "validation"),
             stated("IT", {"approval": "it-board"}, "other"), stated("OT", {}, "other")]
    for near, order in (("pilot", ["validation", SUBJECT]), ("other", [SUBJECT, "validation"])):
        days = {"pilot": 300, "other": 300} | {near: 20}
        overview = lay_out_all(state(library, *facts, inspections=days))
        apart = [d.procedure for d in overview.differences if d.kind in ("two-answers", "silent")]
        assert apart == order
        assert overview.inspections[0].site == near
        assert [i.apart for i in overview.inspections] == [1, 1]
        kinds = [d.kind for d in overview.differences]
        assert kinds == sorted(kinds, key=lambda kind: kind == "off-target")


def test_an_inspection_that_is_over_is_not_ahead(library):
    overview = lay_out_all(state(library, inspections={"pilot": -1, "other": 0}))
    assert [(i.site, i.days) for i in overview.inspections] == [("other", 0)]


def test_a_place_shows_its_own_differences_only(library):
    engagement = state(library, stated("IT", {"approval": "it-board"}), stated("OT", {"approval": "area"}, "pilot"))
    assert differences_at(engagement, "pilot")[0].kind == "two-answers"
    assert differences_at(engagement, "other") == differences_at(engagement, None) == ()


def test_a_library_from_before_procedures_has_none():
    engagement = small_engagement({})
    assert lay_out(engagement) == ()
    assert lay_out_all(engagement).most is None


def finding(engagement: Engagement):
    return next(procedure_findings.find(SimpleNamespace(engagement=engagement, today=TODAY)), None)


@pytest.mark.parametrize(("days", "severity"), [(180, "critical"), (181, "important"), (None, "important")])
def test_a_near_inspection_makes_the_finding_critical(days, severity, library):
    facts = [stated("IT", {"approval": "it-board", "impact": "before"}), stated("OT", {"approval": "area"})]
    told = finding(state(library, *facts, inspections={} if days is None else {"pilot": days}))
    assert (told.severity, told.code) == (severity, "procedures-differ")
    assert "on 2 points at one site or another, 2 of them on change control" in told.text
    assert ("Pilot (FDA) on" in told.text) == (days is not None)
    assert told.event == (None if days is None else TODAY + timedelta(days=days))
    assert told.by_when == (None if days is None else TODAY + timedelta(days=days - 14))
    assert not [word for word in ("compliant", "complies", "compliance") if word in told.text.lower()]


@pytest.mark.parametrize(("days", "due"), [(20, 6), (14, 1), (3, 1), (1, 1), (0, 0)])
def test_one_procedure_is_asked_for_before_the_inspection_and_never_for_the_past(days, due, library):
    facts = [stated("IT", {"approval": "it-board"}), stated("OT", {"approval": "area"})]
    told = finding(state(library, *facts, inspections={"pilot": days}))
    assert told.by_when == TODAY + timedelta(days=due)


def test_an_inspected_site_that_speaks_with_one_voice_does_not_press(library):
    aligned = [stated(side, {"approval": "by-impact"}, "pilot") for side in ("IT", "OT")]
    facts = [stated("IT", {"approval": "it-board"}), stated("OT", {"approval": "area"}), *aligned]
    assert finding(state(library, *facts, inspections={"pilot": 30})).severity == "important"
    assert finding(state(library, *aligned, inspections={"pilot": 30})) is None


@pytest.mark.parametrize(("wrong", "error"), [
    ({"procedure": "chnage"}, NotFound), ({"site": "nowhere"}, NotFound), ({"choices": {"aproval": "area"}}, NotFound),
    ({"choices": {"approval": "aera"}}, NotFound), ({"title": "", "choices": {"approval": "area"}}, Refused)])
def test_what_the_library_does_not_know_is_refused(wrong, error, library):
    fact = stated("OT", {"approval": "area"})
    check_fact(state(library), fact, "x", "contributor")
    with pytest.raises(error):
        check_fact(state(library), fact.model_copy(update=wrong), "x", "owner")
    with pytest.raises(NotAllowed):
        check_fact(state(library), fact, "x", "participant")


def test_inspections_are_in_order(library):
    site = f.SiteDefined(site="pilot", name="Pilot", last_inspection=TODAY, next_inspection=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="before the last"):
        check_fact(state(library), site, "x", "owner")


def test_the_shipped_subjects_are_whole(library):
    assert [p.id for p in library.procedures] == [
        "validation", "change-control", "access", "audit-trail-review", "backup", "periodic-review", "incident",
        "supplier"]
    for procedure in library.procedures:
        assert set(procedure.references) == {"FDA", "EU", "PMDA"}
        assert all(procedure.references.values())
        assert 4 <= len(procedure.aspects) <= 6
        assert procedure.questions
        assert procedure.initiatives
        assert procedure.basis.startswith("EJ")
        texts = [procedure.target, *(t for a in procedure.aspects for t in (a.question, a.why, *a.choices.values()))]
        assert not [t for t in texts if "complian" in t.lower() or "complies" in t.lower()]
