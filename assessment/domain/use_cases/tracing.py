"""From use cases to drivers, areas, connections and initiatives, and to the month in which each decision is served."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined, UseCaseDefined
from assessment.domain.gate import Permit
from assessment.domain.library import Library
from assessment.domain.roadmap import Frame, Roadmap, finish_at, why_missing
from assessment.domain.roadmap.selection import GATE
from assessment.domain.use_cases.checks import check_together, check_use_case
from assessment.domain.use_cases.types import FlowNeed, InitiativeNeed, SiteSupply, UseCaseOverview, UseCaseTrace


def trace_all(engagement: Engagement, frame: Frame, roadmap: Roadmap,
              permits: tuple[Permit, ...] = ()) -> UseCaseOverview:
    """Every use case that was not withdrawn, in the order in which they were defined.

    A decision is served at a site once all initiatives of its use case have reached the site and the gate of its
    connection is open or forecast: cyber before connect holds for data as well (docs/method.md, section 13).
    """
    cases = [case for case in engagement.use_cases.values() if not case.withdrawn]
    traces = tuple(_trace(case, engagement, frame, roadmap, permits) for case in cases)
    carried = {trace.ambition for trace in traces}
    unserved = tuple(ambition.ambition for ambition in engagement.ambitions.values()
                     if not ambition.withdrawn and ambition.importance == "high" and ambition.ambition not in carried)
    lacking = [case for case in cases if case.supply != "live"]
    needs = tuple(_need(name, lacking, engagement, frame, roadmap)
                  for name in _joined(trace.initiatives for trace in traces if trace.supply != "live"))
    unowned = _joined(trace.unowned for trace in traces)
    problems = [problem for trace in traces for problem in trace.problems]
    return UseCaseOverview(
        traces=traces, drivers=_joined(trace.drivers for trace in traces),
        areas=_joined(trace.areas for trace in traces), unowned=unowned,
        initiatives=_joined(trace.initiatives for trace in traces), needs=needs, unserved=unserved,
        problems=(*problems, *check_together(engagement, frame, needs, unserved, unowned)))


def connection_for(case: UseCaseDefined, site: str, taken: Iterable[str], one_way: bool = False) -> ConnectionDefined:
    """The connection that a use case needs at a site, ready to be recorded under an id that is not `taken`.

    A flow that only reads may be `one_way`; the lighter set of gate criteria applies to it then.
    """
    wanted, number, known = f"uc-{case.use_case}-{site}"[:76], 1, set(taken)
    name = wanted
    while name in known:
        number += 1
        name = f"{wanted}-{number}"
    return ConnectionDefined(
        connection=name, site=site, name=case.name, from_zone=case.source_zone, to_zone=case.consumer_zone,
        data=case.data, direction=case.direction, one_way=one_way and case.direction == "read", gxp=case.gxp,
        remote_access=case.remote_access)


def _sites(case: UseCaseDefined, engagement: Engagement) -> tuple[str, ...]:
    return tuple(site for site in (case.sites or engagement.sites) if site in engagement.sites)


def _trace(case: UseCaseDefined, engagement: Engagement, frame: Frame, roadmap: Roadmap,
           permits: tuple[Permit, ...]) -> UseCaseTrace:
    library, sites = engagement.the_library, _sites(case, engagement)
    flows = tuple(_flow(case, site, engagement, permits) for site in sites)
    known = [name for name in case.initiatives if name in library.initiative]
    areas = tuple(name for name in case.areas if name in library.area)
    reached = {name: [finish_at(name, site, library, frame, roadmap) for site in sites] for name in known}
    return UseCaseTrace(
        use_case=case.use_case, ambition=case.ambition, audience=case.audience, supply=case.supply,
        drivers=tuple(name for name in case.drivers if name in library.driver), areas=areas,
        unowned=tuple(area for area in areas if not _owned(area, sites, engagement)),
        initiatives={name: min((m for m in months if m is not None), default=None) for name, months in reached.items()},
        flows=flows,
        sites=tuple(_supply(case, known, flow, library, frame, roadmap) for flow in flows),
        problems=tuple(check_use_case(case, flows, engagement)))


def _need(name: str, cases: list[UseCaseDefined], engagement: Engagement, frame: Frame,
          roadmap: Roadmap) -> InitiativeNeed:
    wanting = [case for case in cases if name in case.initiatives]
    library = engagement.the_library
    months = {site: finish_at(name, site, library, frame, roadmap)
              for site in _joined(_sites(case, engagement) for case in wanting)}
    reached = [month for month in months.values() if month is not None]
    return InitiativeNeed(
        initiative=name, use_cases=tuple(case.use_case for case in wanting), first=min(reached, default=None),
        last=max(reached) if reached and len(reached) == len(months) else None,
        not_at={site: why_missing(name, site, library, frame, roadmap)
                for site, month in months.items() if month is None})


def _owned(area: str, sites: tuple[str, ...], engagement: Engagement) -> bool:
    """Whether the client named an accountable owner, for the network or at each of the sites."""
    def named(place: str | None) -> bool:
        designed = engagement.areas.get((area, place))
        return designed is not None and not designed.withdrawn and bool(designed.accountable)

    return named(None) or (bool(sites) and all(named(site) for site in sites))


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
    if flow.permit == "refused":
        return SiteSupply(site=flow.site, month=None, why_not="refused")
    finishes = {name: finish_at(name, flow.site, library, frame, roadmap) for name in initiatives}
    if flow.permit != "open" and GATE in library.initiative:
        finishes[GATE] = 0 if flow.site in frame.open_gates and flow.connection else finish_at(
            GATE, flow.site, library, frame, roadmap)
    missing = tuple(name for name, month in finishes.items() if month is None)
    if missing:
        return SiteSupply(site=flow.site, month=None, waits_for=missing[0], missing=missing,
                          why_not="gate" if missing[0] == GATE else "initiative",
                          reason=why_missing(missing[0], flow.site, library, frame, roadmap))
    last = max(finishes, key=lambda name: finishes[name] or 0)
    return SiteSupply(site=flow.site, month=finishes[last], waits_for=last)


def _joined(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
