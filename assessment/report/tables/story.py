"""The story of a quarter on a few lines: what moved, what was done, what came of it, and what holds of promises."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.results import Results
from assessment.domain.tracking import benefit_standings, kpi_standings, task_standings
from assessment.report.tables.table import Column, Table, signed, thousand, told
from assessment.report.tables.tracking import calibration_in_words, tally, task_name
from assessment.text import _, ngettext

MOST = 3
"""Names in one line."""


def story(results: Results) -> Table:
    """Lines that have something to say; none in the first cycle."""
    rows = () if results.trend is None else tuple(_lines(results))
    return Table("story", _("The quarter in short"), (Column(_("What"), 18), Column(_("In short"), 82)), rows)


def _lines(results: Results) -> Iterator[tuple[str, str]]:
    yield _("What moved"), _moved(results)
    if results.engagement.progress:
        yield _("What was done"), _done(results)
    if results.engagement.kpis or results.engagement.benefits:
        yield _("What came of it"), _outcome(results)
    if results.engagement.progress:
        yield _("What held of the promises"), calibration_in_words(tally(results))
    doubts = [told(finding) for finding in results.findings if finding.code == "score-up-outcome-flat"]
    if doubts:
        yield _("What to doubt"), " ".join(doubts[:MOST])


def _moved(results: Results) -> str:
    names = {dimension.id: dimension.name for dimension in results.engagement.the_pack.dimensions}
    moves = results.trend.moves if results.trend else ()
    real = [move for move in moves if move.kind == "dimension" and move.real and move.change]
    parts = []
    for label, sign in ((_("Up"), 1), (_("Down"), -1)):
        found = sorted((move for move in real if sign * move.change > 0), key=lambda move: -sign * move.change)
        if found:
            said = [f"{names[move.node]} {signed(move.change)}" for move in found[:MOST]]
            parts.append(f"{label}: {_and_more(said, len(found))}.")
    return " ".join(parts) or _("Nothing by more than noise explains.")


def _and_more(said: list[str], count: int) -> str:
    more = count - len(said)
    return ", ".join(said) + (" " + _("and {count} more").format(count=more) if more else "")


def _done(results: Results) -> str:
    engagement = results.engagement
    standings = task_standings(engagement, results.as_of, results.frame)
    parts = []
    for label, state in ((_("Finished"), "finished"), (_("Running"), "running"), (_("Blocked"), "blocked")):
        found = [one.task for one in reversed(standings) if one.status == state]
        if found:
            said = [task_name(engagement, task) for task in found[:MOST - 1]]
            parts.append(f"{label}: {_and_more(said, len(found))}.")
    late = sum(one.is_late for one in standings if one.status not in ("finished", "cancelled"))
    if late:
        parts.append(ngettext("{count} of them is behind the plan.", "{count} of them are behind the plan.",
                              late).format(count=late))
    return " ".join(parts) or _("Nothing has begun yet.")


def _outcome(results: Results) -> str:
    engagement = results.engagement
    figures = [one for one in kpi_standings(engagement, results.as_of) if one.latest is not None]
    parts = []
    for label, course in ((_("Reached"), "reached"), (_("On track"), "on track"), (_("Off track"), "off track")):
        found = [_(one.name) for one in figures if one.course == course]
        if found:
            parts.append(f"{label}: {_and_more(found[:MOST], len(found))}.")
    booked = sum(one.booked for one in benefit_standings(engagement, results.as_of, results.value))
    if engagement.benefits:
        parts.append(_("Finance has booked {currency} {amount} thousand so far.").format(
            currency=engagement.currency, amount=thousand(booked)))
    return " ".join(parts) or _("No key figure has a value yet.")
