"""The pilot site among the others, and its charter."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import Frame, PilotRank, Roadmap, first_day
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import _, day, number


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
        *(Column(_(name), width * share, "right") for name, width in wanted.items())), rows,
        _("0 is worst, 100 best. Weights and the parts of risk are expert judgement; each weight is drawn from half to "
          "one and a half times its value. Value is the gap to the targets times the weight of the site."))


def pilot_charter(engagement: Engagement, frame: Frame | None = None, roadmap: Roadmap | None = None) -> Table:
    """The charter as rows; none where none was written. With a plan, what of the pilot it begins after the review."""
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
    """Pilots and first releases at the site of the charter that the plan begins only after the review."""
    charter = engagement.charter
    late = [] if charter is None else [
        s for s in roadmap.scheduled if (task := frame.by_id[s.task]).unit == charter.site
        and task.stage in ("pilot", "mvp") and first_day(frame.start, s.start) > charter.review]
    if not late:
        return ""
    return _("The plan begins {initiatives} there only after the review, the first in {month}: it sees nothing of "
             "these unless one of the two moves.").format(
        initiatives=", ".join(frame.by_id[s.task].initiative for s in late),
        month=month_name(frame.start, min(s.start for s in late)))
