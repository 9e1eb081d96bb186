"""Findings from reports and key figures: late tasks, figures off their way, a score that rose alone."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import Interval
from assessment.domain.findings import findings
from assessment.domain.trend import Move, Trend
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


@pytest.fixture(scope="module")
def here():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    workspace.roadmap()
    return workspace


def told(here, *facts: f.Fact, trend: Trend | None = None) -> dict:
    """The findings with facts on top, of a plan and value that stay as they were."""
    fold = here._shared.branch()
    for fact in facts:
        fold.apply(fold.seq + 1, date(2028, 6, 30), fact)
    state = fold.view(date(2028, 6, 30))
    found = findings(state, here.scorecard(), here.comparison(), here.recommendation(), here.permits(), here.frame(),
                     here.roadmap(), here.value(), trend)
    return {one.code: one for one in found}


def risen(dimension: str, cycle: str, by: float = 0.6, real: bool = True) -> Trend:
    move = Move(node=dimension, kind="dimension", before=2, after=2 + by, change=by, like_for_like=by, panel=0.0,
                scope=0.0, instrument=0.0, interval=Interval(low=0.1, high=1.1), real=real)
    return Trend(from_cycle=cycle, to_cycle=cycle, moves=(move,))


def test_without_reports_and_figures_nothing_is_said(here):
    assert not {"late-tasks", "kpi-off-track", "score-up-outcome-flat"} & set(told(here))


def test_late_tasks_are_counted_and_traced(here):
    first = here.roadmap().scheduled[0]
    name, unit = first.task.split("@")
    late = told(here, f.TaskReported(initiative=name, unit=unit, on=date(2028, 6, 1), status="blocked", blocker="x",
                                     started=date(2026, 10, 1)))["late-tasks"]
    assert first.task in late.evidence[0].ids
    assert late.figures == {name: float(value) for name, value in late.values.items() if name in late.figures}
    assert late.values["blocked"] == 1
    assert late.values["late"] == len(late.evidence[0].ids)


def test_a_figure_off_its_way_is_named_with_what_is_due(here):
    kpi = f.KpiDefined(kpi="k", name="Support spend", unit="thousand", better="lower", baseline=100,
                       baseline_on=date(2027, 1, 1), target=50, target_on=date(2029, 1, 1), site="north")
    # 31 December 2027 is 364 of 731 days: 75.1 are due
    off = told(here, kpi, f.KpiMeasured(kpi="k", on=date(2027, 12, 31), value=90))["kpi-off-track"]
    assert (off.values["latest"], off.values["due"]) == ("90.0", "75.1")
    assert off.figures["due"] == pytest.approx(100 - 50 * 364 / 731)
    assert "kpi-off-track" not in told(here, kpi, f.KpiMeasured(kpi="k", on=date(2027, 12, 31), value=75))


@pytest.mark.parametrize(("values", "flat"), [
    ((10, 10), True), ((10, 9), True), ((10, 11), False), ((None, 9), True), ((None, 12), False), ((10, None), False)])
def test_a_score_that_rose_alone_is_told(here, values: tuple, flat: bool):
    state = here.engagement()
    dimension, cycle = state.the_pack.dimensions[0].id, state.cycle()
    kpi = f.KpiDefined(kpi="k", name="K", dimensions=(dimension,), baseline=10, baseline_on=date(2026, 1, 1))
    days = (cycle.closed or cycle.opened, date(2028, 3, 31))
    facts = [kpi, *(f.KpiMeasured(kpi="k", on=day, value=value) for day, value in zip(days, values, strict=True)
                    if value is not None)]
    found = told(here, *facts, trend=risen(dimension, cycle.id))
    assert ("score-up-outcome-flat" in found) is flat
    assert "score-up-outcome-flat" not in told(here, *facts, trend=risen(dimension, cycle.id, real=False))
    assert "score-up-outcome-flat" not in told(here, *facts, trend=risen(dimension, cycle.id, by=-0.6))
