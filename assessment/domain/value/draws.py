"""Correlated draws: PERT by a beta distribution, correlation by rank reordering, compound Poisson losses."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import Estimate
from assessment.domain.library import CyberLoss

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


def reorder(columns: Floats, correlation: float, rng: np.random.Generator) -> Floats:
    """Columns [draws, k] reordered so that their ranks follow equicorrelated normals (Iman and Conover 1982).

    Each column keeps its values, hence its distribution.
    """
    draws, count = columns.shape
    if count < 2 or correlation == 0:
        return columns
    common = rng.standard_normal((draws, 1))
    normals = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * rng.standard_normal((draws, count))
    ranks = normals.argsort(axis=0).argsort(axis=0)
    return np.take_along_axis(np.sort(columns, axis=0), ranks, axis=0)


def cyber_losses(loss: CyberLoss, rng: np.random.Generator, draws: int, quarters: int, factor: float) -> Floats:
    """Losses [draws, quarters] in thousand of currency: Poisson(rate / 4) incidents of lognormal size each."""
    counts = rng.poisson(loss.rate / 4, (draws, quarters))
    sigma = (log(loss.severity_p90) - log(loss.severity_p50)) / Z90
    sizes = rng.lognormal(log(loss.severity_p50), sigma, int(counts.sum())) * factor
    total = np.zeros(draws * quarters)
    np.add.at(total, np.repeat(np.arange(draws * quarters), counts.ravel()), sizes)
    return total.reshape(draws, quarters)


def triple(values: Floats) -> tuple[float, float, float]:
    """P10, P50 and P90 of draws."""
    low, middle, high = np.percentile(values, (10, 50, 90))
    return float(low), float(middle), float(high)
