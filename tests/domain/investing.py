"""Small value cases for tests: drivers, tasks and figures in, a value case out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.building import engagement, library

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, Source
from assessment.domain.engagement import Engagement
from assessment.domain.library import CyberLoss, Driver, Initiative, Settings, StandingCost
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.value import ValueCase, simulate

SURE = Estimate(low=0.1, mode=0.1, high=0.1)
LOOSE = Estimate(low=0.0, mode=0.1, high=0.4)
SOURCE = Source(publisher="p")
FLAT = Settings(value_quarters=4, contingency=0, discount_rate=0, day_rate={
    "IT": 500, "OT": 500, "Quality": 500, "Business": 500})
Planned = tuple[Task, int, int]
"""A task with the months from which and up to which it is planned."""


def driver(ident: str = "speed", /, **given: Any) -> Driver:
    return Driver(**{
        "id": ident, "name": ident, "category": "cash", "baseline_name": "b", "baseline_unit": "u", "proxy": 4000,
        "proxy_basis": "EJ", "per": "network", "effect": SURE, "attribution": 0.5, "ramp_quarters": 1,
        "enabled_by": ("X",), "source": SOURCE, "basis": "EJ", **given})


def standing(ident: str = "old", /, **given: Any) -> StandingCost:
    return StandingCost(**{"id": ident, "name": ident, "why": "-", "driver": "speed", "share": SURE, "source": SOURCE,
                           "basis": "EJ", **given})


def cyber(**given: Any) -> CyberLoss:
    return CyberLoss(**{"rate": 0.5, "severity_p50": 100, "severity_p90": 400, "reduction": SURE, "enabled_by": ("X",),
                        "source": SOURCE, "basis": "EJ", **given})


def initiative(name: str = "X", scope: str = "programme", **given: Any) -> Initiative:
    return Initiative(**{
        "id": name, "name": name, "change": "-", "stage": "define", "phase": "define", "scope": scope,
        "weeks": Estimate(low=12, mode=12, high=12), "effort": {}, "kpis": (), "owner": "o", "basis": "EJ",
        "cost_kusd": Estimate(low=100, mode=100, high=100), **given})


def task(name: str = "X", unit: str = "programme", cost: float = 100, **given: Any) -> Task:
    return Task(**{"id": f"{name}@{unit}", "initiative": name, "unit": unit, "stage": "define", "effort": {},
                   "cost": cost, "months": Estimate(low=3, mode=3, high=3), **given})


def planned(tasks: Sequence[Planned], windows: dict[str, tuple[int, ...]] | None = None,
            months: int = 12) -> tuple[Frame, Roadmap]:
    frame = Frame(start=date(2026, 4, 1), months=months, tasks=tuple(given for given, _s, _f in tasks), capacity={},
                  budget=(1000,) * 4, change_load=3, frozen={}, windows=windows or {}, shares={}, gaps={},
                  goal_lambda=0, excluded={})
    return frame, Roadmap(status="optimal", objective=0, bound=0, gap=0, unscheduled={}, scheduled=tuple(
        ScheduledTask(task=given.id, start=start, finish=finish) for given, start, finish in tasks))


def client(*drivers: Driver, facts: Sequence[f.Fact] = (), settings: Settings = FLAT,
           sites: dict[str, float] | None = None, initiatives: Sequence[Initiative] | None = None,
           rate: float | None = 1, **more: Any) -> Engagement:
    content = library(drivers=drivers, initiatives=tuple(initiatives or (initiative(),)), settings=settings, **more)
    rates = (f.RatesSet(usd_rate=rate),) if rate is not None else ()
    return engagement({"q": {"a": {"IT": 3}}}, content=content, sites=sites, extra=(*rates, *facts))


def case(*drivers: Driver, tasks: Sequence[Planned] | None = None, seed: int = 1, draws: int = 2000,
         windows: dict[str, tuple[int, ...]] | None = None, **given: Any) -> ValueCase:
    """A task of three months and 100 of cost brings the drivers, unless tasks are given."""
    frame, plan = planned([(task(), 0, 3)] if tasks is None else tasks, windows)
    return simulate(client(*drivers, **given), frame, plan, seed=seed, draws=draws)
