"""What use cases leave open: permits, drivers, owners, ambitions."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, Severity, listed
from assessment.domain.engagement import Engagement
from assessment.domain.facts import UseCaseDefined
from assessment.domain.roadmap import Frame
from assessment.domain.use_cases.types import FlowNeed, InitiativeNeed
from assessment.text import _


def check_use_case(case: UseCaseDefined, flows: tuple[FlowNeed, ...], engagement: Engagement) -> Iterator[Problem]:
    """What to see to in one use case; a note is what lies ahead anyway."""
    where = f"use_cases.{case.use_case}"
    if case.gxp and case.direction != "read":
        yield Problem(severity=Severity.WARNING, code="writes-to-gxp", where=where,
                      message=_("'{name}' writes into a GxP zone.").format(name=case.name),
                      remedy=_("Let Quality take part from the start; the full set of gate criteria applies."))
    if not case.drivers:
        yield Problem(severity=Severity.WARNING, code="no-driver", where=f"{where}.drivers",
                      message=_("'{name}' names no value driver.").format(name=case.name),
                      remedy=_("Name the driver that it moves, or say why it is worth doing."))
    open_live = [flow for flow in flows if flow.live and flow.permit != "open"]
    if open_live:
        yield Problem(severity=Severity.WARNING, code="live-without-permit", where=where,
                      message=_("'{name}' runs over live connections without a permit ({count}).").format(
                          name=case.name, count=len(open_live)),
                      remedy=_("Decide on each: cut, compensate by a date, or accept by name."))
    unpermitted = [flow for flow in flows if not flow.live and flow.permit != "open"]
    if unpermitted and case.supply != "live":
        yield Problem(severity=Severity.NOTE, code="no-permit", where=where,
                      message=_("'{name}' lacks permits for connections to come: {count} of {all}.").format(
                          name=case.name, count=len(unpermitted), all=len(flows)),
                      remedy=_("Register them and bring them to the connection gate in time."))
    stated = engagement.ambitions.get(case.ambition or "")
    known = stated is not None or case.ambition in {a.id for a in engagement.the_library.ambitions}
    if case.ambition is not None and (not known or (stated is not None and stated.withdrawn)):
        yield Problem(severity=Severity.WARNING, code="unknown-ambition", where=f"{where}.ambition",
                      message=_("'{name}' carries an ambition that nobody stated.").format(name=case.name),
                      remedy=_("State the ambition, or choose another one."))


def check_together(engagement: Engagement, frame: Frame, needs: tuple[InitiativeNeed, ...], unserved: tuple[str, ...],
                   unowned: tuple[str, ...]) -> Iterator[Problem]:
    """Ambitions that nothing carries, what the plan leaves out though it is called for, areas that nobody owns yet."""
    for name in unserved:
        yield Problem(severity=Severity.WARNING, code="unserved-ambition", where=f"ambitions.{name}",
                      message=_("The ambition '{name}' matters much, and no use case carries it.").format(
                          name=engagement.ambitions[name].name),
                      remedy=_("Define a use case for it, or say that it matters less."))
    initiatives = engagement.the_library.initiative
    nowhere = [n for n in needs if n.first is None]
    left_out = [initiatives[n.initiative].label for n in nowhere if n.initiative in frame.excluded]
    unplanned = [initiatives[n.initiative].label for n in nowhere if n.initiative not in frame.excluded]
    if left_out:
        yield Problem(severity=Severity.WARNING, code="initiative-left-out", where="initiatives",
                      message=_("Use cases call for what was left out of the plan: {names}.").format(
                          names=listed(left_out)),
                      remedy=_("Set a target that it serves, or let the use cases do without it."))
    if unplanned:
        yield Problem(severity=Severity.WARNING, code="initiative-unplanned", where="initiatives",
                      message=_("Use cases call for what the plan has at none of their sites: {names}.").format(
                          names=listed(unplanned)),
                      remedy=_("Make room for it in the plan, or tell those who wait that the data do not come within "
                               "its horizon."))
    if unowned:
        areas = engagement.the_library.area
        yield Problem(severity=Severity.WARNING, code="area-without-owner", where="areas",
                      message=_("Use cases rest on integration areas for which the client named no owner: "
                                "{areas}.").format(areas=listed([areas[name].name for name in unowned])),
                      remedy=_("Confirm the owner that is proposed for each, or name another, where the areas are "
                               "designed."))
