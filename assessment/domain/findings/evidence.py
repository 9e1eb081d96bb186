"""What a finding rests on: answers by their keys, and everything else by its id, with the numbers before rounding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.scoring import Scorecard
from assessment.domain.scoring.nodes import members

EvidenceKind = Literal["answers", "benchmark", "connections", "design", "kpi", "path", "plan", "procedures", "progress",
                       "scope", "sides", "trend", "use-cases", "value"]


class Evidence(Frozen):
    """`ids` is what was counted or computed from: keys of answers as `answer_key` writes them, else ids of connections,
    tasks, drivers and the like. `figures` maps a name in the finding's sentences to its number before rounding, money
    in thousand of currency, shares in percent. `n` people, `coverage` and `validated` shares 0..1, of answers only.
    """

    kind: EvidenceKind
    what: str
    """Node, place, path or whatever the numbers are of."""
    site: str | None = None
    ids: tuple[str, ...] = ()
    n: int | None = None
    coverage: float | None = None
    validated: float | None = None
    figures: dict[str, float] = {}


def answer_key(cycle: str, place: Place, question: str) -> str:
    """Key of the answers to a question at a place in a cycle: cycle/site/question, a dash for the network."""
    return f"{cycle}/{place or '-'}/{question}"


def parse_answer_key(key: str) -> tuple[str, Place, str]:
    """Cycle, place and question of a key; ids hold no slash."""
    cycle, place, question = key.rsplit("/", 2)
    return cycle, None if place == "-" else place, question


def answered(engagement: Engagement, card: Scorecard, node: str, site: Place = None, n: int | None = None,
             **figures: float) -> Evidence:
    """The answers under a question, capability, dimension or index at a place (None: all of them)."""
    score = card.score(node, site)
    asked = asked_under(engagement, node)
    return Evidence(
        kind="answers", what=node, site=site, ids=answer_keys(engagement, card.cycle, asked, site),
        n=n if n is not None or score is None else score.n, coverage=score.coverage if score else 0.0,
        validated=score.validated_share if score else 0.0, figures=figures)


def answered_at(engagement: Engagement, card: Scorecard, site: Place = None, n: int | None = None,
                **figures: float) -> Evidence:
    """All answers at a site, or of the whole engagement; shares are means over its dimensions."""
    nodes = [score for d in engagement.the_pack.dimensions
             if (score := card.score(d.id, site)) is not None and score.applicable]
    count = max(1, len(nodes))
    return Evidence(
        kind="answers", what=site or "network", site=site,
        ids=answer_keys(engagement, card.cycle, engagement.the_pack.questions.keys(), site),
        n=n if n is not None else max((score.n for score in nodes), default=0),
        coverage=sum(score.coverage for score in nodes) / count,
        validated=sum(score.validated_share for score in nodes) / count, figures=figures)


def asked_under(engagement: Engagement, node: str) -> frozenset[str]:
    """The questions under a question, capability, dimension or index."""
    pack = engagement.the_pack
    if node in INDEX_NAMES:
        return frozenset(q.id for d in pack.dimensions if d.index == node for q in d.questions)
    return frozenset(members(pack).get(node, ()))


def answer_keys(engagement: Engagement, cycle: str, asked: Iterable[str], site: Place = None) -> tuple[str, ...]:
    """Keys with a vote or an agreed level, in the order of the pack."""
    wanted = set(asked)
    return tuple(
        answer_key(cycle, place, question.id) for question in engagement.the_pack.questions.values()
        if question.id in wanted for place in engagement.places(question)
        if (site is None or place == site) and (
            (cycle, place, question.id) in engagement.agreed or engagement.votes(cycle, place, question.id)))
