"""From use cases to drivers, areas, connections and initiatives, and to the month in which each decision is served."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.basis import Problem, Severity
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined, UseCaseDefined
from assessment.domain.gate import Permit
from assessment.domain.library import Library
from assessment.domain.roadmap import Frame, Roadmap, finish_at
from assessment.domain.roadmap.selection import GATE
from assessment.domain.use_cases.types import FlowNeed, SiteSupply, UseCaseOverview, UseCaseTrace
from assessment.text import _


def trace_all(engagement: Engagement, frame: Frame, roadmap: Roadmap,
              permits: tuple[Permit, ...] = ()) -> UseCaseOverview:
    """Every use case that was not withdrawn, in the order in which they were defined.

    A decision is served at a site once all initiatives of its use case have reached the site and the gate of its
    connection is open or forecast: cyber before connect holds for data as well (docs/method.md, section 12).
    """
    traces = tuple(_trace(case, engagement, frame, roadmap, permits)
                   for case in engagement.use_cases.values() if not case.withdrawn)
    carried = {trace.ambition for trace in traces}
    unserved = tuple(ambition.ambition for ambition in engagement.ambitions.values()
                     if not ambition.withdrawn and ambition.importance == "high" and ambition.ambition not in carried)
    problems = [problem for trace in traces for problem in trace.problems]
    problems += [Problem(
        severity=Severity.WARNING, code="unserved-ambition", where=f"ambitions.{name}",
        message=_("The ambition '{name}' matters much, and no use case carries it.").format(
            name=engagement.ambitions[name].name),
        remedy=_("Define a use case for it, or say that it matters less.")) for name in unserved]
    return UseCaseOverview(
        traces=traces, drivers=_joined(trace.drivers for trace in traces),
        areas=_joined(trace.areas for trace in traces), initiatives=_joined(trace.initiatives for trace in traces),
        unserved=unserved, problems=tuple(problems))


def connection_for(case: UseCaseDefined, site: str, taken: Iterable[str]) -> ConnectionDefined:
    """The connection that a use case needs at a site, ready to be recorded under an id that is not `taken`."""
    wanted, number, known = f"uc-{case.use_case}-{site}"[:76], 1, set(taken)
    name = wanted
    while name in known:
        number += 1
        name = f"{wanted}-{number}"
    return ConnectionDefined(
        connection=name, site=site, name=case.name, from_zone=case.source_zone, to_zone=case.consumer_zone,
        data=case.data, direction=case.direction, gxp=case.gxp, remote_access=case.remote_access)


def _trace(case: UseCaseDefined, engagement: Engagement, frame: Frame, roadmap: Roadmap,
           permits: tuple[Permit, ...]) -> UseCaseTrace:
    library = engagement.the_library
    sites = [site for site in (case.sites or tuple(engagement.sites)) if site in engagement.sites]
    flows = tuple(_flow(case, site, engagement, permits) for site in sites)
    known = [name for name in case.initiatives if name in library.initiative]
    reached = {name: [finish_at(name, site, library, frame, roadmap) for site in sites] for name in known}
    return UseCaseTrace(
        use_case=case.use_case, ambition=case.ambition, audience=case.audience, supply=case.supply,
        drivers=tuple(name for name in case.drivers if name in library.driver),
        areas=tuple(name for name in case.areas if name in library.area),
        initiatives={name: min((m for m in months if m is not None), default=None) for name, months in reached.items()},
        flows=flows,
        sites=tuple(_supply(case, known, flow, library, frame, roadmap) for flow in flows),
        problems=tuple(_problems(case, flows, engagement)))


def _flow(case: UseCaseDefined, site: str, engagement: Engagement, permits: tuple[Permit, ...]) -> FlowNeed:
    """A registered connection fits where site, zones, direction, GxP and remote access are those of the use case."""
    def same(one: str, other: str) -> bool:
        return one.strip().casefold() == other.strip().casefold()

    fitting = next((connection for connection in engagement.connections.values()
                    if connection.site == site and same(connection.from_zone, case.source_zone)
                    and same(connection.to_zone, case.consumer_zone) and connection.direction == case.direction
                    and connection.gxp >= case.gxp and connection.remote_access == case.remote_access), None)
    state = next((p for p in permits if fitting is not None and p.connection == fitting.connection), None)
    return FlowNeed(site=site, connection=fitting.connection if fitting else None,
                    permit=state.state if state else "none", live=bool(fitting and fitting.live),
                    light=case.direction == "read" and not case.remote_access)


def _supply(case: UseCaseDefined, initiatives: list[str], flow: FlowNeed, library: Library, frame: Frame,
            roadmap: Roadmap) -> SiteSupply:
    if case.supply == "live":
        return SiteSupply(site=flow.site, month=0)
    if not initiatives:
        return SiteSupply(site=flow.site, month=None, why_not="no-initiative")
    finishes = {name: finish_at(name, flow.site, library, frame, roadmap) for name in initiatives}
    missing = [name for name, month in finishes.items() if month is None]
    if missing:
        return SiteSupply(site=flow.site, month=None, waits_for=missing[0], why_not="initiative")
    if flow.permit != "open" and GATE in library.initiative:
        finishes[GATE] = 0 if flow.site in frame.open_gates and flow.connection else finish_at(
            GATE, flow.site, library, frame, roadmap)
        if finishes[GATE] is None:
            return SiteSupply(site=flow.site, month=None, waits_for=GATE, why_not="gate")
    last = max(finishes, key=lambda name: finishes[name] or 0)
    return SiteSupply(site=flow.site, month=finishes[last], waits_for=last)


def _problems(case: UseCaseDefined, flows: tuple[FlowNeed, ...], engagement: Engagement) -> Iterable[Problem]:
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
    if case.ambition is not None and case.ambition not in {
            *engagement.ambitions, *(a.id for a in engagement.the_library.ambitions)}:
        yield Problem(severity=Severity.WARNING, code="unknown-ambition", where=f"{where}.ambition",
                      message=_("'{name}' carries an ambition that nobody stated.").format(name=case.name),
                      remedy=_("State the ambition, or choose another one."))


def _joined(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
