"""Bad figures: each is told with place and remedy, and nothing is computed from it silently."""

from __future__ import annotations

import pytest
from domain.building import pack
from domain.investing import FLAT, case, client, cyber, driver, initiative, planned, standing, task

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, InvalidInput, NotFound, Refused
from assessment.domain.checking import check_baseline, check_library
from assessment.domain.library import OverlapGroup
from assessment.domain.value import simulate
from assessment.workspace.recording import check_fact


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("rate", [-0.01, 1.5, float("nan")])
def test_no_case_is_made_at_a_discount_rate_outside_0_to_1(rate):
    state = client(settings=FLAT.model_copy(update={"discount_rate": rate}))
    with pytest.raises(InvalidInput, match=r"rates\.discount_rate.*Write 8\.5 % as 0\.085"):
        simulate(state, *planned([(task(), 0, 3)]))


def test_a_missing_exchange_rate_is_told_and_keeps_the_case_indicative():
    given = (f.BaselineSet(driver="speed", value=8000, confirmed_by="Finance"),)
    settings = FLAT.model_copy(update={"usd_rate": {"USD": 1.0}})
    found = case(driver(), facts=given, settings=settings, rate=None)
    assert (found.usd_rate_basis, found.indicative, codes(found.problems)) == ("missing", True, ["unknown-rate"])
    assert "EUR" in found.problems[0].message
    stated = case(driver(), facts=given, settings=settings)
    assert (stated.usd_rate_basis, stated.indicative, stated.problems) == ("own", False, ())
    assert case(driver(), settings=FLAT.model_copy(update={"usd_rate": {"EUR": 0.9}}),
                rate=None).usd_rate_basis == "planning"


@pytest.mark.parametrize(("value", "odd"), [
    (4000, False), (80, False), (200_000, False), (200_001, True), (79, True), (4_000_000, True), (0, False)])
def test_a_figure_of_odd_size_is_asked_about(value, odd):
    """The stand-in is 4,000: fifty times more or less is asked about, whole currency for thousand is 1,000 times."""
    found = case(driver(), facts=(f.BaselineSet(driver="speed", value=value),))
    assert codes(found.problems) == (["odd-size"] if odd else [])
    if odd:
        assert found.problems[0].where == "baselines.speed.value"
        assert "thousand of EUR" in found.problems[0].remedy


def test_the_size_is_seen_against_all_sites_together():
    state = client(driver(per="site"), sites={"a": 1, "b": 1, "c": 1})
    library = state.the_library
    assert codes(check_baseline(library, "speed", 600_000, "thousand a year", "EUR", 1.0, 3)) == []
    assert codes(check_baseline(library, "speed", 600_001, "thousand a year", "EUR", 1.0, 3)) == ["odd-size"]


@pytest.mark.parametrize(("unit", "right"), [
    ("thousand a year", True), ("EUR thousand a year", True), ("thousand EUR a year", True), ("million a year", False),
    ("EUR a year", False), ("thousand USD a year", False), ("", False)])
def test_a_figure_in_another_unit_is_refused(unit, right):
    state = client(driver())
    fact = f.BaselineSet(driver="speed", value=4000, unit=unit)
    if right:
        check_fact(state, fact, "owner", "owner")
        return
    with pytest.raises(Refused, match=r"baselines\.speed\.unit.*Restate the figure in thousand EUR"):
        check_fact(state, fact, "owner", "owner")
    assert codes(case(driver(), facts=(fact,)).problems) == ["wrong-unit"]  # in a journal from before


def test_what_may_be_stated_is_known():
    loss = OverlapGroup(id="loss", name="Loss", loss="-")
    state = client(driver(overlap="loss"), overlaps=(loss,), standing_costs=(standing("own", driver=None, proxy=5),))
    for name in ("speed", "loss", "own", "stop-hour"):
        check_fact(state, f.BaselineSet(driver=name, value=40), "owner", "owner")
    with pytest.raises(NotFound, match=r"no driver named 'scrap'.*Known: loss, own, speed, stop-hour"):
        check_fact(state, f.BaselineSet(driver="scrap", value=40), "owner", "owner")


@pytest.mark.parametrize(("fact", "place"), [
    (f.BaselineSet(driver="speed", value=float("inf")), r"baselines\.speed\.value"),
    (f.RatesSet(day_rate={"IT": -1}), r"rates\.day_rate\.IT"),
    (f.EstimateSet(initiative="X", cost=Estimate(low=-5, mode=1, high=2)), r"estimates\.X\.cost"),
    (f.EstimateSet(initiative="X", effort={"OT": Estimate(low=-5, mode=1, high=2)}), r"estimates\.X\.effort\.OT"),
])
def test_figures_that_no_sum_can_take_are_refused_with_their_place(fact, place):
    with pytest.raises(Refused, match=place):
        check_fact(client(driver()), fact, "owner", "owner")


def test_estimates_are_for_initiatives_of_the_catalogue():
    with pytest.raises(NotFound, match="no initiative named 'I99'"):
        check_fact(client(driver()), f.EstimateSet(initiative="I99"), "owner", "owner")


@pytest.mark.parametrize("low_mode_high", [(3, 2, 1), (1, 3, 2), (2, 1, 3)])
def test_a_range_upside_down_is_no_estimate(low_mode_high):
    with pytest.raises(ValueError, match="low <= mode <= high"):
        Estimate.model_validate(low_mode_high)


@pytest.mark.parametrize(("parts", "code", "where"), [
    ({"drivers": (driver(overlap="lost"),)}, "unknown-overlap-group", "drivers.speed.overlap"),
    ({"drivers": (driver(effect=Estimate(low=0, mode=10, high=20)),)}, "off-range", "drivers.speed.effect"),
    ({"drivers": (driver(basis=" "),)}, "missing-provenance", "drivers.speed"),
    ({"drivers": (driver(proxy_basis=""),)}, "bare-proxy", "drivers.speed.proxy"),
    ({"drivers": (driver(enabled_by=()),)}, "never-enabled", "drivers.speed"),
    ({"standing_costs": (standing(driver="gone"),)}, "unknown-driver", "standing_costs.old.driver"),
    ({"standing_costs": (standing(driver=None),)}, "no-baseline", "standing_costs.old"),
    ({"standing_costs": (standing(share=Estimate(low=0.01, mode=0.1, high=0.2)),)}, "more-than-it-costs",
     "standing_costs.old.share"),
    ({"cyber_loss": cyber(severity_p90=50)}, "wrong-number", "cyber_loss"),
    ({"cyber_loss": cyber(enabled_by=("Z",))}, "unknown-initiative", "cyber_loss.enabled_by"),
    ({"settings": FLAT.model_copy(update={"discount_rate": -0.05})}, "discount-rate", "settings.discount_rate"),
    ({"settings": FLAT.model_copy(update={"contingency": 15})}, "off-range", "settings.contingency"),
    ({"settings": FLAT.model_copy(update={"usd_rate": {"EUR": 0.0}})}, "wrong-number", "settings.usd_rate.EUR"),
    ({"settings": FLAT.model_copy(update={"value_quarters": 0})}, "wrong-number", "settings.value_quarters"),
    ({"overlaps": (OverlapGroup(id="x", name="x", loss="x"),) * 2}, "duplicate-id", "overlaps.x"),
])
def test_what_a_library_may_not_say_of_money(parts, code, where):
    plain = client(driver(), initiatives=[initiative(paths=())]).the_library
    assert check_library(plain, pack()) == []
    found = check_library(plain.model_copy(update=parts), pack())
    assert [(problem.code, problem.where) for problem in found] == [(code, where)]
    assert found[0].remedy
