"""What must hold for every value case: caps, monotone in figures and dates, parts that add up."""

from __future__ import annotations

import numpy as np
import pytest
from domain.investing import FLAT, case, client, cyber, driver, initiative, planned, standing, task
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.value import ValueCase, simulate
from assessment.domain.value.timing import PlanEffects
from assessment.domain.value.valuing import count, value_drivers

YEARS = FLAT.model_copy(update={"value_quarters": 12, "discount_rate": 0.09, "contingency": 0.1})
NAMES = ("I1", "I2", "I3")
FEW = 300
amounts = st.floats(0, 9000)
starts = st.tuples(*(st.integers(0, 8) for _name in NAMES))


@st.composite
def effects(draw: st.DrawFn) -> Estimate:
    low, mode, high = sorted(draw(st.tuples(*(st.floats(0, 1) for _place in range(3)))))
    return Estimate(low=low, mode=mode, high=high)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list, tuple[int, ...]]:
    """Drivers, two of them of one loss, and the months in which their tasks begin."""
    drivers = [driver(name, proxy=draw(amounts), effect=draw(effects()), overlap=overlap, enabled_by=(enabling,),
                      ramp_quarters=draw(st.integers(1, 4)))
               for name, overlap, enabling in (("a", "loss", "I1"), ("b", "loss", "I2"), ("c", None, "I3"))]
    return drivers, draw(starts)


def valued(drivers: list, begins: tuple[int, ...], facts: tuple = ()) -> ValueCase:
    frame, plan = planned([(task(name, cost=50, recurring=5), start, start + 3)
                           for name, start in zip(NAMES, begins, strict=True)])
    wide = Estimate(low=40, mode=50, high=90)
    state = client(*drivers, settings=YEARS, facts=facts, cyber_loss=cyber(enabled_by=NAMES[:1]),
                   initiatives=[initiative(name, cost_kusd=wide) for name in NAMES],
                   standing_costs=(standing(driver="a"), standing("s2", driver="c", growth=0.05)))
    return simulate(state, frame, plan, seed=4, draws=FEW)


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_in_no_draw_a_group_brings_more_than_its_largest_member_alone(world):
    drivers, begins = world
    frame, plan = planned([(task(name), start, start + 3) for name, start in zip(NAMES, begins, strict=True)])
    state = client(*drivers, settings=YEARS, initiatives=[initiative(name) for name in NAMES])
    made, _none = value_drivers(state, PlanEffects(state, frame, plan, 12), np.ones(12), np.random.default_rng(4), FEW)
    alone = np.array([v.yearly * v.factor for v in made])
    counted = alone * count(made, FEW)
    assert counted[:2].sum(axis=0) == pytest.approx(alone[:2].max(axis=0))
    assert (counted[2] == alone[2]).all()  # of no group: always counted


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sampled_from("abc"), amounts, amounts)
def test_a_higher_baseline_never_lowers_the_value(world, name, one, other):
    drivers, begins = world
    low, high = (valued(drivers, begins, (f.BaselineSet(driver=name, value=amount),)).npv
                 for amount in sorted((one, other)))
    assert all(more >= less - 1e-6 for less, more in zip(low, high, strict=True))


@settings(max_examples=25, deadline=None)
@given(worlds(), st.integers(0, 2), st.integers(1, 4))
def test_a_later_roadmap_never_raises_a_benefit(world, place, months):
    drivers, begins = world
    later = tuple(start + months * (number == place) for number, start in enumerate(begins))
    now, then = valued(drivers, begins), valued(drivers, later)
    assert sum(d.expected for d in then.drivers) <= sum(d.expected for d in now.drivers) + 1e-6
    assert all(x <= y + 1e-6 for x, y in zip(then.benefit, now.benefit, strict=True))


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_parts_add_up(world):
    found = valued(*world)
    assert sum(d.variance_share for d in found.drivers) + found.cost_variance_share == pytest.approx(1)
    assert found.delay_cost == pytest.approx(sum(part.lost for part in found.delay))
    assert found.npv == pytest.approx(found.cash_curve[-1], abs=1e-6)
    assert sum(line.total for line in found.costs) == pytest.approx(
        sum(sum(line.by_quarter) for line in found.costs))
    assert sum(item.expected for item in found.standing) > 0
    for item in found.standing:
        assert item.present[0] <= item.present[1] <= item.present[2]


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_swings_lie_around_the_value_at_the_most_likely(world):
    found = valued(*world)
    for low, high in [*(d.swing for d in found.drivers), found.cost_swing]:
        assert low <= high + 1e-6
    for one in found.drivers[:-1]:  # the cyber loss lies around its mean, which its P90 need not reach
        assert one.swing[0] <= found.mode_npv + 1e-6
        assert found.mode_npv <= one.swing[1] + 1e-6


def test_a_swing_is_the_case_with_that_effect_for_sure():
    loose = driver("a", effect=Estimate(low=0.05, mode=0.1, high=0.3))
    sure = [case(driver("a", effect=Estimate(low=x, mode=x, high=x)), driver("b", proxy=900)).npv[1]
            for x in (0.05, 0.3)]
    assert case(loose, driver("b", proxy=900)).drivers[0].swing == pytest.approx(sure)


def test_the_delayed_case_is_the_case_of_a_plan_two_quarters_later():
    """With everything begun six months later, and no running cost behind the horizon, NPV falls by the same amount."""
    one = driver(effect=Estimate(low=0.0, mode=0.1, high=0.4))
    rate = FLAT.model_copy(update={"discount_rate": 0.1, "value_quarters": 8})
    now, then = (case(one, settings=rate, tasks=((task(), start, start + 3),), draws=20_000) for start in (0, 6))
    assert np.mean(now.npv) - np.mean(then.npv) == pytest.approx(now.delay_cost, rel=0.03)
