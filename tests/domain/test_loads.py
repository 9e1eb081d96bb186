"""What a plan loads people, money and sites with: frames worked by hand, and the sums of `verify` on random ones."""

from __future__ import annotations

from datetime import date

import pytest
from building import library, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.basis import Estimate, Interval
from assessment.domain.library import Initiative
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task, TaskEffect, project, verify, walk
from assessment.domain.roadmap.loads import (
    CapacityMove,
    GroupUse,
    ShutdownUse,
    by_field,
    by_quarter,
    change_load,
    cross_training,
    demand,
    limit,
    money,
    projected,
    shared,
    shortest,
    stop_hours,
    taken,
    unmet,
)
from assessment.domain.scoring import Score, Scorecard
from assessment.solver import solve


def task(name: str, unit: str = "north", months: int = 2, **more) -> Task:
    values = {"stage": "protect", "effort": {"IT": 1.0 * months}, "cost": 10.0, **more}
    return Task(id=name, initiative=name, unit=unit, months=Estimate(low=months, mode=months, high=months), **values)


def framed(*tasks: Task, months: int = 6, **more) -> Frame:
    values = {
        "start": date(2027, 1, 1), "months": months, "capacity": {"IT": (4.0,) * months}, "change_load": 2,
        "budget": (100.0,) * (months // 3), "frozen": {}, "windows": {}, "goal_lambda": 0.1, "shares": {}, "gaps": {},
        "excluded": {}, "pilot": "north", **more}
    return Frame(tasks=tasks, **values)


def plan(problem: Frame, **starts: int) -> Roadmap:
    placed = [ScheduledTask(task=n, start=s, finish=walk(problem, problem.by_id[n], s).finish)
              for n, s in starts.items()]
    return Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=tuple(placed),
                   unscheduled={t.id: "left out" for t in problem.tasks if t.id not in starts})


def test_work_pauses_over_a_freeze_and_running_programmes_do_none() -> None:
    problem = framed(task("a", months=3), task("runs", given=True, pinned=0), frozen={"north": (1,)})
    roadmap = plan(problem, a=0, runs=0)
    assert demand(problem, roadmap) == {"IT": [1, 0, 1, 1, 0, 0]}
    assert by_quarter(problem, demand(problem, roadmap)) == {"IT": [2, 1]}


def test_what_lies_outside_the_frame_is_left_out() -> None:
    problem = framed(task("a"))
    late = plan(problem, a=5)
    unknown = late.model_copy(update={"scheduled": (ScheduledTask(task="nobody", start=0, finish=1),)})
    assert demand(problem, late) == {"IT": [0, 0, 0, 0, 0, 1]}
    assert demand(problem, unknown) == {"IT": [0] * 6}


def test_people_there_are_those_of_all_those_of_sites_and_those_added() -> None:
    problem = framed(
        task("hire", "programme", effort={"Business": 1.0}, adds={"IT": 0.5}, lasting=2), task("b"),
        local={"north": {"IT": (1.0,) * 6}, "east": {"IT": (0.25,) * 6}}, taken={"IT": (2.0,) + (0.0,) * 5})
    roadmap = plan(problem, hire=0, b=3)
    assert limit(problem, roadmap) == {"IT": [5.25, 5.25, 5.75, 5.75, 5.25, 5.25], "Business": [0] * 6}
    assert taken(problem) == {"IT": [2, 0, 0, 0, 0, 0], "Business": [0] * 6}
    needed, there = shared(problem, roadmap)
    assert needed["IT"] == [0] * 6
    assert there["IT"] == [4, 4, 4.5, 4.5, 4, 4]


def test_a_role_is_at_risk_from_nine_tenths_in_use() -> None:
    problem = framed(task("a", months=3, effort={"IT": 8.0}), task("b", "east", months=3, effort={"IT": 2.8}),
                     task("c", months=3, effort={"IT": 10.7}))
    found = shortest(problem, plan(problem, a=0, b=0, c=3))
    assert [(gap.role, gap.quarter, gap.tasks) for gap in found] == [
        ("IT", 0, (("a", pytest.approx(8.0)), ("b", pytest.approx(2.8))))]
    assert (found[0].needed, found[0].there, found[0].share) == pytest.approx((10.8, 12.0, 0.9))


def test_idle_people_of_one_site_do_not_help_at_another() -> None:
    problem = framed(task("a", "east", months=3, effort={"IT": 12.0}), local={"north": {"IT": (8.0,) * 6}})
    found = shortest(problem, plan(problem, a=0))
    assert [(gap.role, gap.quarter, gap.there, gap.share) for gap in found] == [("IT", 0, 36.0, pytest.approx(1.0))]


def test_people_who_are_needed_and_not_there_are_at_risk() -> None:
    problem = framed(task("a", months=3, effort={"OT": 3.0}))
    assert [(gap.role, gap.share) for gap in shortest(problem, plan(problem, a=0))] == [("OT", float("inf"))]


def test_a_free_role_can_help_with_what_is_above_nine_tenths() -> None:
    problem = framed(
        task("a", months=3, effort={"IT": 12.0, "OT": 3.0, "Quality": 10.0}),
        capacity={"IT": (4.0,) * 6, "OT": (4.0,) * 6, "Quality": (4.0,) * 6})
    # IT uses 12 of 12, 1.2 above nine tenths; OT has 9 free; Quality has 2 of 12 free, less than a quarter
    assert cross_training(problem, plan(problem, a=0)) == [CapacityMove(0, "IT", "OT", pytest.approx(1.2))]


def test_no_more_can_move_than_is_free() -> None:
    problem = framed(task("a", months=3, effort={"IT": 12.0}),
                     capacity={"IT": (4.0,) * 6, "OT": (0.1,) * 6, "Quality": (0.0,) * 6})
    assert cross_training(problem, plan(problem, a=0)) == [CapacityMove(0, "IT", "OT", pytest.approx(0.3))]


def test_work_outside_the_plan_that_lacks_only_people_makes_a_role_short() -> None:
    problem = framed(task("a", months=3, effort={"IT": 6.0}), task("big", "east", months=3, effort={"IT": 15.0}),
                     capacity={"IT": (4.0,) * 6, "OT": (4.0,) * 6})
    roadmap = plan(problem, a=0)
    assert unmet(problem, roadmap) == {("IT", 0): pytest.approx(9.0)}
    assert cross_training(problem, roadmap) == [CapacityMove(0, "IT", "OT", pytest.approx(9.0))]


@pytest.mark.parametrize("change", [
    {"effort": {"IT": 9.0}}, {"cost": 1000.0}, {"after": ("nobody",)}, {"due": 2}], ids=str)
def test_what_else_keeps_work_out_is_no_lack_of_people(change: dict) -> None:
    big = {"months": 3, "effort": {"IT": 15.0}, **change}
    problem = framed(task("a", months=3, effort={"IT": 6.0}), task("big", "east", **big))
    assert unmet(problem, plan(problem, a=0)) == {}


def initiative(name: str, *capabilities: str) -> Initiative:
    one = Estimate(low=1, mode=1, high=1)
    return Initiative.model_validate({
        "id": name, "name": name, "change": "-", "stage": "protect", "phase": "design", "scope": "site", "weeks": one,
        "effort": {"IT": one}, "cost_kusd": one, "kpis": ("k",), "owner": "o", "basis": "b",
        "effects": [{"capability": c, "from": 1, "to": 2} for c in capabilities]})


LAYOUT = {"d1": {"c1": [question("q1")], "c2": [question("q2")]}, "d2": {"c3": [question("q3")]}}


def test_a_field_of_work_is_the_dimension_of_the_first_effect() -> None:
    problem = framed(task("a", effort={"IT": 2.0, "OT": 1.0}), task("b"), task("c"), task("unknown"), change_load=9,
                     capacity={"IT": (9.0,) * 6, "OT": (9.0,) * 6})
    known = library(initiatives=(initiative("a", "c3", "c1"), initiative("b", "c2"), initiative("c")))
    found = by_field(problem, plan(problem, a=2, b=0, c=0, unknown=0), known, pack(LAYOUT))
    assert found == {("IT", "d2"): [1, 1], ("OT", "d2"): [0.5, 0.5], ("IT", "d1"): [2, 0], ("IT", ""): [4, 0]}


def test_changes_touch_roles_and_the_people_of_a_site() -> None:
    problem = framed(task("a", months=3), task("p", "programme"), task("runs", "east", given=True, pinned=2))
    assert change_load(problem, plan(problem, a=2, p=0, runs=2)) == {
        ("role", "IT"): [GroupUse(2, 3.0), GroupUse(1, 2.0)], ("site", "north"): [GroupUse(1, 1.0), GroupUse(1, 2.0)],
        ("site", "east"): [GroupUse(1, 0.0), GroupUse(1, 0.0)]}


def test_money_is_spent_at_the_start_and_a_quarter_of_a_year_at_a_time_after_the_finish() -> None:
    problem = framed(task("a", cost=50.0, recurring=8.0), task("b", cost=20.0), months=9, budget=(60.0, 20.0, 5.0))
    found = money(problem, plan(problem, a=0, b=4))
    assert found.spend == (50, 22, 2)
    assert found.cumulative == (50, 72, 74)
    assert found.allowed == (60, 80, 85)


def test_cut_overs_fall_into_the_hours_of_windows_or_do_not_fit() -> None:
    stop = {"stop_hours": Estimate(low=8, mode=20, high=40)}
    problem = framed(
        task("a", **stop), task("b", **stop), task("c", **stop), task("d", "east", **stop), task("e", "west", **stop),
        task("p", "programme", **stop), months=9, windows={"north": (1, 2, 7), "west": (4,)},
        window_hours={"north": {1: 24.0, 2: 30.0, 7: 24.0}})
    # a and b share the 24 hours of month 1, c ends in a month without a window
    assert stop_hours(problem, plan(problem, a=0, b=0, c=4, d=0, e=3, p=0)) == {
        ("north", 0): ShutdownUse(40, 54, 16), ("east", 0): ShutdownUse(20, None, 0),
        ("west", 1): ShutdownUse(20, None, 0), ("north", 1): ShutdownUse(20, 0, 20),
        ("north", 2): ShutdownUse(0, 24, 0)}


def raising(unit: str, capability: str, levels: float, around: tuple[float, float] | None = None) -> TaskEffect:
    return TaskEffect(site=unit, capability=capability, levels=levels,
                      range=Interval(low=around[0], high=around[1]) if around else None)


def test_levels_are_weighted_means_with_the_range_of_the_effects() -> None:
    small = pack(LAYOUT, weights={"c1": 3.0})
    problem = framed(
        task("a", effects=(raising("north", "c1", 1.0, (0.5, 4.0)), raising("north", "c2", 0.5))), months=6,
        levels={"north|c1": 2.0, "north|c2": 3.0, "east|c1": 1.0}, shares={
            "north|c1": 0.6, "north|c2": 0.2, "east|c1": 0.2},
        gaps={"north|c1": 2.0, "north|c2": 1.0, "east|c1": 3.0})
    found = projected(problem, plan(problem, a=2), small)
    assert list(found) == [("d1", "north"), ("d1", "east"), ("d1", None)]
    north, east, network = found.values()
    assert (north.now, north.target) == (2.25, 4.0)
    assert north.levels == (2.25, pytest.approx(2.25 + (3 * 1.0 + 0.5) / 4))
    assert north.low == (2.25, pytest.approx(2.25 + (3 * 0.5 + 0.5) / 4))
    assert north.high == (2.25, pytest.approx(2.25 + (3 * 2.0 + 0.5) / 4))  # no further than to the target
    assert (east.levels, east.now) == ((1.0, 1.0), 1.0)
    assert network.now == pytest.approx(0.6 * 2 + 0.2 * 3 + 0.2 * 1)
    assert network.levels[1] == pytest.approx(network.now + 0.6 * 1.0 + 0.2 * 0.5)


def test_a_projection_begins_at_the_score_that_every_page_shows() -> None:
    card = Scorecard(cycle="c", seed=0, draws=0, gaps=(), voters=9, sites=("north",), scores=(
        Score(node="d1", kind="dimension", site=None, value=1.6),))
    problem = framed(task("a", effects=(raising("north", "c1", 1.0),)), months=6, levels={"north|c1": 2.0},
                     shares={"north|c1": 1.0}, gaps={"north|c1": 2.0})
    found = projected(problem, plan(problem, a=2), pack(LAYOUT), card)
    assert (found["d1", None].now, found["d1", None].levels) == (1.6, (1.6, 2.6))
    assert found["d1", "north"].levels == (2.0, 3.0)  # no score there: what the plan raises


def test_a_dimension_at_its_target_has_nothing_left_to_reach() -> None:
    problem = framed(levels={"north|c3": 4.0}, shares={"north|c3": 1.0}, gaps={"north|c3": 0.0})
    found = projected(problem, plan(problem), pack(LAYOUT))
    assert found["d2", "north"].target is None
    assert found["d2", None].levels == (4.0, 4.0)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    tasks = []
    for number in range(draw(st.integers(1, 5))):
        unit = draw(st.sampled_from(("programme", "north", "east")))
        tasks.append(task(
            f"t{number}", unit, draw(st.integers(1, 3)), cost=draw(st.sampled_from((0.0, 20.0))),
            effort={role: draw(st.sampled_from((0.0, 1.0, 3.0))) for role in ("IT", "OT")},
            recurring=draw(st.sampled_from((0.0, 8.0))), adds=draw(st.sampled_from(({}, {"IT": 1.0}))),
            lasting=draw(st.sampled_from((None, 2))), effects=(raising("north", "c1", 0.5),)))
    return framed(
        *tasks, months=9, capacity={role: (draw(st.sampled_from((0.5, 1.5))),) * 9 for role in ("IT", "OT")},
        local=draw(st.sampled_from(({}, {"north": {"IT": (1.0,) * 9}}))), budget=(30.0, 10.0, 10.0),
        frozen=draw(st.sampled_from(({}, {"north": (2, 3)}))), shares={"north|c1": 1.0}, gaps={"north|c1": 2.0},
        levels={"north|c1": 1.0})


@settings(max_examples=25, deadline=None)
@given(frames())
def test_a_plan_that_keeps_the_rules_needs_no_more_than_is_there(problem: Frame) -> None:
    roadmap = solve(problem, limit=0)
    assert verify(problem, roadmap) == []
    needed, there = demand(problem, roadmap), limit(problem, roadmap)
    assert all(a <= b + 0.01 for role in needed for a, b in zip(needed[role], there[role], strict=True))
    needed, there = shared(problem, roadmap)
    assert all(a <= b + 0.01 for role in needed for a, b in zip(needed[role], there[role], strict=True))
    course = money(problem, roadmap)
    assert all(a <= b + 0.1 for a, b in zip(course.cumulative, course.allowed, strict=True))
    levels = project(problem, {s.task: s.finish for s in roadmap.scheduled})["north|c1"]
    assert projected(problem, roadmap, pack({"d1": {"c1": [question("q")]}}))["d1", "north"].levels == levels


@pytest.mark.parametrize(("role", "code"), [("IT", "capacity"), ("money", "budget")])
def test_sums_exceed_the_limit_exactly_where_a_rule_breaks(role: str, code: str) -> None:
    problem = framed(task("a", months=1, effort={"IT": 4.5}, cost=101.0), budget=(100.0, 100.0))
    roadmap = plan(problem, a=1)
    broken = {p.where for p in verify(problem, roadmap) if p.code == code}
    if role == "money":
        course = money(problem, roadmap)
        over = {f"quarter.{q + 1}" for q in range(2) if course.cumulative[q] > course.allowed[q]}
    else:
        needed, there = demand(problem, roadmap), limit(problem, roadmap)
        over = {f"IT.{m}" for m in range(6) if needed["IT"][m] > there["IT"][m]}
    assert over == broken
    assert over
