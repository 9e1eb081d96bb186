"""IT and OT side by side: what each stated, how far they lie apart, and what reconciles them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.domain.engagement import Engagement, Place
from assessment.domain.library import SideTopic
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, Frame, Roadmap, finish_of
from assessment.domain.sides import ItemSides, Lean, ReconciliationAction, SideDifference, TopicSides
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, one, signed
from assessment.text import _, number


def side_differences(results: Results) -> Table:
    """One row a topic for the network, then for each site the topics on which it has stated something of its own."""
    views = (results.sides.network, *results.sides.sites)
    return laid_beside(results.engagement, [
        (view.place, topic) for view in views for topic in view.topics if topic.items or view.place is None])


def reconciliations(results: Results) -> Table:
    return reconciling(results.engagement, results.sides.actions, (results.frame, results.roadmap))


def laid_beside(engagement: Engagement, found: Sequence[tuple[Place, TopicSides]]) -> Table:
    """Topics at their places: what each side names alone, what both name, and how far apart they are."""
    topics: dict[str, SideTopic] = {topic.id: topic for topic in engagement.the_library.sides}
    rows = []
    for place, sides in found:
        topic = topics[sides.topic]
        name = topic.name if place is None else _("{topic} ({site})").format(
            topic=topic.name, site=engagement.sites[place].name)
        rows.append((name, _alone(topic, sides, "IT"), _both(topic, sides), _alone(topic, sides, "OT"),
                     distance_in_words(sides), _widest(engagement, sides)))
    return Table("side-differences", _("What each side says of itself"), (
        Column(_("Topic"), 10), Column(_("IT alone"), 22), Column(_("Both"), 22), Column(_("OT alone"), 22),
        Column(_("Order apart"), 9), Column(_("Votes furthest apart"), 15)), tuple(rows),
        _("As each side stated it for itself; a number is the place in its own order. Order apart: 0 the same, 1 "
          "nothing shared (footrule of Fagin, Kumar and Sivakumar 2003). Votes: medians of at least three people a "
          "side, before a group agreed on a level or a document showed one; scores elsewhere rest on that."))


def reconciling(engagement: Engagement, actions: Iterable[ReconciliationAction],
                plan: tuple[Frame, Roadmap] | None) -> Table:
    """Each action once, with its owner, the differences that call for it, and when a plan has brought it about."""
    library = engagement.the_library
    topics: dict[str, SideTopic] = {topic.id: topic for topic in library.sides}
    rows = []
    for action in actions:
        topic = topics[action.topic]
        entry = topic.reconciliation[action.reconciliation]
        rows.append((
            entry.difference, entry.action, entry.owner, behind(engagement, topic, action),
            "; ".join(f"{name} {library.initiative[name].name}" for name in entry.initiatives
                      if name in library.initiative),
            planned(entry.initiatives, action.places, *plan) if plan else _("no plan yet")))
    return Table("reconciliations", _("What reconciles the differences"), (
        Column(_("Difference"), 13), Column(_("Action"), 28), Column(_("Owner"), 12), Column(_("Called for by"), 20),
        Column(_("Brought by"), 18), Column(_("In place by"), 9)), tuple(rows),
        _("Actions and owners are expert judgement. What both statements and votes call for stands first. An action is "
          "in place when the roadmap has finished its initiatives at the last site; what it leaves out, wholly or at "
          "a site, is named."))


def behind(engagement: Engagement, topic: SideTopic, action: ReconciliationAction) -> str:
    """The differences that call for an action, by the words that a reader knows, and the sites where they stand."""
    named: dict[str, list[str]] = {}
    for difference in action.differences:
        label, name = _difference(engagement, topic, difference)
        if name not in named.setdefault(label, []):
            named[label].append(name)
    told = [_("{label}: {names}").format(label=label, names="; ".join(names)) for label, names in named.items()]
    sites = ", ".join(engagement.sites[place].name for place in action.places if place is not None)
    if sites:
        told.append((_("also at {sites}") if None in action.places else _("at {sites}")).format(sites=sites))
    return " · ".join(told)


def planned(initiatives: Sequence[str], places: Sequence[Place], frame: Frame, roadmap: Roadmap) -> str:
    """The month in which the plan has finished these initiatives where they are needed, and which it leaves out."""
    sites = None if None in places else tuple(place for place in places if place is not None)
    finishes = {name: finish_of((name,), frame, roadmap, sites) for name in initiatives}
    known = [finish for finish in finishes.values() if finish is not None]
    parts = {name: _part(name, frame, roadmap, sites) for name, finish in finishes.items() if finish is None}
    last = max(known, default=None)
    told = [] if last is None else [month_name(frame.start, last - 1) if last else _("in place")]
    told += [_("{initiative} by {month}, not everywhere").format(
        initiative=name, month=month_name(frame.start, finish - 1)) for name, finish in parts.items() if finish]
    if not told:
        return _("not planned")
    left = [name for name, finish in parts.items() if not finish]
    return "; ".join(told) if not left else _("{month}, without {initiatives}").format(
        month="; ".join(told), initiatives=", ".join(left))


def _part(initiative: str, frame: Frame, roadmap: Roadmap, sites: Sequence[str] | None) -> int:
    """Last month (from 1) in which an initiative that is not planned everywhere finishes; 0 where it is nowhere."""
    units = None if sites is None else {*sites, PROGRAMME}
    return max((s.finish for s in roadmap.scheduled if (task := frame.by_id[s.task]).initiative == initiative
                and (units is None or task.unit in units)), default=0)


def distance_in_words(sides: TopicSides) -> str:
    if sides.waits:
        return _("one side not stated yet") if sides.items else _("not stated yet")
    return "–" if sides.distance is None else number(sides.distance, ".2f")


def question_votes(engagement: Engagement, sides: TopicSides) -> Table:
    """The medians of both sides on the topic's questions, the widest gap first."""
    rows = []
    for vote in sorted(sides.votes, key=lambda v: -abs(v.gap)):
        rows.append((engagement.the_pack.questions[vote.question].text, one(vote.it), one(vote.ot), signed(vote.gap)))
    return Table("question-votes", _("What their votes say"), (
        Column(_("Question"), 70), Column("IT", 10, "right"), Column("OT", 10, "right"),
        Column(_("Gap"), 10, "right")), tuple(rows),
        _("Medians; a question of the sites is told for the network by the median of the sites' medians."))


def ranked_name(topic: SideTopic, item: ItemSides) -> str:
    """An item with its place in the order of those who name it; without a place where order does not count."""
    name = topic.item[item.item].name
    if not topic.ranked:
        return name
    if item.it is not None and item.ot is not None:
        return _("{name} (IT {it}, OT {ot})").format(name=name, it=item.it, ot=item.ot)
    return f"{item.it or item.ot} {name}"


def _alone(topic: SideTopic, sides: TopicSides, side: Lean) -> str:
    if (sides.it if side == "IT" else sides.ot) is None:
        return _("not stated yet")
    return "; ".join(ranked_name(topic, item) for item in sides.alone(side)) or "–"


def _both(topic: SideTopic, sides: TopicSides) -> str:
    return "; ".join(ranked_name(topic, item) for item in sides.shared) or "–"


def _widest(engagement: Engagement, sides: TopicSides) -> str:
    vote = max(sides.votes, key=lambda v: abs(v.gap), default=None)
    if vote is None:
        return _("too few votes to show")
    form = _("IT {it}, OT {ot}: {question}") if one(vote.it) != one(vote.ot) else _(
        "no difference, both {it}: {question}")
    return form.format(
        it=one(vote.it), ot=one(vote.ot), question=engagement.the_pack.questions[vote.question].text)


def _difference(engagement: Engagement, topic: SideTopic, difference: SideDifference) -> tuple[str, str]:
    """What kind of difference it is, and the item or question."""
    if difference.kind == "votes":
        return _("Votes apart"), engagement.the_pack.questions[difference.what].text
    name = topic.item[difference.what].name
    if difference.kind == "neither":
        return _("Neither side"), name
    of_it = difference.ot is None or (difference.it is not None and difference.it < difference.ot)
    if difference.kind == "first":
        return (_("IT first") if of_it else _("OT first")), name
    return ("IT" if of_it else "OT"), name
