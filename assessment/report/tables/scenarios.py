"""Scenarios side by side, no-regret moves, and what more people or money would buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import Gain, Option, Outcome
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import _, number
from assessment.text import month as month_of


def scenario_differences(engagement: Engagement, outcomes: Sequence[Outcome]) -> Table:
    """Each plan's money, gain and dates, and beside them how far they are from the plan's, the first row."""
    base = outcomes[0]
    rows = []
    for found in outcomes:
        if found.status == "infeasible":
            rows.append((found.name, _("no plan is possible"), "–", "–", "–", "–", "–"))
            continue
        rows.append((
            found.name, _beside(found.cost, base.cost, ",.0f"), _beside(found.gain, base.gain, ".2f"),
            _beside(100 * found.closed, 100 * base.closed, ".0f"), _beside(found.tasks, base.tasks, ".0f"),
            _month(engagement.start, found.first_result), _month(engagement.start, found.last_required)))
    return Table("scenarios", _("Scenarios"), (
        Column(_("Scenario"), 26), Column(_("Spend, {currency} thousand").format(currency=engagement.currency), 15),
        Column(_("Level-years gained"), 14), Column(_("Gap closed, %"), 12), Column(_("Tasks"), 9),
        Column(_("First pilot or release done"), 12), Column(_("What must be done is done"), 12)), tuple(rows),
        _("In brackets the difference to the plan; a dash: not all of it is planned. Each plan is the best found; "
          "plans that were not proven to be best differ by their distance to the bound as well."))


def no_regret_moves(engagement: Engagement, moves: Sequence[str]) -> Table:
    known = engagement.the_library.initiative
    return Table("no-regret", _("No-regret moves"), (Column(_("Initiative"), 50), Column(_("Owner"), 50)),
                 tuple((f"{name} {known[name].name}", known[name].owner) for name in moves if name in known),
                 _("In the plan under every path that nothing rules out, and in at least nine of ten scenarios."))


def decision_options(engagement: Engagement, options: Sequence[Option]) -> Table:
    """Of each decision its options: money, first results, what stays open, and until when it can wait."""
    names = {"fund": _("The money"), "path": _("The path"), "owner": _("One owner of the network"),
             "connections": _("The connections"), "pilot": _("The pilot and its roll-out")}
    rows = tuple((
        names[option.decision], option.name, number(found.cost, ",.0f"), _month(engagement.start, found.first_result),
        _("{share} % of the gap open; {gates} of {sites} sites with an open gate").format(
            share=number(100 * (1 - found.closed), ".0f"), gates=found.gates, sites=len(engagement.sites)),
        month_of(date.fromisoformat(option.decide_by)) if option.decide_by else "–")
        for option in options for found in (option.outcome,))
    return Table("options", _("Each decision in three options"), (
        Column(_("Decision"), 17), Column(_("Option"), 17),
        Column(_("Spend, {currency} thousand").format(currency=engagement.currency), 12, "right"),
        Column(_("First pilot or release done"), 14), Column(_("Risk left at the end"), 26),
        Column(_("Waiting costs time after"), 14)), rows,
        _("Half-way means half the money, or what the decision opens at the pilot site alone. A decision can wait "
          "until the month told without the end of that plan moving, people and money put aside; a dash: that plan "
          "does not need it."))


def more_buys(gains: Sequence[Gain]) -> Table:
    return Table("sensitivity", _("What more people or money would buy"), (
        Column(_("Of what"), 35), Column(_("More"), 35), Column(_("Gained"), 30, "right")),
        tuple((_(gain.what), gain.more, number(gain.bought, ".3f")) for gain in gains),
        _("In level-years of the plan's aim. Nothing gained means that it is not what holds the plan back."))


def _beside(value: float, base: float, form: str) -> str:
    told = number(value, form)
    moved = value - base
    return told if abs(moved) < 10 ** -_digits(form) / 2 else f"{told} ({number(moved, '+' + form)})"


def _digits(form: str) -> int:
    return int(form.partition(".")[2][:1])


def _month(start: date, month: int | None) -> str:
    """The month in which something that finishes at the beginning of `month` has its last day."""
    return "–" if month is None else month_name(start, month - 1)
