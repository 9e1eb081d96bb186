"""What became of the plan: tasks, key figures, benefits, promised against measured, how the plan changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessment.domain.engagement import Engagement
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME
from assessment.domain.tracking import (
    FEWEST,
    BenefitStanding,
    ForecastPair,
    KpiStanding,
    PlanDifference,
    PromiseTally,
    TaskStanding,
    benefit_standings,
    forecasts,
    kpi_standings,
    plan_differences,
    promises,
    task_standings,
)
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import waits_in_words
from assessment.report.tables.table import Column, Table, one, percent, signed, thousand
from assessment.text import N_, _, day, ngettext, number, retold

QUARTERLY = N_("thousand {currency} a quarter")
"""How clients write the usual unit of spend, told again in the language in use."""


def progress(results: Results) -> Table:
    """Tasks as they stand on the day of the results; none where nobody reported any."""
    engagement = results.engagement
    known = task_standings(engagement, results.as_of, results.frame) if engagement.progress else ()
    return progress_rows(engagement, [task for task in known if task.reported or task.is_late])


def progress_rows(engagement: Engagement, standings: Sequence[TaskStanding]) -> Table:
    rows = tuple((
        task_name(engagement, one.task), status_name(one.status), "–" if one.percent is None else f"{one.percent} %",
        _months(engagement, one.planned), _months(engagement, one.actual), _late(one),
        _beside(one.effort, one.effort_estimate), _beside(one.cost, one.cost_estimate), one.blocker or "–")
        for one in standings)
    columns = (
        Column(_("Task"), 22), Column(_("State"), 8), Column(_("Done"), 6, "right"), Column(_("Planned"), 11),
        Column(_("As it is"), 11), Column(_("Behind the plan"), 8), Column(_("Person-weeks"), 8, "right"),
        Column(_("{currency} thousand").format(currency=engagement.currency), 8, "right"), Column(_("Blocked by"), 18))
    if any(one.planned for one in standings):
        return Table("progress", _("Tasks as they stand"), columns, rows, _(
            "As reported. Behind the plan: against the plan that was adopted, else against the last one before work "
            "began. Spent of estimated; a dash: not reported."))
    kept = (0, 1, 2, 4, 6, 7, 8)
    widths = (30, 9, 6, 19, 8, 8, 20)
    return Table("progress", _("Tasks as they stand"), tuple(
        replace(columns[place], width=width) for place, width in zip(kept, widths, strict=True)),
        tuple(tuple(row[place] for place in kept) for row in rows),
        _("As reported; no plan was adopted or recorded before work began. Spent of estimated; a dash: not reported."))


def status_name(status: str) -> str:
    return {"planned": _("planned"), "running": _("running"), "blocked": _("blocked"), "finished": _("finished"),
            "cancelled": _("cancelled")}[status]


def key_figures(results: Results) -> Table:
    return key_figure_rows(results.engagement, kpi_standings(results.engagement, results.as_of))


def key_figure_rows(engagement: Engagement, standings: Sequence[KpiStanding]) -> Table:
    rows = tuple((
        ", ".join(filter(None, (
            _(found.name), retold(found.unit), engagement.sites[found.site].name if found.site else ""))),
        _figure(found.baseline), _figure(found.latest), day(found.on) if found.on else "–",
        "–" if found.due is None else _figure(round(found.due, 1)),
        _figure(found.target), course_name(found.course)) for found in standings)
    return Table("key-figures", _("Key figures"), (
        Column(_("Key figure"), 33), Column(_("Baseline"), 10, "right"), Column(_("Latest"), 8, "right"),
        Column(_("As of"), 18), Column(_("Due by then"), 9, "right"), Column(_("Target"), 8, "right"),
        Column(_("Course"), 14)), rows,
        _("Due: what a straight line from baseline to target gives on the day of the latest value. A straight line is "
          "a convention, not a forecast."))


def course_name(course: str) -> str:
    return {"on track": _("on track"), "off track": _("off track"), "reached": _("reached"),
            "no target": _("no target"), "no baseline": _("no baseline"), "no value": _("no value yet")}[course]


def booked_benefits(results: Results) -> Table:
    return booked_rows(results.engagement, benefit_standings(results.engagement, results.as_of, results.value))


def booked_rows(engagement: Engagement, standings: Sequence[BenefitStanding]) -> Table:
    rows = tuple((
        found.name, f"{day(found.first)} – {day(found.last)}", thousand(found.booked), thousand(found.confirmed),
        "–" if found.expected is None else thousand(found.expected),
        "–" if not found.expected else percent(found.booked / found.expected)) for found in standings)
    return Table("booked-benefits", _("Benefits booked, {currency} thousand").format(currency=engagement.currency), (
        Column(_("Driver"), 28), Column(_("Period"), 26), Column(_("Booked"), 11, "right"),
        Column(_("Confirmed"), 11, "right"), Column(_("In the value case"), 13, "right"),
        Column(_("Booked of it"), 11, "right")), rows,
        _("In the value case: its middle value a year at full effect, for the booked days since the quarter in which "
          "the plan makes it begin, and nothing before; a benefit that still grows into its full effect stands below "
          "it."))


def promised(results: Results) -> Table:
    return promised_rows(results.engagement, tally(results))


def tally(results: Results) -> PromiseTally:
    return promises(results.engagement, results.cycle.id, results.seed)


def promised_rows(engagement: Engagement, found: PromiseTally) -> Table:
    """What finished initiatives promised and what was measured, and in the note how far promises held over all."""
    library, capabilities = engagement.the_library.initiative, engagement.the_pack.capabilities
    rows = tuple((
        f"{row.initiative} {library[row.initiative].name}", capabilities[row.capability].name,
        ngettext("{count} site", "{count} sites", len(row.sites)).format(count=len(row.sites)),
        f"{row.before} – {row.after}", signed(row.promised, 2), signed(row.measured, 2)) for row in found.rows)
    return Table("promised", _("Promised and measured"), (
        Column(_("Initiative"), 30), Column(_("Capability"), 24), Column(_("Where"), 10), Column(_("Cycles"), 16),
        Column(_("Promised, levels"), 10, "right"), Column(_("Measured, levels"), 10, "right")), rows,
        f"{calibration_in_words(found)} " + _(
            "Measured: the change like for like between the cycles around the finish; where several initiatives "
            "finished between the same cycles, each has the part of it that it promised. It does not show what would "
            "have happened without them."))


def calibration_in_words(found: PromiseTally) -> str:
    """How much of what was promised was measured over all, in a sentence."""
    if found.ratio is None or found.interval is None:
        return _("Nothing is said over all before {fewest} finished initiatives were measured; there are {count}."
                 ).format(fewest=FEWEST, count=found.initiatives)
    told = _("Over all {count} initiatives {share} of what was promised was measured (between {low} and {high}).")
    return told.format(count=found.initiatives, share=percent(found.ratio), low=percent(found.interval.low),
                       high=percent(found.interval.high))


def forecast_pair(results: Results) -> Table:
    """Levels at the end of the horizon as promised and as learnt; nothing before there is something to learn from."""
    found = tally(results)
    shown = () if found.ratio is None else forecasts(
        results.engagement, results.frame, results.roadmap, found, results.scorecard)
    return forecast_rows(results.engagement, shown)


def forecast_rows(engagement: Engagement, shown: Sequence[ForecastPair]) -> Table:
    names = {d.id: f"{d.code} {d.name}" for d in engagement.the_pack.dimensions}
    rows = tuple((names[pair.dimension], one(pair.today), one(pair.promised), one(pair.learnt),
                  "–" if pair.interval is None else f"{one(pair.interval.low)} – {one(pair.interval.high)}")
                 for pair in shown)
    return Table("forecast-pair", _("Where the plan leads, as promised and as learnt"), (
        Column(_("Dimension"), 40), Column(_("Today"), 12, "right"), Column(_("As promised"), 14, "right"),
        Column(_("As learnt"), 14, "right"), Column(_("Between"), 20, "right")), rows,
        _("Scores of the network today, and with the levels that the plan adds by the end of the horizon. As learnt: "
          "every effect that is still to come, scaled by what was measured of earlier promises. Nothing is raised "
          "above its target, so that more than was promised shows only where a target is left open."))


def differences(results: Results) -> Table:
    """How today's plan differs from the one on record; nothing where no task was reported and no plan adopted."""
    engagement = results.engagement
    asked = engagement.progress or engagement.adopted_plan is not None
    found = plan_differences(engagement, results.frame, results.roadmap) if asked else ()
    rows = tuple((task_name(engagement, one.task), kind_name(one.kind), _months(engagement, one.before),
                  _months(engagement, one.after), _why(results, one)) for one in found)
    return Table("plan-differences", _("How the plan changed"), (
        Column(_("Task"), 32), Column(_("What"), 10), Column(_("Before"), 17), Column(_("Now"), 17),
        Column(_("Why"), 24)), rows,
        _("Against the plan that was adopted, else against the last one before work began. What has begun or is done "
          "keeps its dates; the rest was planned again."))


def kind_name(kind: str) -> str:
    return {"moved": _("moved"), "added": _("added"), "dropped": _("dropped")}[kind]


def _why(results: Results, difference: PlanDifference) -> str:
    words = {"reported": _("as it was reported"), "earlier": _("there is room for it earlier"),
             "new": _("it closes a gap, or something needs it"), "done": _("done before the roadmap begins"),
             "cancelled": _("reported as cancelled"), "closed": _("what it builds is in place, or nothing needs it")}
    if difference.told:
        return difference.told
    if difference.why and difference.why[0] in words:
        return words[difference.why[0]]
    scheduled = results.roadmap.at(difference.task)
    return waits_in_words(results, scheduled) if scheduled and scheduled.waits_for else _(
        "another order brings more by now")


def task_name(engagement: Engagement, name: str) -> str:
    """A task's initiative and place."""
    initiative, _at, unit = name.partition("@")
    known, site = engagement.the_library.initiative.get(initiative), engagement.sites.get(unit)
    where = site.name if site else _("programme") if unit == PROGRAMME else unit
    return f"{initiative} {known.name} ({where})" if known else f"{initiative} ({where})"


def _months(engagement: Engagement, span: tuple[int | None, int | None] | None) -> str:
    if span is None or span == (None, None):
        return "–"
    first, last = span
    told = ("…" if first is None else month_name(engagement.start, first),
            "…" if last is None else month_name(engagement.start, last - 1))
    return " – ".join(told)


def _late(task: TaskStanding) -> str:
    if not task.late:
        return "–" if task.late is None else _("on time")
    if task.late < 0:
        return _("{count} months ahead").format(count=-task.late)
    return ngettext("{count} month", "{count} months", task.late).format(count=task.late)


def _beside(spent: float | None, estimate: float | None) -> str:
    if spent is None:
        return "–"
    return number(spent) if estimate is None else f"{number(spent)} / {number(estimate)}"


def _figure(value: float | None) -> str:
    """A key figure with as many decimals as it needs, two at most."""
    if value is None:
        return "–"
    decimals = 0 if value == round(value) else 1 if 10 * value == round(10 * value) else 2
    return number(value, f",.{decimals}f").replace("-", "−")
