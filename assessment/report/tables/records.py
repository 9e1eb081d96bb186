"""The record: what was decided, what changed since the cycle before, how the journal stands, what was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from assessment.domain import facts as f
from assessment.domain.results import Results
from assessment.report.material import TrailLine
from assessment.report.sections import Section
from assessment.report.tables.table import Column, Table
from assessment.text import N_, _, day, ngettext, number
from assessment.text import month as month_of

TOPICS = {
    "opening": N_("Opening, sites and people"), "measuring": N_("Answers and cycles"), "meeting": N_("Workshops"),
    "deciding": N_("Decisions, targets and means"), "planning": N_("Planning runs"),
    "connecting": N_("Connection gate"),
    "designing": N_("Operating model"), "aiming": N_("Ambitions and use cases"), "reporting": N_("Report"),
    "tracking": N_("Progress and benefits"), "exercising": N_("Exercises"), "flagging": N_("Flagged questions"),
    "granting": N_("Roles"), "showing": N_("Views of the network"), "consenting": N_("Consent"),
}
"""Groups of facts, by the module of their kind."""
OTHER = N_("Other entries")
ROLES = {"owner": N_("owner"), "facilitator": N_("facilitator"), "contributor": N_("contributor"),
         "participant": N_("participant"), "reviewer": N_("reviewer"), "viewer": N_("viewer")}
SINGLE = ("deciding", "planning", "reporting")
"""Topics whose entries are told one by one where they carry a reason."""
MOST = 60


def decision_log(results: Results, trail: Sequence[TrailLine]) -> Table:
    """Decisions of leadership in their order; those on single connections stand in the restricted annex."""
    path = results.engagement.the_library.path
    rows = []
    for line in trail:
        fact, when = line.fact, day(date.fromisoformat(line.at[:10]))
        match fact:
            case f.PathAdopted():
                what = _("Path adopted: {path}, with {first} as the first step").format(
                    path=path[fact.path].name if fact.path in path else fact.path,
                    first=path[fact.first_step].name if fact.first_step in path else fact.first_step)
                rows.append((day(fact.on) if fact.on else when, what, fact.decided_by, fact.rationale or "–"))
            case f.PlanAdopted():
                rows.append((when, _("Plan adopted"), _told(line), line.reason or "–"))
            case f.PilotChosen():
                rows.append((when, _("Pilot chosen: {site}").format(site=_site(results, fact.site)), _told(line),
                             fact.reason or "–"))
            case f.BudgetSet():
                rows.append((when, _("Budget set: {total} {currency} thousand over {count} quarters").format(
                    total=number(sum(fact.quarters)), currency=results.engagement.currency, count=len(fact.quarters)),
                    _told(line), line.reason or "–"))
            case _:
                pass
    return Table("decision-log", _("Decisions so far"), (
        Column(_("When"), 16), Column(_("Decision"), 38), Column(_("Who"), 18), Column(_("Why"), 28)), tuple(rows))


def change_log(results: Results, trail: Sequence[TrailLine]) -> Table:
    """What was recorded since the cycle before closed: reasons one by one, the rest counted by month."""
    since = _since(results)
    rows: list[tuple[str, str, str, str]] = []
    counts: Counter[tuple[str, str]] = Counter()
    for line in trail:
        if line.at[:10] < since or (line.at[:10] > results.as_of.isoformat() and line.topic != "reporting"):
            continue
        if line.topic in SINGLE and line.reason:
            rows.append((day(date.fromisoformat(line.at[:10])), _(TOPICS[line.topic]), _told(line), line.reason))
        else:
            counts[line.at[:7], line.topic] += 1
    told = [(month_of(date.fromisoformat(f"{month}-01")), _(TOPICS.get(topic, OTHER)), "–", ngettext(
        "{count} entry", "{count} entries", n).format(count=number(n)))
            for (month, topic), n in sorted(counts.items())]
    note = ""
    if len(rows) > MOST:
        note = _("The latest {count} with a reason; the audit trail has all.").format(count=MOST)
    return Table("change-log", _("What was recorded since the cycle before"), (
        Column(_("When"), 18), Column(_("What"), 28), Column(_("Who"), 18), Column(_("Why, or how many"), 36)),
        (*rows[-MOST:], *told), note)


def audit_summary(results: Results, trail: Sequence[TrailLine]) -> Table:
    """The journal in numbers: entries, span, people, head of the chain."""
    if not trail:
        return Table("audit-summary", _("The journal in numbers"), (
            Column(_("What"), 40), Column(_("How much"), 60)), ())
    counts = Counter(line.topic for line in trail)
    rows = [(_("Entries that results rest on"), number(len(trail))),
            (_("From, to"), f"{_day_of(trail[0])} – {_day_of(trail[-1])}"),
            (_("Who recorded"), number(len({line.actor for line in trail}))),
            *_packs(results),
            *((_(TOPICS[topic]), number(counts[topic])) for topic in TOPICS if counts[topic]),
            *([(_(OTHER), number(left))] if (left := sum(n for t, n in counts.items() if t not in TOPICS)) else []),
            (_("Head of the chain (SHA-256)"), trail[-1].hash), (_("Digest of these results"), results.digest)]
    return Table("audit-summary", _("The journal in numbers"), (
        Column(_("What"), 40), Column(_("How much"), 60, figures=True)), tuple(rows),
        _("Each entry names the hash of the one before; the chain is checked whenever it is read."))


def _day_of(line: TrailLine) -> str:
    return day(date.fromisoformat(line.at[:10]))


def _packs(results: Results) -> list[tuple[str, str]]:
    """From which cycle on which version of the questionnaire holds."""
    found: list[tuple[str, str]] = []
    state = results.engagement
    for cycle in sorted(state.cycles.values(), key=lambda one: one.number):
        version = state.pack_of(cycle.id).version
        if cycle.number <= results.cycle.number and (not found or found[-1][1] != version):
            found.append((_("Questionnaire from cycle {cycle} on, version").format(cycle=cycle.id), version))
    return found


def edited_headlines(sections: Sequence[Section]) -> Table:
    """Headlines that a consultant put in place of the computed ones."""
    rows = tuple((section.title, section.headline) for section in sections if section.headline)
    return Table("edited-headlines", _("Headlines that were edited"), (
        Column(_("Computed"), 50), Column(_("As printed"), 50)), rows,
        _("Who edited them and when stands in the audit trail."))


def _since(results: Results) -> str:
    before = results.engagement.previous(results.cycle)
    return (before.closed or before.opened).isoformat() if before else ""


def _told(line: TrailLine) -> str:
    return line.actor + " (" + _(ROLES[line.role]) + ")" if line.role in ROLES else line.actor


def _site(results: Results, site: str) -> str:
    return results.engagement.sites[site].name if site in results.engagement.sites else site
