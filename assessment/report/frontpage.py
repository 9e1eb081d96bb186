"""What the first page says: the answer, how sure it is, what it rests on and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessment.domain.findings.types import money
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.paths import Flip, compare_paths
from assessment.domain.results import Results
from assessment.domain.value import rests_on
from assessment.report.tables.decision import stands
from assessment.report.tables.explanation import conditions_named
from assessment.report.tables.money import swings
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import percent, told
from assessment.text import _, in_quotes, ngettext

LEVERS = 3
REASONS = 2
TELLS = 0.005
"""Least lead in fit that a condition gives to be told as a reason; less is printed as level."""


@dataclass(frozen=True)
class Figure:
    """A number of the first page: what it is, in words."""

    value: str
    label: str


def headline(results: Results) -> str:
    """The answer in one sentence with a verb."""
    recommendation, path = results.recommendation, results.engagement.the_library.path
    adopted = results.engagement.adopted
    pilots = [t.unit for t in results.frame.tasks
              if results.engagement.the_library.initiative[t.initiative].scope == "pilot"]
    first = path[adopted.first_step if adopted else recommendation.first_step].title
    then = _then(results)
    if pilots:
        form = {"scale": _("{first}: secure the base, prove it at {site}, then scale"),
                "none": _("{first}: secure the base, prove it at {site}; no roll-out is planned yet"),
                "alone": _("{first}: secure the base, then prove it at {site}")}[then]
        return form.format(first=first, site=results.engagement.sites[pilots[0]].name)
    form = {"scale": _("{first}: secure the base, then scale"),
            "none": _("{first}: secure the base; no roll-out is planned yet"),
            "alone": _("{first}: secure the base")}[then]
    return form.format(first=first)


def _then(results: Results) -> Literal["scale", "none", "alone"]:
    """What the plan holds after the pilot: a roll-out, none though there are other sites, or nobody to roll out to.
    Without any plan the aim is told."""
    library, tasks = results.engagement.the_library.initiative, results.frame.by_id
    planned = {library[tasks[s.task].initiative].scope for s in results.roadmap.scheduled}
    if not planned or "rollout" in planned:
        return "scale"
    return "none" if len(results.engagement.sites) > 1 else "alone"


def answer(results: Results) -> str:
    recommendation, path = results.recommendation, results.engagement.the_library.path
    verdict = {"clear": _("The evidence is clear"), "leaning": _("The evidence leans this way"),
               "open": _("The evidence leaves the choice open")}[recommendation.verdict]
    if recommendation.end_state is None:
        return _("{verdict}: every path is ruled out today; the first step is {first}.").format(
            verdict=verdict, first=path[recommendation.first_step].name)
    wins = recommendation.score_of(recommendation.winner or recommendation.end_state).wins
    end, first = path[recommendation.end_state].name, path[recommendation.first_step].name
    text = _("{verdict}: '{winner}' came first in {wins} of 100 weightings of the criteria.").format(
        verdict=verdict, winner=path[recommendation.winner or recommendation.end_state].name,
        wins=f"{100 * wins:.0f}")
    if recommendation.first_step != recommendation.end_state:
        return text + " " + _("The first step is '{first}'; the end state it leads to is '{end}'.").format(
            first=first, end=end)
    return text + " " + _("It is the first step and the end state.")


def reasons(results: Results) -> tuple[str, ...]:
    """What the first step means and what speaks most for the chosen path, in sentences."""
    found, library = results.recommendation, results.engagement.the_library
    said = [library.path[found.first_step].gist]  # the rest stands with the path
    if found.winner and found.runner_up:
        named = conditions_named(results)
        ahead = [named[d.criterion] for d in compare_paths(found, found.winner, found.runner_up) if d.lead >= TELLS]
        if ahead:
            said.append(_("Most speaks for '{winner}' before '{other}': {what}.").format(
                winner=library.path[found.winner].name, other=library.path[found.runner_up].name,
                what="; ".join(ahead[:REASONS])))
    return tuple(said)


def confidence(results: Results) -> str:
    found = next((f for f in results.findings if f.code == "confidence"), None)
    lines = [told(found)] if found else []
    views = results.executives.views
    others = sum(view.winner not in (None, results.executives.official) for view in views)
    if others:
        lines.append(ngettext("Under the weights of one of {all} executives another path leads.",
                              "Under the weights of {count} of {all} executives another path leads.", others).format(
            count=others, all=len(views)))
    if results.value.indicative:
        lines.append(_("The money is indicative until the client's finance owner confirms the baselines."))
    return " ".join(lines)


def figures(results: Results) -> tuple[Figure, ...]:
    """Four figures: readiness, cost, value (only once confirmed), first milestone."""
    card, currency = results.scorecard, results.engagement.currency
    found = []
    for index in INDEX_NAMES:
        node = card.score(index)
        if index != "value-readiness" and node is not None and node.points is not None:
            found.append(Figure(f"{node.points:.0f}", _("{name}, of 100").format(name=_(INDEX_NAMES[index]))))
    low, middle, high = results.value.investment
    found.append(Figure(money(middle, currency), _(
        "whole effort over {years} years, own people and running cost included ({low} to {high})").format(
        years=f"{results.value.quarters / 4:.0f}", low=money(low, currency), high=money(high, currency))))
    if not results.value.indicative:
        low, middle, high = results.value.npv
        found.append(Figure(money(middle, currency), _("net present value ({low} to {high})").format(
            low=money(low, currency), high=money(high, currency))))
    gates = [s.finish for s in results.roadmap.scheduled if s.task.startswith("I32")]
    if gates:
        found.append(Figure(month_name(results.frame.start, min(gates) - 1), _("next connection gate can open") if any(
            permit.state == "open" for permit in results.permits) else _("first connection gate can open")))
    return tuple(found[:4])


def brings(results: Results) -> str:
    """What the effort brings, and how the spend that is to be released relates to the whole of it; empty where no
    benefit is planned. No net present value: of that only on which side of zero its middle case is, and how often."""
    value, currency = results.value, results.engagement.currency
    if value.benefit[1] <= 0:
        return ""
    low, middle, high = (money(amount, currency) for amount in value.benefit)
    form = _("It brings {middle} over the same years ({low} to {high}); discounted, that is less than it costs.") \
        if value.npv[2] < 0 else \
        _("It brings {middle} over the same years ({low} to {high}); discounted, that is more than it costs.") \
        if value.npv[0] > 0 else _(
            "It brings {middle} over the same years ({low} to {high}); discounted, the middle case stays below its "
            "cost: {share} of 100 draws exceed it.") if value.npv[1] < 0 else _(
            "It brings {middle} over the same years ({low} to {high}); discounted, the middle case exceeds its cost, "
            "as do {share} of 100 draws.")
    spend = money(value.spend_within(results.frame.quarters), currency)
    names = {"internal effort": _("own people"), "validation": _("validation"), "stops": _("stops"),
             "contingency": _("reserve"), "recurring": _("running cost after it")}
    rest: dict[str, float] = {line.kind: line.total for line in value.costs}
    rest["recurring"] = sum(sum(line.by_quarter[results.frame.quarters:]) for line in value.costs
                            if line.kind == "recurring")
    return form.format(low=low, middle=middle, high=high, share=f"{100 * value.chance_positive:.0f}") + " " + _(
        "Of the effort, {spend} is spent by the plan over {years} years; the rest: {rest}.").format(
            spend=spend, years=f"{results.frame.quarters / 4:.0f}",
            rest=", ".join(name for kind, name in names.items() if rest.get(kind, 0) > 0) or "–")


def rests(results: Results) -> tuple[str, ...]:
    """How much of value and of cost rests on the client's figures and how much on judgement, a sentence each."""
    basis = rests_on(results.engagement, results.frame, results.roadmap, results.value)
    told = []
    if basis.confirmed + basis.stated + basis.stand_in > 0:
        told.append(_("Of the value, {confirmed} rests on figures that the client's finance confirmed, {stated} on "
                      "figures of the client that nobody confirmed and {judged} on our stand-ins; what share of a loss "
                      "the roadmap takes away is our judgement.").format(
            confirmed=percent(basis.confirmed), stated=percent(basis.stated), judged=percent(basis.stand_in)))
    if basis.judged_cost > 0 and basis.own_cost == 0:
        told.append(_(
            "All of the cost rests on the catalogue's estimates, which are our judgement, at the client's day rates.")
            if basis.own_rates else
            _("All of the cost rests on the catalogue's estimates and day rates, which are our judgement."))
    elif basis.own_cost + basis.judged_cost > 0:
        form = _("Of the cost, {own} rests on the client's own estimates and {judged} on the catalogue's, which are "
                 "our judgement, at the client's day rates.") if basis.own_rates else _(
            "Of the cost, {own} rests on the client's own estimates and {judged} on the catalogue's, which are our "
            "judgement, as are day rates that the client did not state.")
        told.append(form.format(own=percent(basis.own_cost), judged=percent(basis.judged_cost)))
    return tuple(told)


def levers(results: Results) -> tuple[str, ...]:
    """The three inputs that would most change the decision: the two smallest changes that make another path win, and
    what moves the money most; more of either where the other has too few."""
    flips = [_flipped(results, flip) for flip in results.recommendation.flips]
    moved = [_("Between its low and its high, {name} moves the result by about {amount}.").format(
        name=in_quotes(name), amount=money(float(f"{high - low:.2g}"), results.engagement.currency))
        for name, low, high in swings(results)]
    taken = flips[:max(LEVERS - 1, LEVERS - len(moved))]
    return (*taken, *moved[:LEVERS - len(taken)])


def _flipped(results: Results, flip: Flip) -> str:
    engagement = results.engagement
    library, pack = engagement.the_library, engagement.the_pack
    now, to = stands(flip)
    then = library.path[flip.winner].name
    if flip.kind == "answer":
        node = pack.questions.get(flip.what)
        name = node.text if node is not None else pack.capabilities[flip.what].name
        return _("If '{question}' stood at {to} instead of {now}, '{path}' would lead.").format(
            question=name, to=to, now=now, path=then)
    if flip.kind == "stated":
        return _("If '{question}' were answered with '{to}' instead of '{now}', '{path}' would lead.").format(
            question=library.stated_by_id[flip.what].question, to=to, now=now, path=then)
    if flip.kind == "weight":
        name = next(c.condition for c in library.criteria if c.id == flip.what)
        return _("If '{condition}' weighed {to} instead of {now}, '{path}' would lead.").format(
            condition=name, to=to, now=now, path=then)
    name = next(k.name for k in library.knockouts if k.id == flip.what)
    form = _("If the precondition '{name}' held, '{path}' would lead.") if flip.to_value == "holds" else _(
        "If the precondition '{name}' were lifted, '{path}' would lead.")
    return form.format(name=name, path=then)
