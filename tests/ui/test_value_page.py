"""The value case in the app: the answer first, the stamp, what is not priced; rates and baselines with their owner."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_pages import opened, path, store

from assessment.domain.basis import Refused
from assessment.domain.facts import BaselineSet, EngagementOpened, RatesSet
from assessment.workspace import Store

__all__ = ["opened", "path", "store"]


def workspace_of(store: Store):
    return store.workspace(store.engagements()[0])


def titles(page) -> list[str]:
    return [shown.value.removeprefix("#### ").replace("\\", "") for shown in page.markdown
            if shown.value.startswith("#### ")]


def test_an_indicative_case_leads_with_cost_and_range_and_no_net_present_value(opened, store: Store):
    page = opened("value")
    assert not page.exception
    assert [metric.label for metric in page.metric] == [
        "Whole effort (P50)", "Benefit over the horizon (P50)", "Staying as we are (P50)"]
    assert all(metric.value.startswith("EUR ") for metric in page.metric)
    assert "0 % of the benefit rests on figures that a finance owner confirmed" in page.warning[0].value.replace(
        "\\", "")
    told = titles(page)
    for wanted in ("What staying as we are costs, EUR thousand", "What waiting two quarters costs, EUR thousand",
                   "Cost by kind, EUR thousand", "Losses that are counted once",
                   "Not valued: no figure, and not zero", "Net present value and payback (indicative)"):
        assert wanted in told
    assert told.index("What staying as we are costs, EUR thousand") < told.index(
        "Net present value and payback (indicative)")


def test_stops_that_nobody_priced_are_told(opened, store: Store):
    value = workspace_of(store).value()
    page = opened("value")
    warned = [warning.value.replace("\\", "") for warning in page.warning]
    assert any("nobody gave the price of an hour" in text for text in warned) == (not value.stops_priced)


def test_a_confirmed_case_leads_with_its_net_present_value(opened, store: Store):
    workspace = workspace_of(store)
    for driver in workspace.engagement().the_library.drivers:
        if driver.proxy is not None:
            workspace.record(BaselineSet(driver=driver.id, value=driver.proxy, confirmed_by="Head of finance"))
    page = opened("value")
    assert not page.exception
    assert [metric.label for metric in page.metric][2] == "Net present value (P50)"
    assert "Net present value and payback" in titles(page)


def test_a_baseline_is_recorded_with_its_finance_owner_and_an_odd_one_is_asked_about(opened, store: Store):
    page = opened("baselines")
    assert not page.exception
    page.selectbox(key="figure").select("support-contracts").run()
    page.number_input[-1].set_value(9_800_000.0)
    page.text_input[0].input("Camille Aubertin")
    page.button[-1].click().run()
    assert not page.exception
    entry = workspace_of(store).entries()[-1]
    assert (entry.fact["kind"], entry.fact["driver"], entry.fact["value"], entry.fact["confirmed_by"]) == (
        "baseline-set", "support-contracts", 9_800_000, "Camille Aubertin")
    told = page.success[0].value.replace("\\", "")
    assert "Baseline recorded." in told
    assert "Write thousand of EUR" in told


def test_without_a_figure_nothing_is_recorded(opened, store: Store):
    before = len(workspace_of(store).entries())
    page = opened("baselines")
    page.selectbox(key="figure").select("stop-hour").run()
    page.button[-1].click().run()
    assert "Write a figure" in page.error[0].value
    assert len(workspace_of(store).entries()) == before


def test_rates_that_nobody_changed_are_not_recorded_as_the_clients(opened, store: Store):
    page = opened("baselines")
    page.number_input[0].set_value(8.5)
    page.button[0].click().run()
    assert not page.exception
    rates = workspace_of(store).engagement().rates
    assert (rates.discount_rate, rates.usd_rate, rates.day_rate) == (0.085, None, {})
    assert workspace_of(store).value().discount_rate == 0.085


def test_the_page_takes_no_negative_rate(opened):
    page = opened("baselines")
    assert {field.min for field in page.number_input} == {0.0}


def test_a_currency_without_a_rate_is_told_on_both_pages(opened, store: Store):
    workspace = workspace_of(store)
    first = workspace.engagement().opened
    assert first is not None
    elsewhere = EngagementOpened(**{**first.model_dump(), "currency": "NOK"})
    with pytest.raises(Refused, match="currency of an engagement does not change"):
        workspace.record(elsewhere)
    workspace.record_all([("opened-in-nok", datetime(2026, 9, 8, tzinfo=UTC), elsewhere)])  # as a journal brings it
    assert workspace.engagement().currency == "NOK"
    assert any("exchange rate for NOK" in warning.value for warning in opened("baselines").warning)
    assert any("one US dollar" in warning.value for warning in opened("value").warning)
    workspace.record(RatesSet(usd_rate=10.5))
    assert not any("exchange rate" in warning.value for warning in opened("baselines").warning)
