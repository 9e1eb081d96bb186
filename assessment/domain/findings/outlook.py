"""What path, plan, money and trend say."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.findings.evidence import Evidence, answer_keys, asked_under
from assessment.domain.findings.types import Finding, Inputs, money
from assessment.domain.paths import parse_basis
from assessment.domain.roadmap import first_day
from assessment.text import N_, _, in_words, month, number

WORTH_SAYING = 0.15
"""Levels below which a change is not worth a sentence, however certain it is."""


def find(inputs: Inputs) -> Iterator[Finding]:
    yield from _path(inputs)
    yield from _plan(inputs)
    yield from _value(inputs)
    yield from _trend(inputs)


def _path(inputs: Inputs) -> Iterator[Finding]:
    chosen, library = inputs.recommendation, inputs.engagement.the_library
    if chosen.winner is not None:
        score = chosen.score_of(chosen.winner)
        sentence = {
            "clear": N_("{path} won {wins} of 100 weightings: the choice is clear."),
            "leaning": N_("{path} won {wins} of 100 weightings: the evidence leans, it does not settle."),
            "open": N_("{path} won {wins} of 100 weightings: the choice is open, so begin in steps."),
        }[chosen.verdict]
        yield Finding(code="path-stability", topic="path", severity="important", sentence=sentence,
                      values={"path": library.path[chosen.winner].name, "wins": f"{100 * score.wins:.0f}"},
                      basis=(chosen.winner,), size=score.wins, evidence=(Evidence(
                          kind="path", what=chosen.winner, ids=tuple(s.criterion for s in chosen.strengths),
                          figures={"wins": 100 * score.wins}), inputs.answers_at(n=inputs.scorecard.voters)))
    knockouts = {knockout.id: knockout for knockout in library.knockouts}
    for state in chosen.knockouts:
        if state.holds:
            knockout = knockouts[state.knockout]
            yield Finding(
                code="knockout", topic="path", severity="important",
                sentence=N_("{name}: {reason} Lifted by: {lifted}"),
                values={"name": knockout.name, "reason": knockout.reason, "lifted": knockout.lifted_by},
                basis=(knockout.id, *state.basis), size=len(knockout.paths) / max(1, len(library.paths)),
                evidence=(Evidence(kind="path", what=knockout.id, ids=state.basis), *_behind(inputs, state.basis)))
    for flip in chosen.flips[:1]:
        yield Finding(
            code="flip", topic="path", severity="note",
            sentence=N_("{path} would win if {what} moved from {old} to {new}."),
            values={"path": library.path[flip.winner].name, "what": _named(inputs, flip.what),
                    "old": _stand(flip.from_value), "new": _stand(flip.to_value)},
            basis=(flip.what,), size=chosen.score_of(flip.winner).wins, evidence=(Evidence(
                kind="path", what=flip.what, ids=(flip.what,), figures={
                    name: float(value) for name, value in (("old", flip.from_value), ("new", flip.to_value))
                    if value.replace(".", "", 1).isdecimal()}),))


def _stand(value: str) -> str:
    """A level with two decimals at most, a weight likewise, a word as it is said."""
    return number(round(float(value), 2), "g") if value.replace(".", "", 1).isdecimal() else in_words(value)


def _behind(inputs: Inputs, basis: tuple[str, ...]) -> Iterator[Evidence]:
    """The answers among what decides on a precondition."""
    for found in map(parse_basis, basis):
        if found.kind in ("question", "capability") and asked_under(inputs.engagement, found.what):
            yield inputs.answers(found.what)


def _named(inputs: Inputs, what: str) -> str:
    """A question, stated fact, criterion or knock-out by the words that a reader knows."""
    library, questions = inputs.engagement.the_library, inputs.engagement.the_pack.questions.values()
    names = {
        **{q.id: _("the answer to '{what}'").format(what=q.text) for q in questions},
        **{s.id: _("the stated fact '{what}'").format(what=s.question) for s in library.stated},
        **{c.id: _("the weight of '{what}'").format(what=c.condition) for c in library.criteria},
        **{k.id: _("the precondition '{what}'").format(what=k.name) for k in library.knockouts},
    }
    return names.get(what, what)


def _plan(inputs: Inputs) -> Iterator[Finding]:
    plan = inputs.roadmap
    if plan.status == "infeasible":
        yield Finding(code="infeasible", topic="roadmap", severity="critical",
                      sentence=N_("No plan meets every requirement: {conflict}"),
                      values={"conflict": " ".join(plan.conflict)}, basis=("roadmap",), size=1.0,
                      evidence=(Evidence(kind="plan", what="conflict", ids=tuple(plan.unscheduled)),))
        return
    if not plan.scheduled:
        return
    last = max(task.finish for task in plan.scheduled)
    yield Finding(
        code="plan", topic="roadmap", severity="note",
        sentence=N_("The roadmap holds {scheduled} tasks over {months} months; {left} more did not fit or pay."),
        values={"scheduled": len(plan.scheduled), "months": last, "left": len(plan.unscheduled)},
        basis=("roadmap",), size=len(plan.unscheduled) / (len(plan.scheduled) + len(plan.unscheduled)),
        evidence=(Evidence(kind="plan", what="roadmap", ids=tuple(task.task for task in plan.scheduled), figures={
            "scheduled": len(plan.scheduled), "months": last, "left": len(plan.unscheduled)}),))
    gates = sorted((t.finish, t.task) for t in plan.scheduled if t.task.startswith("I32"))
    if gates:
        yield Finding(
            code="first-gate", topic="cyber", severity="important",
            sentence=N_("Nothing new is connected before the end of {month}: protection and data integrity come "
                        "first."),
            values={"month": month(first_day(inputs.frame.start, gates[0][0] - 1))}, basis=("I32",),
            initiatives=("I32",),
            size=min(1.0, gates[0][0] / inputs.frame.months), evidence=(Evidence(
                kind="plan", what="I32", ids=tuple(task for _finish, task in gates),
                figures={"month": gates[0][0]}),))


def _value(inputs: Inputs) -> Iterator[Finding]:
    value, currency = inputs.value, inputs.engagement.currency
    low, middle, high = value.investment
    yield Finding(
        code="investment", topic="value", severity="important",
        sentence=N_("Over {years} years the whole effort costs about {middle} (between {low} and {high}), internal "
                    "work and running cost included."),
        values={"years": f"{value.quarters / 4:.0f}", "low": money(low, currency), "middle": money(middle, currency),
                "high": money(high, currency)},
        basis=("value",), size=_share(middle, middle + value.benefit[1]), evidence=(_worth(
            inputs, years=value.quarters / 4, low=low, middle=middle, high=high),))
    if value.standing:
        low, middle, high = value.stay_as_we_are
        yield Finding(
            code="stay-as-we-are", topic="value", severity="note",
            sentence=N_(
                "Staying as we are costs about {middle} over the same years at today's value (between {low} and "
                "{high}); waiting two quarters costs about {delay} on average.") if value.delay_cost > 0 else
            N_("Staying as we are costs about {middle} over the same years at today's value (between {low} and "
               "{high}); on the figures so far waiting two quarters loses nothing."),
            values={"low": money(low, currency), "middle": money(middle, currency), "high": money(high, currency),
                    "delay": money(value.delay_cost, currency)}, basis=("value",),
            size=_share(value.delay_cost, middle), evidence=(Evidence(
                kind="value", what="standing", ids=tuple(item.id for item in value.standing),
                figures={"low": low, "middle": middle, "high": high, "delay": value.delay_cost}),))
    if not value.stops_priced:
        yield Finding(
            code="stops-unpriced", topic="value", severity="note",
            sentence=N_("The cost leaves out {hours} hours of stopped production: nobody gave the price of an hour."),
            values={"hours": number(value.stop_hours)}, basis=("value",), size=1.0,
            evidence=(_worth(inputs, hours=value.stop_hours),))
    if value.indicative:
        yield Finding(
            code="indicative", topic="value", severity="important",
            sentence=N_("The value case is indicative: client figures confirmed by a finance owner carry {share} % "
                        "of the benefit, {needed} % are needed."),
            values={"share": f"{100 * value.confirmed_share:.0f}",
                    "needed": f"{100 * inputs.engagement.the_library.settings.confirmed_share:.0f}"},
            basis=("value",), initiatives=("I08",), size=1 - value.confirmed_share, evidence=(_worth(
                inputs, share=100 * value.confirmed_share,
                needed=100 * inputs.engagement.the_library.settings.confirmed_share),))
    else:
        yield Finding(
            code="npv", topic="value", severity="important",
            sentence=N_("The net present value is about {middle} (between {low} and {high})."),
            values=dict(zip(("low", "middle", "high"), (money(x, currency) for x in value.npv), strict=True)),
            basis=("value",), size=abs(2 * value.chance_positive - 1), evidence=(_worth(
                inputs, **dict(zip(("low", "middle", "high"), value.npv, strict=True))),))


def _share(part: float, whole: float) -> float:
    return min(1.0, max(0.0, part / whole)) if whole > 0 else 0.0


def _worth(inputs: Inputs, **figures: float) -> Evidence:
    return Evidence(kind="value", what="value", ids=tuple(driver.driver for driver in inputs.value.drivers),
                    figures=figures)


def _trend(inputs: Inputs) -> Iterator[Finding]:
    if inputs.trend is None:
        return
    names = {d.id: d.name for d in inputs.engagement.the_pack.dimensions}
    for move in inputs.trend.moves:
        if move.real and move.kind == "dimension" and abs(move.like_for_like or 0) >= WORTH_SAYING:
            word = N_("{dimension} rose by {change} levels since {cycle}, more than noise explains.")
            like_for_like = move.like_for_like or 0.0
            if like_for_like < 0:
                word = N_("{dimension} fell by {change} levels since {cycle}, more than noise explains.")
            yield Finding(
                code="moved", topic="trend", severity="note", sentence=word,
                values={"dimension": names[move.node], "change": number(abs(like_for_like), ".1f"),
                        "cycle": inputs.trend.from_cycle},
                basis=(move.node,), size=min(1.0, abs(like_for_like) / inputs.span),
                evidence=(inputs.answers(move.node, change=abs(like_for_like)), Evidence(
                    kind="trend", what=move.node, ids=answer_keys(
                        inputs.engagement, inputs.trend.from_cycle, asked_under(inputs.engagement, move.node)))))
