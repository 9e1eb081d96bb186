"""Value: money against hand calculation, and what counts."""

from __future__ import annotations

import numpy as np
import pytest
from domain.investing import FLAT, LOOSE, case, cyber, driver, initiative, standing, task
from scipy.optimize import brentq

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.library import OverlapGroup
from assessment.domain.value.draws import Z90
from assessment.domain.value.measures import irr, paybacks

SURE_FIFTH = Estimate(low=0.2, mode=0.2, high=0.2)


def confirmed(name: str = "speed", value: float = 8000, by: str = "Finance") -> f.BaselineSet:
    return f.BaselineSet(driver=name, value=value, confirmed_by=by)


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
    assert found.mode_npv == pytest.approx(by_hand)
    root = brentq(lambda q: -100 / q + 50 / q**2 + 50 / q**3 + 50 / q**4, 1, 3)
    assert found.irr == pytest.approx(root**4 - 1)


@pytest.mark.parametrize("flows", [
    [-100, 60, 60], [-100, 20, 20, 20], [-500, 0, 0, 0, 700], [100, -60, -60], [-1, 0.001]])
def test_the_rate_of_return_is_the_root_that_scipy_finds(flows):
    found = irr(np.array(flows, float))
    root = brentq(lambda q: sum(flow / (1 + q) ** (n + 1) for n, flow in enumerate(flows)), -0.9999, 50)
    assert found == (pytest.approx((1 + root) ** 4 - 1, abs=1e-6) if root > -0.684 else None)


def test_flows_of_one_sign_have_no_rate_of_return():
    assert irr(np.array([-1.0, -2, 0])) is None
    assert irr(np.zeros(3)) is None


def test_payback_is_the_quarter_from_which_cash_stays_above_zero():
    curve = tuple((low, middle, 1.0) for low, middle in ((-5, -5), (-4, 1), (-3, -1), (-2, 0), (-1, 2)))
    assert paybacks(curve) == (None, 4, 1)


def test_the_clients_figure_beats_the_proxy_and_its_owner_confirms_it():
    assert case(driver()).indicative
    stated = case(driver(), facts=(confirmed(by=""),))
    assert stated.drivers[0].baseline == 8000
    assert not stated.drivers[0].proxy
    assert stated.indicative
    assert case(driver(), facts=(confirmed(by="  "),)).indicative
    found = case(driver(), facts=(confirmed(),))
    assert (found.confirmed_share, found.indicative) == (1.0, False)


def test_seventy_percent_of_the_benefit_must_be_confirmed():
    """Two drivers of 200 a year each: 7,000 confirmed of 10,000 is 70 %, 6,999 is not."""
    pair = driver("a", proxy=None), driver("b", proxy=None)
    exact = case(*pair, facts=(confirmed("a", 7000), confirmed("b", 3000, "")))
    assert exact.confirmed_share == pytest.approx(0.7)
    below = case(*pair, facts=(confirmed("a", 6999), confirmed("b", 3001, "")))
    assert below.indicative
    above = case(*pair, facts=(confirmed("a", 7001), confirmed("b", 2999, "")))
    assert not above.indicative


def test_a_driver_that_counts_in_few_draws_confirms_little():
    """Two drivers of one loss take turns: the confirmed one carries about half of the benefit, not all of it."""
    found = case(driver("a", effect=LOOSE, overlap="loss"), driver("b", effect=LOOSE, overlap="loss"), draws=10_000,
                 facts=(confirmed("a", 4000),))
    assert found.confirmed_share == pytest.approx(0.5, abs=0.05)
    assert found.indicative


def test_drivers_of_one_loss_are_never_added():
    both = case(driver("a", overlap="loss"), driver("b", overlap="loss", proxy=6000))
    assert both.benefit[1] == pytest.approx(case(driver("b", proxy=6000)).benefit[1])
    assert {d.driver: d.share_counted for d in both.drivers} == {"a": 0.0, "b": 1.0}
    assert case(driver("a"), driver("b", proxy=6000)).benefit[1] > both.benefit[1]


def test_the_check_against_counting_twice_explains_itself():
    """Alone 200 and 300 a year, together 500; only the 300 count, 200 a year are taken out, 150 until the end."""
    told = OverlapGroup(id="loss", name="Loss", loss="what is lost")
    group, = case(driver("a", overlap="loss"), driver("b", overlap="loss", proxy=6000), overlaps=(told,)).overlaps
    assert (group.name, group.loss) == ("Loss", "what is lost")
    assert [(m.driver, m.alone, m.counted) for m in group.members] == [("a", 200, 0.0), ("b", 300, 1.0)]
    assert (group.added, group.kept, group.taken_out) == pytest.approx((500, 300, 200))
    assert group.taken_out_present == pytest.approx(150)


def test_which_driver_counts_is_told_in_shares_of_draws():
    group, = case(driver("a", overlap="loss", effect=LOOSE), driver("b", overlap="loss", effect=LOOSE)).overlaps
    shares = [member.counted for member in group.members]
    assert sum(shares) == pytest.approx(1)
    assert shares[0] == pytest.approx(0.5, abs=0.05)
    assert 0 < group.taken_out < min(member.alone for member in group.members) * 1.2


def test_a_larger_driver_that_is_not_on_the_plan_keeps_no_other_from_counting():
    large = driver("large", overlap="loss", proxy=9000, enabled_by=("Y",))
    found = case(large, driver("small", overlap="loss"))
    assert found.benefit[1] == pytest.approx(case(driver("small")).benefit[1])
    assert {d.driver: d.share_counted for d in found.drivers} == {"large": 0.0, "small": 1.0}
    assert found.overlaps[0].taken_out == 0


def test_a_driver_without_figure_is_named_and_not_valued():
    found = case(driver(), driver("claims", proxy=None))
    assert found.not_valued == ("claims",)
    assert [d.driver for d in found.drivers] == ["speed"]


def test_nothing_scheduled_brings_nothing_and_says_so():
    none = case(driver(enabled_by=("Y",)))
    assert none.benefit == (0, 0, 0)
    assert (none.drivers[0].first_quarter, none.drivers[0].waiting_for) == (None, ("Y",))
    assert [found.code for found in none.problems] == ["not-on-plan"]


def test_without_any_driver_the_case_is_its_cost():
    found = case()
    assert (found.npv, found.irr, found.delay_cost) == ((-100, -100, -100), None, 0)
    assert found.indicative


def test_a_site_task_counts_for_its_share_of_the_network():
    found = case(driver(), tasks=((task(unit="a", cost=0), 0, 3),), sites={"a": 3, "b": 1},
                 initiatives=(initiative(scope="site"),))
    assert found.benefit[1] == pytest.approx(0.75 * 150)


def test_every_kind_of_cost_by_hand():
    work = task(effort={"IT": 4, "Quality": 2}, recurring=40, stop_hours=Estimate(low=1, mode=2, high=3))
    found = case(tasks=((work, 0, 3),), settings=FLAT.model_copy(update={"contingency": 0.1}),
                 facts=(f.BaselineSet(driver="stop-hour", value=7),))
    totals = {line.kind: line.total for line in found.costs}
    assert totals == pytest.approx({"one-off": 100, "recurring": 30, "internal effort": 10, "validation": 5,
                                    "stops": 14, "contingency": 11.5})
    parts = {line.kind: [(p.what, p.quantity, p.price) for p in line.parts] for line in found.costs}
    assert parts["internal effort"] == [("weeks", 4, 500)]
    assert parts["validation"] == [("weeks", 2, 500)]
    assert parts["stops"] == [("hours", 2, 7), ("absorbed", 0, None)]
    assert parts["recurring"] == [("year", 40, None)]


def test_the_clients_rates_price_the_own_effort():
    found = case(tasks=((task(effort={"IT": 4}), 0, 3),), facts=(f.RatesSet(usd_rate=1, day_rate={"IT": 1000}),))
    line = next(line for line in found.costs if line.kind == "internal effort")
    assert (line.total, line.parts[0].own) == (20, True)


def test_stops_without_a_price_are_told_and_not_zero():
    work = task(unit="a", stop_hours=Estimate(low=1, mode=20, high=30))
    found = case(tasks=((work, 0, 3),))
    assert (found.stops_priced, found.stop_hours) == (False, 20)
    assert [(p.code, p.where) for p in found.problems] == [("stops-unpriced", "baselines.stop-hour")]


def test_a_stop_within_a_planned_standstill_loses_no_revenue():
    work = task(unit="a", stop_hours=Estimate(low=1, mode=20, high=30))
    found = case(tasks=((work, 0, 3),), windows={"a": (2,)}, facts=(f.BaselineSet(driver="stop-hour", value=7),))
    line = next(line for line in found.costs if line.kind == "stops")
    assert (line.total, [p.quantity for p in line.parts]) == (0, [0, 20])
    assert found.stops_priced


def test_the_clients_own_estimate_sets_the_range_of_the_cost():
    wide = f.EstimateSet(initiative="X", cost=Estimate(low=50, mode=100, high=200))
    found = case(facts=(wide,))
    assert found.investment[0] < 95 < 105 < found.investment[2]
    assert case().investment == (100, 100, 100)


def test_waiting_costs_the_benefit_of_the_quarters_lost():
    """Two quarters of 50 fall behind the horizon; the cost only moves, and moves for nothing at a rate of 0."""
    found = case(driver())
    assert found.delay_cost == pytest.approx(100)
    benefit, cost = found.delay
    assert (benefit.lost, benefit.first_quarter, benefit.delayed_quarter) == (pytest.approx(100), 2, 4)
    assert (cost.kind, cost.lost, cost.first_quarter, cost.delayed_quarter) == ("cost", pytest.approx(0), 1, 3)


def test_the_reference_case_is_the_sum_of_its_items():
    """A tenth of 4,000 a year, over one year undiscounted: 400; with 50 % growth 400 + 600 over two years."""
    found = case(driver(), standing_costs=(standing(), standing("other", growth=0.5, share=SURE_FIFTH)))
    assert [item.expected for item in found.standing] == pytest.approx([400, 800])
    assert found.stay_as_we_are == pytest.approx((1200, 1200, 1200))
    years = FLAT.model_copy(update={"value_quarters": 8})
    grown = case(driver(), settings=years, standing_costs=(standing(growth=0.5),)).standing[0]
    assert (grown.first_year[1], grown.last_year[1], grown.expected) == pytest.approx((400, 600, 1000))
    assert grown.two_quarters == pytest.approx(200)


def test_what_the_roadmap_takes_away_of_the_reference_case_is_the_benefit_and_not_added():
    found = case(driver(), standing_costs=(standing(),))
    assert found.standing[0].taken_away == pytest.approx(found.drivers[0].expected) == pytest.approx(150)
    assert found.npv == case(driver()).npv


def test_a_standing_cost_without_a_figure_is_not_valued():
    found = case(driver(proxy=None), standing_costs=(standing(),))
    assert found.not_valued == ("speed", "old")
    assert (found.standing, found.stay_as_we_are) == ((), (0, 0, 0))


def test_expected_cyber_loss_stands_in_the_reference_case():
    found = case(cyber_loss=cyber(), draws=20_000)
    item, = found.standing
    assert item.id == "cyber-loss"
    sigma = np.log(400 / 100) / Z90
    assert item.expected == pytest.approx(0.5 * 100 * np.exp(sigma**2 / 2), rel=0.05)
    assert item.taken_away == pytest.approx(found.drivers[0].expected)


def test_the_same_seed_gives_the_same_case():
    assert case(driver(effect=LOOSE)) == case(driver(effect=LOOSE))
    found = case(driver(effect=LOOSE))
    assert found.npv[0] < found.npv[1] < found.npv[2]
    assert found.drivers[0].variance_share == pytest.approx(1.0)
