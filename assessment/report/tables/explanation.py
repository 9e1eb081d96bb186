"""Why a path leads, told so that a reader can follow it to the answers, and what speaks for the others."""

from __future__ import annotations

from collections import Counter

from assessment.domain.engagement import Engagement
from assessment.domain.library import PathId
from assessment.domain.paths import Basis, compare_paths, failure_modes, parse_basis
from assessment.domain.results import Results
from assessment.domain.roadmap import finish_of, first_day, first_finish_of
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, one, percent, signed
from assessment.text import _, day, in_words, ngettext, number

MOST = 2
"""Conditions that a sentence on the runner-up names."""
FIRST_MONTHS = 3
"""Months that the first 90 days take."""


def basis_in_words(engagement: Engagement, basis: Basis) -> str:
    """What decides a condition, by the words that a reader knows: the question and its level, the stated fact."""
    pack, stated = engagement.the_pack, engagement.the_library.stated_by_id
    found = "/".join(in_words(word) for word in basis.found.split("/"))
    if basis.kind == "question" and basis.what in pack.questions:
        return _("{question} Level {level}").format(question=pack.questions[basis.what].text, level=found)
    if basis.kind in ("capability", "gap") and basis.what in pack.capabilities:
        name = pack.capabilities[basis.what].name
        return (_("{name}: IT and OT are {level} apart") if basis.kind == "gap" else _("{name}: level {level}")).format(
            name=name, level=found)
    if basis.kind == "stated" and basis.what in stated:
        return f"{stated[basis.what].question} {found}"
    if basis.kind == "sites":
        return _("{count} sites are in scope").format(count=basis.found)
    return _("nothing decides it")


def conditions(results: Results) -> Table:
    """Every condition with the answers behind it."""
    engagement, library = results.engagement, results.engagement.the_library
    strengths = {strength.criterion: strength for strength in results.recommendation.strengths}
    rows = []
    for criterion in library.criteria:
        strength = strengths.get(criterion.id)
        if strength is None:
            continue
        shown = _("not applicable") if not strength.applies else _("unknown") if strength.value is None else _(
            "{value} ({low} to {high})").format(value=signed(strength.value), low=signed(strength.low),
                                                high=signed(strength.high))
        rows.append((f"{criterion.id} {criterion.condition}", shown,
                     "; ".join(basis_in_words(engagement, parse_basis(b)) for b in strength.basis)))
    return Table("conditions", _("The answers behind each condition"), (
        Column(_("Condition"), 30), Column(_("Found"), 14), Column(_("From"), 56)), tuple(rows))


def two_paths(results: Results, first: PathId, second: PathId) -> Table:
    """Two paths side by side: what each condition adds to both, the one that tells most between them first."""
    library = results.engagement.the_library
    named = {criterion.id: criterion.condition for criterion in library.criteria}
    one_path, other = library.path[first], library.path[second]

    def ahead(lead: float) -> str:
        code = (one_path if lead > 0 else other).code
        return _("level") if abs(lead) < 0.005 else f"{signed(abs(lead), 2)} {code}"

    def adds(part: float) -> str:
        return "·" if abs(part) < 0.005 else signed(part, 2)

    rows = [(f"{d.criterion} {named[d.criterion]}", adds(d.first), adds(d.second), ahead(d.lead))
            for d in compare_paths(results.recommendation, first, second)]
    total = [results.recommendation.score_of(path).score or 0.0 for path in (first, second)]
    rows.append((_("Fit"), signed(total[0], 2), signed(total[1], 2), ahead(total[0] - total[1])))
    return Table("two-paths", _("{first} and {second} side by side").format(first=one_path.name, second=other.name), (
        Column(_("Condition"), 52), Column(one_path.name, 16, "right"), Column(other.name, 16, "right"),
        Column(_("Ahead by"), 16, "right")), tuple(rows),
        _("What each condition adds to the fit of the two; the one that tells most between them stands first. "
          "{codes}.").format(codes=f"{one_path.code}: {one_path.name}; {other.code}: {other.name}"))


def conditions_named(results: Results) -> dict[str, str]:
    """Criterion -> its condition, with a word where it is the absence that counts: it helps what its presence hurts."""
    absent = {s.criterion for s in results.recommendation.strengths if s.value is not None and s.value < 0}
    return {criterion.id: _("absence of: {condition}").format(condition=criterion.condition)
            if criterion.id in absent else criterion.condition
            for criterion in results.engagement.the_library.criteria}


def first_days_planned(results: Results) -> str:
    """When the plan has what the first 90 days of the chosen path are for; empty where it has all of it by then."""
    path = results.engagement.the_library.path[results.chosen_paths[-1]]
    finishes = [finish_of((name,), results.frame, results.roadmap) for name in path.first_90_days_by]
    if not results.roadmap.scheduled or all(finish is not None and finish <= FIRST_MONTHS for finish in finishes):
        return ""
    return _("The plan has this later: {when}.").format(when=", ".join(
        f"{name} {planned_by(results, (name,))}" for name in path.first_90_days_by))


def runner_up(results: Results) -> tuple[str, ...]:
    """The runner-up's best case in sentences; empty without one."""
    case = results.best_case
    if case is None:
        return ()
    library = results.engagement.the_library
    named = conditions_named(results)
    plain = {criterion.id: criterion.condition for criterion in library.criteria}
    other, winner = library.path[case.path].name, library.path[case.winner].name
    said = [_("{other} beat {winner} in {wins} of 100 weightings; today it is {lead} behind.").format(
        other=other, winner=winner, wins=f"{100 * case.wins:.0f}", lead=number(case.lead, ".2f"))]
    if case.speaks:
        said.append(_("What speaks most for it: {what}.").format(
            what=_numbered([named[name] for name in case.speaks[:MOST]])))
    if case.moved:
        text = _("Were everything uncertain to turn out in its favour, it would lead by {lead} at the weights as they "
                 "are. What matters most for that: {what}.") if case.would_win else _(
            "Even if everything uncertain turned out in its favour, it would stay {lead} behind at the weights as "
            "they are.")
        said.append(text.format(lead=number(abs(case.best_lead), ".2f"),
                                what=_numbered([plain[name] for name in case.moved[:MOST]])))
    return tuple(said)


def _numbered(names: list[str]) -> str:
    """Names that hold commas of their own, told apart by numbers: (1) this; (2) that."""
    return names[0] if len(names) == 1 else "; ".join(f"({place}) {name}" for place, name in enumerate(names, 1))


def held_back(results: Results) -> tuple[str, ...]:
    """What the chosen path has to wait for: a sentence for each precondition that holds and concerns it."""
    found, library = results.recommendation, results.engagement.the_library
    holding = {state.knockout for state in found.knockouts if state.holds}
    texts = {
        "delay": _("People and contracts do not move before this is lifted: {name}"),
        "block-connections": _("Nothing new is connected before this is lifted: {name}"),
        "forbid-design": _("The design must not stand as it is: {name}"),
        "bar-end-state": _("The hybrid needs its exit criteria and a date first: {name}"),
        "first-step": _("The structure does not change in one go: {name}"),
    }
    said = []
    for knockout in library.knockouts:
        if knockout.id in holding and knockout.kind in texts and {*results.chosen_paths} & {*knockout.paths}:
            said.append(texts[knockout.kind].format(name=knockout.name)
                        + f" ({planned_by(results, knockout.initiatives)}).")
    return tuple(said)


def failures(results: Results) -> Table:
    """What goes wrong on the chosen path, its early sign, the counter and when the plan brings it."""
    library = results.engagement.the_library
    rows = tuple(
        (mode.name, mode.sign, mode.counter, _brought(results, mode.initiatives))
        for mode in failure_modes(results.chosen_paths, library))
    return Table("failures", _("What goes wrong on this path, and how one sees it early"), (
        Column(_("What goes wrong"), 34), Column(_("Early sign"), 22), Column(_("Counter"), 28),
        Column(_("In place by"), 16)), rows)


def exit_checks(results: Results) -> Table:
    """What has to hold at the review of the hybrid, what of it holds today, and what brings the rest."""
    review, library = results.exit_review, results.engagement.the_library
    texts = {**{c.id: c.text for c in library.exit_criteria},
             **{k.id: _("Lifted: {name}").format(name=k.name) for k in library.knockouts}}
    words = {True: _("holds"), False: _("not yet"), None: _("to be shown")}
    rows = [] if review is None else [
        (texts[check.criterion], "–" if check.at_least is None else number(check.at_least, "g"), one(check.today),
         words[check.met], _("holds today") if check.met else _brought(results, check.initiatives))
        for check in review.checks]
    title = _("Exit review of the hybrid") if review is None else _("Exit review of the hybrid on {day}").format(
        day=day(review.due))
    return Table("exit-checks", title, (
        Column(_("What has to hold"), 46), Column(_("Level"), 8, "right"), Column(_("Today"), 8, "right"),
        Column(_("State"), 14), Column(_("In place by"), 24)), tuple(rows),
        " ".join(filter(None, (_(
            "At the review leadership ends the hybrid, in the end state or another path, or sets a new date with the "
            "reason. A hybrid without a date is no end state."), _too_late(results)))))


def late_for_review(results: Results) -> int:
    """How much of what has to hold at the exit review the plan brings after it, or not everywhere."""
    review, frame = results.exit_review, results.frame
    if review is None or not results.roadmap.scheduled:
        return 0
    missing = [check for check in review.checks if check.met is not True and check.initiatives]
    finishes = [finish_of(check.initiatives, frame, results.roadmap) for check in missing]
    return sum(finish is None or first_day(frame.start, finish) > review.due for finish in finishes)


def _too_late(results: Results) -> str:
    """That the plan brings what has to hold only after the review, where it does."""
    late = late_for_review(results)
    return ngettext(
        "By the plan, {count} of these comes after that day or not everywhere: unless one of the two moves, the review "
        "can only set a new date.",
        "By the plan, {count} of these come after that day or not everywhere: unless one of the two moves, the review "
        "can only set a new date.", late).format(count=late) if late else ""


def executives(results: Results) -> Table:
    """The blind choice of each executive, and what the same answers give under that person's weights."""
    library, found = results.engagement.the_library, results.executives
    groups = {group.id: group.name for group in library.groups}
    rows = []
    for view in found.views:
        heaviest = max(view.groups, key=lambda group: view.groups[group])
        rows.append((_(view.office), library.path[view.choice].name,
                     library.path[view.winner].name if view.winner else "–", f"{100 * view.wins:.0f}",
                     f"{groups[heaviest]} ({percent(view.groups[heaviest])})"))
    leads = Counter(library.path[view.winner].name for view in found.views if view.winner)
    note = "" if not found.views else (
        _("Choices and weights were committed before the result was shown. The differences change the winner: {leads}."
          ).format(leads=", ".join(_("{path} under the weights of {count}").format(path=path, count=count)
                                   for path, count in leads.most_common()))
        if found.matters else
        _("Choices and weights were committed before the result was shown. The differences do not change the winner."))
    if apart := [_(view.office) for view in found.views if not view.agrees]:
        note += " " + _("Choice and own weights lead apart, to be talked over with: {offices}.").format(
            offices=", ".join(apart))
    return Table("executives", _("The answer under each executive's weights"), (
        Column(_("Office"), 14), Column(_("Own choice"), 22), Column(_("Winner under own weights"), 24),
        Column(_("Won of 100 weightings"), 14, "right"), Column(_("Weighs most"), 26)), tuple(rows), note)


def decision_record(results: Results) -> Table:
    """What leadership adopted, beside what these answers recommend."""
    adopted, library = results.engagement.adopted, results.engagement.the_library
    rows: list[tuple[str, str, str]] = []
    if adopted is not None:
        end_state = results.recommendation.end_state
        rows = [
            (_("End state"), library.path[adopted.path].name, library.path[end_state].name if end_state else "–"),
            (_("First step"), library.path[adopted.first_step].name,
             library.path[results.recommendation.first_step].name)]
    return Table("decision-record", _("Adopted and recommended"), (
        Column("", 20), Column(_("Adopted"), 40), Column(_("Recommended by today's answers"), 40)), tuple(rows))


def decision_conditions(results: Results) -> Table:
    """Conditions on which the decision stands."""
    adopted = results.engagement.adopted
    rows = tuple((condition.text, condition.owner, day(condition.due) if condition.due else _("no date"))
                 for condition in (adopted.conditions if adopted else ()))
    return Table("decision-conditions", _("Conditions of the decision"), (
        Column(_("Condition"), 58), Column(_("Owner"), 24), Column(_("By"), 18)), rows)


def adopted_in_words(results: Results) -> tuple[str, ...]:
    """Who decided what and when, whether it departs from the recommendation, and when it is looked at again."""
    engagement = results.engagement
    adopted, path = engagement.adopted, engagement.the_library.path
    if adopted is None:
        return ()
    said = [_("On {day} {who} adopted {path}, with {first} as the first step.").format(
        day=day(engagement.adopted_on or results.as_of), who=adopted.decided_by, path=path[adopted.path].name,
        first=path[adopted.first_step].name)]
    if results.departs:
        said.append(_("This departs from what the answers recommend today."))
    if adopted.rationale:
        said.append(_("Why: {text}").format(text=adopted.rationale))
    if adopted.dissent:
        said.append(_("Dissent: {text}").format(text=adopted.dissent))
    if adopted.review:
        late = adopted.review < results.as_of
        said.append((_("The review was due on {day}.") if late else _("It is reviewed on {day}.")).format(
            day=day(adopted.review)))
    return tuple(said)


def _brought(results: Results, initiatives: tuple[str, ...]) -> str:
    """Month in which the plan has finished these initiatives, with their ids; what is missing is told apart from what
    is planned, and what is in place from what is still to come."""
    if not initiatives:
        return "–"
    finishes = {name: finish_of((name,), results.frame, results.roadmap) for name in initiatives}
    missing = [name for name, finish in finishes.items()
               if finish is None and not first_finish_of((name,), results.frame, results.roadmap)]
    if missing and len(missing) < len(finishes):
        return _("{missing} not on the plan ({others})").format(missing=", ".join(missing), others=", ".join(
            f"{name} {planned_by(results, (name,))}" for name in finishes if name not in missing))
    ready = [name for name, finish in finishes.items() if finish == 0]
    if ready and len(ready) < len(finishes):
        return _("{month} ({names}; in place: {ready})").format(
            month=planned_by(results, initiatives), names=", ".join(name for name in finishes if name not in ready),
            ready=", ".join(ready))
    return f"{planned_by(results, initiatives)} ({', '.join(initiatives)})"


def planned_by(results: Results, initiatives: tuple[str, ...]) -> str:
    """When the plan has finished these initiatives: everywhere, at first somewhere, or not at all."""
    finish = finish_of(initiatives, results.frame, results.roadmap)
    if finish is not None:
        return month_name(results.frame.start, finish - 1) if finish else _("in place")
    begun = first_finish_of(initiatives, results.frame, results.roadmap)
    if not begun:
        return _("not on the plan")
    return _("{month} at the earliest, and not at every site").format(month=month_name(results.frame.start, begun - 1))
