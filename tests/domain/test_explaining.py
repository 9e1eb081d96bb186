"""The explanation of a path: differences that add up, a best case that can be reached, and reviews with a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from domain.clients import ALL_THREE, card, cases, client, criterion, of_case, shipped, tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.library import PATHS, ExitCriterion, Initiative, Knockout, Test
from assessment.domain.paths import best_case, compare_paths, exit_review, failure_modes, parse_basis, recommend
from assessment.domain.paths.exit_review import months_later
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task, finish_of, first_finish_of

EFFECTS = st.tuples(*[st.sampled_from([-2, -1, 0, 1, 2])] * 4)
CRITERIA = st.lists(st.tuples(EFFECTS, st.floats(0.1, 5), st.tuples(*[st.floats(1, 5)] * 3)), min_size=2, max_size=4)


def drawn_client(drawn):
    """Criteria with a mean level and the range of votes around it."""
    built = [criterion(f"c{i}", effects, weight) for i, (effects, weight, _levels) in enumerate(drawn)]
    answers = {f"c{i}": (sorted(levels)[1], min(levels), max(levels)) for i, (_e, _w, levels) in enumerate(drawn)}
    return client(tiny(built)), answers


@settings(max_examples=40, deadline=None)
@given(CRITERIA)
def test_what_conditions_add_makes_up_the_lead(drawn):
    state, answers = drawn_client(drawn)
    found = recommend(state, card(answers), draws=20)
    for first, second in product(PATHS, repeat=2):
        told = compare_paths(found, first, second)
        lead = found.score_of(first).score - found.score_of(second).score
        assert sum(d.lead for d in told) == pytest.approx(lead, abs=1e-9)
        assert [abs(d.lead) for d in told] == sorted((abs(d.lead) for d in told), reverse=True)


@settings(max_examples=40, deadline=None)
@given(CRITERIA)
def test_the_best_case_is_the_best_of_all_corners(drawn):
    """Every combination of ends of the ranges is tried: none leaves a smaller lead, and one reaches it."""
    state, answers = drawn_client(drawn)
    found = recommend(state, card(answers), draws=20)
    case = best_case(state, found)
    if case is None:
        return
    leads = []
    for ends in product(*[(low, high) for _mean, low, high in answers.values()]):
        at = recommend(state, card(dict(zip(answers, ends, strict=True))), draws=1)
        leads.append(at.score_of(case.winner).score - at.score_of(case.path).score)
    assert case.best_lead == pytest.approx(min(leads), abs=1e-9)
    assert case.best_lead <= case.lead + 1e-9
    assert case.would_win == (min(leads) < -1e-9)


def test_a_path_that_is_ruled_out_has_no_best_case():
    library = tiny([criterion("a", (2, 0, 0, 1))], knockouts=[Knockout(
        id="X", name="x", kind="eliminate", paths=("it-to-ot", "new-organisation", "hybrid"),
        when=(Test(sites_above=0),), reason="-", lifted_by="-", basis="EJ")])
    found = recommend(client(library), card({"a": 5}), draws=10)
    assert found.winner == "ot-to-it"
    assert best_case(client(library), found) is None
    assert best_case(client(library), found, "hybrid") is None


@pytest.mark.parametrize(("text", "kind", "what", "level"), [
    ("question:culture-trust=2.5", "question", "culture-trust", "2.5"), ("sites=3", "sites", "sites", "3"),
    ("stated:site-autonomy=low/medium", "stated", "site-autonomy", "low/medium"), ("none", "none", "", "unknown"),
    ("gap:culture-readiness=1.2", "gap", "culture-readiness", "1.2"), ("strange:x=1", "none", "", "unknown")])
def test_a_basis_reads_back(text, kind, what, level):
    basis = parse_basis(text)
    assert (basis.kind, basis.what, basis.found) == (kind, what, level)


def test_every_basis_of_the_shipped_library_can_be_followed():
    state, answers = of_case(cases("paths")["archetypes"][0], shipped())
    found = recommend(state, card(answers), draws=10)
    questions = {i.question for c in shipped().criteria for i in c.inputs} | {
        t.question for k in shipped().knockouts for t in k.when}
    for text in [b for s in (*found.strengths, *found.knockouts) for b in s.basis]:
        basis = parse_basis(text)
        assert basis.kind != "none"
        assert basis.kind != "question" or basis.what in questions
        assert basis.kind != "stated" or basis.what in shipped().stated_by_id


def test_failure_modes_of_the_path_stand_before_those_of_every_path():
    state, answers = of_case(cases("paths")["archetypes"][0], shipped())
    found = recommend(state, card(answers), draws=10)
    modes = failure_modes((found.first_step, found.end_state), shipped())
    assert all({found.first_step, found.end_state} & set(mode.paths) for mode in modes)
    assert [len(mode.paths) for mode in modes] == sorted(len(mode.paths) for mode in modes)
    assert len(modes[0].paths) < len(PATHS)


HYBRID = [criterion("h", (0, 0, 0, 2)), criterion("b", (1, 0, 0, 0)), criterion("a", (0, 0, 0, 0))]
EXIT = (ExitCriterion(id="E1", text="Owner", question="a", at_least=3, initiatives=("I1",), basis="EJ"),
        ExitCriterion(id="E2", text="Shown", initiatives=("I2",), basis="EJ"))


def hybrid_client(adopted: f.PathAdopted | None = None, **more):
    state = client(tiny(HYBRID, exit_criteria=EXIT, **more))
    return replace(state, opened=f.EngagementOpened(client="C", start=date(2026, 11, 30)), adopted=adopted)


@pytest.mark.parametrize(("level", "met"), [(2.9, False), (3, True), (5, True)])
def test_the_exit_of_a_hybrid_is_dated_and_says_what_holds(level, met):
    state, scores = hybrid_client(), card({"h": 5, "a": level, "b": 1})
    found = recommend(state, scores, draws=200)
    assert found.first_step == "hybrid"
    review = exit_review(state, scores, found)
    assert review.due == date(2028, 2, 28)  # 15 months after 30 November 2026, and February ends on the 29th
    assert [(c.criterion, c.today, c.met) for c in review.checks] == [("E1", level, met), ("E2", None, None)]
    assert review.met == int(met)
    assert review.end_state == found.end_state != "hybrid"


def test_the_day_that_leadership_set_goes_before_the_librarys():
    adopted = f.PathAdopted(path="new-organisation", first_step="hybrid", decided_by="Board", review=date(2027, 6, 1))
    state, scores = hybrid_client(adopted), card({"h": 5, "a": 5, "b": 1})
    review = exit_review(state, scores, recommend(state, scores, draws=50))
    assert (review.due, review.end_state) == (date(2027, 6, 1), "new-organisation")


def test_a_precondition_that_holds_against_the_end_state_has_to_be_lifted_by_then():
    knockout = Knockout(id="X3", name="x", kind="delay", paths=("ot-to-it",), when=(Test(sites_above=0),), reason="-",
                        lifted_by="-", basis="EJ", initiatives=("I7",))
    state, scores = hybrid_client(knockouts=(knockout,)), card({"h": 5, "a": 5, "b": 4.9})
    found = recommend(state, scores, draws=50)
    assert found.end_state == "ot-to-it"
    last = exit_review(state, scores, found).checks[-1]
    assert (last.criterion, last.met, last.knockout, last.initiatives) == ("X3", False, True, ("I7",))


def test_any_other_first_step_has_no_exit_review():
    state = client(tiny([criterion("a", (2, 0, 0, -2))], exit_criteria=EXIT))
    scores = card({"a": 5})
    assert exit_review(state, scores, recommend(state, scores, draws=50)) is None


@pytest.mark.parametrize(("day", "months", "wanted"), [
    (date(2026, 1, 15), 12, date(2027, 1, 15)), (date(2026, 12, 31), 2, date(2027, 2, 28)),
    (date(2026, 11, 30), 1, date(2026, 12, 28)), (date(2026, 10, 1), 15, date(2028, 1, 1))])
def test_months_later(day, months, wanted):
    assert months_later(day, months) == wanted


def frame_of(*tasks: Task, decided: bool = False) -> Frame:
    return Frame(start=date(2026, 1, 1), months=24, tasks=tasks, capacity={}, budget=(0,) * 8, change_load=3, frozen={},
                 windows={}, shares={}, gaps={}, goal_lambda=0, excluded={}, decided=decided)


def task(initiative: str, unit: str) -> Task:
    return Task(id=f"{initiative}@{unit}", initiative=initiative, unit=unit, stage="assess",
                months=Estimate(low=1, mode=1, high=1), effort={}, cost=0)


def plan_of(**finish: int) -> Roadmap:
    return Roadmap(status="optimal", objective=0, bound=0, gap=0, unscheduled={}, scheduled=tuple(
        ScheduledTask(task=name.replace("_", "@"), start=0, finish=month) for name, month in finish.items()))


def test_the_plan_lifts_what_holds_with_the_last_of_its_tasks():
    frame = frame_of(task("I1", "a"), task("I1", "b"), task("I2", "programme"))
    plan = plan_of(I1_a=3, I1_b=9, I2_programme=5)
    assert finish_of(("I1", "I2"), frame, plan) == 9
    assert finish_of(("I1", "I2"), frame, plan, sites=("a",)) == 5
    assert finish_of((), frame, plan) is None
    assert finish_of(("I3",), frame, plan) is None
    assert finish_of(("I1",), frame, plan_of(I1_a=3)) is None
    assert finish_of(("I09",), frame_of(decided=True), plan_of()) == 0
    assert finish_of(("I3", "I1"), frame.model_copy(update={"in_place": ("I3",)}), plan) == 9
    assert first_finish_of(("I1", "I2"), frame, plan_of(I1_a=3, I2_programme=5)) == 5
    assert first_finish_of(("I1", "I2"), frame, plan_of(I1_a=3)) is None


def test_people_and_contracts_move_after_what_lifts_a_delay():
    """X3 holds: plants would lose support. Transfers wait for the service that gives it back, the pilot does not."""
    from assessment.domain.roadmap.pilot import PilotRank
    from assessment.domain.roadmap.selection import Selection

    def initiative(name: str, **more) -> Initiative:
        return Initiative(**{"id": name, "name": name, "change": "-", "stage": "design", "phase": "design",
                             "scope": "programme", "weeks": Estimate(low=1, mode=1, high=1), "effort": {},
                             "cost_kusd": Estimate(low=0, mode=0, high=0), "kpis": ("-",), "owner": "-", "basis": "EJ",
                             **more})

    path = shipped().path["ot-to-it"].model_copy(update={"must_have": ("I22", "I43", "I33")})
    delay = Knockout(id="X3", name="x", kind="delay", paths=("ot-to-it",), when=(Test(sites_above=0),), reason="-",
                     lifted_by="-", basis="EJ", initiatives=("I22",))

    def waits_for(knockouts: tuple[Knockout, ...]) -> dict[str, list[str]]:
        library = tiny([criterion("a", (2, 0, 0, 0))], knockouts).model_copy(update={
            "paths": (path,), "initiatives": (
                initiative("I22"), initiative("I33", structural=True, stage="pilot"),
                initiative("I43", structural=True, stage="scale"))})
        state = client(library, functions=ALL_THREE)
        found = recommend(state, card({"a": 5}), draws=10)
        chosen = Selection(state, found, PilotRank(site="s0", order=("s0",), reasons=()), {}, {}, ())
        return {name: [need for need, _unit in chosen.needs(name, "programme")] for name in ("I33", "I43")}

    assert waits_for((delay,)) == {"I33": [], "I43": ["I22"]}
    assert waits_for(()) == {"I33": [], "I43": []}
