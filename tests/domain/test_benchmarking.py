"""Benchmarks: intervals, percentiles, tracks, and what is never compared."""

from __future__ import annotations

from datetime import date

import pytest
from domain.building import engagement, library, pack, question

from assessment.domain import facts as f
from assessment.domain.basis import Source
from assessment.domain.benchmarking import Peer, compare, wilson
from assessment.domain.library import Benchmark, ClassShare
from assessment.domain.scoring import score


def observation(**given) -> Benchmark:
    return Benchmark(**{
        "id": "B", "metric": "Has it", "question": "q", "population": "plants", "n": 600, "n_kind": "exact",
        "year": "2025", "unit": "percent", "value": 43, "at_least": 3, "track": "self-reported",
        "sector": "cross-industry", "use": "comparison", "source": Source(publisher="P"), **given})


def peer(level: int = 3, validated: bool = False, **given) -> Peer:
    content = library(benchmarks=(observation(**given),))
    checked = (f.Validated(cycle="c1", site="a", question="q", accepted=True),) if validated else ()
    state = engagement({"q": {"a": {"IT": level}}}, content=content, extra=checked)
    found = compare(state, score(state, "c1", draws=0))
    return (found.peers + found.context)[0]


def test_the_interval_of_26_of_30():
    found = wilson(26, 30)
    assert (round(found.low), round(found.high)) == (70, 95)
    shown = peer(n=30, value=87).interval
    assert (round(shown.low), round(shown.high)) == (70, 95)


@pytest.mark.parametrize(("level", "verdict"), [(2, "not-reached"), (3, "reached"), (5, "reached")])
def test_a_share_names_the_level_that_it_stands_for(level, verdict):
    assert peer(level).verdict == verdict


def test_the_class_into_which_the_own_score_falls_is_named():
    classes = (ClassShare(label="low", share=40, levels=(1, 3)), ClassShare(label="high", share=60, levels=(3, 6)))
    found = [peer(level, value=None, at_least=None, classes=classes).own_class for level in (2, 3, 5)]
    assert found == ["low", "high", "high"]
    assert peer(2).own_class == ""


@pytest.mark.parametrize("given", [
    {"n": None, "n_kind": "not-stated"}, {"use": "context"}, {"at_least": None}, {"question": None},
    {"track": "field-observed"},
])
def test_what_cannot_be_compared_is_context(given):
    found = peer(**given)
    assert found.verdict == "context"
    assert found.why_context
    assert found.percentile is None


def test_a_validated_level_is_compared_with_field_observations():
    assert peer(validated=True, track="field-observed").verdict == "reached"


@pytest.mark.parametrize(("value", "verdict"), [
    (2.9, "above"), (2.96, "level-with"), (3, "level-with"), (3.04, "level-with"), (3.2, "below")])
def test_a_score_beside_a_published_mean_reads_as_it_is_printed(value, verdict):
    found = peer(unit="level", value=value, at_least=None)
    assert (found.verdict, found.held) == (verdict, 3)


def test_a_share_is_held_against_the_level_attained_not_the_average():
    """Two sites at 2 and 4: the average is 3, the level attained 2, and it is the 2 that is shown."""
    state = engagement({"q": {"a": {"IT": 2}, "b": {"IT": 4}}}, sites={"a": 1, "b": 1},
                       content=library(benchmarks=(observation(),)))
    found = compare(state, score(state, "c1", draws=0)).peers[0]
    assert (found.own, found.held, found.verdict) == (3, 2, "not-reached")


CLASSES = (ClassShare(label="low", share=20, levels=(1, 2)), ClassShare(label="middle", share=50, levels=(2, 4)),
           ClassShare(label="high", share=30, levels=(4, 5)))


@pytest.mark.parametrize(("level", "middle", "low", "high", "verdict"), [
    (1, 10, 0, 20, "below"), (3, 45, 20, 70, "within"), (5, 85, 70, 100, "above")])
def test_a_distribution_gives_a_mid_rank_with_its_class_as_uncertainty(level, middle, low, high, verdict):
    found = peer(level, value=None, at_least=None, classes=CLASSES)
    assert (found.percentile, found.percentile_range.low, found.percentile_range.high) == (middle, low, high)
    assert found.verdict == verdict


def test_under_fifty_there_is_no_percentile_and_no_colour():
    found = peer(n=49, value=None, at_least=None, classes=CLASSES)
    assert (found.percentile, found.percentile_range, found.colour) == (None, None, False)
    assert peer(n=49).colour is False
    assert peer(n=50).colour is True


def test_an_old_figure_says_so():
    assert peer(expires=2025).stale
    assert not peer(expires=2026).stale


def test_sites_are_ranked_among_themselves_ties_sharing_a_rank():
    state = engagement({"q": {"a": {"IT@a": 4}, "b": {"IT@b": 2}, "c": {"IT@c": 4}}},
                       of=pack({"d": {"c": [question("q")]}}), sites={"a": 1, "b": 1, "c": 1})
    ranks = {rank.site: (rank.rank, rank.of) for rank in compare(state, score(state, "c1", draws=0)).ranks}
    assert ranks == {"a": (1, 3), "b": (3, 3), "c": (1, 3)}
    assert state.as_of == date(2026, 3, 2)
