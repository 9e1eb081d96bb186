"""What came out of the rooms beyond votes: degrees placed, points, causes of failure, support, commitments, risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assessment.domain.basis import FUNCTIONS
from assessment.domain.consensus import OTHERS
from assessment.domain.engagement import Engagement
from assessment.domain.facts import Degree, PointsOver
from assessment.domain.library import DEGREES
from assessment.domain.results import Results
from assessment.domain.room import ExerciseView, commitments, item_names, revealed
from assessment.report.tables.operating import degree_name
from assessment.report.tables.table import Column, Table
from assessment.text import _, day, ngettext


def workshop_outcomes(results: Results) -> list[Table]:
    """A table for each exercise of the cycle that a room has seen, in the order in which they were held."""
    engagement = results.engagement
    return [outcome(engagement, view, results.names)
            for view in revealed(engagement, "degrees", "points", "pre-mortem", "support")
            if engagement.workshops[engagement.exercises[view.exercise].opened.workshop].cycle == results.cycle.id]


def workshop_commitments(results: Results) -> Table:
    return commitment_table(results.engagement, results.names, results.as_of)


def workshop_risks(results: Results) -> Table:
    return risk_table(results.engagement)


def outcome(engagement: Engagement, view: ExerciseView, names: Mapping[str, str]) -> Table:
    """What came out of one exercise, as the room saw it."""
    opened = engagement.exercises[view.exercise].opened
    made = {"degrees": _degrees, "points": _points, "pre-mortem": _causes}
    name = f"workshop-{view.exercise}"
    if opened.what == "support":
        return _support(name, opened.title, view, names)
    return made[opened.what](engagement, view, name, opened.title)


def points_beside(engagement: Engagement, over: PointsOver) -> Table | None:
    """The points that a room last gave to use cases or initiatives, to stand beside the plan; None without any."""
    held = [view for view in revealed(engagement, "points", over=over) if view.points]
    if not held:
        return None
    title = engagement.exercises[held[-1].exercise].opened.title
    return _points(engagement, held[-1], f"points-{over}", _("Points of the room: {title}").format(title=title))


def commitment_table(engagement: Engagement, names: Mapping[str, str], today: date) -> Table:
    """Commitments by name, the next due first; made by name, for so it was told before."""
    states = {"open": _("open"), "done": _("done"), "dropped": _("dropped")}
    rows = tuple((names.get(one.by) or _("without a name"), one.what, day(one.due),
                  _("late") if one.late(today) else states[one.state],
                  "; ".join(part for part in (day(one.on) if one.on else "", one.note) if part) or "–")
                 for one in commitments(engagement))
    return Table("commitments", _("Commitments"), (
        Column(_("Who"), 18), Column(_("What"), 42), Column(_("Until when"), 14), Column(_("State"), 9),
        Column(_("Last word"), 17)), rows)


def risk_table(engagement: Engagement) -> Table:
    rows = tuple((risk.text, risk.owner, risk.counter or "–", day(risk.due) if risk.due else "–",
                  _("pre-mortem") if risk.exercise else _("entered"))
                 for risk in engagement.risks.values() if not risk.withdrawn)
    return Table("workshop-risks", _("Risks and who owns them"), (
        Column(_("Risk"), 34), Column(_("Owner"), 18), Column(_("What is done against it"), 24),
        Column(_("Until when"), 13), Column(_("From"), 11)), rows)


def _degrees(engagement: Engagement, view: ExerciseView, name: str, title: str) -> Table:
    """By area the number of people at each degree; the middle one of the room, and where it is far apart."""
    names = item_names(engagement, engagement.exercises[view.exercise].opened)
    rows: list[tuple[str, ...]] = []
    for tally in view.degrees:
        if tally.placed is None:
            rows.append((names[tally.area], "–", "–", "–", "–", _("fewer than three, not shown"), ""))
            continue
        middle = degree_name(tally.placed)
        rows.append((names[tally.area], *(str(tally.counts[degree]) for degree in DEGREES),
                     _("{degree}, far apart").format(degree=middle) if tally.apart else middle,
                     _groups({group: _middle(counts) for group, counts in tally.groups.items()})))
    return Table(name, title, (
        Column(_("Area"), 24), *(Column(degree_name(degree), 9, "right") for degree in DEGREES),
        Column(_("Middle of the room"), 17), Column(_("By function"), 23)), tuple(rows),
        _("Number of people at each degree. Functions with fewer than three people are put together."))


def _middle(counts: Mapping[Degree, int]) -> str:
    ordered = [degree for degree in DEGREES for _one in range(counts.get(degree, 0))]
    return degree_name(ordered[(len(ordered) - 1) // 2])


def _points(engagement: Engagement, view: ExerciseView, name: str, title: str) -> Table:
    opened = engagement.exercises[view.exercise].opened
    names, total = item_names(engagement, opened), sum(tally.points for tally in view.points)
    rows = tuple((names[tally.item], str(tally.points),
                  f"{100 * tally.points / total:.0f} %" if total else "–",
                  _groups({group: str(points) for group, points in tally.groups.items()})) for tally in view.points)
    note = ngettext("{people} person had {points} points to share out.",
                    "{people} people had {points} points each to share out.", view.responded).format(
                        people=view.responded, points=opened.points)
    if view.few:
        return Table(name, title, (Column(_("Points"), 100),), ((_("Fewer than three people took part."),),))
    return Table(name, title, (
        Column(_("What"), 50), Column(_("Points"), 10, "right"), Column(_("Share"), 10, "right"),
        Column(_("By function"), 30)), rows, note)


def _causes(engagement: Engagement, view: ExerciseView, name: str, title: str) -> Table:
    """Causes with how often they were named, and the points that the room gave them where it did."""
    weighed = [points for points in revealed(engagement, "points", over="cause")
               if engagement.exercises[points.exercise].opened.about == view.exercise and points.points]
    points = {tally.item: tally.points for tally in weighed[-1].points} if weighed else {}
    ordered = sorted(view.causes, key=lambda cause: (-points.get(cause.cause, 0), -len(cause.said)))
    rows = tuple((cause.text, str(len(cause.said)), str(points[cause.cause]) if cause.cause in points else "–",
                  "; ".join(text for text in dict.fromkeys(cause.said) if text != cause.text) or "–")
                 for cause in ordered)
    return Table(name, title, (
        Column(_("Cause"), 42), Column(_("Named"), 8, "right"), Column(_("Points"), 8, "right"),
        Column(_("In the words of the room"), 42)), rows)


def _support(name: str, title: str, view: ExerciseView, names: Mapping[str, str]) -> Table:
    grades = {"agree": _("agree"), "accept": _("can live with it"), "object": _("object")}
    rows = [(told, str(view.support[grade])) for grade, told in grades.items() if grade in view.support]
    if view.few:
        rows.append((_("Support"), _("Fewer than three people took part.")))
    rows += [(_("Objection"), one.reason + (f" ({names[one.person]})" if one.person and one.person in names else ""))
             for one in view.objections]
    return Table(name, title, (Column(_("Support"), 25), Column(_("People, or the reason"), 75)), tuple(rows))


def _groups(told: Mapping[str, str]) -> str:
    order: Sequence[str] = (*FUNCTIONS, OTHERS)
    return ", ".join(_(group) + f": {told[group]}" for group in order if group in told) or "–"
