"""Correlated draws: PERT by a beta distribution, correlation by rank reordering, compound Poisson losses.

Draws run along the last axis, so that the draws of one driver lie beside each other in memory.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import Estimate
from assessment.domain.library import CyberLoss
from assessment.domain.value.types import Triple

Floats = NDArray[np.float64]
Z90 = 1.2815515655446004
"""Standard normal quantile at 0.9."""


def pert(estimate: Estimate, rng: np.random.Generator, draws: int) -> Floats:
    """Draws [draws] of PERT(low, mode, high): beta with shape 1 + 4 (mode - low) / (high - low) (Clark 1962)."""
    spread = estimate.high - estimate.low
    if spread <= 0:
        return np.full(draws, estimate.mode)
    alpha = 1 + 4 * (estimate.mode - estimate.low) / spread
    beta = 1 + 4 * (estimate.high - estimate.mode) / spread
    return estimate.low + spread * rng.beta(alpha, beta, draws)


def correlated(estimates: list[Estimate], correlation: float, rng: np.random.Generator, draws: int) -> Floats:
    """PERT draws [estimates, draws] that move together."""
    rows = np.array([pert(estimate, rng, draws) for estimate in estimates])
    return reorder(rows.reshape(len(estimates), draws), correlation, rng)


def reorder(rows: Floats, correlation: float, rng: np.random.Generator) -> Floats:
    """Rows [k, draws] reordered so that their ranks follow equicorrelated normals (Iman and Conover 1982).

    Each row keeps its values, hence its distribution. `correlation` 0..1 is that of the normals; the ranks' is
    6 / pi arcsin(correlation / 2).
    """
    count, draws = rows.shape
    if count < 2 or correlation == 0:
        return rows
    normals = rng.standard_normal((count, draws))
    normals *= np.sqrt(1 - correlation)
    normals += np.sqrt(correlation) * rng.standard_normal(draws)
    order = normals.argsort(axis=1)
    values = np.sort(rows, axis=1)
    for row, places in enumerate(order):  # the k-th smallest value takes the place of the k-th smallest normal
        normals[row, places] = values[row]
    return normals


def cyber_losses(loss: CyberLoss, rng: np.random.Generator, draws: int, quarters: int, factor: float) -> Floats:
    """Losses [quarters, draws] in thousand of currency: Poisson(rate / 4) incidents of lognormal size each.

    The incidents of the whole horizon are one Poisson number, and each falls into any quarter alike: the same
    distribution as a Poisson number a quarter.
    """
    incidents = int(rng.poisson(loss.rate / 4 * quarters * draws))
    sigma = (log(loss.severity_p90) - log(loss.severity_p50)) / Z90
    sizes = rng.lognormal(log(loss.severity_p50), sigma, incidents) * factor
    places = rng.integers(0, quarters * draws, incidents)
    losses: Floats = np.bincount(places, weights=sizes, minlength=quarters * draws).astype(float, copy=False)
    return losses.reshape(quarters, draws)


def triples(rows: Floats) -> list[Triple]:
    """P10, P50 and P90 of each row of draws [k, draws], with linear interpolation as numpy's percentile has it."""
    place = np.array([0.1, 0.5, 0.9]) * (rows.shape[-1] - 1)
    below = place.astype(int)
    above = np.minimum(below + 1, rows.shape[-1] - 1)
    ordered = np.partition(rows, np.unique([below, above]), axis=-1)
    low, high = ordered[..., below], ordered[..., above]
    found = low + (high - low) * (place - below)
    return [(float(p10), float(p50), float(p90)) for p10, p50, p90 in found]


def triple(values: Floats) -> Triple:
    """P10, P50 and P90 of draws."""
    return triples(values[None, :])[0]
