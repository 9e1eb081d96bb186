"""Laying both sides beside each other, at a place or for the network and all sites."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from assessment.domain.consensus import Poll, poll
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import SideStated
from assessment.domain.library import SideTopic
from assessment.domain.sides.calling import actions, once
from assessment.domain.sides.orders import rank_distance
from assessment.domain.sides.types import ItemSides, Lean, QuestionSides, SidesOverview, SidesView, TopicSides


def lay_out(engagement: Engagement, cycle: str, place: Place = None) -> SidesView:
    """Every topic of the library at a site or in the network, with the votes of a cycle.

    A library from before the topics gives none.
    """
    topics = tuple(_beside(engagement, cycle, topic, place) for topic in engagement.the_library.sides)
    return SidesView(place=place, topics=topics, actions=actions(engagement, topics, place))


def lay_out_all(engagement: Engagement, cycle: str) -> SidesOverview:
    """The network, and the sites in so far as they have stated something of their own."""
    network = lay_out(engagement, cycle)
    own = {(topic, place) for (_side, topic, place), stated in engagement.sides.items() if stated.items}
    sites = []
    for site in engagement.sites:
        if any(place == site for _topic, place in own):
            laid = lay_out(engagement, cycle, site)
            sites.append(laid.model_copy(update={
                "topics": tuple(t for t in laid.topics if (t.topic, site) in own),
                "actions": tuple(a for a in laid.actions if (a.topic, site) in own)}))
    return SidesOverview(
        network=network, sites=tuple(sites), actions=once(engagement, (network, *sites)),
        stated=sum(bool(stated.items) for stated in engagement.sides.values()),
        waiting=sum((topic.it is None) != (topic.ot is None) for topic in network.topics))


def _beside(engagement: Engagement, cycle: str, topic: SideTopic, place: Place) -> TopicSides:
    it, ot = (_stated(engagement, topic, side, place) for side in ("IT", "OT"))
    both = (it.items, ot.items) if it and ot else None
    votes = (_votes(engagement, cycle, question, place) for question in topic.questions)
    return TopicSides(
        topic=topic.id, it=it, ot=ot, items=tuple(_items(topic, it, ot)),
        distance=rank_distance(*both) if topic.ranked and both else None,
        votes=tuple(vote for vote in votes if vote is not None))


def _stated(engagement: Engagement, topic: SideTopic, side: str, place: Place) -> SideStated | None:
    """What stands for a side at a place: its own statement or the network's, with the items that the library knows."""
    for where in (place, None):
        stated = engagement.sides.get((side, topic.id, where))
        if stated is not None:
            known = tuple(item for item in stated.items if item in topic.item)
            if known:
                return stated.model_copy(update={"items": known})
    return None


def _items(topic: SideTopic, it: SideStated | None, ot: SideStated | None) -> Iterator[ItemSides]:
    """Items that a side names, by the better of their two places; in the library's order where order does not count."""
    order = {item.id: number for number, item in enumerate(topic.items)}
    in_it, in_ot = ({name: number for number, name in enumerate(stated.items, 1)} if stated else {}
                    for stated in (it, ot))
    for name in sorted({*in_it, *in_ot}, key=lambda n: (
            min(in_it.get(n, len(order)), in_ot.get(n, len(order))) if topic.ranked else 0, order[n])):
        found = in_it.get(name), in_ot.get(name)
        yield ItemSides(item=name, it=found[0], ot=found[1], leans=_leans(topic, *found) if it and ot else None)


def _leans(topic: SideTopic, it: int | None, ot: int | None) -> Lean | None:
    if it is None or ot is None:
        return "OT" if it is None else "IT"
    apart = abs(it - ot)
    if not topic.ranked or apart == 0 or (apart < topic.places_apart and 1 not in (it, ot)):
        return None
    return "IT" if it < ot else "OT"


def _votes(engagement: Engagement, cycle: str, question: str, place: Place) -> QuestionSides | None:
    """The medians on one question, None where too few voted or it is blind.

    A question of a site is told for the network by the median of its sites' medians: nothing more can be read from
    them than they show themselves. A site does not show what is asked once for the network.
    """
    asked = engagement.the_pack.questions.get(question)
    if asked is None:
        return None
    places = [p for p in engagement.places(asked) if place in (None, p)]
    polls = {p: poll(engagement, p, cycle, question) for p in places}
    shown = {p: polled for p, polled in polls.items() if polled.shown_gap is not None}
    if not shown:
        return None
    it, ot = ([_median_of(polled, side) for polled in shown.values()] for side in ("IT", "OT"))
    return QuestionSides(question=question, it=median(it), ot=median(ot), sites=tuple(p for p in shown if p))


def _median_of(polled: Poll, side: str) -> float:
    return next(votes.median for votes in polled.functions if votes.function == side)
