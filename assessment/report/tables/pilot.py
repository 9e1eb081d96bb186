"""The pilot site among the others, and its charter."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import Frame, PilotRank, Roadmap, first_day
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import _, day, number

BUILT = ("protect", "pilot", "mvp")
"""Stages whose work is what a pilot may be measured by."""


def pilot_ranking(engagement: Engagement, rank: PilotRank) -> Table:
    """Sites from best to worst with their strength by criterion."""
    criteria = list(rank.scores[0].strengths) if rank.scores else []
    rows = tuple((
        engagement.sites[found.site].name, number(100 * found.score), number(100 * found.wins),
        *("–" if value is None else number(100 * value) for value in found.strengths.values()))
        for found in rank.scores)
    wanted = {name: max(8, len(_(name))) for name in criteria}
    share = 60 / (sum(wanted.values()) or 1)  # a column as wide as its name, so that none runs out of its cell
    return Table("pilot", _("Pilot sites compared"), (
        Column(_("Site"), 20), Column(_("Score as pilot"), 8, "right"), Column(_("First in 100 draws"), 12, "right"),
        *(Column(_(name)[:1].upper() + _(name)[1:], width * share, "right") for name, width in wanted.items())), rows,
        _("0 is worst, 100 best. Score: the mean by weight ({weights}). Weights and the parts of risk are expert "
          "judgement; in the draws each weight is drawn from half to one and a half times its value. Value is the gap "
          "to the targets times the weight of the site.").format(weights=", ".join(
              " ".join((_(name), number(engagement.the_library.settings.pilot_weights.get(name, 0.0), "g")))
              for name in criteria)))


def pilot_charter(engagement: Engagement, frame: Frame | None = None, roadmap: Roadmap | None = None) -> Table:
    """The charter as rows; none where none was written. With a plan, what comes to the site too late for the review."""
    charter = engagement.charter
    rows: list[tuple[str, str]] = []
    if charter is not None and charter.site in engagement.sites:
        rows = [(_("Site"), engagement.sites[charter.site].name), (_("Scope"), charter.scope),
                (_("Owner"), charter.owner), *((_("Success"), text) for text in charter.success),
                *((_("Stop when"), text) for text in charter.stop),
                *((_("Scale when"), text) for text in charter.scale), (_("Review on"), day(charter.review))]
    return Table("charter", _("Charter of the pilot"), (Column(_("What"), 20), Column(_("Agreed"), 80)), tuple(rows),
                 _after_review(engagement, frame, roadmap) if rows and frame and roadmap else "")


def _after_review(engagement: Engagement, frame: Frame, roadmap: Roadmap) -> str:
    """What protects, pilots and releases at the site of the charter and is finished after the review or not planned."""
    charter = engagement.charter
    if charter is None:
        return ""
    finishes = {s.task: s.finish for s in roadmap.scheduled}
    here = [task for task in frame.tasks if task.unit == charter.site and task.stage in BUILT]
    late = {task.initiative: finishes[task.id] for task in here
            if task.id in finishes and first_day(frame.start, finishes[task.id]) > charter.review}
    never = [task.initiative for task in here if task.id not in finishes]
    told = []
    if late:
        told.append(_("By the plan these come to the site only after the review: {initiatives}.").format(
            initiatives=", ".join(f"{name} ({month_name(frame.start, finish - 1)})"
                                  for name, finish in sorted(late.items(), key=lambda item: item[1]))))
    if never:
        told.append(_("Not on the plan for the site: {initiatives}.").format(initiatives=", ".join(never)))
    if told:
        told.append(_("The review can judge nothing that rests on them."))
    return " ".join(told)
