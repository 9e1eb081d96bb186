"""What holds of every score, with conditions, site kinds, weights of functions, caps and cumulative packs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from domain.building import engagement, pack, question
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.pack import Cap, Condition, Pack, Question, Scale
from assessment.domain.scoring import Scorecard, score, values
from assessment.domain.scoring.bulk import MISSING, score_many
from assessment.domain.scoring.types import FEWEST, PerceptionGap

Table = dict[str, dict[str, dict[str, list[Any]]]]
SITES = {"a": 2.0, "b": 1.0}


def asked(name: str, *when: Condition, **more: Any) -> Question:
    scope = more.pop("scope", "site")
    return question(name, scope=scope).model_copy(update={"when": when, **more})


LAYOUT = {
    "d": {"c": [asked("gate"), asked("after", Condition(question="gate", at_least=3)),
                asked("gap", Condition(question="gate", below=3))],
          "k": [asked("chain", Condition(question="after", at_least=2), weight=3.0)]},
    "e": {"m": [asked("net", scope="network"), asked("under", Condition(question="net", at_least=2)),
                asked("bio", site_kinds=("biologics",))]},
}
CAPS = (Cap(id="x", dimension="d", level=2, question="gate", below=4, reason="-"),
        Cap(id="y", dimension="e", level=3, question="after", below=4, reason="-"))
CONDITIONAL = pack(LAYOUT, caps=CAPS, weights={"k": 2.0, "e": .5})
EXTRA = (f.SiteDefined(site="a", name="a", weight=2.0, site_kind="biologics"),
         f.SiteDefined(site="b", name="b", weight=1.0, site_kind="packaging"),
         f.FunctionWeightsSet(weights={"OT": 2.5}, reason="-"))

WORDS = st.sampled_from([1, 2, 3, 4, 5, 5, "unknown", "na", None])
TWO = st.lists(WORDS, min_size=2, max_size=2)


def at(*places: str) -> st.SearchStrategy[dict[str, dict[str, list[Any]]]]:
    return st.fixed_dictionaries({
        place: st.fixed_dictionaries({f"IT@{place}" if place != "-" else "IT": TWO,
                                      f"OT@{place}" if place != "-" else "OT": TWO}) for place in places})


TABLES = st.fixed_dictionaries({**{name: at("a", "b") for name in ("gate", "after", "gap", "chain", "under")},
                                "net": at("-"), "bio": at("a")})


def conditional(table: Table, of: Pack = CONDITIONAL) -> Engagement:
    return engagement(table, of=of, sites=SITES, extra=EXTRA)


def card_of(table: Table, of: Pack = CONDITIONAL) -> Scorecard:
    return score(conditional(table, of), "c1", draws=0)


def applicability(table: Table, of: Pack = CONDITIONAL) -> dict[tuple[str, str | None], bool]:
    return {key: value.applicable for key, value in values(conditional(table, of), "c1").items()}


def changed(table: Table, data: st.DataObject, which: Any, to: Any) -> Table:
    """A copy in which one answer that `which` accepts is `to(answer)`; gives up where there is none."""
    places = [(q, p, g, i) for q, ps in table.items() for p, gs in ps.items() for g, vs in gs.items()
              for i, v in enumerate(vs) if which(v)]
    assume(places)
    q, p, g, i = data.draw(st.sampled_from(places))
    copy = {a: {b: {c: list(vs) for c, vs in gs.items()} for b, gs in ps.items()} for a, ps in table.items()}
    copy[q][p][g][i] = to(copy[q][p][g][i])
    return copy


@settings(max_examples=60, deadline=None)
@given(TABLES, st.data())
def test_where_the_same_questions_apply_a_higher_answer_lowers_nothing(table, data):
    higher = changed(table, data, lambda v: isinstance(v, int) and v < 5, lambda v: data.draw(st.integers(v + 1, 5)))
    assume(applicability(table) == applicability(higher))
    before, after = card_of(table), card_of(higher)
    for old in before.scores:
        new = after.score(old.node, old.site)
        assert new.coverage == pytest.approx(old.coverage)
        if old.value is not None:
            assert new.value >= old.value - 1e-9
        if old.level is not None:
            assert new.level >= old.level


@settings(max_examples=60, deadline=None)
@given(TABLES, st.data())
def test_where_the_same_questions_apply_one_more_answer_lowers_no_coverage(table, data):
    more = changed(table, data, lambda v: v is None, lambda _: data.draw(st.integers(1, 5)))
    assume(applicability(table) == applicability(more))
    before, after = card_of(table), card_of(more)
    assert all(after.score(old.node, old.site).coverage >= old.coverage - 1e-9 for old in before.scores)


@settings(max_examples=40, deadline=None)
@given(TABLES, st.randoms())
def test_who_said_it_and_in_which_order_changes_nothing(table, random):
    before = card_of(table)
    order = list(table)
    random.shuffle(order)
    other = {q: {p: {g: random.sample(vs, len(vs)) for g, vs in random.sample(list(gs.items()), len(gs))}
                 for p, gs in table[q].items()} for q in order}
    after = card_of(other)
    for old in before.scores:
        new = after.score(old.node, old.site)
        assert new.value == (None if old.value is None else pytest.approx(old.value))
        assert (new.level, new.caps, new.state, new.applicable) == (old.level, old.caps, old.state, old.applicable)
        assert new.coverage == pytest.approx(old.coverage)


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_caps_lower_levels_and_touch_nothing_else(table):
    capped, free = card_of(table), card_of(table, pack(LAYOUT, weights={"k": 2.0, "e": .5}))
    for old in free.scores:
        new = capped.score(old.node, old.site)
        assert new.model_copy(update={"level": old.level, "caps": ()}) == old
        assert new.uncapped == old.level
        if old.level is not None and new.kind == "dimension":
            named = [cap.level for cap in CAPS if cap.id in new.caps]
            assert new.level == min([old.level, *named])


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_what_stands_in_the_bounds_holds_the_score(table):
    for found in card_of(table).scores:
        if found.bounds is not None:
            assert 1 - 1e-9 <= found.bounds.low <= found.bounds.high <= 5 + 1e-9
            if found.coverage == pytest.approx(1):
                assert (found.bounds.low, found.bounds.high) == pytest.approx((found.value, found.value))


def cumulative(levels: list[int], marks: list[int | None]) -> Pack:
    practices = [question(f"p{i}").model_copy(update={"level": level, "pass_mark": mark,
                                                      "anchors": dict.fromkeys(range(1, 5), "-")})
                 for i, (level, mark) in enumerate(zip(levels, marks, strict=True))]
    half = len(practices) // 2
    base = pack({"d": {"c": practices[:half], "k": practices[half:]}}, scale=(1, 4), weights={"c": 3.0})
    return base.changed(maturity=Scale(minimum=0, maximum=3, names=("0", "1", "2", "3")), pass_mark=3)


PRACTICES = st.lists(st.tuples(st.integers(1, 3), st.sampled_from([None, None, 2, 4])), min_size=6, max_size=6)
FOUR = st.sampled_from([1, 2, 3, 4, 4, "na", None])


@settings(max_examples=60, deadline=None)
@given(PRACTICES, st.lists(st.tuples(FOUR, FOUR), min_size=6, max_size=6), st.data())
def test_in_a_cumulative_pack_a_higher_answer_never_lowers_the_level(practices, given_levels, data):
    of = cumulative([level for level, _ in practices], [mark for _, mark in practices])
    table: Table = {f"p{i}": {"a": {"OT@a": [here]}, "b": {"OT@b": [there]}}
                    for i, (here, there) in enumerate(given_levels)}
    higher = changed(table, data, lambda v: isinstance(v, int) and v < 4, lambda v: data.draw(st.integers(v + 1, 4)))
    before, after = (score(engagement(t, of=of, sites=SITES), "c1", draws=0) for t in (table, higher))
    for old in before.scores:
        new = after.score(old.node, old.site)
        if old.level is None:
            assert new.level is None
        else:
            assert new.level >= old.level


@settings(max_examples=40, deadline=None)
@given(PRACTICES, st.lists(st.one_of(st.integers(1, 4), st.just(MISSING)), min_size=6, max_size=6))
def test_bulk_levels_of_a_cumulative_pack_are_those_of_the_scorecard(practices, given_levels):
    of = cumulative([level for level, _ in practices], [mark for _, mark in practices])
    votes = np.array(given_levels, np.int8).reshape(1, 6, 1)
    table: Table = {f"p{i}": {"a": {"OT@a": [None if v == MISSING else v]}} for i, v in enumerate(given_levels)}
    found, card = score_many(of, votes, ("OT",), levels=True), score(engagement(table, of=of), "c1", draws=0)
    assert found.levels is not None
    for column, node in enumerate(found.nodes):
        own = card.score(node)
        assert own is not None
        if own.kind != "index":
            assert found.levels[0, column] == (-1 if own.level is None else own.level), node


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=1, max_size=6))
def test_nobody_can_be_worked_out_from_the_gaps_that_are_shown(people):
    def gap(site: str | None, n_it: int, n_ot: int) -> PerceptionGap:
        return PerceptionGap(node="q", kind="question", site=site, it=3, ot=2, gap=1, interval=None, n_it=n_it,
                             n_ot=n_ot, finding=False)

    places = [f"s{i}" for i in range(len(people))]
    whole = gap(None, sum(it for it, _ in people), sum(ot for _, ot in people))
    card = Scorecard(cycle="c1", seed=0, draws=0, scores=(), voters=0, sites=tuple(places),
                     gaps=(whole, *(gap(place, *n) for place, n in zip(places, people, strict=True))))
    shown = [found for place in places for found in card.gaps_of("question", place)]
    for side in ("n_it", "n_ot"):
        sizes = [getattr(one, side) for one in shown]
        assert all(size >= FEWEST for size in sizes)
        rest = getattr(whole, side) - sum(sizes)
        assert rest == 0 or rest >= FEWEST or not shown
    if all(min(n) >= FEWEST for n in people):
        assert len(shown) == len(people)
