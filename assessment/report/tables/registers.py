"""Registers: what was commented, disagreed with, shown as evidence, parked, what may go wrong, what is cited."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assessment.domain.engagement import Place
from assessment.domain.results import Results
from assessment.report.tables.gate_words import gate_state_name
from assessment.report.tables.table import Column, Table, told
from assessment.text import N_, _, day

PARKED = {"question": N_("open question"), "risk": N_("risk"), "decision": N_("decision wanted"),
          "data": N_("data missing")}
NEVER = ("decision", "confidence", "maturity", "trend", "perception")
NO_RISK = ("path-stability", "investment", "first-gate")
"""Topics and codes of findings that are no risk of the programme."""
FOREMOST = 5


def _place(results: Results, place: Place) -> str:
    return _("network") if place is None else results.engagement.sites[place].name


def comments(results: Results) -> Table:
    """What people wrote beside their answers in this cycle, without who wrote it; nothing of a blind round."""
    engagement, cycle = results.engagement, results.cycle.id
    rows = []
    for question in engagement.the_pack.questions.values():
        for place in engagement.places(question):
            if engagement.open_round(cycle, place, question.id):
                continue
            for answer in engagement.votes(cycle, place, question.id).values():
                if answer.comment.strip():
                    rows.append((question.text, _place(results, place), answer.comment))
    return Table("comments", _("Comments of this cycle"), (
        Column(_("Question"), 38), Column(_("Where"), 14), Column(_("Comment"), 48)), tuple(rows),
        _("In the order of the questions. Who wrote what is not told."))


def agreements(results: Results) -> Table:
    """What groups agreed on in this cycle, why, and who held out against it."""
    engagement = results.engagement
    rows = []
    for (cycle, place, name), agreed in engagement.agreed.items():
        question = engagement.the_pack.questions.get(name)
        if cycle == results.cycle.id and question is not None:
            level = _("not applicable") if agreed.value == "na" else str(agreed.value)
            rows.append((question.text, _place(results, place), level, agreed.rationale or "–", agreed.dissent or "–"))
    return Table("agreements", _("Agreed levels, why, and dissent"), (
        Column(_("Question"), 30), Column(_("Where"), 12), Column(_("Agreed"), 8), Column(_("Why"), 25),
        Column(_("Dissent"), 25)), tuple(rows))


def evidence(results: Results) -> Table:
    """What was named as evidence in this cycle, and whether a reviewer has seen it."""
    engagement, cycle = results.engagement, results.cycle.id
    rows = []
    for question in engagement.the_pack.questions.values():
        for place in engagement.places(question):
            if engagement.open_round(cycle, place, question.id):
                continue
            agreed = engagement.agreed.get((cycle, place, question.id))
            named = [text for answer in engagement.votes(cycle, place, question.id).values()
                     for text in answer.evidence]
            named += list(agreed.evidence) if agreed else []
            checked = engagement.validated.get((cycle, place, question.id))
            state = _("not reviewed") if checked is None else _("seen") if checked.accepted else _("sent back")
            if named:
                rows.append((question.text, _place(results, place), "; ".join(dict.fromkeys(named)), state))
    return Table("evidence", _("Evidence that was named in this cycle"), (
        Column(_("Question"), 38), Column(_("Where"), 13), Column(_("Evidence"), 37), Column(_("Reviewer"), 12)),
        tuple(rows))


def parked(results: Results) -> Table:
    engagement = results.engagement
    rows = []
    for (cycle, place, name), item in engagement.parked.items():
        question = engagement.the_pack.questions.get(name)
        if cycle == results.cycle.id and question is not None:
            rows.append((question.text, _place(results, place), _(PARKED[item.what]), item.text or "–",
                         item.owner or "–", day(item.due) if item.due else _("no date")))
    return Table("parked", _("Parked in workshops"), (
        Column(_("Question"), 28), Column(_("Where"), 11), Column(_("What it is"), 11),
        Column(_("What is missing"), 26), Column(_("Who sees to it"), 12), Column(_("By"), 12)), tuple(rows))


def risks(results: Results) -> Table:
    """What stands against the programme today: findings that press, and what answers each."""
    engagement = results.engagement
    library = engagement.the_library
    lifting = {knockout.id: knockout.initiatives for knockout in library.knockouts}
    rows = []
    for finding in results.findings:
        if finding.topic in NEVER or finding.severity == "note" or finding.code in NO_RISK:
            continue
        names = [name for name in (*finding.initiatives, *lifting.get(finding.basis[0] if finding.basis else "", ()))
                 if name in library.initiative]
        rows.append((told(finding), "; ".join(
            f"{name} {library.initiative[name].name}" for name in names[:2]) or "–",
            library.initiative[names[0]].owner if names else "–"))
    for (cycle, _where, _name), item in engagement.parked.items():
        if cycle == results.cycle.id and item.what == "risk" and item.text:
            rows.append((item.text, "–", item.owner or "–"))
    return Table("risks", _("Risks and what answers them"), (
        Column(_("Risk"), 54), Column(_("On the roadmap"), 28), Column(_("Owner"), 18)),
        tuple(rows))


def risks_first(results: Results) -> Table:
    """The few for a board."""
    whole = risks(results)
    return replace(whole, id="risks-first", rows=whole.rows[:FOREMOST])


def gate_states(results: Results) -> Table:
    """How many connections stand where, without naming one."""
    counts = Counter((str(permit.state), permit.live) for permit in results.permits)
    states = ("open", "ready", "blocked", "refused", "revoked", "lapsed")
    rows = tuple((gate_state_name(state), str(counts[state, True]), str(counts[state, False]))
                 for state in states if counts[state, True] or counts[state, False])
    return Table("gate-states", _("Connections by where they stand at the gate"), (
        Column(_("Gate"), 60), Column(_("Live"), 20, "right"), Column(_("Planned"), 20, "right")), rows,
        _("Which connections these are, and what is open at each, stands in the restricted annex."))


def references(results: Results) -> Table:
    """Every regulation, standard and guide that is cited, with its edition and the day it was looked at."""
    engagement = results.engagement
    known = {r.key: r for r in (*engagement.the_library.references, *engagement.the_pack.references)}
    rows = tuple((r.name, r.edition, r.as_of, _("identifiers checked") if r.verified else _("to be confirmed"))
                 for r in sorted(known.values(), key=lambda r: r.name))
    return Table("references", _("Regulations and standards, with edition and as-of date"), (
        Column(_("Name"), 48), Column(_("Edition"), 28), Column(_("As of"), 10), Column(_("State"), 14)), rows,
        _("Where a regulation or standard is named in this report, this edition is meant. Nothing here says that "
          "anything conforms, and none of it is legal advice."))


def cyber_answers(results: Results) -> Table:
    """Levels of the cyber questions at each site: for the restricted annex."""
    card, engagement = results.scorecard, results.engagement
    dimensions = [d for d in engagement.the_pack.dimensions if d.index == "cyber-readiness"]
    rows = []
    for site, held in engagement.sites.items():
        for dimension in dimensions:
            for capability in dimension.capabilities:
                for question in capability.questions:
                    node = card.score(question.id, site)
                    if node is not None and node.value is not None:
                        rows.append((held.name, question.text, f"{node.value:.1f}", str(node.n)))
    return Table("cyber-answers", _("Answers on cyber security, site by site"), (
        Column(_("Site"), 18), Column(_("Question"), 62), Column(_("Level"), 10, "right"),
        Column(_("People"), 10, "right")), tuple(rows))


def hard_stops(results: Results) -> Table:
    """Criteria that are open as hard stops, connection by connection: for the restricted annex."""
    engagement = results.engagement
    named = {criterion.id: criterion.name for criterion in engagement.the_library.gate.criteria}
    rows = tuple(
        (engagement.sites[permit.site].name, engagement.connections[permit.connection].name,
         _("live") if permit.live else _("planned"), "; ".join(f"{stop} {named.get(stop, '')}".strip()
                                                              for stop in permit.open_hard_stops))
        for permit in results.permits if permit.open_hard_stops)
    return Table("hard-stops", _("Open hard stops"), (
        Column(_("Site"), 14), Column(_("Connection"), 24), Column(_("In use"), 9), Column(_("Open"), 53)), rows)
