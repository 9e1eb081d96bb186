"""A programme of three sites worked by hand: each start with its reason, the worth, and what one cause changes."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from assessment.domain.basis import Estimate
from assessment.domain.roadmap import Frame, Roadmap, Task, TaskEffect, verify
from assessment.solver import solve

CASE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "roadmap-three-sites.yaml").read_text(encoding="utf-8"))


def task(given: dict) -> Task:
    site = "pilot" if given["unit"] == "programme" else given["unit"]
    hours = given.get("stop_hours")
    return Task(
        **{name: given[name] for name in ("id", "unit", "stage", "effort", "cost")}, initiative=given["id"],
        months=Estimate(low=given["months"], mode=given["months"], high=given["months"]),
        **{name: given[name] for name in ("after", "opens", "connecting", "validated", "structural") if name in given},
        stop_hours=None if hours is None else Estimate(low=hours, mode=hours, high=hours),
        effects=tuple(TaskEffect(site=site, capability=name, levels=levels)
                      for name, levels in given.get("raises", {}).items()))


def framed(**changes) -> Frame:
    case = {**CASE, **changes}
    return Frame(
        start=date(2027, 1, 1), months=case["months"], tasks=tuple(map(task, case["tasks"])), excluded={},
        capacity={role: (weeks,) * case["months"] for role, weeks in case["capacity"].items()},
        budget=(case["budget"],) * (case["months"] // 3), gaps=dict.fromkeys(case["shares"], 1.0),
        **{name: case[name] for name in ("change_load", "pilot", "frozen", "windows", "window_hours", "goal_lambda",
                                         "shares")})


def at(plan: Roadmap) -> dict[str, list[int]]:
    return {s.task: [s.start, s.finish] for s in plan.scheduled}


def test_worked_by_hand() -> None:
    problem = framed()
    plan = solve(problem)
    assert plan.status == "optimal"
    assert at(plan) == CASE["plan"]
    assert {s.task: list(s.waits_for) for s in plan.scheduled} == CASE["waits_for"]
    assert plan.objective == pytest.approx(CASE["objective"], abs=5e-6)
    assert verify(problem, plan) == []


@pytest.mark.parametrize("less", CASE["without"], ids=[less["what"] for less in CASE["without"]])
def test_without_a_cause(less: dict) -> None:
    problem = framed(**less["change"])
    plan = solve(problem)
    assert plan.status == "optimal"
    assert {name: at(plan)[name] for name in less["plan"]} == less["plan"]
    assert verify(problem, plan) == []
