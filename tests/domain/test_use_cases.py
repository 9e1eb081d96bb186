"""Use cases: what each calls for, and the month in which its decision is served, against plans worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from domain.building import engagement as built
from domain.building import library
from domain.building import pack as foreign_pack
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, NotFound, Refused
from assessment.domain.checking.known import Known
from assessment.domain.checking.use_cases import check_use_cases
from assessment.domain.engagement import Engagement
from assessment.domain.findings import use_cases as use_case_findings
from assessment.domain.fitting import fit
from assessment.domain.gate import Permit
from assessment.domain.library import Ambition, Area, Criterion, Effect, Initiative
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.use_cases import SiteSupply, connection_for, trace_all
from assessment.formats import shipped_library
from assessment.workspace import Store

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "use-cases.yaml").read_text("utf-8"))["cases"]
ONE = Estimate(low=1, mode=1, high=1)


def initiative(name: str, scope: str = "site") -> Initiative:
    """One that raises capability c to 3 where it is I35; the others raise what no case has levels of."""
    raises = Effect(capability="c" if name == "I35" else "other", from_=1, to=3)
    return Initiative(id=name, name=name, change="-", stage="mvp", phase="implement", scope=scope, weeks=ONE, effort={},
                      cost_kusd=ONE, effects=(raises,), kpis=("-",), owner="-", basis="EJ")


LIBRARY = library(initiatives=(initiative("I32"), initiative("I35"), initiative("I36", "pilot"),
                               initiative("I42", "rollout"), initiative("I20", "programme")),
                  areas=(Area(id="data", name="Data platform", gxp=False, covers="-", capability="c", local="-"),),
                  ambitions=(Ambition(id="supply", name="Supply", kind="performance", why="-"),))
CASE = {"use_case": "uc", "name": "Losses", "decision": "What to do", "audience": "production", "owner": "Head",
        "source": "Line", "source_zone": "Line control", "consumer": "Platform", "consumer_zone": "Data platform",
        "initiatives": ("I35",)}


def client(*cases: dict, connections: tuple[f.ConnectionDefined, ...] = (), ambitions: tuple = ()) -> Engagement:
    state = built({}, sites={"a": 1, "b": 1})
    return replace(
        state, library=LIBRARY, use_cases={c["use_case"]: f.UseCaseDefined(**c) for c in cases},
        connections={c.connection: c for c in connections}, ambitions={a.ambition: a for a in ambitions})


def planned(tasks: dict[str, int | None], why: dict[str, str] | None = None, pilot: str = "a",
            **more: Any) -> tuple[Frame, Roadmap]:
    """A plan from 'initiative@unit' -> month of its finish, None for one that is not scheduled."""
    made = tuple(Task(id=name, initiative=name.split("@")[0], unit=name.split("@")[1], stage="mvp", months=ONE,
                      effort={}, cost=0) for name in tasks)
    given = {"excluded": {}, "in_place": (), **more}
    frame = Frame(start=date(2026, 1, 1), months=24, tasks=made, capacity={}, budget=(0,) * 8, change_load=3, frozen={},
                  windows={}, shares={}, gaps={}, goal_lambda=0, pilot=pilot, **given)
    scheduled = tuple(ScheduledTask(task=name, start=0, finish=month) for name, month in tasks.items() if month)
    return frame, Roadmap(status="optimal", objective=0, bound=0, gap=0, unscheduled=why or {}, scheduled=scheduled)


@pytest.mark.parametrize("told", CASES, ids=lambda told: told["name"])
def test_when_a_decision_gets_its_data(told: dict[str, Any]):
    connections = (flow(),) if "permit" in told else ()
    permits = (permit(told["permit"]),) if "permit" in told else ()
    state = client({**CASE, **told.get("case", {})}, connections=connections)
    more = {name: told[name] for name in ("in_place", "excluded", "levels") if name in told}
    overview = trace_all(state, *planned(told["plan"], told.get("why"), **more), permits)
    wanted = {site: SiteSupply(site=site, **said) for site, said in told["sites"].items()}
    assert {supply.site: supply for supply in overview.traces[0].sites} == wanted


def flow(**more) -> f.ConnectionDefined:
    return f.ConnectionDefined(**{"connection": "c1", "site": "a", "name": "Old line", "from_zone": " line CONTROL ",
                                  "to_zone": "Data platform", "direction": "read", "live": True, **more})


def permit(state: str) -> Permit:
    return Permit(connection="c1", site="a", state=state, live=True, criteria=(), missing_decisions=())


@pytest.mark.parametrize(("connection", "fits"), [
    ({}, True), ({"site": "b"}, False), ({"to_zone": "Cloud"}, False), ({"direction": "both"}, False),
    ({"remote_access": True}, False), ({"gxp": True}, True)])
def test_a_registered_connection_is_found_by_its_zones_direction_and_nature(connection, fits):
    overview = trace_all(client({**CASE, "sites": ("a",)}, connections=(flow(**connection),)), *planned({"I35@a": 1}))
    assert (overview.traces[0].flows[0].connection == "c1") is fits


def test_a_gxp_flow_is_not_carried_by_a_connection_that_is_not():
    overview = trace_all(client({**CASE, "sites": ("a",), "gxp": True}, connections=(flow(),)), *planned({}))
    assert overview.traces[0].flows[0].connection is None


def test_a_live_flow_without_a_permit_is_told_of():
    overview = trace_all(client({**CASE, "sites": ("a",)}, connections=(flow(),)), *planned({"I35@a": 4}),
                         (permit("blocked"),))
    assert [p.code for p in overview.problems] == ["no-driver", "live-without-permit"]
    assert overview.problems[1].message == "'Losses' runs over live connections without a permit (1)."


def test_what_use_cases_call_for_together_and_what_nothing_carries():
    high = f.AmbitionStated(ambition="supply", name="Supply", importance="high")
    state = client({**CASE, "ambition": "supply"}, {**CASE, "use_case": "two", "initiatives": ("I20", "I35")},
                   {**CASE, "use_case": "gone", "withdrawn": True, "initiatives": ("I42",)}, ambitions=(high,))
    overview = trace_all(state, *planned({}))
    assert [trace.use_case for trace in overview.traces] == ["uc", "two"]
    assert overview.initiatives == ("I35", "I20")
    assert [(n.initiative, n.use_cases, n.first, set(n.not_at)) for n in overview.needs] == [
        ("I35", ("uc", "two"), None, {"a", "b"}), ("I20", ("two",), None, {"a", "b"})]
    assert overview.unserved == ()
    assert len(overview.lacking) == 2
    other = trace_all(client({**CASE, "gxp": True, "direction": "write"}, ambitions=(high,)), *planned({}))
    assert other.unserved == ("supply",)
    assert [p.code for p in other.problems] == ["writes-to-gxp", "no-driver", "no-permit", "unserved-ambition",
                                                 "initiative-unplanned"]


def test_the_connection_of_a_use_case_is_new_and_carries_its_flow():
    case = f.UseCaseDefined(**{**CASE, "gxp": True, "direction": "both", "data": "Tags"})
    made = connection_for(case, "a", ["uc-uc-a"])
    assert (made.connection, made.site, made.from_zone, made.to_zone, made.direction, made.gxp, made.live) == (
        "uc-uc-a-2", "a", "Line control", "Data platform", "both", True, False)


def test_only_a_flow_that_reads_is_defined_as_one_way():
    made = [connection_for(f.UseCaseDefined(**{**CASE, "direction": direction}), "a", (), one_way=True).one_way
            for direction in ("read", "write", "both")]
    assert made == [True, False, False]


def test_a_long_name_gives_an_id_that_can_be_recorded():
    case = f.UseCaseDefined(**{**CASE, "use_case": "u" * 80})
    first = connection_for(case, "a", ()).connection
    assert len(connection_for(case, "a", [first]).connection) <= 80


def test_what_a_decision_with_live_data_once_needed_is_waited_for_no_more():
    overview = trace_all(client({**CASE, "supply": "live", "initiatives": ("I36",)}, {**CASE, "use_case": "two"}),
                         *planned({"I35@a": 3, "I35@b": 5}))
    assert overview.initiatives == ("I36", "I35")
    assert [(need.initiative, need.first, need.last, need.not_at) for need in overview.needs] == [("I35", 3, 5, {})]


def test_what_the_plan_left_out_is_told_of_where_it_is_called_for():
    left = trace_all(client(CASE), *planned({}, excluded={"I35": "It closes no gap."}))
    assert [p.message for p in left.problems if p.code == "initiative-left-out"] == [
        "Use cases call for what was left out of the plan: I35 I35."]
    assert "initiative-unplanned" not in {p.code for p in left.problems}
    lacking = trace_all(client(CASE), *planned({"I35@a": None}, {"I35@a": "No money."}))
    assert [p.message for p in lacking.problems if p.code.startswith("initiative")] == [
        "Use cases call for what the plan has at none of their sites: I35 I35."]
    there = trace_all(client(CASE), *planned({}, excluded={"I35": "It is in place."}, in_place=("I35",)))
    assert "initiative-left-out" not in {p.code for p in there.problems}


@pytest.mark.parametrize(("designed", "sites", "owned"), [
    ([], (), False), ([{}], (), True), ([{"accountable": ()}], (), False), ([{"withdrawn": True}], (), False),
    ([{"site": "a"}], (), False), ([{"site": "a"}], ("a",), True), ([{"site": "a"}, {"site": "b"}], (), True)])
def test_an_area_has_an_owner_once_the_client_names_one_for_all_sites(designed, sites, owned):
    facts = [f.AreaDesigned(**{"area": "data", "degree": "joint-team", "accountable": ("Head",), **one})
             for one in designed]
    state = client({**CASE, "areas": ("data", "unknown"), "sites": sites})
    state = replace(state, areas={(fact.area, fact.site): fact for fact in facts})
    overview = trace_all(state, *planned({}))
    assert overview.areas == ("data",)
    assert overview.unowned == (() if owned else ("data",))
    assert [p.message for p in overview.problems if p.code == "area-without-owner"] == ([] if owned else [
        "Use cases rest on integration areas for which the client named no owner: Data platform."])


def test_an_ambition_that_was_withdrawn_is_carried_by_nobody():
    stated = f.AmbitionStated(ambition="own", name="Own", importance="high", withdrawn=True)
    overview = trace_all(client({**CASE, "ambition": "own"}, ambitions=(stated,)), *planned({}))
    assert overview.unserved == ()
    assert "unknown-ambition" in {p.code for p in overview.problems}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["I35@a", "I35@b", "I32@a", "I32@b"]), st.integers(1, 24)))
def test_no_decision_is_served_before_its_gate(tasks):
    for supply in trace_all(client(CASE), *planned(tasks)).traces[0].sites:
        if supply.month is not None:
            assert supply.month == max(tasks[f"I32@{supply.site}"], tasks[f"I35@{supply.site}"])
        else:
            assert {name for name in ("I35", "I32") if f"{name}@{supply.site}" not in tasks} == set(supply.missing)


def test_a_pack_that_the_library_was_not_written_for_keeps_use_cases_without_its_areas():
    shipped = shipped_library()
    fitted = fit(shipped, foreign_pack())
    assert len(fitted.use_cases) == len(shipped.use_cases)
    assert not any(case.areas for case in fitted.use_cases)


@pytest.mark.parametrize(("key", "code"), [
    ("ambitions", "unknown-ambition"), ("drivers", "unknown-driver"), ("areas", "unknown-area"),
    ("initiatives", "unknown-initiative")])
def test_a_use_case_of_the_library_names_only_what_is_there(key, code):
    shipped = shipped_library()
    broken = shipped.use_cases[0].model_copy(update={key: ("gold",)})
    known = Known(shipped, foreign_pack())
    assert list(check_use_cases(shipped, known)) == []
    found = list(check_use_cases(shipped.model_copy(update={"use_cases": (broken,)}), known))
    assert [(problem.code, problem.where) for problem in found] == [(code, f"use_cases.{broken.id}.{key}")]


def test_every_audience_has_a_use_case_in_the_library_and_new_therapies_are_among_the_ambitions():
    shipped = shipped_library()
    assert {case.audience for case in shipped.use_cases} == {
        "research-development", "production", "product-lifecycle", "supply-chain", "marketing", "sales"}
    assert {"new-therapy", "new-business-model"} <= {ambition.kind for ambition in shipped.ambitions}
    carried = {name for case in shipped.use_cases for name in case.ambitions}
    assert carried == {ambition.id for ambition in shipped.ambitions}


def test_a_use_case_is_recorded_only_with_an_owner_and_with_names_that_exist(tmp_path):
    given = {**CASE, "initiatives": ("I35",)}
    with Store(tmp_path / "s.db") as store:
        workspace = store.create("C", start=date(2026, 1, 1))
        with pytest.raises(Refused, match="owner"):
            workspace.record(f.UseCaseDefined(**{**given, "owner": "  "}))
        with pytest.raises(Refused, match="decision"):
            workspace.record(f.UseCaseDefined(**{**given, "decision": " "}))
        for key, names in (("drivers", ("gold",)), ("areas", ("x",)), ("initiatives", ("I999",)), ("sites", ("no",))):
            with pytest.raises(NotFound):
                workspace.record(f.UseCaseDefined(**{**given, key: names}))
        with pytest.raises(NotFound):
            workspace.record(f.UseCaseDefined(**{**given, "ambition": "gold"}))
        workspace.record(f.UseCaseDefined(**{**given, "ambition": "steady-supply"}))
        assert list(workspace.engagement().use_cases) == ["uc"]


def test_an_own_ambition_needs_a_name(tmp_path):
    with Store(tmp_path / "s.db") as store:
        workspace = store.create("C", start=date(2026, 1, 1))
        with pytest.raises(Refused, match="name"):
            workspace.record(f.AmbitionStated(ambition="own", name=" "))
        workspace.record(f.AmbitionStated(ambition="own", name="Our own"))
        workspace.record(f.UseCaseDefined(**{**CASE, "ambition": "own"}))
        assert workspace.engagement().use_cases["uc"].ambition == "own"


@pytest.mark.parametrize(("cases", "tasks", "codes", "text"), [
    ((CASE,), {"I35@a": 4, "I32@a": 6}, ["decisions-lack-data"],
     "1 of 1 decisions lack live data today; the roadmap supplies 1 of them, the first in Jun 2026."),
    ((CASE,), {}, ["decisions-lack-data"],
     "1 of 1 decisions lack live data today, and the roadmap supplies none of them."),
    (({**CASE, "supply": "live"},), {}, [], None), ((), {}, ["unserved-ambition"],
     "The ambition 'Supply' matters much, and no use case carries it.")])
def test_findings_tell_what_lacks_data_and_what_nothing_carries(cases, tasks, codes, text):
    high = () if cases else (f.AmbitionStated(ambition="supply", name="Supply", importance="high"),)
    frame, roadmap = planned(tasks)
    inputs = SimpleNamespace(engagement=client(*cases, ambitions=high), frame=frame, roadmap=roadmap, permits=(),
                             recommendation=SimpleNamespace(strengths=()))
    found = list(use_case_findings.find(inputs))
    assert [finding.code for finding in found] == codes
    assert [finding.text for finding in found] == ([text] if text else [])


@pytest.mark.parametrize(("tasks", "strength", "told"), [
    ({"I35@a": 4, "I32@a": 6}, 1.0, "in Jun 2026, after 6 months."), ({}, 1.0, "gives no decision new live data."),
    ({"I35@a": 4, "I32@a": 5}, 1.0, None), ({"I35@a": 4, "I32@a": 6}, 0.0, None), ({}, -1.0, None)])
def test_results_that_are_needed_sooner_than_the_plan_brings_them_are_told(tasks, strength, told):
    """The condition asks for results within five months."""
    frame, roadmap = planned(tasks)
    asked = Criterion(id="K7", condition="Results are needed", group="g", weight=1, effects={}, inputs=(), evidence="-",
                      basis="EJ", results_within_months=5)
    inputs = SimpleNamespace(
        engagement=replace(client(CASE), library=LIBRARY.model_copy(update={"criteria": (asked,)})), frame=frame,
        roadmap=roadmap, permits=(), recommendation=SimpleNamespace(
            strengths=(SimpleNamespace(criterion="K7", value=strength),)))
    found = [finding for finding in use_case_findings.find(inputs) if finding.code == "late-results"]
    assert [finding.text.startswith("'Results are needed' holds") and finding.text.endswith(told or "?")
            for finding in found] == ([True] if told else [])
