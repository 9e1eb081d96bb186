"""What is refused of reports, key figures and booked benefits, with the words that say why and what helps."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError
from assessment.formats import shipped_kpis
from assessment.shipped import SAMPLES
from assessment.workspace import Store

TODAY = date(2027, 6, 30)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory):
    with Store(tmp_path_factory.mktemp("tracking") / "test.db") as store:
        workspace = store.bring_in(SAMPLES / "small" / "brief.yaml")[0]
        workspace._clock = lambda: datetime(2027, 6, 30, 9, tzinfo=UTC)
        workspace.record(f.KpiDefined(kpi="known", name="Known"))
        workspace.record(f.KpiDefined(kpi="gone", name="Gone", withdrawn=True))
        yield workspace


def report(**more) -> f.TaskReported:
    return f.TaskReported(**{"initiative": "I03", "unit": "north", "on": TODAY, "status": "running", **more})


def kpi(**more) -> f.KpiDefined:
    return f.KpiDefined(**{"kpi": "k", "name": "K", **more})


def benefit(**more) -> f.BenefitBooked:
    return f.BenefitBooked(**{"benefit": "b", "driver": "availability", "first": date(2027, 1, 1),
                              "last": date(2027, 3, 31), "amount": 100, **more})


REFUSED = {
    "unknown initiative": (report(initiative="I99"), "I99"),
    "unknown unit": (report(unit="west"), "west"),
    "a site for the programme": (report(initiative="I01"), "north"),
    "unknown owner": (report(owner="nobody"), "nobody"),
    "tomorrow": (report(on=date(2027, 7, 1)), "has not come yet"),
    "finished without a day": (report(status="finished"), "belongs to the state"),
    "a day without finished": (report(finished=TODAY), "belongs to the state"),
    "finished by half": (report(status="finished", finished=TODAY, percent=50), "done whole"),
    "finished and expected": (report(status="finished", finished=TODAY, expected=TODAY), "done whole"),
    "blocked by nothing": (report(status="blocked", blocker=" "), "needs a reason"),
    "planned and begun": (report(status="planned", percent=5), "not `planned` any more"),
    "started after the report": (report(on=date(2027, 3, 1), started=date(2027, 3, 2)), "after the day of the report"),
    "expected in the past": (report(expected=date(2027, 6, 29)), "before the day of the report"),
    "ends before it begins": (report(status="finished", started=date(2027, 3, 2), finished=date(2027, 3, 1)),
                              "ends before it begins"),
    "a figure of nowhere": (kpi(site="west"), "west"),
    "a figure of nobody": (kpi(owner="nobody"), "nobody"),
    "moved by nothing known": (kpi(initiatives=("I99",)), "I99"),
    "of no dimension": (kpi(dimensions=("luck",)), "luck"),
    "of no driver": (kpi(driver="luck"), "luck"),
    "a baseline of no day": (kpi(baseline=3), "a value and a day"),
    "a target before the baseline": (kpi(baseline=3, baseline_on=TODAY, target=4, target_on=TODAY), "after the base"),
    "a worse target": (kpi(better="lower", baseline=3, baseline_on=date(2027, 1, 1), target=4, target_on=TODAY),
                       "worse than the baseline"),
    "a value of nothing": (f.KpiMeasured(kpi="k9", on=TODAY, value=1), "k9"),
    "a value of what is gone": (f.KpiMeasured(kpi="gone", on=TODAY, value=1), "was withdrawn"),
    "a value of tomorrow": (f.KpiMeasured(kpi="known", on=date(2027, 7, 1), value=1), "has not come yet"),
    "a benefit of no driver": (benefit(driver="luck"), "luck"),
    "a benefit of nowhere": (benefit(site="west"), "west"),
    "a benefit reversed": (benefit(last=date(2026, 12, 31)), "ends before it begins"),
    "a benefit to come": (benefit(last=date(2027, 7, 1)), "has not come yet"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(here, name: str):
    fact, words = REFUSED[name]
    if isinstance(fact, f.BenefitBooked) and fact.driver == "availability":
        fact = fact.model_copy(update={"driver": here.engagement().the_library.drivers[0].id})
    before = here.engagement().last_seq
    with pytest.raises(AssessmentError) as refused:
        here.record(fact)
    assert words in str(refused.value)
    assert here.engagement().last_seq == before


def test_the_latest_report_of_a_day_counts_and_shipped_key_figures_are_taken_whole(here):
    here.record(report(percent=10))
    here.record(report(on=date(2027, 5, 1)))
    here.record(report(percent=40, started=date(2027, 2, 1), expected=date(2027, 9, 1)))
    assert [one.percent for one in here.engagement().progress["I03", "north"]] == [None, 40]
    here.record_together(list(shipped_kpis()))
    assert {"time-to-first-value", "support-spend", "employee-engagement"} <= set(here.engagement().kpis)


def test_a_viewer_reports_nothing(here):
    here.role = "viewer"
    try:
        with pytest.raises(AssessmentError):
            here.record(report())
    finally:
        here.role = "owner"
