"""Draws of the value case against theory: PERT, rank correlation, compound Poisson losses, percentiles."""

from __future__ import annotations

from math import asin, exp, log, pi

import numpy as np
import pytest
from domain.investing import cyber
from scipy import stats

from assessment.domain.basis import Estimate
from assessment.domain.value import pert, reorder
from assessment.domain.value.draws import Z90, correlated, cyber_losses, triples


@pytest.mark.parametrize(("low", "mode", "high"), [(2, 4, 12), (0.05, 0.15, 0.25), (0, 0, 1), (1, 3, 3)])
def test_pert_has_the_moments_and_quantiles_of_its_beta(low, mode, high):
    drawn = pert(Estimate(low=low, mode=mode, high=high), np.random.default_rng(0), 200_000)
    spread = high - low
    exact = stats.beta(1 + 4 * (mode - low) / spread, 1 + 4 * (high - mode) / spread, loc=low, scale=spread)
    assert drawn.mean() == pytest.approx((low + 4 * mode + high) / 6, rel=0.005)  # the formula of PERT
    assert drawn.mean() == pytest.approx(exact.mean(), rel=0.005)
    assert drawn.std() == pytest.approx(exact.std(), rel=0.01)
    assert stats.skew(drawn) == pytest.approx(float(exact.stats("s")), abs=0.03)
    for share in (0.1, 0.5, 0.9):
        assert np.quantile(drawn, share) == pytest.approx(exact.ppf(share), abs=0.005 * spread)
    assert stats.kstest(drawn[:5000], exact.cdf).pvalue > 0.001


def test_an_estimate_without_spread_is_its_mode():
    assert set(pert(Estimate(low=3, mode=3, high=3), np.random.default_rng(0), 5)) == {3.0}


@pytest.mark.parametrize("correlation", [0.3, 0.6, 0.9])
def test_reordering_keeps_each_row_and_brings_the_rank_correlation(correlation):
    rng = np.random.default_rng(3)
    rows = np.array([rng.exponential(size=20_000), rng.uniform(size=20_000), rng.beta(2, 4, 20_000)])
    changed = reorder(rows, correlation, rng)
    assert (np.sort(rows, axis=1) == np.sort(changed, axis=1)).all()
    expected = 6 / pi * asin(correlation / 2)  # rank correlation of normals correlated so
    found = stats.spearmanr(changed.T).statistic[np.triu_indices(3, 1)]
    assert found == pytest.approx(np.full(3, expected), abs=0.02)


def test_without_correlation_the_rows_stay_as_they_are():
    rows = np.random.default_rng(0).uniform(size=(3, 50))
    assert reorder(rows, 0, np.random.default_rng(1)) is rows
    assert reorder(rows[:1], 0.5, np.random.default_rng(1)) is not None
    assert correlated([], 0.3, np.random.default_rng(0), 50).shape == (0, 50)


@pytest.mark.parametrize("rate", [0.087, 2.0])
def test_cyber_losses_have_the_mean_and_variance_of_a_compound_poisson(rate):
    """Mean = rate x E[severity], variance = rate x E[severity squared], a year; counts are Poisson."""
    loss, years, draws = cyber(rate=rate, severity_p50=100, severity_p90=200), 2, 200_000
    drawn = cyber_losses(loss, np.random.default_rng(0), draws, 4 * years, 1.0)
    sigma = (log(200) - log(100)) / Z90
    severity = stats.lognorm(sigma, scale=100)
    assert severity.ppf(0.9) == pytest.approx(200)
    assert drawn.shape == (8, draws)
    total = drawn.sum(axis=0)
    assert total.mean() == pytest.approx(rate * years * 100 * exp(sigma**2 / 2), rel=0.02)
    assert total.var() == pytest.approx(rate * years * (severity.var() + severity.mean()**2), rel=0.06)
    assert (total == 0).mean() == pytest.approx(exp(-rate * years), abs=0.005)
    assert (drawn[3] == 0).mean() == pytest.approx(exp(-rate / 4), abs=0.005)
    assert abs(np.corrcoef(drawn[0], drawn[5])[0, 1]) < 0.02  # quarters do not know of each other


def test_percentiles_are_those_of_numpy():
    rows = np.random.default_rng(0).lognormal(size=(4, 1237))
    assert np.array(triples(rows)) == pytest.approx(np.percentile(rows, (10, 50, 90), axis=1).T)
    assert triples(np.array([[5.0]])) == [(5.0, 5.0, 5.0)]
