"""Value: draws against theory, money against hand calculation, and what counts."""

from __future__ import annotations

from datetime import date
from math import exp, log

import numpy as np
import pytest
from domain.building import engagement, library
from scipy import stats

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, Source
from assessment.domain.library import CyberLoss, Driver, Initiative, Settings
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.value import pert, reorder, simulate
from assessment.domain.value.draws import Z90, cyber_losses

SURE = Estimate(low=0.1, mode=0.1, high=0.1)
FLAT = Settings(value_quarters=4, contingency=0, discount_rate=0, day_rate={
    "IT": 500, "OT": 500, "Quality": 500, "Business": 500})


def driver(name: str = "speed", **given) -> Driver:
    return Driver(**{
        "id": name, "name": name, "category": "cash", "baseline_name": "b", "baseline_unit": "u", "proxy": 4000,
        "proxy_basis": "EJ", "per": "network", "effect": SURE, "attribution": 0.5, "ramp_quarters": 1,
        "enabled_by": ("X",), "source": Source(publisher="p"), "basis": "EJ", **given})


def initiative(name: str = "X", scope: str = "programme") -> Initiative:
    return Initiative(id=name, name=name, change="-", stage="define", phase="define", scope=scope,
                      weeks=Estimate(low=12, mode=12, high=12), effort={}, kpis=(), owner="o", basis="EJ",
                      cost_kusd=Estimate(low=100, mode=100, high=100))


def case(*drivers: Driver, tasks=None, facts=(), settings=FLAT, sites=None, initiatives=None, **more):
    content = library(drivers=drivers, initiatives=initiatives or (initiative(),), settings=settings, **more)
    state = engagement({"q": {"a": {"IT": 3}}}, content=content, sites=sites,
                       extra=(f.RatesSet(usd_rate=1), *facts))
    tasks = tasks or ((Task(id="X", initiative="X", unit="programme", stage="define", effort={}, cost=100,
                            months=Estimate(low=3, mode=3, high=3)), 0, 3),)
    frame = Frame(start=date(2026, 4, 1), months=12, tasks=tuple(task for task, _s, _f in tasks), capacity={},
                  budget=(1000,) * 4, change_load=3, frozen={}, windows={}, shares={}, gaps={}, goal_lambda=0,
                  excluded={})
    plan = Roadmap(status="optimal", objective=0, bound=0, gap=0, unscheduled={}, scheduled=tuple(
        ScheduledTask(task=task.id, start=start, finish=finish) for task, start, finish in tasks))
    return simulate(state, frame, plan, seed=1, draws=2000)


def test_pert_has_the_mean_and_spread_of_its_beta():
    estimate = Estimate(low=2, mode=4, high=12)
    drawn = pert(estimate, np.random.default_rng(0), 200_000)
    exact = stats.beta(1 + 4 * 0.2, 1 + 4 * 0.8, loc=2, scale=10)
    assert drawn.mean() == pytest.approx((2 + 4 * 4 + 12) / 6, rel=0.005)
    assert drawn.std() == pytest.approx(exact.std(), rel=0.01)
    assert stats.kstest(drawn[:5000], exact.cdf).pvalue > 0.001


def test_reordering_keeps_each_column_and_brings_the_correlation():
    rng = np.random.default_rng(3)
    columns = np.column_stack([rng.exponential(size=20_000), rng.uniform(size=20_000)])
    changed = reorder(columns, 0.6, rng)
    assert np.allclose(np.sort(columns, axis=0), np.sort(changed, axis=0))
    expected = 6 / np.pi * np.arcsin(0.6 / 2)  # rank correlation of normals correlated by 0.6
    assert stats.spearmanr(changed).statistic == pytest.approx(expected, abs=0.02)


def test_cyber_losses_have_rate_times_severity_as_their_mean():
    loss = CyberLoss(rate=2.0, severity_p50=100, severity_p90=300, reduction=SURE, enabled_by=("X",),
                     source=Source(publisher="p"), basis="EJ")
    drawn = cyber_losses(loss, np.random.default_rng(0), 40_000, 4, 1.0)
    sigma = (log(300) - log(100)) / Z90
    assert drawn.sum(axis=1).mean() == pytest.approx(2.0 * 100 * exp(sigma**2 / 2), rel=0.03)


def test_net_present_value_by_hand_without_discount():
    """200 a year at full effect: the task ends after quarter 1, one quarter of ramp, then 50 a quarter; 100 spent."""
    found = case(driver())
    assert found.npv == pytest.approx((50, 50, 50))
    assert [curve[1] for curve in found.cash_curve] == pytest.approx([-100, -50, 0, 50])
    assert found.payback_quarter == (3, 3, 3)
    assert found.benefit[1] == pytest.approx(150)


def test_net_present_value_by_hand_with_discount():
    found = case(driver(), settings=FLAT.model_copy(update={"discount_rate": 0.21}))
    by_hand = -100 * 1.21**-0.25 + 50 * (1.21**-0.5 + 1.21**-0.75 + 1.21**-1)
    assert found.npv[1] == pytest.approx(by_hand)
    quarterly = (1 + found.irr) ** 0.25
    assert -100 / quarterly + 50 / quarterly**2 + 50 / quarterly**3 + 50 / quarterly**4 == pytest.approx(0, abs=1e-6)


def test_the_clients_figure_beats_the_proxy_and_its_owner_confirms_it():
    assert case(driver()).indicative
    stated = case(driver(), facts=(f.BaselineSet(driver="speed", value=8000),))
    assert stated.drivers[0].baseline == 8000
    assert not stated.drivers[0].proxy
    assert stated.indicative
    confirmed = case(driver(), facts=(f.BaselineSet(driver="speed", value=8000, confirmed_by="Finance"),))
    assert (confirmed.confirmed_share, confirmed.indicative) == (1.0, False)


def test_drivers_of_one_loss_are_never_added():
    both = case(driver("a", overlap="loss"), driver("b", overlap="loss", proxy=6000))
    assert both.benefit[1] == pytest.approx(case(driver("b", proxy=6000)).benefit[1])
    assert both.overlaps == ("loss",)
    assert {d.driver: d.share_counted for d in both.drivers} == {"a": 0.0, "b": 1.0}
    assert case(driver("a"), driver("b", proxy=6000)).benefit[1] > both.benefit[1]


def test_a_driver_without_figure_is_named_and_not_valued():
    found = case(driver(), driver("claims", proxy=None))
    assert found.not_valued == ("claims",)
    assert [d.driver for d in found.drivers] == ["speed"]


def test_nothing_scheduled_brings_nothing():
    none = case(driver(enabled_by=("Y",)))
    assert none.benefit == (0, 0, 0)
    assert none.drivers[0].first_quarter is None


def test_a_site_task_counts_for_its_share_of_the_network():
    task = Task(id="X@a", initiative="X", unit="a", stage="protect", effort={}, cost=0,
                months=Estimate(low=3, mode=3, high=3))
    found = case(driver(), tasks=((task, 0, 3),), sites={"a": 3, "b": 1}, initiatives=(initiative(scope="site"),))
    assert found.benefit[1] == pytest.approx(0.75 * 150)


def test_every_kind_of_cost_by_hand():
    task = Task(id="X", initiative="X", unit="programme", stage="define", months=Estimate(low=3, mode=3, high=3),
                effort={"IT": 4, "Quality": 2}, cost=100, recurring=40,
                stop_hours=Estimate(low=1, mode=2, high=3))
    found = case(tasks=((task, 0, 3),), settings=FLAT.model_copy(update={"contingency": 0.1}),
                 facts=(f.BaselineSet(driver="stop-hour", value=7),))
    totals = {line.kind: line.total for line in found.costs}
    assert totals == pytest.approx({"one-off": 100, "recurring": 30, "internal effort": 10, "validation": 5,
                                    "stops": 14, "contingency": 11.5})


def test_waiting_costs_the_benefit_of_the_quarters_lost():
    found = case(driver())
    assert found.delay_cost == pytest.approx(100)  # two quarters of 50 fall behind the horizon; the cost only moves


def test_the_same_seed_gives_the_same_case():
    loose = driver(effect=Estimate(low=0.0, mode=0.1, high=0.4))
    assert case(loose) == case(loose)
    assert case(loose).npv[0] < case(loose).npv[1] < case(loose).npv[2]
    assert case(loose).drivers[0].variance_share == pytest.approx(1.0)
