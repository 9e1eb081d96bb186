"""What was assessed and what was not, and what moved since the cycle before."""

from __future__ import annotations

from collections import Counter

from assessment.domain.basis import FUNCTIONS, listed
from assessment.domain.results import Results
from assessment.report.tables.table import Column, Table, percent
from assessment.text import _, day, ngettext

MOST = 10


def scope(results: Results) -> Table:
    """Sites, people, questions and ambitions behind the report, and what no one answered."""
    engagement, card = results.engagement, results.scorecard
    pack, cycle = engagement.the_pack, results.cycle
    voted = {person for key in engagement.answers if key[0] == cycle.id for person in engagement.answers[key]}
    by = Counter(engagement.people[person].function for person in voted if person in engagement.people)
    nodes = [(d.name, card.score(d.id)) for d in pack.dimensions]
    known = [node for _name, node in nodes if node is not None and node.applicable]
    open_ = [name for name, node in nodes if node is None or node.value is None]
    questions = sum(engagement.asks(cycle.id, question) for question in pack.questions.values())
    ambitions = [ambition.name for ambition in engagement.ambitions.values() if not ambition.withdrawn]
    rows = [
        (_("Sites"), listed([site.name for site in engagement.sites.values()], MOST)),
        (_("People"), ngettext("{count} person answered: {functions}", "{count} people answered: {functions}",
                               len(voted)).format(count=len(voted), functions=", ".join(
                                   _(name) + f" {by[name]}" for name in FUNCTIONS if by[name]))),
        (_("Questions"), _("{count} of pack {pack} {version}; {coverage} of the weight is answered").format(
            count=questions, pack=pack.id, version=pack.version,
            coverage=percent(sum(node.coverage for node in known) / len(known) if known else 0))),
        (_("When"), _("cycle {cycle}, opened on {day}, as of {now}").format(
            cycle=cycle.id, day=day(cycle.opened), now=day(results.as_of))),
        *([(_("What for"), listed(ambitions, MOST))] if ambitions else []),
        (_("Not assessed"), listed(open_, MOST) if open_ else _("no dimension was left out")),
        (_("Words"), _("IT: business systems, data, service and security. OT: automation, MES, historians and the shop "
                       "floor. Gate: the review that a connection passes before data flow; its record is the permit. "
                       "Precondition: what must hold before a path is compared or a connection opened. Weighting: one "
                       "draw of how much each condition counts."))]
    return Table("scope", _("What was assessed"), (Column(_("What"), 18), Column(_("What it covers"), 82)), tuple(rows))


def delta_headline(results: Results) -> str:
    """What moved, in one sentence with numbers; that this is the first cycle where there is none before."""
    trend = results.trend
    if trend is None:
        return _("The first cycle: nothing to compare it with yet")
    kept = [move for move in trend.moves if move.kind == "dimension"]
    rose, fell = (sum(move.told and sign * move.change > 0 for move in kept) for sign in (1, -1))
    return _("Since {cycle} {rose} of {count} dimensions rose and {fell} fell by more than noise explains").format(
        cycle=trend.from_cycle, rose=rose, fell=fell, count=len(kept))
