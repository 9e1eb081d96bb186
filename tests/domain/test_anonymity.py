"""No one engagement can be worked out from what was published, in one publication or over many."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.anonymity import Cell, Member, banded, cells, safe, size_class

SIZES, KINDS = ("small", "middle", "large"), ("biologics", "packaging")
STEP = st.tuples(st.sampled_from(("join", "join", "leave", "change", "publish")), st.integers(0, 29),
                 st.floats(1, 5), st.integers(1, 9))


def member(number: int, value: float, version: int = 0, nodes: tuple[str, ...] = ("d", "e")) -> Member:
    return Member(id=f"m{number:02}", version=f"m{number:02}.{version}", values=dict.fromkeys(nodes, value),
                  strata={"all": "all", "size": SIZES[number % 3], "modality": KINDS[number // 3 % 2]})


def pieces(views: list[frozenset[object]]) -> list[int]:
    """Sizes of all pieces that any unions, cuts and differences of the views are made of."""
    return list(Counter(tuple(key in view for view in views) for key in frozenset().union(*views)).values())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 25), st.lists(STEP, min_size=1, max_size=25))
def test_no_cut_of_published_views_is_smaller_than_five(begin: int, steps: list[tuple[str, int, float, int]]):
    present = {n: member(n, 1 + n % 5) for n in range(begin)}
    published: list[Cell] = []
    for version, (what, first, value, count) in enumerate([*steps, ("publish", 0, 1, 1)], 1):
        for number in range(first, first + count):
            if what == "leave":
                present.pop(number, None)
            elif what in ("join", "change") and (what == "change") == (number in present):
                present[number] = member(number, value, version, ("d", "e") if number % 4 else ("d",))
        if what == "publish":
            found = cells(list(present.values()), ("d", "e"), published)
            for cell in found:
                assert {name for name, _version in cell.members} <= {one.id for one in present.values()}
            published += found
    for node in ("d", "e"):
        views = [cell.members for cell in published if cell.node == node]
        for told in (views, [frozenset(name for name, _version in view) for view in views]):
            assert all(size >= 5 for size in pieces(list(told)))
            for one in told:
                assert all(not one ^ other or len(one ^ other) >= 5 for other in told)


def test_a_small_stratum_takes_the_one_beside_it_along():
    people = [member(0, 3), *(member(3 * n + 1, 2) for n in range(6)), *(member(3 * n + 2, 4) for n in range(6))]
    told = {(cell.by, cell.stratum): cell.n for cell in cells(people, ("d",), ()) if cell.by != "modality"}
    assert told == {("all", "all"): 13, ("size", "large"): 6}, "13 - 6 = 7 is left of which 6 would tell one"


def test_four_are_nobody_and_five_are_a_group():
    assert cells([member(n, 3) for n in range(4)], ("d",), ()) == ()
    assert [cell.n for cell in cells([member(n, 3) for n in range(5)], ("d",), ())] == [5]


@pytest.mark.parametrize(("now", "told"), [
    (range(10), 10),  # nothing changed: the same again
    (range(14), 10),  # four joined and wait
    (range(15), 15),
    (range(9), 5),  # one withdrew: four more are held back with it
    (range(5), 5),
    (range(4), 0),
    (range(5, 15), 10),
])
def test_a_publication_beside_one_of_ten(now: range, told: int):
    before = frozenset((f"m{n:02}", "1") for n in range(10))
    assert len(safe(((f"m{n:02}", "1") for n in now), [before])) == told


def test_one_changed_figure_is_not_told_by_two_views():
    before = frozenset((f"m{n:02}", "1") for n in range(8))
    now = {*((f"m{n:02}", "1") for n in range(7)), ("m07", "2")}
    assert safe(now, [before]) == frozenset()


@given(st.lists(st.floats(1, 5), min_size=5, max_size=5))
def test_no_quantile_is_lower_or_higher_than_the_figures(values: list[float]):
    found = [banded(values, share) for share in (0.25, 0.5, 0.75)]
    assert min(values) - 0.05 - 1e-9 <= found[0] <= found[1] <= found[2] <= max(values) + 0.05 + 1e-9


def test_a_quantile_of_five_is_nobodys_own_figure():
    values = [1.0, 2.0, 3.5, 4.5, 5.0]
    assert [banded(values, share) for share in (0.25, 0.5, 0.75)] == [1.8, 3.4, 4.6]


def test_size_classes_meet_without_a_gap():
    assert [size_class(n) for n in (999, 1000, 4999, 5000)] == ["under-1000", "1000-4999", "1000-4999", "5000-or-more"]
