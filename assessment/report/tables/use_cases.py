"""Use cases: what each improves and calls for, and when the decisions of leaders get their data."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.library import AUDIENCES
from assessment.domain.results import Results
from assessment.domain.use_cases import FlowNeed, SiteSupply, UseCaseTrace
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import N_, _

AUDIENCE_NAMES = {
    "research-development": N_("Research and development"), "production": N_("Production"),
    "product-lifecycle": N_("Product lifecycle"), "supply-chain": N_("Supply chain"), "marketing": N_("Marketing"),
    "sales": N_("Sales"),
}
SUPPLY_NAMES = {"none": N_("no data"), "manual": N_("by hand"), "delayed": N_("late"), "live": N_("live")}
DIRECTION_NAMES = {"read": N_("reads"), "write": N_("writes"), "both": N_("reads and writes")}


def leaders(results: Results) -> Table:
    """Decisions by audience: how they get their data today, and when the roadmap supplies them."""
    cases = results.engagement.use_cases
    rows = tuple((
        _(AUDIENCE_NAMES[trace.audience]), cases[trace.use_case].decision, _(SUPPLY_NAMES[trace.supply]),
        _first(results, trace), _everywhere(results, trace)) for trace in by_audience(results))
    return Table("leaders", _("Decisions of leaders and their data"), (
        Column(_("For whom"), 16), Column(_("Decision"), 36), Column(_("Data today"), 10),
        Column(_("First site live"), 16), Column(_("All sites live"), 22)), rows,
        _("Live at a site once everything the use case needs has reached it and the gate of its connection is open or "
          "forecast: no data before protection."))


def use_cases(results: Results) -> Table:
    """Each use case with its ambition, owner and flow."""
    ambitions = ambition_names(results.engagement)
    rows = []
    for trace in results.use_cases.traces:
        case = results.engagement.use_cases[trace.use_case]
        flow = _("{source} to {consumer}, {direction}").format(
            source=case.source, consumer=case.consumer, direction=_(DIRECTION_NAMES[case.direction]))
        rows.append((case.name, ambitions.get(case.ambition or "", "–"), case.owner,
                     flow + (" · GxP" if case.gxp else ""), case.data or "–"))
    return Table("use-cases", _("Use cases and their data flows"), (
        Column(_("Use case"), 24), Column(_("Ambition"), 22), Column(_("Owner"), 16), Column(_("Flow"), 22),
        Column(_("Data"), 16)), tuple(rows))


def yields(results: Results) -> Table:
    """What each use case calls for: value drivers, integration areas, connections, initiatives."""
    library, cases = results.engagement.the_library, results.engagement.use_cases
    rows = tuple((
        cases[trace.use_case].name, "; ".join(library.driver[name].name for name in trace.drivers) or "–",
        "; ".join(library.area[name].name for name in trace.areas) or "–", _connections(trace),
        "; ".join(f"{name} {_when(results, month)}" for name, month in trace.initiatives.items()) or "–")
        for trace in results.use_cases.traces)
    return Table("use-case-yields", _("What the use cases call for"), (
        Column(_("Use case"), 19), Column(_("Value drivers"), 22), Column(_("Integration areas"), 21),
        Column(_("Connections"), 16), Column(_("Initiatives, first site"), 22)), rows)


def needed_flows(results: Results, trace: UseCaseTrace) -> Table:
    """Site by site: the connection that is needed, its gate, and when the data arrive."""
    sites = results.engagement.sites
    rows = tuple((sites[flow.site].name, _registered(results.engagement, flow), permit_name(flow.permit),
                  supply_in_words(results, supply))
                 for flow, supply in zip(trace.flows, trace.sites, strict=True))
    return Table("needed-flows", _("Connections and data, site by site"), (
        Column(_("Site"), 22), Column(_("Connection"), 32), Column(_("Gate"), 18), Column(_("Data live"), 28)), rows)


def leaders_headline(results: Results) -> str:
    """How many decisions lack live data, and what the roadmap does about it."""
    overview = results.use_cases
    supplied = [trace.first for trace in overview.lacking if trace.first is not None]
    if not overview.traces:
        return _("No use case is defined yet.")
    if not overview.lacking:
        return _("Every decision has live data.")
    if not supplied:
        return _("{lacking} of {all} decisions lack live data; the roadmap supplies none of them.").format(
            lacking=len(overview.lacking), all=len(overview.traces))
    return _("{lacking} of {all} decisions lack live data; the roadmap supplies {supplied} of them at a first site, "
             "the earliest in {first}.").format(lacking=len(overview.lacking), all=len(overview.traces),
                                                supplied=len(supplied), first=_when(results, min(supplied)))


def by_audience(results: Results) -> list[UseCaseTrace]:
    """Traces in the order of audiences, within one as they were defined."""
    return sorted(results.use_cases.traces, key=lambda trace: AUDIENCES.index(trace.audience))


def ambition_names(engagement: Engagement) -> dict[str, str]:
    """Ambitions by id: the library's, and over them what the client stated."""
    return {**{ambition.id: ambition.name for ambition in engagement.the_library.ambitions},
            **{name: ambition.name for name, ambition in engagement.ambitions.items() if not ambition.withdrawn}}


def permit_name(state: str) -> str:
    return {"open": _("open"), "ready": _("ready for decision"), "blocked": _("blocked"), "refused": _("refused"),
            "lapsed": _("lapsed"), "none": _("not reviewed")}[state]


def supply_in_words(results: Results, supply: SiteSupply) -> str:
    """The month, or what is missing."""
    if supply.month is not None:
        return _when(results, supply.month)
    return {"initiative": _("not on the plan: {what}"), "gate": _("its connection gate is not on the plan ({what})"),
            "no-initiative": _("nothing on the plan brings the data")}.get(supply.why_not, "–").format(
        what=supply.waits_for)


def _when(results: Results, month: int | None) -> str:
    if month is None:
        return _("not on the plan")
    return month_name(results.frame.start, month - 1) if month else _("in place")


def _first(results: Results, trace: UseCaseTrace) -> str:
    if trace.supply == "live":
        return _("today")
    if trace.first is None:
        return supply_in_words(results, trace.sites[0]) if trace.sites else "–"
    at = next(supply for supply in trace.sites if supply.month == trace.first)
    return f"{_when(results, trace.first)} ({results.engagement.sites[at.site].name})"


def _everywhere(results: Results, trace: UseCaseTrace) -> str:
    if trace.supply == "live":
        return _("today")
    if trace.last is not None:
        return _when(results, trace.last)
    served = sum(supply.month is not None for supply in trace.sites)
    return _("{served} of {all} sites on the plan").format(served=served, all=len(trace.sites))


def _connections(trace: UseCaseTrace) -> str:
    known = sum(flow.connection is not None for flow in trace.flows)
    return _("{known} registered, {new} to define").format(known=known, new=len(trace.flows) - known)


def _registered(engagement: Engagement, flow: FlowNeed) -> str:
    if flow.connection is None:
        return _("to be defined")
    name = engagement.connections[flow.connection].name
    return f"{name} ({_('in use')})" if flow.live else name
