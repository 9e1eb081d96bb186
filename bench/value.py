"""The 10,000-draw value case against bare numpy on the same arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.domain.value import simulate
from assessment.workspace import Workspace
from bench.figures import Row, median_time

DRAWS = 10_000
Floats = NDArray[np.float64]


def value(workspace: Workspace) -> Row:
    """Whole case with its explanations, against its draws, cash, curve and percentiles alone.

    The floor draws as many PERT effects and costs, orders them by correlated normals, adds compound Poisson losses,
    multiplies by the quarters and takes P10, P50, P90 of the cash curve, the present value, cost and benefit.
    """
    engagement, problem, found = workspace.engagement(), workspace.frame(), workspace.roadmap()
    case = simulate(engagement, problem, found, 1)
    drivers, quarters = len(case.drivers) - 1, case.quarters
    scheduled = {s.task for s in found.scheduled}
    initiatives = len({task.initiative for task in problem.tasks if task.id in scheduled})
    loss = engagement.the_library.cyber_loss
    rate = loss.rate if loss else 0.0
    rng = np.random.default_rng(0)
    discount = 1.09 ** (-(np.arange(quarters) + 1) / 4)
    share = np.outer(np.linspace(0.5, 1, drivers), np.linspace(0, 1, quarters))
    spend = np.linspace(1, 0.1, quarters)

    def correlated(count: int) -> Floats:
        effects = np.sort(rng.beta(2, 4, (count, DRAWS)), axis=1)
        normals = 0.84 * rng.standard_normal((count, DRAWS)) + 0.55 * rng.standard_normal(DRAWS)
        np.put_along_axis(normals, normals.argsort(axis=1), effects, axis=1)
        return normals

    def floor() -> object:
        effects, cost = correlated(drivers), correlated(initiatives).mean(axis=0)
        sizes = rng.lognormal(7, 1, rng.poisson(rate / 4 * quarters * DRAWS))
        places = rng.integers(0, quarters * DRAWS, len(sizes))
        cyber = np.bincount(places, weights=sizes, minlength=quarters * DRAWS).reshape(quarters, DRAWS)
        cyber *= rng.beta(2, 2, DRAWS)
        cash = (share.T @ effects + cyber - np.outer(spend, cost))
        curve = np.cumsum(cash * discount[:, None], axis=0)
        ends = np.vstack([curve[-1], cost * spend.sum(), cash.sum(axis=0)])
        return np.percentile(curve, (10, 50, 90), axis=1), np.percentile(ends, (10, 50, 90), axis=1)

    return Row(f"value case, {DRAWS:,} draws, {drivers} drivers, {initiatives} costs, {quarters} quarters",
               median_time(lambda: simulate(engagement, problem, found, 1), 9), median_time(floor, 9), 9,
               "floor: numpy, same draws, order, cash curve and percentiles; goal 2")
