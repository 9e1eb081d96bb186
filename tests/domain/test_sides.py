"""IT and OT side by side: expert cases on the shipped topics, the distance of orders, votes that are protected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from domain.building import engagement as small_engagement
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, NotAllowed, NotFound, Refused
from assessment.domain.checking import check_library
from assessment.domain.engagement import Engagement, replay
from assessment.domain.findings import sides as side_findings
from assessment.domain.fitting import fit
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.sides import lay_out, lay_out_all, rank_distance
from assessment.formats import load_pack, shipped_library
from assessment.shipped import PACKS
from assessment.workspace.recording import check_fact

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "sides.yaml").read_text("utf-8"))["cases"]
TODAY = date(2026, 9, 14)
CYCLE = "c1"


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="module")
def pack() -> Pack:
    found, _problems = load_pack(PACKS / "it-ot-convergence")
    assert found is not None
    return found


def said(side: f.Side, *items: str, site: str | None = None, topic: str = "priorities") -> f.SideStated:
    return f.SideStated(side=side, topic=topic, items=items, site=site)


def state(library: Library, pack: Pack, *facts: f.Fact) -> Engagement:
    """Two sites, `pilot` and `other`, and one cycle."""
    opened = [f.EngagementOpened(client="C", start=TODAY),
              *(f.SiteDefined(site=name, name=name.title()) for name in ("pilot", "other")),
              f.CycleOpened(cycle=CYCLE, date=TODAY)]
    folded = replay((number, TODAY, fact) for number, fact in enumerate([*opened, *facts], 1))
    return replace(folded, library=library, pack=pack)


def votes(pack: Pack, question: str, site: str = "pilot", **levels: list[int]) -> list[f.Fact]:
    """People of each function with their vote; a question of the network is voted once for it."""
    place = site if pack.questions[question].scope == "site" else None
    told: list[f.Fact] = []
    for function, given_levels in levels.items():
        for number, level in enumerate(given_levels):
            person = f"{site}-{function.lower()}-{number}"
            told += [f.RespondentDefined(person=person, function=function, site=site),
                     f.Answered(cycle=CYCLE, site=place, question=question, person=person, value=level)]
    return told


def of_case(case, library: Library, pack: Pack) -> Engagement:
    topic = case["topic"]
    told: list[f.Fact] = [said(side, *case[side.lower()], topic=topic) for side in ("IT", "OT") if side.lower() in case]
    for site, sides in case.get("sites", {}).items():
        told += [said(side.upper(), *items, site=site, topic=topic) for side, items in sides.items()]
    for question, levels in case.get("votes", {}).items():
        told += votes(pack, question, **levels)
    return state(library, pack, *told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_expert_sees_the_same(case, library, pack):
    view = lay_out(of_case(case, library, pack), CYCLE, case.get("at"))
    sides, expect = view.topic(case["topic"]), case["expect"]
    assert {item.item for item in sides.shared} == set(expect["both"])
    assert sides.distance == (None if expect["distance"] is None else pytest.approx(Fraction(expect["distance"])))
    assert {action.reconciliation for action in view.actions} == set(expect["called"])


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


@given(NAMES, NAMES)
@settings(max_examples=120)
def test_the_distance_is_a_share_that_does_not_care_who_speaks_or_what_things_are_called(one, other):
    apart = rank_distance(one, other)
    assert 0 <= apart <= 1
    assert apart == rank_distance(other, one)
    assert apart == rank_distance([name.upper() for name in one], [name.upper() for name in other])
    assert (apart == 0) == (one == other)
    if one or other:
        assert (apart == 1) == (not set(one) & set(other))


@given(st.permutations("abcde"), st.permutations("abcde"))
@settings(max_examples=60)
def test_of_whole_orders_it_is_the_footrule_over_that_of_strangers(one, other):
    footrule = sum(abs(one.index(name) - other.index(name)) for name in "abcde")
    assert rank_distance(one, other) == pytest.approx(footrule / (5 * 6))


def test_bringing_a_shared_item_closer_never_widens_the_distance():
    apart = [rank_distance("abcd", order) for order in ("efga", "efag", "eafg", "aefg")]
    assert apart == sorted(apart, reverse=True)
    assert len(set(apart)) == 4


def test_a_median_of_the_network_is_that_of_the_sites_that_may_be_shown(library, pack):
    told = [*votes(pack, "culture-trust", "pilot", IT=[4, 4, 5], OT=[2, 2, 2]),
            *votes(pack, "culture-trust", "other", IT=[1, 1], OT=[5, 5, 5])]
    engagement = state(library, pack, *told)
    assert lay_out(engagement, CYCLE, "other").topic("values").votes == ()
    [vote] = lay_out(engagement, CYCLE).topic("values").votes
    assert (vote.question, vote.it, vote.ot, vote.gap, vote.sites) == ("culture-trust", 4, 2, 2, ("pilot",))
    third = f.RespondentDefined(person="other-it-2", function="IT", site="other")
    vote_of_third = f.Answered(cycle=CYCLE, site="other", question="culture-trust", person="other-it-2", value=1)
    [vote] = lay_out(state(library, pack, *told, third, vote_of_third), CYCLE).topic("values").votes
    assert (vote.it, vote.ot, vote.sites) == (2.5, 3.5, ("pilot", "other"))


def test_a_blind_round_stays_blind(library, pack):
    told = votes(pack, "culture-goals", IT=[5, 5, 5], OT=[1, 1, 1])
    opened = f.RoundOpened(cycle=CYCLE, question="culture-goals", round=1)
    assert len(lay_out(state(library, pack, *told), CYCLE).topic("kpis").votes) == 1
    assert lay_out(state(library, pack, *told, opened), CYCLE).topic("kpis").votes == ()


def test_an_action_is_told_once_with_all_that_stands_behind_it(library, pack):
    apart = [said("IT", "cyber"), said("OT", "safety")]
    own = [said("IT", "confidentiality", site="pilot"), said("OT", "output", site="other", topic="kpis")]
    overview = lay_out_all(state(library, pack, *apart, *own), CYCLE)
    assert [(a.reconciliation, a.places) for a in overview.actions] == [
        ("order-of-priorities", (None, "pilot")), ("protect-and-produce", (None, "pilot"))]
    behind = {d.what for a in overview.actions for d in a.differences}
    assert behind == {"cyber", "confidentiality", "safety"}
    assert overview.stated == 4
    assert [(view.place, [t.topic for t in view.topics]) for view in overview.sites] == [
        ("pilot", ["priorities"]), ("other", ["kpis"])]


def test_what_statements_and_votes_both_show_comes_first(library, pack):
    told = [said("IT", "uptime", topic="kpis"), said("OT", "oee", topic="kpis"),
            said("IT", "office-hours", topic="constraints"), said("OT", "single-heads", topic="constraints"),
            *votes(pack, "org-site-support", IT=[4, 4, 4], OT=[3, 3, 3])]
    names = [a.reconciliation for a in lay_out(state(library, pack, *told), CYCLE).actions]
    assert names == ["support-when-it-runs", "line-not-ticket"]


def test_waiting_is_counted_and_items_that_the_library_lacks_are_left_out(library, pack):
    overview = lay_out_all(state(library, pack, said("IT", "cyber", "withdrawn-item"), said("OT", "gone")), CYCLE)
    sides = overview.network.topic("priorities")
    assert (overview.waiting, sides.it.items, sides.ot) == (1, ("cyber",), None)
    assert lay_out_all(small_engagement({}), "c1").network.topics == ()


def finding(library: Library, pack: Pack, *facts: f.Fact, placed: dict[str, int] | None = None,
            in_place: tuple[str, ...] = ()):
    """Findings with a plan that has one task of each named initiative, which finishes in that month."""
    placed = placed or {}
    month = Estimate(low=1, mode=1, high=1)
    tasks = tuple(Task(id=f"{name}@programme", initiative=name, unit="programme", stage="define", months=month,
                       effort={}, cost=0) for name in placed)
    frame = Frame(start=TODAY, months=48, tasks=tasks, capacity={}, budget=(), change_load=1, frozen={}, windows={},
                  shares={}, gaps={}, goal_lambda=0, excluded={}, in_place=in_place)
    plan = Roadmap(status="feasible", objective=0, bound=0, gap=0, unscheduled={}, scheduled=tuple(
        ScheduledTask(task=f"{name}@programme", start=month - 1, finish=month) for name, month in placed.items()))
    return list(side_findings.find(SimpleNamespace(
        engagement=state(library, pack, *facts), scorecard=SimpleNamespace(cycle=CYCLE), frame=frame, roadmap=plan)))


def test_first_places_apart_are_a_finding_until_the_plan_reconciles_them(library, pack):
    apart = [said("IT", "cost", "cyber"), said("OT", "safety", "cyber")]
    [told] = finding(library, pack, *apart)
    assert told.code == "first-apart"
    assert told.text == ("IT puts lower cost of running systems first, OT safety of people and environment, and "
                         "nothing on the roadmap reconciles the two.")
    assert told.initiatives == ("I13",)
    assert finding(library, pack, *apart, placed={"I20": 3}) == [told]
    assert finding(library, pack, *apart, placed={"I13": 3}) == []
    assert finding(library, pack, *apart, in_place=("I13",)) == []
    assert finding(library, pack, said("IT", "safety", "cost"), said("OT", "safety", "cyber")) == []
    assert finding(library, pack, apart[0]) == []


def test_a_site_of_its_own_is_told_by_name(library, pack):
    told = finding(library, pack, said("IT", "safety"), said("OT", "safety"), said("OT", "supply", site="other"))
    assert [t.text.split(",")[0] for t in told] == ["At Other IT puts safety of people and environment first"]


@pytest.mark.parametrize(("wrong", "error", "told"), [
    ({"topic": "prioritys"}, NotFound, "topic"), ({"site": "nowhere"}, NotFound, "site"),
    ({"items": ("saftey",)}, NotFound, "item"), ({"items": ("oee",)}, NotFound, "item"),
    ({"items": ("safety", "cyber", "safety")}, Refused, "twice"),
    ({"items": ("safety", "cyber", "cost", "speed", "alike", "supply", "output", "lifecycle")}, Refused, "7 items")])
def test_what_the_library_does_not_know_is_refused(wrong, error, told, library, pack):
    engagement, fact = state(library, pack), said("OT", "safety", "cyber")
    check_fact(engagement, fact, "x", "contributor")
    with pytest.raises(error, match=told):
        check_fact(engagement, fact.model_copy(update=wrong), "x", "owner")
    with pytest.raises(NotAllowed):
        check_fact(engagement, fact, "x", "participant")


def broken(library: Library, number: int = 0, **changes) -> Library:
    """The library with a change to its topic of that number, or to the first reconciliation of it."""
    topic = library.sides[number]
    entry = {key: changes.pop(key) for key in list(changes) if key in type(topic.reconciliations[0]).model_fields}
    first = topic.reconciliations[0].model_copy(update=entry)
    topic = topic.model_copy(update={"reconciliations": (first, *topic.reconciliations[1:]), **changes})
    sides = tuple(topic if n == number else t for n, t in enumerate(library.sides))
    return library.model_copy(update={"sides": sides})


@pytest.mark.parametrize(("change", "code"), [
    ({"initiatives": ("I99",)}, "unknown-initiative"), ({"when_it": ("standrad",)}, "unknown-item"),
    ({"when_neither": ("oee",)}, "unknown-item"), ({"questions": ("culture-goals",)}, "question-of-topic"),
    ({"when_it": (), "when_ot": (), "questions": ()}, "never-called"), ({"most": 99}, "most-items"),
    ({"most": 0}, "most-items"), ({"id": "trust"}, "duplicate-id"), ({"levels_apart": 0}, "no-difference"),
    ({"number": 3, "when_first": True}, "never-called")])
def test_a_library_that_contradicts_itself_is_told(change, code, library, pack):
    assert [p for p in check_library(library, pack) if p.where.startswith("sides")] == []
    problems = [p for p in check_library(broken(library, **change), pack) if p.where.startswith("sides")]
    assert [p.code for p in problems] == [code]


def test_a_question_that_the_pack_lacks_is_told_and_an_item_named_twice(library, pack):
    topic = library.sides[0]
    wrong = library.model_copy(update={"sides": (topic.model_copy(update={
        "questions": (*topic.questions, "no-such"), "items": (*topic.items, topic.items[0])}),)})
    assert {p.code for p in check_library(wrong, pack) if p.where.startswith("sides")} == {
        "unknown-question", "duplicate-id"}


def test_a_foreign_pack_leaves_what_sides_state(library):
    foreign = small_engagement({}).the_pack
    fitted = fit(library, foreign)
    assert [t.id for t in fitted.sides] == [t.id for t in library.sides]
    assert not any(t.questions for t in fitted.sides)
    left = {r.id for t in fitted.sides for r in t.reconciliations}
    assert {"trust", "stand-in", "shared-goals"} == {r.id for t in library.sides for r in t.reconciliations} - left
    assert [p for p in check_library(fitted, foreign) if p.where.startswith("sides")] == []


def test_the_shipped_topics_are_whole(library):
    assert [t.id for t in library.sides] == ["values", "priorities", "kpis", "skills", "constraints"]
    entries = [(t, r) for t in library.sides for r in t.reconciliations]
    assert 12 <= len(entries) <= 18
    for topic in library.sides:
        assert 8 <= len(topic.items) <= 14
        assert topic.basis.startswith("EJ")
        assert {side for item in topic.items for side in item.usual} == {"IT", "OT"}
        assert {q for r in topic.reconciliations for q in r.questions} == set(topic.questions)
    for topic, entry in entries:
        assert entry.initiatives
        assert entry.owner
        assert len(entry.action) > 60
        for item, side in [(i, "IT") for i in entry.when_it] + [(i, "OT") for i in entry.when_ot]:
            usual = topic.item[item].usual
            assert not usual or side in usual, (entry.id, item)


def test_what_is_usual_on_both_sides_calls_for_every_pair_that_is_named_in_cases(library, pack):
    """The usual client: each side states what it usually names, and the order and the pairs call for their actions."""
    told = [said(side, *[i.id for i in t.items if side in i.usual][:t.most], topic=t.id)
            for t in library.sides for side in ("IT", "OT")]
    called = {a.reconciliation for a in lay_out(state(library, pack, *told), CYCLE).actions}
    asked_by_votes_alone = {"trust", "shared-goals", "stand-in"}
    assert called == {r.id for t in library.sides for r in t.reconciliations} - asked_by_votes_alone
