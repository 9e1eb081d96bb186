"""The tables and sentences of money: what stands in them, and that nothing unpriced looks like zero."""

from __future__ import annotations

from dataclasses import replace

import pytest
from domain.investing import LOOSE, client, cyber, driver, initiative, planned, standing, task

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.findings.types import money
from assessment.domain.library import OverlapGroup
from assessment.domain.results import Results
from assessment.domain.value import simulate
from assessment.report import build, charts, frontpage, html, tables
from assessment.report.tables.money import most_uncertain, swings
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief

ALL = (tables.costs, tables.cost_basis, tables.drivers, tables.measures, tables.standing, tables.standing_basis,
       tables.delay, tables.overlaps, tables.not_valued, tables.money_doubts)


@pytest.fixture(scope="module")
def small() -> Results:
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


@pytest.fixture
def results(small: Results) -> Results:
    """The sample with a case of which every amount is known."""
    state = client(
        driver("a", name="Alpha", effect=LOOSE, overlap="loss"), driver("b", name="Beta", effect=LOOSE, overlap="loss"),
        driver("c", name="Gamma", proxy=None, baseline_name="Cost of claims", proxy_basis="None was found"),
        overlaps=(OverlapGroup(id="loss", name="Loss", loss="what the line did not make"),),
        standing_costs=(standing(driver="a", name="Old systems", growth=0.08),), cyber_loss=cyber(),
        initiatives=[initiative()], facts=(f.BaselineSet(driver="a", value=4000, confirmed_by="Ines"),))
    frame, plan = planned([(task(unit="a", stop_hours=Estimate(low=1, mode=20, high=30), effort={"IT": 4}), 0, 3)])
    return replace(small, engagement=state, frame=frame, roadmap=plan, value=simulate(state, frame, plan, seed=1))


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_widths_add_up_and_every_row_has_its_cells(make, results: Results):
    table = make(results)
    assert table.rows
    assert sum(column.width for column in table.columns) == pytest.approx(100)
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_money_tables_name_the_currency_or_count_none(results: Results):
    for make in (tables.costs, tables.drivers, tables.standing, tables.delay):
        assert "EUR thousand" in make(results).title
    assert any("EUR thousand" in column.name for column in tables.overlaps(results).columns)


def test_stops_without_a_price_are_not_priced_and_never_zero(results: Results):
    stops = next(row for row in tables.costs(results).rows if row[0] == "Revenue lost in stops")
    assert stops[-1] == "not priced"
    assert "0" not in stops
    basis = dict(tables.cost_basis(results).rows)
    assert "20 hours outside planned standstills are not priced" in basis["Revenue lost in stops"]
    assert basis["Internal effort"] == "IT: 4 person-weeks at 500 EUR a day, the shipped rate."
    assert "Not in the cost: 20 hours" in tables.value_answer(results)[-1]


def test_the_reference_case_adds_up_and_tells_what_is_taken_away(results: Results):
    *items, total = tables.standing(results).rows
    assert [row[0] for row in items] == ["Old systems", "Expected cyber loss"]
    amount = [float(row[4].replace(",", "")) for row in (*items, total)]
    assert amount[0] + amount[1] == pytest.approx(amount[2], abs=1)
    assert items[0][-1] == "confirmed"


def test_the_parts_of_a_delay_add_up(results: Results):
    *parts, total = tables.delay(results).rows
    lost = [float(row[-1].replace(",", "").replace("−", "-")) for row in (*parts, total)]
    assert sum(lost[:-1]) == pytest.approx(lost[-1], abs=len(parts))


def test_a_loss_that_two_drivers_describe_is_explained_in_words(results: Results):
    text, = tables.overlaps_in_words(results)
    group, = results.value.overlaps
    assert text.startswith("'Alpha', 'Beta' describe one loss: what the line did not make.")
    assert f"{group.taken_out:,.0f} a year" in text
    counted = [int(row[-1]) for row in tables.overlaps(results).rows]
    assert sum(counted) == pytest.approx(100, abs=1)


def test_what_has_no_figure_is_named_with_the_figure_that_is_missing(results: Results):
    assert tables.not_valued(results).rows == (("Gamma", "Cost of claims", "None was found"),)


def test_the_stamp_holds_on_page_one_and_in_the_headings_until_enough_is_confirmed(small: Results, results: Results):
    for shown in (small, results):
        assert shown.value.indicative
        assert "indicative" in tables.value_stamp(shown)
        assert "indicative" in tables.measures(shown).title
        assert not any("Net present value" in text for text in tables.value_answer(shown))
        tornado = charts.tornado(shown)
        assert tornado is not None
        assert tornado.subtitle.startswith("Indicative. ")
    book = build(small)
    assert not any("net present value" in figure.label for figure in book.figures)
    assert not any("net present value is" in text for _severity, text in book.findings)
    sure = replace(small, value=small.value.model_copy(update={"indicative": False}))
    assert tables.value_stamp(sure) == ""
    assert any("net present value" in figure.label for figure in build(sure).figures)
    assert any("Net present value" in text for text in tables.value_answer(sure))


def test_what_has_the_widest_span_is_not_said_to_be_what_is_most_uncertain(small: Results):
    first, *rest = swings(small)
    assert "Cost of the effort" in [name for name, _low, _high in (first, *rest)]
    assert all(first[2] - first[1] >= high - low for _name, low, high in rest)
    name = first[0]
    value = small.value
    led = value.model_copy(update={"cost_variance_share": float(name == "Cost of the effort"), "drivers": tuple(
        driver.model_copy(update={"variance_share": float(driver.name == name)}) for driver in value.drivers)})
    assert most_uncertain(replace(small, value=led)) == ""
    other = rest[0][0]
    split = value.model_copy(update={
        "cost_variance_share": 0.6 if other == "Cost of the effort" else 0.1, "drivers": tuple(
            driver.model_copy(update={"variance_share": 0.6 if driver.name == other else 0.1})
            for driver in value.drivers)})
    shown = charts.tornado(replace(small, value=split))
    assert shown.title.startswith(f"'{name}' has the widest span")
    assert f"rarer than those of '{other}', which has 60 % of the uncertainty" in shown.subtitle


@pytest.mark.parametrize(("npv", "told"), [
    ((-3.0, -2.0, -1.0), "that is less than it costs"), ((-3.0, 1.0, 2.0), "the middle case exceeds its cost"),
    ((-3.0, -1.0, 2.0), "the middle case stays below its cost"), ((1.0, 2.0, 3.0), "that is more than it costs")])
def test_page_one_says_what_it_brings_and_how_both_sums_relate(small: Results, npv, told):
    shown = replace(small, value=small.value.model_copy(update={"npv": npv}))
    book = build(shown)
    asked = next(finding for finding in shown.findings if finding.code == "decide-fund")
    assert told in book.brings
    assert money(shown.value.benefit[1], shown.engagement.currency) in book.brings
    assert asked.values["total"] in book.brings
    assert book.brings in html.first_page(book)
    assert frontpage.brings(replace(small, value=small.value.model_copy(update={"benefit": (0.0, 0.0, 0.0)}))) == ""


def test_what_it_brings_stands_beside_its_cost_discounted_too(small: Results):
    """Before discounting it may bring more than it costs, and afterwards less."""
    gain = sum(driver.expected for driver in small.value.drivers)
    brings = tables.value_answer(small)[1]
    cost = gain - small.value.expected_npv
    assert f"Discounted, that is {money(gain, 'EUR')} on average, against {money(cost, 'EUR')} of cost." in brings


def test_cash_is_told_as_cash_to_date_and_discounted(small: Results):
    for quarter, told in ((None, "Cash to date stays below zero over all "), (9, "Cash to date turns positive in ")):
        value = small.value.model_copy(update={"payback_quarter": (None, quarter, None)})
        chart = charts.cash(replace(small, value=value))
        assert chart.title.startswith(told)
        assert "million to date, discounted" in chart.subtitle
