"""Use cases: what each calls for, and the month in which its decision is served, against plans worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from domain.building import engagement as built
from domain.building import library
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit
from assessment.domain.library import Ambition, Initiative
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.use_cases import connection_for, trace_all
from assessment.formats import shipped_library
from assessment.workspace import Store

ONE = Estimate(low=1, mode=1, high=1)


def initiative(name: str, scope: str = "site") -> Initiative:
    return Initiative(id=name, name=name, change="-", stage="mvp", phase="implement", scope=scope, weeks=ONE, effort={},
                      cost_kusd=ONE, kpis=("-",), owner="-", basis="EJ")


LIBRARY = library(initiatives=(initiative("I32"), initiative("I35"), initiative("I36", "pilot"),
                               initiative("I42", "rollout"), initiative("I20", "programme")),
                  ambitions=(Ambition(id="supply", name="Supply", kind="performance", why="-"),))
CASE = {"use_case": "uc", "name": "Losses", "decision": "What to do", "audience": "production", "owner": "Head",
        "source": "Line", "source_zone": "Line control", "consumer": "Platform", "consumer_zone": "Data platform",
        "initiatives": ("I35",)}


def client(*cases: dict, connections: tuple[f.ConnectionDefined, ...] = (), ambitions: tuple = ()) -> Engagement:
    from dataclasses import replace

    state = built({}, sites={"a": 1, "b": 1})
    return replace(
        state, library=LIBRARY, use_cases={c["use_case"]: f.UseCaseDefined(**c) for c in cases},
        connections={c.connection: c for c in connections}, ambitions={a.ambition: a for a in ambitions})


def planned(tasks: dict[str, int | None], in_place: tuple[str, ...] = (), open_gates=()) -> tuple[Frame, Roadmap]:
    """A plan from 'initiative@unit' -> month of its finish, None for one that is not scheduled."""
    made = tuple(Task(id=name, initiative=name.split("@")[0], unit=name.split("@")[1], stage="mvp", months=ONE,
                      effort={}, cost=0) for name in tasks)
    frame = Frame(start=date(2026, 1, 1), months=24, tasks=made, capacity={}, budget=(0,) * 8, change_load=3, frozen={},
                  windows={}, shares={}, gaps={}, goal_lambda=0, excluded={}, in_place=in_place, open_gates=open_gates)
    scheduled = tuple(ScheduledTask(task=name, start=0, finish=month) for name, month in tasks.items() if month)
    return frame, Roadmap(status="optimal", objective=0, bound=0, gap=0, unscheduled={}, scheduled=scheduled)


def served(case: dict, tasks: dict[str, int | None], connections=(), permits=(), **more) -> list[tuple]:
    overview = trace_all(client({**CASE, **case}, connections=connections), *planned(tasks, **more), permits)
    return [(s.site, s.month, s.waits_for, s.why_not) for s in overview.traces[0].sites]


@pytest.mark.parametrize(("case", "tasks", "more", "wanted"), [
    # data at a month 4, its gate at month 6: the gate comes last; b has no gate on the plan
    ({}, {"I35@a": 4, "I35@b": 5, "I32@a": 6, "I32@b": None}, {},
     [("a", 6, "I32", ""), ("b", None, "I32", "gate")]),
    # the gate first, the data later
    ({}, {"I35@a": 9, "I35@b": None, "I32@a": 6, "I32@b": 6}, {},
     [("a", 9, "I35", ""), ("b", None, "I35", "initiative")]),
    # live today needs nothing
    ({"supply": "live"}, {}, {}, [("a", 0, "", ""), ("b", 0, "", "")]),
    # nothing brings the data
    ({"initiatives": ()}, {"I32@a": 1, "I32@b": 1}, {},
     [("a", None, "", "no-initiative"), ("b", None, "", "no-initiative")]),
    # a programme's task counts everywhere; what is in place counts from today
    ({"initiatives": ("I20", "I35"), "sites": ("a",)}, {"I20@programme": 7, "I32@a": 2}, {"in_place": ("I35",)},
     [("a", 7, "I20", "")]),
    # a pilot's result reaches another site with its rollout
    ({"initiatives": ("I36",)}, {"I36@a": 5, "I42@b": 11, "I32@a": 3, "I32@b": 8}, {},
     [("a", 5, "I36", ""), ("b", 11, "I36", "")]),
    # a pilot that is not planned reaches nobody, whatever the rollout
    ({"initiatives": ("I36",), "sites": ("b",)}, {"I36@a": None, "I42@b": 11, "I32@b": 8}, {},
     [("b", None, "I36", "initiative")]),
])
def test_a_decision_is_served_by_the_last_of_what_it_waits_for(case, tasks, more, wanted):
    assert served(case, tasks, **more) == wanted


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


def test_an_open_permit_stands_in_for_the_gate_of_the_plan():
    tasks = {"I35@a": 4}
    assert served({"sites": ("a",)}, tasks, (flow(),), (permit("open"),)) == [("a", 4, "I35", "")]
    assert served({"sites": ("a",)}, tasks, (flow(),), (permit("blocked"),)) == [("a", None, "I32", "gate")]
    overview = trace_all(client({**CASE, "sites": ("a",)}, connections=(flow(),)), *planned(tasks),
                         (permit("blocked"),))
    assert [p.code for p in overview.problems] == ["no-driver", "live-without-permit"]


def test_what_use_cases_call_for_together_and_what_nothing_carries():
    high = f.AmbitionStated(ambition="supply", name="Supply", importance="high")
    state = client({**CASE, "ambition": "supply"}, {**CASE, "use_case": "two", "initiatives": ("I20", "I35")},
                   {**CASE, "use_case": "gone", "withdrawn": True, "initiatives": ("I42",)}, ambitions=(high,))
    overview = trace_all(state, *planned({}))
    assert [trace.use_case for trace in overview.traces] == ["uc", "two"]
    assert overview.initiatives == ("I35", "I20")
    assert overview.unserved == ()
    assert len(overview.lacking) == 2
    other = trace_all(client({**CASE, "gxp": True, "direction": "write"}, ambitions=(high,)), *planned({}))
    assert other.unserved == ("supply",)
    assert [p.code for p in other.problems] == ["writes-to-gxp", "no-driver", "unserved-ambition"]


def test_the_connection_of_a_use_case_is_new_and_carries_its_flow():
    case = f.UseCaseDefined(**{**CASE, "gxp": True, "direction": "both", "data": "Tags"})
    made = connection_for(case, "a", ["uc-uc-a"])
    assert (made.connection, made.site, made.from_zone, made.to_zone, made.direction, made.gxp, made.live) == (
        "uc-uc-a-2", "a", "Line control", "Data platform", "both", True, False)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["I35@a", "I35@b", "I32@a", "I32@b"]), st.integers(1, 24)))
def test_no_decision_is_served_before_its_gate(tasks):
    for site, month, _waits, _why in served({}, tasks):
        if month is not None:
            assert month >= tasks[f"I32@{site}"]
            assert month >= tasks[f"I35@{site}"]


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
