"""What would resolve a conflict: amounts worked by hand, each tried, and no remedy where two conflicts stand."""

from datetime import date

import pytest

from assessment.domain.basis import Estimate
from assessment.domain.roadmap import Frame, Task, verify
from assessment.solver import solve
from assessment.solver.conflict import requirements


def task(name: str, months: int = 2, weeks: float = 2.0, **more) -> Task:
    values = {"stage": "design", "effort": {"IT": weeks * months}, "cost": 10.0, "unit": "north", "mandatory": True,
              **more}
    return Task(id=name, initiative=name, months=Estimate(low=months, mode=months, high=months), **values)


def framed(*tasks: Task, months: int = 6, weeks: float = 2.0, **more) -> Frame:
    values = {"budget": (30.0,) * (months // 3), "change_load": 2, "windows": {}, "frozen": {}, **more}
    return Frame(start=date(2027, 1, 1), months=months, tasks=tasks, capacity={"IT": (weeks,) * months}, shares={},
                 gaps={}, goal_lambda=0.1, excluded={}, pilot="north", **values)


CASES = {
    # 100 thousand are spent and 60 are there by the second quarter; the second task can wait for no more
    "money": (framed(task("a", cost=60.0), task("b", cost=40.0), budget=(60.0, 0.0)),
              "40 thousand more in the first quarter would be enough."),
    # two person-weeks a month are asked of 1.4
    "people": (framed(task("a"), weeks=1.4), "0.6 more person-weeks of IT a month would be enough."),
    # 4 + 4 months one after the other
    "horizon": (framed(task("a", 4), task("b", 4, after=("a",))), "A horizon of 8 months would be enough."),
    # three tasks of six months side by side, two at once are allowed
    "change load": (framed(*(task(name, 6, 0.5) for name in "abc")), "3 tasks at once at a site would be enough."),
    # b takes months 4 and 5 after a's three
    "due": (framed(task("a", 3), task("b", 2, after=("a",), due=4)), "b can be finished by the end of month 5."),
    "leaving out": (framed(task("a", 3), task("b", 2, after=("a",), due=4)),
                    "If b may be left out there is a plan."),
    "waiting": (framed(task("a", 3, 1.0), task("b", 2, 1.0, after=("a",), due=4)),
                "If b need not wait for a there is a plan."),
    # month 5 is the last in which two months still fit
    "earliest": (framed(task("a", earliest=5)), "An earliest start of a in month 5 would be enough."),
    "pin": (framed(task("a", pinned=5)), "If a may start in another month there is a plan."),
    "freezes": (framed(task("a"), frozen={"north": tuple(range(6))}), "Without the freezes there is a plan."),
    "windows": (framed(task("a", stop_hours=Estimate(low=8, mode=24, high=48)), windows={"north": (3,)},
                       window_hours={"north": {3: 20.0}}), "With other or longer shutdown windows there is a plan."),
}


@pytest.mark.parametrize("name", CASES)
def test_worked_by_hand(name: str) -> None:
    problem, remedy = CASES[name]
    plan = solve(problem)
    assert plan.status == "infeasible"
    assert remedy in plan.remedies, plan.remedies


@pytest.mark.parametrize("name", CASES)
def test_each_remedy_leads_to_a_plan(name: str) -> None:
    problem, _remedy = CASES[name]
    told = solve(problem).remedies
    tried = 0
    for requirement in requirements(problem):
        easing = requirement.easing
        for amount in range(1, easing.most + 1) if easing is not None else ():
            if easing.words(amount) in told:
                eased = easing.eased(problem, amount)
                plan = solve(eased)
                assert plan.status != "infeasible"
                assert verify(eased, plan) == []
                tried += 1
        if requirement.without in told:
            assert solve(requirement.relaxed(problem)).status != "infeasible"
            tried += 1
    assert tried == len(told)


def test_two_conflicts_have_no_single_remedy() -> None:
    problem = framed(task("a", due=1), task("b", due=1, unit="east"))
    plan = solve(problem)
    assert plan.remedies == ()
    assert plan.conflict[-1].startswith("No single change was found that is enough")


def test_a_plan_has_no_remedies() -> None:
    assert solve(framed(task("a"))).remedies == ()
