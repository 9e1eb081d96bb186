"""From a condition or a precondition to the answers it rests on, place by place."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.consensus import poll
from assessment.domain.paths import Basis, parse_basis
from assessment.domain.results import Results
from assessment.report.tables.explanation import basis_in_words
from assessment.report.tables.table import Column, Table, one, signed
from assessment.text import _, in_words


def answers_behind(results: Results, what: str) -> tuple[tuple[Basis, Table], ...]:
    """What decides a condition or knock-out (its id): for each input a table of its values by place."""
    strengths = {s.criterion: s.basis for s in results.recommendation.strengths}
    states = {s.knockout: s.basis for s in results.recommendation.knockouts}
    return answers_of(results, strengths.get(what, states.get(what, ())))


def answers_of(results: Results, texts: Iterable[str]) -> tuple[tuple[Basis, Table], ...]:
    """The same for bases in their short form, such as 'question:owner-network=2'."""
    found = [parse_basis(text) for text in texts]
    return tuple((basis, _traced(results, basis)) for basis in found if basis.kind not in ("none", "sites"))


def _traced(results: Results, basis: Basis) -> Table:
    title = basis_in_words(results.engagement, basis)
    if basis.kind == "stated":
        return _stated(results, basis, title)
    if basis.kind == "question":
        return _levels(results, [basis.what], title)
    capability = results.engagement.the_pack.capabilities.get(basis.what)
    return _levels(results, [question.id for question in capability.questions] if capability else [], title)


def _levels(results: Results, questions: Iterable[str], title: str) -> Table:
    """A row for each question and place: level, state, votes, and the gap of IT and OT where it may be shown."""
    engagement, card = results.engagement, results.scorecard
    states = {"none": _("open"), "self-assessed": _("self-assessed"), "agreed": _("agreed"),
              "validated": _("validated"), "na": _("not applicable")}
    rows = []
    for name in questions:
        question = engagement.the_pack.questions[name]
        for place in engagement.places(question):
            node = card.score(name, place)
            votes = poll(engagement, place, results.cycle.id, name)
            rows.append((question.text, _("network") if place is None else engagement.sites[place].name,
                         one(node.value if node else None), states[node.state] if node else _("not asked"),
                         str(votes.voted), "–" if votes.shown_gap is None else signed(votes.shown_gap)))
    return Table("answers-behind", title, (
        Column(_("Question"), 40), Column(_("Where"), 16), Column(_("Level"), 8, "right"), Column(_("State"), 14),
        Column(_("Votes"), 8, "right"), Column(_("IT − OT"), 14, "right")), tuple(rows))


def _stated(results: Results, basis: Basis, title: str) -> Table:
    engagement = results.engagement
    rows = [(_("network") if place is None else engagement.sites[place].name, in_words(fact.value))
            for (name, place), fact in engagement.stated.items() if name == basis.what]
    return Table("answers-behind", title, (Column(_("Where"), 50), Column(_("Stated"), 50)),
                 tuple(rows) or ((_("network"), _("unknown")),))
