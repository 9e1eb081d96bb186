"""Each rule of a plan: a plan that breaks this rule alone, the plan mended, and a search that the rule makes wait."""

from datetime import date
from typing import NamedTuple

import pytest

from assessment.domain.basis import Estimate
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task, TaskEffect, verify
from assessment.solver import solve

HOURS = Estimate(low=8, mode=24, high=48)


def task(name: str, months: int = 2, **more) -> Task:
    """One person-week of IT a month at the north site, 10 thousand, worth half a level."""
    values = {"stage": "design", "effort": {"IT": 1.0 * months}, "cost": 10.0, "unit": "north", **more}
    values.setdefault("effects", (TaskEffect(site="north", capability="zones", levels=0.5),))
    return Task(id=name, initiative=name, months=Estimate(low=months, mode=months, high=months), **values)


def framed(*tasks: Task, weeks: float = 9.0, **more) -> Frame:
    values = {"budget": (100.0,) * 4, "change_load": 5, "frozen": {}, "windows": {}, **more}
    return Frame(start=date(2027, 1, 1), months=12, tasks=tasks, capacity={"IT": (weeks,) * 12}, excluded={},
                 shares={"north|zones": 1.0}, gaps={"north|zones": 9.0}, goal_lambda=0.1, pilot="north", **values)


def planned(problem: Frame, *at: tuple[str, int, int]) -> Roadmap:
    scheduled = tuple(ScheduledTask(task=name, start=start, finish=finish) for name, start, finish in at)
    left = {t.id: "said" for t in problem.tasks if t.id not in {name for name, _s, _f in at}}
    return Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=scheduled, unscheduled=left)


class Case(NamedTuple):
    """`broken` breaks one rule, `mended` none; the search starts `name` in month `kept`, without the rule in `free`."""

    frame: Frame
    broken: tuple[tuple[str, int, int], ...]
    mended: tuple[tuple[str, int, int], ...]
    name: str
    kept: int | None
    without: Frame | None = None
    free: int | None = None


A, B = task("a"), task("b", cost=0.0)
CASES = {
    "duration": Case(framed(A), (("a", 0, 1),), (("a", 0, 2),), "a", 0),
    "earliest": Case(framed(task("a", earliest=3)), (("a", 2, 4),), (("a", 3, 5),), "a", 3, framed(A), 0),
    "pinned": Case(framed(task("a", pinned=4)), (("a", 5, 7),), (("a", 4, 6),), "a", 4, framed(A), 0),
    "horizon": Case(framed(task("a", earliest=9, months=4, effort={})), (("a", 9, 13),), (), "a", None,
                    framed(task("a", earliest=9, months=3, mandatory=True)), 9),
    "due": Case(framed(task("a", earliest=2, due=3)), (("a", 2, 4),), (), "a", None,
                framed(task("a", earliest=2)), 2),
    "freeze": Case(framed(A, frozen={"north": (0,)}), (("a", 0, 3),), (("a", 1, 3),), "a", 1, framed(A), 0),
    "freeze of cut-overs": Case(
        framed(task("a", stop_hours=HOURS), no_cut_over={"north": (1,)}), (("a", 0, 2),), (("a", 1, 3),), "a", 1,
        framed(task("a", stop_hours=HOURS)), 0),
    "freeze of validation": Case(
        framed(task("a", validated=True), no_validation={"north": (0, 1)}), (("a", 1, 4),), (("a", 2, 4),), "a", 2,
        framed(task("a", validated=True)), 0),
    "shutdown": Case(framed(task("a", stop_hours=HOURS), windows={"north": (5,)}), (("a", 0, 2),), (("a", 4, 6),),
                     "a", 4, framed(task("a", stop_hours=HOURS)), 0),
    "shutdown too short": Case(
        framed(task("a", stop_hours=HOURS), windows={"north": (1, 5)}, window_hours={"north": {1: 20.0, 5: 24.0}}),
        (("a", 0, 2),), (("a", 4, 6),), "a", 4,
        framed(task("a", stop_hours=HOURS), windows={"north": (1, 5)}, window_hours={"north": {1: 24.0}}), 0),
    "precedence": Case(framed(A, task("b", after=("a",))), (("a", 0, 2), ("b", 1, 3)), (("a", 0, 2), ("b", 2, 4)),
                       "b", 2, framed(A, task("b")), 0),
    "gate": Case(framed(task("a", opens="gate"), task("b", connecting=True)), (("a", 0, 2), ("b", 1, 3)),
                 (("a", 0, 2), ("b", 2, 4)), "b", 2,
                 framed(task("a", opens="gate"), task("b", connecting=True), open_gates=("north",)), 0),
    "gate of another site": Case(
        framed(task("a", opens="gate", unit="east", effects=()), task("b", connecting=True)),
        (("a", 0, 2), ("b", 2, 4)), (("a", 0, 2),), "b", None,
        framed(task("a", opens="gate"), task("b", connecting=True)), 2),
    "decision": Case(framed(task("a", opens="decision"), task("b", structural=True)), (("a", 0, 2), ("b", 1, 3)),
                     (("a", 0, 2), ("b", 2, 4)), "b", 2,
                     framed(task("a", opens="decision"), task("b", structural=True), decided=True), 0),
    "pilot-first": Case(framed(task("a", stage="pilot"), task("b", stage="mvp", validated=True)),
                        (("a", 0, 2), ("b", 1, 3)), (("a", 0, 2), ("b", 2, 4)), "b", 2,
                        framed(task("a"), task("b", stage="mvp", validated=True)), 0),
    "validated-first": Case(framed(task("a", stage="mvp", validated=True), task("b", stage="scale")),
                            (("a", 0, 2), ("b", 1, 3)), (("a", 0, 2), ("b", 2, 4)), "b", 2,
                            framed(task("a", stage="mvp"), task("b", stage="scale")), 0),
    "capacity": Case(framed(A, task("b", mandatory=True), weeks=1.0), (("a", 0, 2), ("b", 1, 3)),
                     (("a", 0, 2), ("b", 2, 4)), "a", None),
    "capacity of a site": Case(
        framed(A, task("b"), weeks=0.5, local={"north": {"IT": (1.0,) * 12}}), (("a", 0, 2), ("b", 1, 3)),
        (("a", 0, 2), ("b", 2, 4)), "a", None),
    "people hired": Case(
        framed(task("a", effort={}, adds={"IT": 1.0}), task("b"), weeks=0.0), (("a", 0, 2), ("b", 1, 3)),
        (("a", 0, 2), ("b", 2, 4)), "b", 2, framed(A, task("b")), 0),
    "people lent for two months": Case(
        framed(task("a", effort={}, adds={"IT": 1.0}, lasting=2), task("b"), weeks=0.0), (("a", 0, 2), ("b", 3, 5)),
        (("a", 0, 2), ("b", 2, 4)), "b", 2),
    "change-load": Case(framed(A, B, change_load=1), (("a", 0, 2), ("b", 1, 3)), (("a", 0, 2), ("b", 2, 4)), "a", None),
    "window-hours": Case(
        framed(task("a", stop_hours=HOURS), task("b", stop_hours=HOURS), windows={"north": (1, 3)},
               window_hours={"north": {1: 30.0, 3: 30.0}}), (("a", 0, 2), ("b", 0, 2)), (("a", 0, 2), ("b", 2, 4)),
        "a", None),
    "budget": Case(framed(task("a", cost=30.0), budget=(20.0,) * 4), (("a", 2, 4),), (("a", 3, 5),), "a", 3,
                   framed(task("a", cost=30.0)), 0),
    "budget of what recurs": Case(
        # 10 at the start and 10 in each quarter after the finish; begun in month 1, the second quarter would need 20
        framed(task("a", recurring=40.0), budget=(10.0, 0.0, 15.0, 15.0)), (("a", 1, 3),), (("a", 2, 4),), "a", 2,
        framed(A, budget=(10.0, 0.0, 15.0, 15.0)), 0),
    "mandatory": Case(framed(task("a", cost=99.0, effects=(), mandatory=True)), (), (("a", 0, 2),), "a", 0,
                      framed(task("a", cost=99.0, effects=())), None),
}
CODES = {"freeze of cut-overs": "freeze", "freeze of validation": "freeze", "shutdown too short": "shutdown",
         "gate of another site": "gate", "capacity of a site": "capacity", "people hired": "capacity",
         "people lent for two months": "capacity", "budget of what recurs": "budget"}
ALSO = {"shutdown too short": ("window-hours",)}
"""One cut-over alone that no window takes breaks the sum of hours too."""


@pytest.mark.parametrize("rule", CASES)
def test_a_plan_that_breaks_the_rule_is_told(rule: str) -> None:
    case = CASES[rule]
    codes = {p.code for p in verify(case.frame, planned(case.frame, *case.broken))}
    assert codes == {CODES.get(rule, rule), *ALSO.get(rule, ())}


@pytest.mark.parametrize("rule", CASES)
def test_the_mended_plan_keeps_every_rule(rule: str) -> None:
    case = CASES[rule]
    assert verify(case.frame, planned(case.frame, *case.mended)) == []


@pytest.mark.parametrize("limit", [0.0, 8.0])
@pytest.mark.parametrize("rule", [name for name, case in CASES.items() if case.without is not None])
def test_the_search_waits_for_the_rule_and_for_nothing_else(rule: str, limit: float) -> None:
    case = CASES[rule]
    assert case.without is not None
    for problem, expected in ((case.frame, case.kept), (case.without, case.free)):
        plan = solve(problem, limit=limit)
        at = plan.at(case.name)
        assert (None if at is None else at.start) == expected
        assert verify(problem, plan) == []


@pytest.mark.parametrize("limit", [0.0, 8.0])
@pytest.mark.parametrize("rule", ["capacity", "capacity of a site", "change-load", "window-hours"])
def test_tasks_that_share_a_limit_follow_each_other(rule: str, limit: float) -> None:
    problem = CASES[rule].frame
    first, second = solve(problem, limit=limit).scheduled
    assert second.start >= first.finish


@pytest.mark.parametrize("limit", [0.0, 8.0])
def test_a_task_waits_for_a_prerequisite_that_others_push_back(limit: float) -> None:
    """x takes the one person first, being worth six times a; b needs nobody and still waits for a."""
    worth = (TaskEffect(site="north", capability="zones", levels=3.0),)
    problem = framed(task("x", effects=worth), task("a"), task("b", 3, after=("a",), effort={}), weeks=1.0)
    plan = solve(problem, limit=limit)
    assert {s.task: s.start for s in plan.scheduled} == {"x": 0, "a": 2, "b": 4}
    assert "after:a" in plan.scheduled[-1].waits_for


def test_a_task_is_planned_once_and_known() -> None:
    problem = framed(A)
    assert [p.code for p in verify(problem, planned(problem, ("a", 0, 2), ("x", 0, 2)))] == ["unknown-task"]
    assert [p.code for p in verify(problem, planned(problem, ("a", 0, 2), ("a", 0, 2)))] == ["duplicate-task"]


def test_a_task_left_out_says_why() -> None:
    problem = framed(A)
    silent = Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=(), unscheduled={})
    assert [p.code for p in verify(problem, silent)] == ["not-told"]


def test_every_rule_has_a_case() -> None:
    """The codes that `verify` names in its docstring."""
    told = (verify.__doc__ or "").partition("Codes:")[2].replace("\n", " ").strip(" .").split(",")
    assert {code.strip() for code in told} == {CODES.get(name, name) for name in CASES} | {
        "unknown-task", "duplicate-task", "not-told"}
