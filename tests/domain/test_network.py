"""Sites beside each other: places with their ties by hand, donors, and who may see it."""

from __future__ import annotations

import pytest
from domain.building import engagement, library, pack, question
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Interval
from assessment.domain.engagement import sees_ranking
from assessment.domain.library import Settings
from assessment.domain.network import difference, gaps, rank, similarity
from assessment.domain.paths import clusters_of
from assessment.domain.scoring import Score, Scorecard, score


def at(site: str, value: float | None, half: float | None = None) -> Score:
    interval = None if value is None or half is None else Interval(low=value - half, high=value + half)
    return Score(node="d", kind="dimension", site=site, value=value, interval=interval)


def card(*scores: Score) -> Scorecard:
    return Scorecard(cycle="c1", seed=1, draws=2000, scores=scores, gaps=(), voters=30,
                     sites=tuple(one.site or "" for one in scores))


def places(found: Scorecard) -> dict[str, tuple[int, int]]:
    return {one.site: (one.best, one.worst) for one in rank(found, "d").ranks}


def test_the_interval_of_a_difference_adds_squares_on_each_side():
    one = Score(node="d", kind="dimension", site="a", value=3.0, interval=Interval(low=2.7, high=3.1))
    other = Score(node="d", kind="dimension", site="b", value=2.0, interval=Interval(low=1.0, high=2.4))
    found = difference(one, other)
    assert found is not None
    # low: 1 - sqrt(0.3² + 0.4²) = 0.5; high: 1 + sqrt(0.1² + 1.0²) = 2.00499
    assert (found.low, found.high) == (pytest.approx(0.5), pytest.approx(2.00499, abs=1e-5))


def test_sites_whose_intervals_overlap_may_still_differ():
    # 3.0 ± 0.3 and 2.5 ± 0.3 share 2.7..2.8, yet the difference is 0.5 ± 0.424
    assert places(card(at("a", 3.0, 0.3), at("b", 2.5, 0.3))) == {"a": (1, 1), "b": (2, 2)}


def test_a_chain_of_ties_gives_ranges():
    # neighbours differ by 0.4 ± 0.424: tied; the ends by 0.8 ± 0.424: not; d is below all
    found = card(at("d", 1.0, 0.3), at("c", 2.6, 0.3), at("a", 3.4, 0.3), at("b", 3.0, 0.3))
    assert places(found) == {"a": (1, 2), "b": (1, 3), "c": (2, 3), "d": (4, 4)}
    assert [one.site for one in rank(found, "d").ranks] == ["a", "b", "c", "d"]
    assert [one.tied for one in rank(found, "d").ranks] == [("b",), ("a", "c"), ("b",), ()]


def test_a_score_without_an_interval_ties_with_all_and_no_score_has_no_place():
    assert places(card(at("a", 4.0, 0.1), at("b", 1.0), at("c", 2.0, 0.1), at("e", None))) == {
        "a": (1, 2), "c": (2, 3), "b": (1, 3)}


@given(st.permutations([at("a", 3.4, 0.3), at("b", 3.0, 0.3), at("c", 3.0, 0.1), at("d", 2.0), at("e", 1.2, 0.4),
                        at("g", None)]))
def test_the_order_in_which_sites_are_defined_changes_nothing(scores: list[Score]):
    assert rank(card(*scores), "d") == rank(card(*sorted(scores, key=lambda one: one.site or "")), "d")


def test_similar_sites_by_hand():
    one = f.SiteDefined(site="a", name="A", site_kind="biologics", headcount=500, brownfield_years=10, sterile=True)
    other = one.model_copy(update={"site": "b", "headcount": 1000, "brownfield_years": 25.0, "sterile": False})
    assert similarity(one, other) == pytest.approx((1 + 0 + 0.5 + 0.5) / 4)
    near, far = (site.model_copy(update={"cluster": name}) for site, name in ((one, "east"), (other, "west")))
    assert similarity(near, far) == pytest.approx((1 + 0 + 0.5 + 0.5 + 0) / 5)
    assert similarity(one, one.model_copy(update={"site": "c"})) == 1


def test_donors_attained_the_target_and_somebody_else_said_so():
    sites = dict.fromkeys(("low", "claims", "near", "like", "small"), 1.0)
    given_levels = {"low": 2, "claims": 5, "near": 3, "like": 4, "small": 4}
    like = {"low": 600, "claims": 600, "near": 600, "like": 600, "small": 60}
    state = engagement(
        {"q": {site: {f"IT@{site}": level} for site, level in given_levels.items()}}, sites=sites,
        of=pack({"d": {"c": [question("q")]}}), content=library(settings=Settings(default_target=4)),
        agreed={("q", site): given_levels[site] for site in ("low", "near", "like", "small")},
        extra=tuple(f.SiteDefined(site=site, name=site, headcount=people) for site, people in like.items()))
    found = gaps(state, score(state, "c1", draws=0))
    assert [(gap.site, gap.gap) for gap in found] == [("low", 2), ("near", 1)]
    assert [(donor.site, donor.level) for donor in found[0].donors] == [("like", 4), ("small", 4)]
    assert [donor.similarity for donor in found[0].donors] == [1, pytest.approx((3 + 0.1) / 4)]


def test_clusters_in_order_of_name_and_lone_sites_in_none():
    state = engagement({}, sites={"a": 1, "b": 1, "c": 1}, extra=(
        f.SiteDefined(site="c", name="c", cluster="east"), f.SiteDefined(site="b", name="b", cluster="west"),
        f.SiteDefined(site="a", name="a")))
    assert clusters_of(state) == {"east": ("c",), "west": ("b",)}


@pytest.mark.parametrize(("shown", "seen"), [
    (None, {"owner-a", "viewer"}), ("network", {"owner-a", "viewer"}), ("owners", {"owner-a"}),
    ("everyone", {"owner-a", "viewer", "viewer-a"})])
def test_people_of_a_site_see_the_ranking_only_where_it_is_for_everyone(shown, seen: set[str]):
    people = {"owner-a": ("owner", "a"), "viewer": ("viewer", None), "viewer-a": ("viewer", "a"),
              "guest": ("participant", None)}
    state = engagement({}, extra=(
        *(f.RespondentDefined(person=name, function="IT", role=role, site=site)
          for name, (role, site) in people.items()),
        *((f.RankingShown(to=shown),) if shown else ())))
    assert {name for name, (role, _site) in people.items() if sees_ranking(state, name, role)} == seen
