"""Where IT and OT put different things first, and nothing planned reconciles them."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.engagement import Place
from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.roadmap import finish_of
from assessment.domain.sides import SidesView, lay_out_all
from assessment.text import N_, lowered

PRIORITIES = "priorities"


def find(inputs: Inputs) -> Iterator[Finding]:
    """One finding for the network, and one for each site that states priorities of its own."""
    overview = lay_out_all(inputs.engagement, inputs.scorecard.cycle)
    for view in (overview.network, *overview.sites):
        yield from _first_apart(inputs, view)


def _first_apart(inputs: Inputs, view: SidesView) -> Iterator[Finding]:
    engagement = inputs.engagement
    sides = view.topic(PRIORITIES)
    if sides is None or sides.first is None or sides.first[0] == sides.first[1]:
        return
    topic = next(topic for topic in engagement.the_library.sides if topic.id == PRIORITIES)
    called = [topic.reconciliation[action.reconciliation] for action in view.actions
              if action.topic == PRIORITIES and any(d.what in sides.first for d in action.differences)]
    if any(_planned(inputs, entry.initiatives, view.place) for entry in called):
        return
    sentence = N_("IT puts {it} first, OT {ot}, and nothing on the roadmap reconciles the two.")
    values = {"it": lowered(topic.item[sides.first[0]].name), "ot": lowered(topic.item[sides.first[1]].name)}
    if view.place is not None:
        sentence = N_("At {site} IT puts {it} first, OT {ot}, and nothing on the roadmap reconciles the two.")
        values["site"] = engagement.sites[view.place].name
    yield Finding(
        code="first-apart", topic="perception", severity="important", sentence=sentence, values=values,
        basis=(*topic.questions, *([view.place] if view.place else [])),
        initiatives=tuple(dict.fromkeys(name for entry in called for name in entry.initiatives)),
        size=1.0 if view.place is None else 1 / max(1, len(engagement.sites)),
        evidence=(Evidence(kind="sides", what=PRIORITIES, site=view.place, ids=sides.first),))


def _planned(inputs: Inputs, initiatives: tuple[str, ...], place: Place) -> bool:
    sites = None if place is None else (place,)
    return finish_of(initiatives, inputs.frame, inputs.roadmap, sites) is not None
