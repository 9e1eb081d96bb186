"""The search: cases worked by hand, a brute-force optimum, random frames that keep every rule, conflicts in words."""

from datetime import date
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.basis import Estimate, InvalidInput
from assessment.domain.roadmap import Aim, Frame, Roadmap, ScheduledTask, Task, TaskEffect, footprints, goal, verify
from assessment.solver import solve
from assessment.solver.conflict import requirements

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "roadmap.yaml").read_text(encoding="utf-8"))
SITES = ("north", "east")


def task(name: str, unit: str = "north", months: int = 2, **more) -> Task:
    values = {"stage": "design", "effort": {"IT": 1.0 * months}, "cost": 10.0, **more}
    return Task(id=name, initiative=name, unit=unit, months=Estimate(low=months, mode=months, high=months), **values)


def raises(site: str, levels: float = 1.0, capability: str = "zones") -> TaskEffect:
    return TaskEffect(site=site, capability=capability, levels=levels)


def framed(*tasks: Task, months: int = 6, weeks: float = 2.0, **more) -> Frame:
    values = {
        "start": date(2027, 1, 1), "months": months, "capacity": {"IT": (weeks,) * months},
        "budget": (100.0,) * (months // 3), "change_load": 2, "frozen": {}, "windows": {}, "goal_lambda": 0.1,
        "shares": {"north|zones": 0.6, "east|zones": 0.4}, "gaps": {"north|zones": 1.5, "east|zones": 1.0},
        "levels": {"north|zones": 1.5, "east|zones": 2.0}, "excluded": {}, "pilot": "north", **more}
    return Frame(tasks=tasks, **values)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_by_hand(case: dict) -> None:
    tasks = [task(t["id"], t["id"], t["months"], effort={"IT": t["weeks"]}, cost=t["cost"],
                  after=tuple(t.get("after", ())), effects=(raises(t["id"]),)) for t in case["tasks"]]
    problem = Frame(
        start=date(2027, 1, 1), months=case["months"], tasks=tuple(tasks), budget=tuple(case["budget"]),
        capacity={role: (weeks,) * case["months"] for role, weeks in case["capacity"].items()},
        change_load=case["change_load"], frozen=case.get("frozen", {}), windows={}, excluded={},
        shares={f"{site}|zones": share for site, share in case["shares"].items()}, pilot="north",
        gaps={f"{site}|zones": gap for site, gap in case["gaps"].items()}, goal_lambda=case["goal_lambda"])
    plan = solve(problem)
    assert {s.task: [s.start, s.finish] for s in plan.scheduled} == case["plan"]
    assert plan.status == "optimal"
    assert plan.gap == 0
    assert plan.objective == pytest.approx(case["objective"])
    assert {s.task: list(s.waits_for) for s in plan.scheduled} == case["waits_for"]
    assert plan.unscheduled == case.get("unscheduled", {})
    assert verify(problem, plan) == []


@st.composite
def small_frames(draw: st.DrawFn, most: int = 7, months: int = 9, mandatory: bool = False) -> Frame:
    count = draw(st.integers(1, most))
    tasks = []
    for number in range(count):
        unit = draw(st.sampled_from(("programme", *SITES)))
        site = unit if unit in SITES else "north"
        stage = draw(st.sampled_from(("assess", "protect", "pilot", "mvp", "scale")))
        cutting = unit in SITES and draw(st.booleans()) and draw(st.booleans())
        tasks.append(task(
            f"t{number}", unit, draw(st.integers(1, 3)), stage=stage,
            effort={role: draw(st.sampled_from((0.0, 1.0, 2.5))) for role in ("IT", "OT")},
            cost=draw(st.sampled_from((0.0, 5.0, 20.0))), recurring=draw(st.sampled_from((0.0, 4.0))),
            after=tuple(f"t{n}" for n in range(number) if draw(st.integers(0, 3)) == 0),
            effects=(raises(site, draw(st.sampled_from((0.3, 0.5, 1.0)))),) if draw(st.booleans()) else (),
            connecting=draw(st.integers(0, 4)) == 0, structural=draw(st.integers(0, 4)) == 0,
            validated=stage in ("mvp", "scale") and draw(st.booleans()),
            opens=draw(st.sampled_from(("", "", "", "gate", "decision"))),
            mandatory=mandatory and draw(st.integers(0, 3)) == 0,
            due=draw(st.sampled_from((None, None, None, 6, 8))),
            reasons=("path",) if mandatory and draw(st.integers(0, 3)) == 0 else (),
            stop_hours=Estimate(low=8, mode=24, high=48) if cutting else None))
    return framed(
        *tasks, months=months, budget=draw(st.sampled_from(((100.0,) * 4, (10.0, 10.0, 5.0, 0.0))))[:months // 3],
        capacity={role: (draw(st.sampled_from((1.0, 2.5, 4.0))),) * months for role in ("IT", "OT")},
        change_load=draw(st.integers(1, 2)), frozen=draw(st.sampled_from(({}, {"north": (2, 3)}, {"east": (4,)}))),
        **draw(st.sampled_from(({}, {"windows": {"north": (2, 5)}, "window_hours": {"north": {2: 24.0, 5: 48.0}}}))))


@settings(max_examples=40, deadline=None)
@given(small_frames(mandatory=True))
def test_every_plan_keeps_every_rule(problem: Frame) -> None:
    plan = solve(problem)
    if plan.status == "infeasible":
        assert plan.conflict
        assert plan.scheduled == ()
        assert any(t.mandatory for t in problem.tasks)
    else:
        assert verify(problem, plan) == []
        assert plan.objective <= plan.bound + 1e-9


def best_by_trying(problem: Frame) -> float:
    """The best goal over every combination of starts that verify accepts."""
    best = float("-inf")
    choices = [[None, *footprints(problem, t)] for t in problem.tasks]
    for chosen in product(*choices):
        placed = tuple(ScheduledTask(task=t.id, start=f.start, finish=f.finish)
                       for t, f in zip(problem.tasks, chosen, strict=True) if f is not None)
        worth = goal(problem, [(s.task, s.start, s.finish) for s in placed])
        if worth > best:
            left = {t.id: "left" for t in problem.tasks if t.id not in {s.task for s in placed}}
            plan = Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=placed, unscheduled=left)
            if verify(problem, plan) == []:
                best = worth
    return best


@settings(max_examples=20, deadline=None)
@given(small_frames(most=3, months=6))
def test_optimum_is_that_of_brute_force(problem: Frame) -> None:
    plan = solve(problem)
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(best_by_trying(problem), abs=1e-6)


@st.composite
def frames_of_any_aim(draw: st.DrawFn, most: int = 6, months: int = 9) -> Frame:
    """With people of a site, people who are hired, a running programme, freezes of each kind, and a plan adopted."""
    base = draw(small_frames(most=most, months=months, mandatory=True))
    tasks = [t.model_copy(update={
        "reasons": (), "worth": float(draw(st.integers(0, 5))), "earliest": draw(st.sampled_from((0, 0, 1))),
        "adds": draw(st.sampled_from(({}, {}, {"IT": 1.0}))), "lasting": draw(st.sampled_from((None, 2)))})
        for t in base.tasks]
    if draw(st.booleans()):
        tasks.append(task("run", "north", 2, given=True, pinned=draw(st.integers(0, 2)), effort={}, cost=0.0,
                          opens=draw(st.sampled_from(("", "gate")))))
    return Frame(**{
        **dict(base), "tasks": tuple(tasks), "aim": draw(st.sampled_from(get_args(Aim))),
        "local": draw(st.sampled_from(({}, {"north": {"IT": (1.0,) * months}}))),
        "no_cut_over": draw(st.sampled_from(({}, {"north": (1, 2)}))),
        "no_validation": draw(st.sampled_from(({}, {"north": (1,), "east": (0, 3)}))),
        "adopted": draw(st.sampled_from(({}, {"t0": 2}, {"t0": 0, "t1": 3})))})


@settings(max_examples=60, deadline=None)
@given(frames_of_any_aim(), st.sampled_from((0.0, 8.0)))
def test_every_plan_of_any_aim_keeps_every_rule(problem: Frame, limit: float) -> None:
    plan = solve(problem, limit=limit)
    assert plan.status == "infeasible" or verify(problem, plan) == []
    assert plan.objective <= plan.bound + 1e-6
    assert plan.conflict if plan.status == "infeasible" else not plan.conflict
    assert solve(problem, limit=limit) == plan


@settings(max_examples=40, deadline=None)
@given(frames_of_any_aim(most=3, months=6))
def test_optimum_of_any_aim_is_that_of_brute_force(problem: Frame) -> None:
    plan, best = solve(problem), best_by_trying(problem)
    if plan.status == "infeasible":
        assert best == float("-inf")
    else:
        assert plan.status == "optimal"
        assert plan.objective == pytest.approx(best, abs=1e-6)


def test_same_frame_same_plan() -> None:
    tasks = [task(f"t{n}", SITES[n % 2], 1 + n % 3, effects=(raises(SITES[n % 2], 0.2),),
                  after=(f"t{n - 3}",) if n > 3 else ()) for n in range(12)]
    problem = framed(*tasks, months=12, budget=(30.0,) * 4)
    assert solve(problem) == solve(problem)


def test_a_search_that_ends_before_its_first_plan_claims_no_bound() -> None:
    tasks = [task(f"t{n}", SITES[n % 2], 1 + n % 3, effects=(raises(SITES[n % 2], 0.2),), cost=4.0) for n in range(12)]
    problem = framed(*tasks, months=12, budget=(10.0,) * 4)
    short = solve(problem, limit=1e-6)
    assert short.status == "feasible"
    assert short.bound >= solve(problem).objective
    assert short.gap > 0


def test_serial_schedule_alone_says_how_far_it_may_be_off() -> None:
    problem = framed(task("a", effects=(raises("north"),)), task("b", "east", effects=(raises("east"),)))
    plan = solve(problem, limit=0)
    assert plan.status == "feasible"
    assert verify(problem, plan) == []
    assert plan.bound >= plan.objective
    assert plan.bound >= solve(problem).objective


def test_what_the_path_needs_is_planned_even_where_it_does_not_pay() -> None:
    problem = framed(task("a"), task("b", after=("a",), reasons=("path",)), task("c", "east"))
    plan = solve(problem)
    assert {s.task for s in plan.scheduled} == {"a", "b"}
    assert set(plan.unscheduled) == {"c"}


def test_effects_beyond_the_gap_are_worth_nothing() -> None:
    problem = framed(*(task(name, cost=cost, effects=(raises("north", 1.5),))
                       for name, cost in (("dear", 12.0), ("cheap", 11.0), ("dearest", 13.0))), weeks=9.0)
    plan = solve(problem)
    assert [s.task for s in plan.scheduled] == ["cheap"]
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(0.6 * 1.5 / 4 - 0.1 * 11 / 200)


def test_conflict_is_irreducible() -> None:
    problem = framed(task("a", months=3), task("b", months=3, after=("a",), due=5, mandatory=True), task("c"))
    plan = solve(problem)
    assert plan.status == "infeasible"
    assert plan.conflict == ("b is due by the end of month 5.", "b waits for a.", "b must be in the plan.")
    for requirement in requirements(problem):
        if requirement.words in plan.conflict:
            assert solve(requirement.relaxed(problem)).status != "infeasible", requirement.words


def test_conflict_names_the_scarce_role() -> None:
    problem = framed(task("a", mandatory=True, effort={"IT": 8.0}))
    assert solve(problem).conflict == ("IT has limited person-weeks.", "a must be in the plan.")


@pytest.mark.parametrize(("tasks", "more", "reason"), [
    ((task("x", effort={"IT": 9.0}, effects=(raises("north"),)),), {}, "too little is left for it: IT."),
    ((task("x", cost=500.0, effects=(raises("north"),)),), {}, "too little is left for it: money."),
    ((task("x", connecting=True, effects=(raises("north"),)),), {}, "a gate"),
    ((task("x", stop_hours=Estimate(low=1, mode=9, high=10)),), {"windows": {"north": ()}}, "shutdown window"),
    ((task("x", months=7),), {}, "end of the horizon"),
    ((task("a", months=4), task("x", months=3, after=("a",))), {}, "takes so long"),
    ((task("a", "east", cost=500.0), task("x", after=("a",))), {}, "waits for a"),
    ((task("a", "east", cost=500.0), task("b", after=("a",)), task("x", after=("b",))), {}, "waits for b,"),
    ((task("a", "east", cost=500.0, validated=True), task("b", "east", cost=500.0, validated=True),
      task("x", stage="scale")), {}, "waits for one of a, b, none of which"),
    ((task("x", after=("y",)), task("y", after=("x",))), {}, "takes so long"),
])
def test_a_task_that_is_left_out_says_why(tasks: tuple[Task, ...], more: dict, reason: str) -> None:
    problem = framed(*tasks, **more)
    plan = solve(problem)
    assert reason in plan.unscheduled["x"]
    assert verify(problem, plan) == []


def test_progress_is_told_and_two_tasks_of_one_name_are_refused() -> None:
    said: list[float | None] = []
    solve(framed(task("a")), progress=lambda _text, share: said.append(share))
    assert said == sorted(said, key=lambda share: share or 0)
    assert said
    with pytest.raises(InvalidInput, match="same id"):
        solve(framed(task("a"), task("a")))


def test_projection_rises_at_the_quarter_of_the_finish() -> None:
    plan = solve(framed(task("a", months=3, effects=(raises("north", 2.0),)), months=9))
    assert plan.projected == {"north|zones": (3.0, 3.0, 3.0), "east|zones": (2.0, 2.0, 2.0)}
