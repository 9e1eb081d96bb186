"""Reporting a task, taking over and measuring key figures and booking a benefit in the app."""

from __future__ import annotations

from test_plan_pages import press
from test_use_case_pages import HOSTILE, frames, named, page, texts, workspace

from assessment.domain import facts as f
from assessment.workspace import Store


def test_a_task_is_reported_and_what_contradicts_itself_is_said(store: Store):
    shown = page("tracking")
    assert not shown.exception
    assert any("Nobody has reported a task yet" in info.value for info in shown.info)
    shown.radio(key="state-I01-programme").set_value("blocked")
    shown = press(shown, "Record how it stands")
    assert any("needs a reason" in error.value for error in shown.error)
    shown.text_input(key="blocker-I01-programme").set_value(HOSTILE)
    shown = press(shown, "Record how it stands")
    assert not shown.exception
    assert not shown.error
    report = workspace(store).engagement().progress["I01", "programme"][-1]
    assert (report.status, report.started, report.percent) == ("blocked", None, None)
    assert {metric.label: metric.value for metric in shown.metric}["Blocked"] == "1"
    assert "<script>" not in " ".join(texts(shown))


def test_key_figures_are_taken_over_measured_and_defined(store: Store):
    shown = press(page("kpis"), "Take over the shipped key figures")
    assert not shown.exception
    assert "Support spend" in frames(shown)
    shown.selectbox(key="measured-kpi").set_value("support-spend")
    shown.number_input(key="measured-value").set_value(310.0)
    shown = press(shown, "Record the value")
    shown.selectbox(key="kpi-chosen").set_value("support-spend").run()
    shown.number_input(key="target-support-spend").set_value(250.0)
    shown = press(shown, "Record the key figure")
    assert any("a value and a day" in error.value for error in shown.error)
    known = workspace(store).engagement()
    assert known.actuals["support-spend"][-1].value == 310
    assert known.kpis["support-spend"].target is None


def test_a_benefit_is_booked_and_taken_back(store: Store):
    shown = press(page("kpis"), "Book the benefit")
    assert any("Say from when to when" in error.value for error in shown.error)
    today = workspace(store).today
    shown.date_input(key="booked-first").set_value(today)
    shown.date_input(key="booked-last").set_value(today)
    shown.number_input(key="booked-amount").set_value(12.0)
    shown = press(shown, "Book the benefit")
    assert not shown.exception
    booked, = workspace(store).engagement().benefits.values()
    assert booked.amount == 12
    named(shown.selectbox, "Booked in error").set_value(booked.benefit).run()
    shown = press(shown, "Take it back")
    assert workspace(store).engagement().benefits[booked.benefit].withdrawn


def test_a_hostile_name_stays_text(store: Store):
    workspace(store).record(f.KpiDefined(kpi="k", name=HOSTILE))
    shown = page("kpis")
    assert not shown.exception
    assert "<script>" not in " ".join(texts(shown))
