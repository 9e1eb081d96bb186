"""Use cases: what each improves and calls for, and when the decisions of leaders get their data."""

from __future__ import annotations

from collections import Counter

from assessment.domain.basis import listed
from assessment.domain.engagement import Engagement
from assessment.domain.library import AUDIENCES
from assessment.domain.results import Results
from assessment.domain.roadmap import named
from assessment.domain.use_cases import FlowNeed, InitiativeNeed, SiteSupply, UseCaseTrace
from assessment.report.tables.gate_words import gate_state_name
from assessment.report.tables.operating import AREA_WORDS
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import N_, _, ngettext

AUDIENCE_NAMES = {
    "research-development": N_("Research and development"), "production": N_("Production"),
    "product-lifecycle": N_("Product lifecycle"), "supply-chain": N_("Supply chain"), "marketing": N_("Marketing"),
    "sales": N_("Sales"),
}
SUPPLY_NAMES = {"none": N_("no data"), "manual": N_("by hand"), "delayed": N_("late"), "live": N_("live")}
DIRECTION_NAMES = {"read": N_("reads"), "write": N_("writes"), "both": N_("reads and writes")}


def leaders(results: Results) -> Table:
    """Decisions by audience: how they get their data today, when the roadmap supplies them, and what is missing."""
    cases = results.engagement.use_cases
    rows = tuple((
        _(AUDIENCE_NAMES[trace.audience]), cases[trace.use_case].decision, _(SUPPLY_NAMES[trace.supply]),
        _first(results, trace), _everywhere(results, trace), _missing(trace)) for trace in by_audience(results))
    return Table("leaders", _("Decisions of leaders and their data"), (
        Column(_("For whom"), 14), Column(_("Decision"), 30), Column(_("Data today"), 8),
        Column(_("First site live"), 14), Column(_("All sites live"), 14), Column(_("Not on the plan"), 20)), rows,
        " ".join(filter(None, (
            _("Live at a site once everything the use case needs has reached it and the gate of its connection is open "
              "or forecast: no data before protection."),
            _("Today, without a permit: the data flow, over a connection that has not passed the gate.") if any(
                trace.supply == "live" and _unguarded(trace) for trace in results.use_cases.traces) else ""))))


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
        _("data are live today") if trace.supply == "live" else
        "; ".join(f"{name} {_when(results, month)}" for name, month in trace.initiatives.items()) or "–")
        for trace in results.use_cases.traces)
    return Table("use-case-yields", _("What the use cases call for"), (
        Column(_("Use case"), 19), Column(_("Value drivers"), 22), Column(_("Integration areas"), 21),
        Column(_("Connections"), 16), Column(_("Initiatives, first site"), 22)), rows,
        _("A connection that several use cases need stands at each of them, and once in the table of all together. "
          "Where data are live today no initiative is waited for."))


def yields_together(results: Results) -> Table:
    """What all use cases call for together, each thing once."""
    overview, library = results.use_cases, results.engagement.the_library
    flows: dict[tuple[str, str], FlowNeed] = {}  # two use cases may need the same connection
    for trace in overview.traces:
        case = results.engagement.use_cases[trace.use_case]
        for flow in trace.flows:
            flows[flow.site, flow.connection or f"{case.source_zone}|{case.consumer_zone}|{case.direction}"] = flow
    opened = sum(flow.permit == "open" for flow in flows.values())
    proposed = {area.area for area in model.areas if area.accountable} if (model := results.operating_model) else set()
    forms = {True: _("{area} (owner proposed, not confirmed)"), False: _("{area} (no owner named)")}
    named = [forms[name in proposed].format(area=library.area[name].name) if name in overview.unowned
             else library.area[name].name for name in overview.areas]
    registered = sum(flow.connection is not None for flow in flows.values())
    rows = (
        (_("Value drivers"), str(len(overview.drivers)), "; ".join(library.driver[n].name for n in overview.drivers)),
        (_("Integration areas"), str(len(overview.areas)), "; ".join(named)),
        (_("Connections"), str(len(flows)), _("{known} registered, {new} to define; {open} with an open gate").format(
            known=registered, new=len(flows) - registered, open=opened)),
        (_("Initiatives"), str(len(overview.needs)), _("{all} reach every site where they are wanted, {some} only some "
                                                       "of them, {none} none").format(
            all=sum(need.last is not None for need in overview.needs),
            some=sum(need.last is None and need.first is not None for need in overview.needs),
            none=sum(need.first is None for need in overview.needs))))
    return Table("use-case-yields-together", _("All use cases together"), (
        Column(_("What"), 18), Column(_("Count"), 8, "right"), Column(_("Which"), 74)), rows, _(AREA_WORDS))


def called_initiatives(results: Results) -> Table:
    """Initiatives that the use cases call for: when they come, and why not."""
    engagement = results.engagement
    rows = tuple((
        engagement.the_library.initiative[need.initiative].label,
        "; ".join(engagement.use_cases[name].name for name in need.use_cases), _when(results, need.first),
        _when(results, need.last) if need.last is not None else _("not at {count} of {all}").format(
            count=len(need.not_at), all=wanting(results, need)), _reasons(results, need))
        for need in results.use_cases.needs)
    return Table("use-case-initiatives", _("Initiatives that the use cases call for"), (
        Column(_("Initiative"), 23), Column(_("Use case"), 25), Column(_("First site"), 11),
        Column(_("All sites that want it"), 11), Column(_("Why not"), 30)), rows)


def wanting(results: Results, need: InitiativeNeed) -> int:
    """Sites at which use cases without live data want an initiative."""
    return len({flow.site for trace in results.use_cases.lacking if trace.use_case in need.use_cases
                for flow in trace.flows})


def use_case_problems(results: Results) -> Table:
    """What use cases leave open, what presses before what lies ahead anyway, one row for what is done in one way."""
    found: dict[str, list[str]] = {}
    for problem in sorted(results.use_cases.problems, key=lambda problem: problem.severity == "note"):
        found.setdefault(problem.remedy, []).append(problem.message)
    return Table("use-case-problems", _("What to see to"), (Column(_("What"), 62), Column(_("What to do"), 38)),
                 tuple((" ".join(messages), remedy) for remedy, messages in found.items()))


def needed_flows(results: Results, trace: UseCaseTrace) -> Table:
    """Site by site: the connection that is needed, its gate, and when the data arrive."""
    sites = results.engagement.sites
    rows = tuple((sites[flow.site].name, _registered(results.engagement, flow), gate_state_name(flow.permit),
                  supply_in_words(results, supply))
                 for flow, supply in zip(trace.flows, trace.sites, strict=True))
    return Table("needed-flows", _("Connections and data, site by site"), (
        Column(_("Site"), 16), Column(_("Connection"), 28), Column(_("Gate"), 16), Column(_("Data live"), 40)), rows)


def leaders_headline(results: Results) -> str:
    """How many decisions lack live data, and what the roadmap does about it."""
    overview = results.use_cases
    lacking, count = len(overview.lacking), len(overview.traces)
    supplied = [trace.first for trace in overview.lacking if trace.first is not None]
    if not count:
        return _("No use case is defined yet.")
    if not lacking:
        return _("Every decision has live data.")
    if not supplied:
        return _("{lacking} of {all} decisions lack live data; the roadmap supplies none of them.").format(
            lacking=lacking, all=count)
    return _("{lacking} of {all} decisions lack live data; the roadmap supplies {supplied} of them at a first site by "
             "{last}.").format(lacking=lacking, all=count, supplied=len(supplied), last=_when(results, max(supplied)))


def by_audience(results: Results) -> list[UseCaseTrace]:
    """Traces in the order of audiences, within one as they were defined."""
    return sorted(results.use_cases.traces, key=lambda trace: AUDIENCES.index(trace.audience))


def ambition_names(engagement: Engagement) -> dict[str, str]:
    """Ambitions by id: the library's, and over them what the client stated."""
    return {**{ambition.id: ambition.name for ambition in engagement.the_library.ambitions},
            **{name: ambition.name for name, ambition in engagement.ambitions.items() if not ambition.withdrawn}}


def supply_in_words(results: Results, supply: SiteSupply) -> str:
    """The month, or what is missing and why."""
    if supply.month is not None:
        return _when(results, supply.month)
    why = {"initiative": _("not on the plan: {what}"), "gate": _("its connection gate is not on the plan ({what})"),
           "refused": _("the connection was refused at the gate"),
           "no-initiative": _("nothing on the plan brings the data")}[supply.why_not].format(
        what=", ".join(supply.missing) if supply.why_not == "initiative" else supply.waits_for)
    return f"{why}. {supply.waits_for}: {named(results.engagement, supply.reason)}" if supply.reason else why


def _when(results: Results, month: int | None) -> str:
    if month is None:
        return _("not on the plan")
    return month_name(results.frame.start, month - 1) if month else _("in place")


def _first(results: Results, trace: UseCaseTrace) -> str:
    if trace.supply == "live":
        return _today(trace)
    if trace.first is None:
        return "–"
    at = [results.engagement.sites[supply.site].name for supply in trace.sites if supply.month == trace.first]
    where = at[0] if len(at) == 1 else _("{count} sites").format(count=len(at))
    return f"{_when(results, trace.first)} ({where})"


def _today(trace: UseCaseTrace) -> str:
    """Data that flow today, though not all past an open gate."""
    return _("today, without a permit") if _unguarded(trace) else _("today")


def _unguarded(trace: UseCaseTrace) -> bool:
    return any(flow.live and flow.permit != "open" for flow in trace.flows)


def _everywhere(results: Results, trace: UseCaseTrace) -> str:
    if trace.supply == "live":
        return _today(trace)
    if trace.last is not None:
        return _when(results, trace.last)
    served = sum(supply.month is not None for supply in trace.sites)
    told = ngettext("{served} of {all} site on the plan", "{served} of {all} sites on the plan", len(trace.sites))
    return told.format(served=served, all=len(trace.sites))


def _missing(trace: UseCaseTrace) -> str:
    """What keeps sites from a date, with how many of them."""
    counts = Counter(name for supply in trace.sites for name in supply.missing)
    told = [ngettext("{what} ({count} site)", "{what} ({count} sites)", count).format(what=name, count=count)
            for name, count in counts.most_common()]
    if any(supply.why_not == "refused" for supply in trace.sites):
        told.append(_("the connection was refused at the gate"))
    if any(supply.why_not == "no-initiative" for supply in trace.sites):
        told.append(_("nothing on the plan brings the data"))
    return ", ".join(told) or "–"


def _reasons(results: Results, need: InitiativeNeed) -> str:
    """Each reason of the plan once, with the sites that it keeps out where they are few."""
    sites: dict[str, list[str]] = {}
    for site, why in need.not_at.items():
        sites.setdefault(named(results.engagement, why), []).append(results.engagement.sites[site].name)
    everywhere = len(sites) == 1 and need.first is None
    return " ".join(why if everywhere else f"{listed(names, 3)}: {why}" for why, names in sites.items()) or "–"


def _connections(trace: UseCaseTrace) -> str:
    known = sum(flow.connection is not None for flow in trace.flows)
    return _("{known} registered, {new} to define").format(known=known, new=len(trace.flows) - known)


def _registered(engagement: Engagement, flow: FlowNeed) -> str:
    if flow.connection is None:
        return _("to be defined; the lighter gate if one-way") if flow.light else _("to be defined")
    connection = engagement.connections[flow.connection]
    notes = [*([_("in use")] if flow.live else []),
             *([_("lighter gate")] if flow.light and connection.one_way else [])]
    return connection.name + (f" ({', '.join(notes)})" if notes else "")
