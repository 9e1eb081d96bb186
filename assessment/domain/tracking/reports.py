"""What a report of a task and a definition of a key figure may not say at once."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.facts import KpiDefined, TaskReported
from assessment.domain.library import Initiative
from assessment.domain.roadmap import PROGRAMME
from assessment.text import _


def units_of(engagement: Engagement, initiative: Initiative) -> tuple[str, ...]:
    """Units at which an initiative is done: the programme, or sites."""
    return (PROGRAMME,) if initiative.scope == "programme" else tuple(engagement.sites)


def against_report(report: TaskReported) -> tuple[str, str] | None:
    """What contradicts itself in a report, and what helps; None where nothing does."""
    done = report.status == "finished"
    if done != (report.finished is not None):
        return (_("The day on which it was done belongs to the state `finished`, and only to it."),
                _("Give both, or neither."))
    if done and (report.percent not in (None, 100) or report.expected or report.blocker.strip()):
        return (_("What is finished is done whole: nothing of it is expected or blocked any more."),
                _("Give 100 percent or none, and no expected day and no blocker."))
    if report.status == "blocked" and not report.blocker.strip():
        return _("What is blocked needs a reason."), _("Say what blocks it.")
    if report.status == "planned" and (report.started is not None or report.percent):
        return (_("A task that has started is not `planned` any more."),
                _("Report it as running or blocked, or leave start and percent out."))
    if any(day is not None and day > report.on for day in (report.started, report.finished)):
        return (_("What has happened does not lie after the day of the report."),
                _("Correct the start or the finish, or the day of the report."))
    if report.expected is not None and report.expected < report.on:
        return (_("What is still expected does not lie before the day of the report."),
                _("Give a later day, or leave it out."))
    end = report.finished or report.expected
    if report.started is not None and end is not None and end < report.started:
        return _("It ends before it begins."), _("Exchange the two dates.")
    return None


def against_kpi(kpi: KpiDefined) -> tuple[str, str] | None:
    """What contradicts itself in a definition, and what helps; None where nothing does."""
    if (kpi.baseline is None) != (kpi.baseline_on is None) or (kpi.target is None) != (kpi.target_on is None):
        return _("A baseline and a target each have a value and a day."), _("Give both, or neither.")
    if kpi.baseline_on and kpi.target_on and kpi.target_on <= kpi.baseline_on:
        return _("The target does not lie after the baseline."), _("Correct one of the two days.")
    if kpi.baseline is not None and kpi.target is not None:
        sign = 1 if kpi.better == "higher" else -1
        if sign * (kpi.target - kpi.baseline) < 0:
            return (_("The target is worse than the baseline."),
                    _("Correct one of the two, or say that the other direction is better."))
    return None
