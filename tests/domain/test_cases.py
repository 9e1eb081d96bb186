"""Expert cases of scoring, polls, gaps and benchmarks: tests/cases/scoring-*.yaml, each worked out by hand.

Every case is recorded fact by fact as the product records it, so that only a history that could have happened counts,
then replayed and scored. How a case is written is told at the head of tests/cases/scoring-votes.yaml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from domain.casebook import Case, Expect, told

from assessment.domain.basis import Refused
from assessment.domain.benchmarking import compare
from assessment.domain.consensus import poll
from assessment.domain.engagement import Engagement, replay
from assessment.domain.scoring import Scorecard, points, score, to_review

FILES = sorted((Path(__file__).parents[1] / "cases").glob("scoring-*.yaml"))
CASES = [Case.model_validate(entry) for path in FILES for entry in yaml.safe_load(path.read_text("utf-8"))]
WRITTEN = 1e-6
"""Values hold to the sixth digit after the point."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_expert_case(case: Case) -> None:
    if case.expect.refused:
        with pytest.raises(Refused, match=case.expect.refused):
            told(case.given)
        return
    state = replay(told(case.given))
    card = score(state, "c1", seed=case.given.seed, draws=case.given.draws)
    _scores(case.expect, card)
    _polls(case.expect, state)
    _gaps(case.expect, card)
    _figures(case.expect, state, card)
    if case.expect.review is not None:
        items = to_review(state, "c1")
        found = {f"{item.question.id}@{item.place or 'network'}":
                 "sent back" if item.sent_back else "waits" if item.waits else "seen" for item in items}
        assert found == case.expect.review
    assert points(state, "c1").scores == score(state, "c1", draws=0).scores


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 44
    assert len({case.title for case in CASES}) == len(CASES)
    for case in CASES:
        assert len(case.because.split()) >= 8, case.title
        assert case.source.startswith(("docs/method.md", "trap: ")), case.title


@pytest.mark.parametrize("change", [
    {"titel": "x"}, {"given": {"site": {"a": 1}}}, {"expect": {"scores": {"q": {"values": 3}}}}, {"expect": {}},
    {"given": {"questions": {"q": {"weigth": 2}}}}, {"given": {"later": [{"do": "vote", "question": "q@plant"}]}},
])
def test_a_misspelt_case_fails(change: dict[str, Any]) -> None:
    whole = {"title": "x", "source": "docs/method.md 2", "because": "x", "given": {"questions": {"q": {}}},
             "expect": {"scores": {"q": {"value": 3}}}}
    Case.model_validate(whole)
    with pytest.raises(ValueError):
        Case.model_validate({**whole, **change})


def _scores(expect: Expect, card: Scorecard) -> None:
    for key, wanted in expect.scores.items():
        node, _, place = key.partition("@")
        found = card.score(node, place or None)
        if wanted == "missing":
            assert found is None, key
        else:
            _same(wanted, found, key)


def _polls(expect: Expect, state: Engagement) -> None:
    for key, wanted in expect.polls.items():
        question, _, place = key.partition("@")
        found = poll(state, None if place == "network" else place, "c1", question)
        medians = {votes.function: votes.median for votes in found.functions}
        if "medians" in wanted.model_fields_set:
            assert wanted.medians == medians, key
        _same(wanted, found, key, besides=("medians",))


def _gaps(expect: Expect, card: Scorecard) -> None:
    for key, wanted in expect.gaps.items():
        node, _, place = key.partition("@")
        found = next((gap for gap in card.gaps if (gap.node, gap.site) == (node, place or None)), None)
        if wanted == "missing":
            assert found is None, key
        else:
            _same(wanted, found, key)
    for shown in expect.shown_gaps:
        assert tuple(gap.node for gap in card.gaps_of(shown.kind, shown.at)) == shown.nodes, shown


def _figures(expect: Expect, state: Engagement, card: Scorecard) -> None:
    found = compare(state, card)
    peers = {peer.benchmark.id: peer for peer in (*found.peers, *found.context)}
    for key, wanted in expect.peers.items():
        _same(wanted, peers[key], key, besides=("rounded",))
        if wanted.rounded is not None:
            interval = peers[key].interval
            assert interval is not None
            assert (round(interval.low), round(interval.high)) == wanted.rounded, key
    ranks = {f"{rank.dimension}@{rank.site}": f"{rank.rank} of {rank.of}" for rank in found.ranks}
    assert expect.ranks.items() <= ranks.items()


def _same(wanted: Any, found: Any, key: str, besides: tuple[str, ...] = ()) -> None:
    """Every field that the case names is what was found; ranges are compared end by end."""
    assert found is not None, key
    for name in wanted.model_fields_set - set(besides):
        expected, actual = getattr(wanted, name), getattr(found, name)
        where = f"{key}: {name}"
        if expected is None or actual is None:
            assert actual is expected, where
        elif name in ("bounds", "interval", "extremes", "percentile_range"):
            assert (actual.low, actual.high) == pytest.approx(expected, abs=WRITTEN), where
        elif isinstance(expected, float):
            assert actual == pytest.approx(expected, abs=WRITTEN), where
        else:
            assert actual == expected, where
