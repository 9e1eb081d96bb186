"""Registers: what was commented, disagreed with, shown as evidence, parked, what may go wrong, what is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assessment.domain.engagement import Place
from assessment.domain.paths import failure_modes
from assessment.domain.results import Results
from assessment.domain.roadmap import finish_of, first_day, first_finish_of
from assessment.report.tables.gate_words import gate_state_name
from assessment.report.tables.table import Column, Table, one, sentence, told
from assessment.text import N_, _, day

PARKED = {"question": N_("open question"), "risk": N_("risk"), "decision": N_("decision wanted"),
          "data": N_("data missing")}
NEVER = ("decision", "confidence", "maturity", "trend", "perception")
NO_RISK = ("path-stability", "investment", "first-gate")
"""Topics and codes of findings that are no risk of the programme."""
FOREMOST = 5
BESIDE, SITE_WIDTH = 8, 8.5
"""Most sites that stand beside each other in a table, and the width of each in percent."""


def _place(results: Results, place: Place) -> str:
    return _("network") if place is None else results.engagement.sites[place].name


def _places(results: Results, places: Sequence[Place]) -> str:
    """Places, each once, with how often each stands there where that is more than once."""
    return ", ".join(f"{_place(results, place)} ({count} ×)" if count > 1 else _place(results, place)
                     for place, count in Counter(places).items())


def comments(results: Results) -> Table:
    """What people wrote beside their answers in this cycle, without who wrote it; nothing of a blind round."""
    engagement, cycle = results.engagement, results.cycle.id
    said: dict[tuple[str, str], list[Place]] = {}
    for question in engagement.the_pack.questions.values():
        for place in engagement.places(question):
            if engagement.open_round(cycle, place, question.id):
                continue
            for answer in engagement.votes(cycle, place, question.id).values():
                if answer.comment.strip():
                    said.setdefault((question.text, answer.comment), []).append(place)
    rows = [(asked, _places(results, places), comment) for (asked, comment), places in said.items()]
    return Table("comments", _("Comments of this cycle"), (
        Column(_("Question"), 38), Column(_("Where"), 14), Column(_("Comment"), 48)), tuple(rows),
        _("In the order of the questions. Who wrote what is not told; how often the same was written is."))


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
        Column(_("Question"), 30), Column(_("Where"), 12), Column(_("Agreed"), 8, figures=True), Column(_("Why"), 25),
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


def evidence_by_question(results: Results) -> Table:
    """The same with a row a question, for print: what a reviewer has seen, and what not yet or what was sent back."""
    held: dict[str, tuple[list[str], list[str]]] = {}
    for asked, place, named, state in evidence(results).rows:
        seen, unseen = held.setdefault(asked, ([], []))
        if state == _("seen"):
            seen.append(f"{place}: {named}")
        else:
            unseen.append(f"{place}: {named}" + (f" ({state})" if state == _("sent back") else ""))
    rows = tuple((asked, "; ".join(seen) or "–", "; ".join(unseen) or "–") for asked, (seen, unseen) in held.items())
    return Table("evidence-by-question", _("Evidence that was named in this cycle"), (
        Column(_("Question"), 26), Column(_("Seen by a reviewer"), 37), Column(_("Not reviewed"), 37)), rows,
        _("Sent back: a reviewer found that it does not show the level. The workbook that comes with this report has a "
          "row for each place."))


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
    planned = {results.frame.by_id[s.task].initiative for s in results.roadmap.scheduled}
    rows, pressing = [], 0
    for finding in results.findings:
        if finding.topic in NEVER or finding.severity == "note" or finding.code in NO_RISK:
            continue
        pressing += finding.severity == "critical"
        names = [name for name in (*finding.initiatives, *lifting.get(finding.basis[0] if finding.basis else "", ()))
                 if name in library.initiative]
        answers = [f"{name} {library.initiative[name].name}" for name in names[:2]]
        answer = "; ".join(
            text if name in planned else _("{initiative} (not on the plan)").format(initiative=text)
            for name, text in zip(names, answers, strict=False))
        late = _only_after(results, names[:2], finding.event)
        if finding.asked and finding.by_when and (late or not names):
            form = _("{answer}, which finish after that day. Asked for by {day}: {asked}") if names else _(
                "Asked for by {day}: {asked}")
            answer = form.format(answer=answer, day=day(finding.by_when), asked=sentence(finding.asked, finding.values))
        rows.append((told(finding), answer or "–", library.initiative[names[0]].owner if names and not late
                     else _(finding.by_whom) if finding.by_whom else "–"))
    rows[pressing:pressing] = _without_counter(results)
    for (cycle, _where, _name), item in engagement.parked.items():
        if cycle == results.cycle.id and item.what == "risk" and item.text:
            rows.append((item.text, "–", item.owner or "–"))
    return Table("risks", _("Risks and what answers them"), (
        Column(_("Risk"), 48), Column(_("What answers it"), 35), Column(_("Owner"), 17)),
        tuple(rows))


def _without_counter(results: Results) -> list[tuple[str, str, str]]:
    """What goes wrong on the chosen path where something that counters it is nowhere on the plan."""
    library = results.engagement.the_library
    rows = []
    for mode in failure_modes(results.chosen_paths, library):
        missing = [name for name in mode.initiatives if name in library.initiative
                   and finish_of((name,), results.frame, results.roadmap) is None
                   and not first_finish_of((name,), results.frame, results.roadmap)]
        if missing and results.roadmap.scheduled:
            rows.append((mode.name, "; ".join(_("{initiative} (not on the plan)").format(
                initiative=f"{name} {library.initiative[name].name}") for name in missing),
                library.initiative[missing[0]].owner))
    return rows


def _only_after(results: Results, names: Sequence[str], event: date | None) -> bool:
    """Whether nothing of these initiatives is finished everywhere by the day on which it comes to the test."""
    finishes = [finish_of((name,), results.frame, results.roadmap) for name in names]
    return event is not None and bool(names) and all(
        finish is None or first_day(results.frame.start, finish) > event for finish in finishes)


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
    rows = tuple((r.name, _(r.edition), r.as_of, _("identifiers checked") if r.verified else _("to be confirmed"))
                 for r in sorted(known.values(), key=lambda r: r.name))
    return Table("references", _("Regulations and standards, with edition and the month of its check"), (
        Column(_("Name"), 47), Column(_("Edition"), 26), Column(_("Checked in"), 9), Column(_("State"), 18)), rows,
        _("Checked in: the month in which the catalogue's edition was last looked at, which may be after the day of "
          "this report. Identifiers checked: number and edition were compared with the source; to be confirmed: not "
          "yet.") + " " + _(
              "Where a regulation or standard is named in this report, this edition is meant. Nothing here says that "
              "anything conforms, and none of it is legal advice."))


def cyber_answers(results: Results) -> Table:
    """Levels of the cyber questions at each site, for the restricted annex: sites beside each other where they fit."""
    card, engagement = results.scorecard, results.engagement
    questions = [question for dimension in engagement.the_pack.dimensions if dimension.index == "cyber-readiness"
                 for capability in dimension.capabilities for question in capability.questions]
    found = {(site, question.id): node for site in engagement.sites for question in questions
             if (node := card.score(question.id, site)) is not None and node.value is not None}
    if len(engagement.sites) <= BESIDE:
        beside = tuple((question.text, *(
            f"{one(node.value)} ({node.n})" if (node := found.get((site, question.id))) else "–"
            for site in engagement.sites)) for question in questions
            if any((site, question.id) in found for site in engagement.sites))
        return Table("cyber-answers", _("Answers on cyber security, site by site"), (
            Column(_("Question"), 100 - SITE_WIDTH * len(engagement.sites)),
            *(Column(site.name, SITE_WIDTH) for site in engagement.sites.values())), beside,
            _("Level, and in brackets how many people answered; a dash where nobody did or it does not apply."))
    rows = [(held.name, question.text, one(found[site, question.id].value), str(found[site, question.id].n))
            for site, held in engagement.sites.items() for question in questions if (site, question.id) in found]
    return Table("cyber-answers", _("Answers on cyber security, site by site"), (
        Column(_("Site"), 18), Column(_("Question"), 62), Column(_("Level"), 10, "right"),
        Column(_("People"), 10, "right")), tuple(rows))


def hard_stops(results: Results) -> Table:
    """Criteria that are open as hard stops, connection by connection: for the restricted annex."""
    engagement = results.engagement
    named = {criterion.id: criterion.name for criterion in engagement.the_library.gate.criteria}
    held = [permit for permit in results.permits if permit.open_hard_stops]
    rows = tuple(
        (engagement.sites[permit.site].name, engagement.connections[permit.connection].name,
         _("live") if permit.live else _("planned"), ", ".join(permit.open_hard_stops)) for permit in held)
    open_somewhere = {stop for permit in held for stop in permit.open_hard_stops}
    return Table("hard-stops", _("Open hard stops"), (
        Column(_("Site"), 16), Column(_("Connection"), 40), Column(_("In use"), 10), Column(_("Open"), 34)), rows,
        "; ".join(f"{stop}: {name}" for stop, name in named.items() if stop in open_somewhere))
