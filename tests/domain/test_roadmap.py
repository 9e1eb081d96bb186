"""The frame and its rules: footprints, selection, factors, calendar; each rule breaks when a good plan is changed."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, Role
from assessment.domain.engagement import Engagement, Place, replay
from assessment.domain.gate import Permit
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap import (
    Frame,
    Roadmap,
    ScheduledTask,
    Task,
    TaskEffect,
    check_frame,
    choose_pilot,
    explain,
    footprint,
    frame,
    gain,
    goal,
    left_shift,
    project,
    spend,
    verify,
    walk,
)
from assessment.domain.scoring import Score, Scorecard

# a frame in which every rule bites


def task(name: str, unit: str = "north", months: int = 2, **more) -> Task:
    values = {"stage": "protect", "effort": {"IT": 1.0 * months}, "cost": 10.0, **more}
    return Task(id=name, initiative=name, unit=unit, months=Estimate(low=months, mode=months, high=months), **values)


GOOD = Frame(
    start=date(2027, 1, 1), months=24, capacity={"IT": (3.0,) * 24}, budget=(100.0,) * 8, change_load=2,
    frozen={"north": (10,)}, windows={"north": (5, 8)}, window_hours={"north": {5: 24.0, 8: 24.0}}, goal_lambda=0.5,
    shares={"north|zones": 0.75, "east|zones": 0.25}, gaps={"north|zones": 1.0, "east|zones": 2.0},
    levels={"north|zones": 2.0, "east|zones": 1.0}, excluded={}, pilot="north",
    tasks=(
        task("path", "programme", opens="decision", earliest=1),
        task("gate", opens="gate", pinned=2),
        task("cut", stop_hours=Estimate(low=8, mode=20, high=40)),
        task("cut2", stop_hours=Estimate(low=8, mode=20, high=40), mandatory=True),
        task("pilot", stage="pilot", connecting=True, due=8),
        task("release", stage="mvp", validated=True, connecting=True, months=3, after=("pilot",),
             effects=(TaskEffect(site="north", capability="zones", levels=1.5),)),
        task("gate-east", "east", opens="gate"),
        task("rollout", "east", stage="scale", connecting=True, validated=True,
             effects=(TaskEffect(site="east", capability="zones", levels=1.0),)),
        task("organisation", "programme", stage="scale", structural=True),
    ))
STARTS = {"path": 1, "gate": 2, "cut": 4, "pilot": 6, "cut2": 7, "release": 8, "gate-east": 0, "rollout": 12,
          "organisation": 4}


def plan(starts: dict[str, int], problem: Frame = GOOD) -> Roadmap:
    placed = [ScheduledTask(task=n, start=s, finish=walk(problem, problem.by_id[n], s).finish)
              for n, s in starts.items()]
    return Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=tuple(placed),
                   unscheduled={t.id: "left out" for t in problem.tasks if t.id not in starts})


def codes(problem: Frame, roadmap: Roadmap) -> set[str]:
    return {p.code for p in verify(problem, roadmap)}


def test_the_good_plan_keeps_every_rule() -> None:
    assert verify(GOOD, plan(STARTS)) == []


@pytest.mark.parametrize(("code", "moved"), [
    ("earliest", {"path": 0}), ("pinned", {"gate": 3}), ("horizon", {"organisation": 23}), ("due", {"pilot": 7}),
    ("freeze", {"cut": 10}), ("shutdown", {"cut": 5}), ("precedence", {"pilot": 11}), ("gate", {"rollout": 1}),
    ("gate", {"gate": 6}), ("decision", {"organisation": 1}), ("pilot-first", {"pilot": 12}),
    ("validated-first", {"rollout": 11}), ("change-load", {"gate": 7, "cut": 4}),
    ("capacity", {"gate-east": 4, "organisation": 4, "path": 4}),
    ("window-hours", {"cut": 7}),
])
def test_a_moved_task_breaks_the_rule(code: str, moved: dict[str, int]) -> None:
    assert code in codes(GOOD, plan({**STARTS, **moved}))


def test_what_a_plan_says_is_checked_too() -> None:
    good = plan(STARTS)
    first = good.scheduled[0]
    wrong = {
        "duration": (first.model_copy(update={"finish": first.finish + 1}), *good.scheduled[1:]),
        "duplicate-task": (*good.scheduled, first),
        "unknown-task": (*good.scheduled, ScheduledTask(task="nobody", start=0, finish=1)),
        "mandatory": tuple(s for s in good.scheduled if s.task != "cut2"),
        "not-told": good.scheduled[1:],
    }
    for code, scheduled in wrong.items():
        assert code in codes(GOOD, good.model_copy(update={"scheduled": scheduled})), code


@pytest.mark.parametrize(("code", "change"), [
    ("budget", {"budget": (15.0, 100.0, *(0.0,) * 6)}), ("capacity", {"capacity": {"IT": (1.5,) * 24}}),
    ("capacity", {"capacity": {}}), ("change-load", {"change_load": 1}), ("gate", {"pilot": "north", "open_gates": ()}),
    ("freeze", {"no_cut_over": {"north": (5,)}}), ("shutdown", {"window_hours": {"north": {5: 10.0, 8: 24.0}}}),
    ("duration", {"no_validation": {"north": (9,)}}),
])
def test_a_tighter_limit_breaks_the_rule(code: str, change: dict) -> None:
    values = {name: getattr(GOOD, name) for name in Frame.model_fields}
    if code == "gate":
        change = {**change, "tasks": tuple(t for t in GOOD.tasks if t.id != "gate")}
    tight = Frame(**{**values, **change})
    starts = {name: start for name, start in STARTS.items() if name in tight.by_id}
    good = plan(STARTS).scheduled if code == "duration" else plan(starts, tight).scheduled
    assert code in codes(tight, plan(starts, tight).model_copy(update={"scheduled": good}))


@pytest.mark.parametrize(("months", "budget", "broken"), [
    (3, (10.0, 10.0, 10.0, 10.0), False), (3, (10.0, 9.0, 11.0, 10.0), True), (4, (10.0, 0.0, 10.0, 10.0), False),
    (4, (10.0, 0.0, 10.0, 9.0), True)])
def test_recurring_cost_counts_from_the_quarter_that_begins_at_the_finish(
        months: int, budget: tuple[float, ...], broken: bool) -> None:
    one = task("a", "programme", months, cost=10.0, recurring=40.0)
    tight = Frame(**{**{n: getattr(GOOD, n) for n in Frame.model_fields}, "budget": budget, "months": 12,
                     "tasks": (one,)})
    assert ("budget" in codes(tight, plan({"a": 0}, tight))) is broken
    assert sum(spend(tight, one, 0, months)) == 10.0 + 10.0 * (3 if months == 3 else 2)


def test_a_task_pauses_over_a_freeze_and_does_no_work_in_it() -> None:
    long = task("long", months=4)
    problem = Frame(**{**{n: getattr(GOOD, n) for n in Frame.model_fields}, "tasks": (long,)})
    taken = footprint(problem, long, 8)
    assert taken is not None
    assert (taken.finish, taken.active) == (13, (8, 9, 11, 12))
    assert footprint(problem, long, 7) is not None
    assert footprint(problem, long, 10) is None
    assert footprint(problem, long, 20) is not None
    assert footprint(problem, long, 21) is None


def test_open_gates_and_a_decided_path_ask_for_no_task() -> None:
    values = {n: getattr(GOOD, n) for n in Frame.model_fields}
    tasks = tuple(t for t in GOOD.tasks if not t.opens)
    free = Frame(**{**values, "tasks": tasks, "open_gates": ("north", "east"), "decided": True})
    assert verify(free, plan({t.id: STARTS[t.id] for t in tasks}, free)) == []


def test_gain_goal_and_projection_by_hand() -> None:
    finishes = {"release": 11, "rollout": 14}
    # release raises 1.5 but the gap is 1: quarters 4 to 7 begin at or after month 11; rollout: quarters 5 to 7
    assert gain(GOOD, finishes) == pytest.approx(0.75 * 1.0 * 4 / 4 + 0.25 * 1.0 * 3 / 4)
    assert goal(GOOD, [("release", 8, 11), ("rollout", 12, 14)]) == pytest.approx(
        gain(GOOD, finishes) - 0.5 * 20 / 800)
    assert project(GOOD, finishes)["north|zones"] == (2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0, 3.0)


def test_each_task_names_what_it_waits_for() -> None:
    waits = {s.task: s.waits_for for s in explain(GOOD, STARTS)}
    assert waits["path"] == ("earliest",)
    assert waits["gate-east"] == ()
    assert "after:pilot" in waits["release"]
    assert "shutdown" in waits["cut2"]
    assert waits["gate"] == ("earliest",)
    late = {**STARTS, "organisation": 20}
    assert left_shift(GOOD, late)["organisation"] == 3


def test_what_is_wrong_with_a_frame() -> None:
    values = {n: getattr(GOOD, n) for n in Frame.model_fields}
    broken = Frame(**{**values, "capacity": {"IT": (0.0,) * 24}, "windows": {"north": ()}, "tasks": (
        task("a", after=("c",)), task("b", after=("a",)), task("c", after=("b",)), task("d", after=("ghost",)),
        task("e", earliest=6, due=7, mandatory=True), task("d"),
        task("g", stop_hours=Estimate(low=1, mode=1, high=1)))})
    found = check_frame(broken)
    assert {p.code for p in found} == {"circle", "unknown-prerequisite", "due-before-earliest", "duplicate-task",
                                       "no-capacity", "no-start"}
    assert [p.where for p in found if p.severity == "error" and p.code == "due-before-earliest"] == ["e"]
    assert len([p for p in found if p.code == "circle"]) == 1
    assert check_frame(GOOD) == []


# from an engagement to its frame


class Levels(Scorecard):
    """A scorecard whose levels are given: capability@site, or capability for every site."""

    given: dict[str, float]

    def current(self, capability: str, site: str) -> float | None:
        return self.given.get(f"{capability}@{site}", self.given.get(capability))

    def score(self, node: str, site: Place = None) -> Score | None:
        level = self.given.get(f"ready@{site}")
        return None if level is None else Score(node=node, kind="dimension", site=site, value=level)


def initiative(name: str, scope: str = "programme", stage: str = "design", effects: tuple = (), **more) -> dict:
    return {"id": name, "name": name, "change": "", "stage": stage, "phase": "design", "scope": scope,
            "weeks": [8, 10], "effort": {"IT": [8, 12], "Quality": [8, 12]}, "cost_kusd": [50, 150],
            "effects": [{"capability": c, "from": a, "to": b} for c, a, b in effects], "kpis": ["k"], "owner": "o",
            "basis": "EJ", **more}


CATALOGUE = (
    initiative("I01"), initiative("I09", prerequisites=["I01"]),
    initiative("I24", "site", "protect", (("zones", 1, 3),), prerequisites=["I01"], stop_hours=[8, 16]),
    initiative("I32", "site", "protect", prerequisites=["I24"]),
    initiative("I35", "pilot", "pilot", (("data", 1, 2),), connecting=True),
    initiative("I37", "pilot", "mvp", (("data", 2, 3),), connecting=True, validated=True, prerequisites=["I32"]),
    initiative("I42", "rollout", "scale", (("data", 1, 3),), connecting=True, validated=True, prerequisites=["I37"],
               recurring_kusd_year=[10, 30]),
    initiative("I43", stage="scale", structural=True, effects=(("roles", 1, 3),), paths=["ot-to-it"]),
    initiative("I44", stage="scale", effects=(("roles", 4, 5),)),
    initiative("I45", stage="scale", prerequisites=["I42"]),
)


def engagement(*more: f.Fact, catalogue: tuple[dict, ...] = CATALOGUE, must_have: tuple[str, ...] = ()) -> Engagement:
    capabilities = [{"id": c, "name": c.title(), "questions": ()} for c in ("zones", "data", "roles")]
    pack = {"id": "p", "version": "1", "title": "t", "summary": "", "scale": {
        "minimum": 1, "maximum": 5, "names": ["a", "b", "c", "d", "e"]}, "dimensions": [
        {"id": "d", "code": "D1", "name": "D", "index": "cyber-readiness", "summary": "",
         "capabilities": capabilities}]}
    path = {"id": "ot-to-it", "code": "A1", "name": "n", "title": "t", "summary": "", "first_90_days": "",
            "structural_step": "", "not_before": "", "must_have": must_have}
    library = {"version": "1", "as_of": "d", "paths": [path], "initiatives": catalogue,
               "gate": {"criteria": []}, **dict.fromkeys((
            "groups", "criteria", "stated", "knockouts", "failure_modes", "areas", "benchmarks", "drivers"), ())}
    base = (
        f.EngagementOpened(client="c", currency="USD", start=date(2027, 1, 15)), f.PackPinned(pack=pack),
        f.LibraryPinned(library=library), f.SiteDefined(site="north", name="North", weight=3),
        f.SiteDefined(site="east", name="East", headcount=1000, brownfield_years=20, sterile=True),
        f.SiteDefined(site="south", name="South", headcount=300))
    return replay((n, date(2027, 1, 15), fact) for n, fact in enumerate((*base, *more), start=1))


def framed(state: Engagement, path: str = "ot-to-it", permits: tuple[Permit, ...] = (), **given: float) -> Frame:
    levels = {"zones": 1.0, "data": 1.0, "roles": 1.0, **{k.replace("__", "@"): v for k, v in given.items()}}
    card = Levels(cycle="c", seed=0, draws=0, scores=(), gaps=(), voters=0, sites=tuple(state.sites), given=levels)
    chosen = Recommendation.model_construct(knockouts=(), end_state=path, first_step=path)
    return frame(state, card, chosen, permits)


def test_the_frame_holds_what_closes_a_gap_and_what_that_waits_for() -> None:
    found = framed(engagement())
    assert found.pilot == "north"
    assert check_frame(found) == []
    after = {t.id: set(t.after) for t in found.tasks}
    assert after == {
        "I01@programme": set(), "I09@programme": {"I01@programme"},
        "I24@north": {"I01@programme"}, "I24@east": {"I01@programme", "I24@north"},
        "I24@south": {"I01@programme", "I24@north"}, "I32@north": {"I24@north"},
        "I32@east": {"I24@east", "I32@north"}, "I32@south": {"I24@south", "I32@north"},
        "I35@north": {"I32@north"}, "I37@north": {"I32@north"}, "I42@east": {"I37@north", "I32@east"},
        "I42@south": {"I37@north", "I32@south"}, "I43@programme": {"I09@programme"}}
    assert set(found.excluded) == {"I44", "I45"}
    assert found.by_id["I24@north"].reasons == ("gap:zones",)
    assert found.by_id["I32@north"].reasons == ("prerequisite",)


def test_paths_and_estimates_leave_initiatives_out() -> None:
    hybrid = framed(engagement(), path="hybrid")
    assert "path" in hybrid.excluded["I43"]
    client = framed(engagement(f.EstimateSet(initiative="I35", exclude=True, reason="Done last year.")))
    assert client.excluded["I35"] == "Done last year."
    must = framed(engagement(must_have=("I45",)))
    assert must.by_id["I45@programme"].committed
    assert must.by_id["I45@programme"].after == ("I42@south",)


def test_what_is_in_place_is_not_waited_for() -> None:
    found = framed(engagement(), zones=3.0)
    assert "in place" in found.excluded["I24"]
    assert found.by_id["I32@north"].after == ()
    adopted = framed(engagement(f.PathAdopted(path="ot-to-it", first_step="ot-to-it", decided_by="Board")))
    assert adopted.decided
    assert adopted.by_id["I43@programme"].after == ()


def test_a_trial_whose_site_works_that_way_is_not_told_as_built() -> None:
    trials = tuple({**entry, "validated": False} for entry in CATALOGUE if entry["id"] in ("I01", "I09", "I24", "I35"))
    found = framed(engagement(catalogue=trials), zones=3.0, data=3.0)
    assert found.excluded["I35"] == "By its answers North works this way already; what is left is to show it there."
    assert found.excluded["I24"] == "What it builds is in place."


def test_a_recorded_open_gate_lets_a_site_connect() -> None:
    permits = tuple(Permit(connection=site, site=site, state=state, live=False, criteria=(), missing_decisions=())
                    for site, state in (("north", "open"), ("east", "ready")))
    found = framed(engagement(), permits=permits)
    assert found.open_gates == ("north",)
    assert found.by_id["I37@north"].after == ()
    assert "I32@east" in found.by_id["I42@east"].after


@pytest.mark.parametrize(("unit", "role", "factor"), [
    ("north", "IT", 1.0), ("north", "Quality", 1.0), ("east", "IT", 0.7 * 1.6 * 1.3),
    ("east", "Quality", 0.7 * 1.6 * 1.3 * 1.2), ("south", "IT", 0.7 * 0.6)])
def test_sites_scale_effort_and_cost(unit: str, role: Role, factor: float) -> None:
    found = framed(engagement()).by_id[f"I24@{unit}"]
    assert found.effort[role] == pytest.approx(10 * factor)
    assert found.duration == 3
    if role == "IT":
        assert found.cost == pytest.approx(100 * factor)


def test_the_clients_figures_replace_the_catalogues() -> None:
    state = engagement(
        f.EstimateSet(initiative="I01", weeks=Estimate(low=1, mode=2, high=3), cost=Estimate(low=1, mode=7, high=9),
                      effort={"IT": Estimate(low=1, mode=4, high=5)}),
        f.RatesSet(usd_rate=2.0), f.CapacitySet(role="IT", weeks=(30, 60)), f.BudgetSet(quarters=(100, 50)))
    found = framed(state)
    first = found.by_id["I01@programme"]
    assert (first.duration, first.cost, first.effort) == (1, 7.0, {"IT": 4.0, "Quality": 10.0})
    assert found.by_id["I09@programme"].cost == 200.0
    assert found.by_id["I42@south"].recurring == pytest.approx(20 * 2 * 0.7 * 0.6)
    assert found.capacity["IT"][:4] == (10.0, 10.0, 10.0, 20.0)
    assert found.capacity["IT"][-1] == 20.0
    assert found.budget == (100.0, 50.0, *(0.0,) * (found.quarters - 2))
    assert not any("budget" in note or "capacity of IT" in note for note in found.notes)
    assert any("capacity of OT" in note for note in found.notes)


def test_effects_shares_and_gaps() -> None:
    found = framed(engagement(f.TargetSet(dimension="d", site="east", level=2.5)), zones__east=2.0, roles__south=4.0)
    levels = {(e.site, e.capability): e.levels for t in found.tasks for e in t.effects
              if t.initiative in ("I24", "I43")}
    assert levels == {("north", "zones"): 2.0, ("east", "zones"): 0.5, ("south", "zones"): 2.0,
                      ("north", "roles"): 2.0, ("east", "roles"): 1.5}
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.shares["north|zones"] == pytest.approx(3 * found.shares["east|zones"])
    assert found.gaps["south|roles"] == 0


def test_an_unknown_level_closes_no_gap_and_is_named() -> None:
    state = engagement()
    card = Levels(cycle="c", seed=0, draws=0, scores=(), gaps=(), voters=0, sites=tuple(state.sites),
                  given={"zones": 1.0, "data@north": 1.0})
    chosen = Recommendation.model_construct(knockouts=(), end_state="ot-to-it", first_step="ot-to-it")
    found = frame(state, card, chosen)
    assert "east|data" not in found.gaps
    assert any("Data has no answers for East, South" in note for note in found.notes)
    assert any("Roles has no answers for every site" in note for note in found.notes)


def test_freezes_and_shutdowns_become_months() -> None:
    found = framed(engagement(
        f.FreezeSet(freeze="a", site="east", first=date(2027, 2, 14), last=date(2027, 4, 15), stops=("site-work",)),
        f.FreezeSet(freeze="b", first=date(2027, 6, 1), last=date(2027, 6, 30), stops=("validation", "cut-over")),
        f.FreezeSet(freeze="c", site="south", first=date(2027, 8, 20), last=date(2027, 8, 31)),
        f.ShutdownSet(shutdown="s", site="north", first=date(2027, 7, 30), last=date(2027, 8, 3))))
    assert found.frozen == {"east": (1, 2, 3)}
    assert found.no_validation == dict.fromkeys(("programme", "north", "east", "south"), (5,))
    assert found.no_cut_over == found.no_validation
    assert found.windows == {"north": (6, 7)}
    assert found.window_hours == {"north": {6: 48.0, 7: 72.0}}


def test_the_pilot_is_the_clients_choice_or_the_best_by_five_criteria() -> None:
    card = Levels(cycle="c", seed=0, draws=0, scores=(), gaps=(), voters=0, sites=(),
                  given={"ready@north": 2.0, "ready@east": 3.0, "ready@south": 2.5})
    ranked = choose_pilot(engagement(), card)
    assert (ranked.site, ranked.order, ranked.chosen) == ("north", ("north", "south", "east"), False)
    north, south, east = ranked.scores
    # readiness (level - 1) / 4; value gap x weight over the largest, 1 x 3; risk 1 - 0.3 x age / 30 - 0.4 if sterile;
    # typical (1 - |level - 2.5| / 4 + size over 650) / 2; nothing known of leadership; weights 1, 1, 1, -, 0.5
    assert north.strengths == {"readiness": 0.25, "value": 1.0, "low risk": pytest.approx(0.9), "leadership": None,
                               "representativeness": 0.9375}
    assert east.strengths["low risk"] == pytest.approx(1 - 0.4 - 0.3 * 20 / 30)
    assert north.score == pytest.approx((0.25 + 1 + 0.9 + 0.5 * 0.9375) / 3.5)
    assert (north.wins, south.wins, east.wins) == (1.0, 0.0, 0.0)
    assert ranked.reasons == (
        "North ranks first as the pilot in 100 of 100 draws of the weights; it stands out by value and "
        "representativeness.",)
    chosen = choose_pilot(engagement(f.PilotChosen(site="north", reason="It asked.")), card)
    assert (chosen.site, chosen.order, chosen.reasons) == ("north", ("north", "south", "east"), ("It asked.",))
