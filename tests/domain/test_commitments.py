"""Running programmes, people of a site, wishes for tasks and own initiatives in the frame."""

from __future__ import annotations

from datetime import date

import pytest
from test_roadmap import GOOD, STARTS, codes, engagement, framed, plan, task

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.library import Initiative
from assessment.domain.roadmap import Frame, Ledger, verify, waits, walk


def programme(**more) -> f.ProgrammeDefined:
    values = {"programme": "mes", "name": "MES", "first": date(2026, 7, 1), "last": date(2027, 6, 30), **more}
    return f.ProgrammeDefined(**values)


def own(key: str = "X1", **more) -> f.InitiativeDefined:
    values = {"id": key, "name": "Own", "change": "", "stage": "assess", "phase": "assess", "scope": "programme",
              "weeks": Estimate(low=4, mode=13, high=13), "effort": {}, "cost_kusd": Estimate(low=0, mode=0, high=0),
              "kpis": (), "owner": "COO", "basis": "client", **more}
    return f.InitiativeDefined(initiative=Initiative(**values))


def changed(frame: Frame, **more) -> Frame:
    return Frame(**{**{name: getattr(frame, name) for name in Frame.model_fields}, **more})


def test_what_a_running_programme_delivers_keeps_its_dates_and_is_waited_for():
    found = framed(engagement(programme(site="north", delivers=("I24",))))
    given = found.by_id["I24@north"]
    assert (given.given, given.pinned, given.duration, given.effort, given.cost) == (True, 0, 6, {}, 0.0)
    assert given.effects
    assert waits(found, given) == []
    assert "I24@north" in found.by_id["I32@north"].after
    elsewhere = found.by_id["I24@south"]
    assert not elsewhere.given
    assert elsewhere.effort


def test_what_was_delivered_before_the_roadmap_begins_is_in_place():
    found = framed(engagement(programme(last=date(2026, 12, 31), delivers=("I24",))))
    assert not [t for t in found.tasks if t.initiative == "I24"]
    assert "in place" in found.excluded["I24"]
    assert "I24" in found.in_place
    assert all("I24" not in name for t in found.tasks for name in t.after)


def test_a_withdrawn_programme_counts_no_more():
    ran = programme(delivers=("I24",), weeks={"OT": 9})
    assert framed(engagement(ran, ran.model_copy(update={"withdrawn": True}))) == framed(engagement())


def test_programmes_take_people_of_their_site_first_and_never_more_than_there_are():
    facts = (f.CapacitySet(role="OT", weeks=(30,)), f.CapacitySet(role="OT", weeks=(6,), site="north"),
             programme(programme="a", site="north", weeks={"OT": 9}), programme(programme="b", weeks={"OT": 3}))
    found = framed(engagement(*facts))
    # at north 3 weeks a month against 2 there: 1 falls on the shared 10, beside 1 of the network's programme
    assert found.local["north"]["OT"][:8] == (0.0,) * 6 + (2.0,) * 2
    assert found.capacity["OT"][:8] == pytest.approx((8.0,) * 6 + (10.0,) * 2)
    assert found.taken["OT"][:8] == pytest.approx((4.0,) * 6 + (0.0,) * 2)
    greedy = framed(engagement(f.CapacitySet(role="OT", weeks=(3,)), programme(weeks={"OT": 30})))
    assert greedy.capacity["OT"][0] == 0.0
    assert any("Running programmes want more OT than there is in month 1." in note for note in greedy.notes)


def test_a_programme_that_begins_in_the_middle_of_a_month_takes_that_share_of_it():
    found = framed(engagement(f.CapacitySet(role="IT", weeks=(30,)), programme(
        first=date(2027, 2, 15), last=date(2027, 2, 28), weeks={"IT": 6})))
    assert found.capacity["IT"][:3] == pytest.approx((10.0, 10 - 2 * 14 / 28, 10.0))


def test_wishes_pin_date_demand_and_leave_out_tasks():
    asked = [f.TaskAsked(initiative="I24", unit="north", start=date(2027, 4, 20)),
             f.TaskAsked(initiative="I32", unit="north", due=date(2028, 3, 31)),
             f.TaskAsked(initiative="I32", unit="east", due=date(2028, 3, 30), must=True),
             f.TaskAsked(initiative="I24", unit="south", exclude=True, reason="Closed in May.")]
    found = framed(engagement(*asked))
    assert (found.by_id["I24@north"].pinned, found.by_id["I24@north"].mandatory) == (3, True)
    assert (found.by_id["I32@north"].due, found.by_id["I32@north"].mandatory) == (15, False)
    assert (found.by_id["I32@east"].due, found.by_id["I32@east"].mandatory) == (14, True)
    assert "I24@south" not in found.by_id
    assert all("I24@south" not in t.after for t in found.tasks)
    freed = framed(engagement(*asked, *(f.TaskAsked(initiative=a.initiative, unit=a.unit) for a in asked)))
    assert freed == framed(engagement())


def test_an_own_initiative_stands_beside_the_catalogue_until_it_is_withdrawn():
    people = own(adds={"OT": 9.0}, lasting_months=12)
    found = framed(engagement(people)).by_id["X1@programme"]
    assert (found.adds, found.lasting, found.duration, found.reasons) == ({"OT": 3.0}, 12, 3, ("people",))
    state = engagement(people, people.model_copy(update={"withdrawn": True}))
    assert "X1" not in state.the_library.initiative
    shadow = own("I24", name="Not the catalogue's")
    assert engagement(shadow).the_library.initiative["I24"].name != "Not the catalogue's"


def test_a_factor_scales_effort_and_spend():
    plain, twice = (framed(engagement(*more)).by_id["I24@north"] for more in (
        (), (f.EstimateSet(initiative="I24", scale=2.0),)))
    assert twice.cost == pytest.approx(2 * plain.cost)
    assert twice.effort == {role: pytest.approx(2 * weeks) for role, weeks in plain.effort.items()}
    assert twice.months == plain.months


# the rules of verify: each bites where it is broken, and only there


def test_people_of_a_site_are_used_by_its_tasks_alone():
    only_shared = changed(GOOD, capacity={"IT": (0.0,) * 24})
    assert "capacity" in codes(only_shared, plan(STARTS, only_shared))
    at_north = changed(only_shared, local={"north": {"IT": (3.0,) * 24}})
    broken = {p.where for p in verify(at_north, plan(STARTS, at_north)) if p.code == "capacity"}
    assert broken == {f"IT.{m}" for m in (0, 1, 2, 4, 5, 12, 13)}  # tasks of the programme and of east


def test_added_people_count_from_the_finish_and_for_as_long_as_they_stay():
    hire = task("hire", "programme", months=2, effort={}, cost=0.0, adds={"IT": 2.0}, lasting=3)
    busy = task("busy", "programme", months=2, effort={"IT": 10.0})
    problem = changed(GOOD, tasks=(hire, busy))
    for start, holds in ((0, False), (1, False), (2, True), (3, True), (4, False), (5, False)):
        roadmap = plan({"hire": 0, "busy": start}, problem)
        assert ("capacity" not in codes(problem, roadmap)) is holds, start
        ledger = Ledger(problem)
        ledger.enter(hire, walk(problem, hire, 0))
        assert (ledger.refuses(busy, walk(problem, busy, start)) == ()) is holds, start


def test_given_work_keeps_its_dates_and_leaves_less_room_at_its_site():
    frozen = task("given", months=3, pinned=9, given=True, effort={})  # month 10 is frozen at north
    problem = changed(GOOD, tasks=(*GOOD.tasks, frozen))
    roadmap = plan({**STARTS, "given": 9}, problem)
    assert walk(problem, frozen, 9).finish == 12
    # release works in 8, 9 and 11 at north; with the given task there is room for one
    assert verify(problem, roadmap) == []
    full = changed(problem, change_load=1)
    assert {p.where for p in verify(full, roadmap) if p.code == "change-load"} >= {"north.9", "north.11"}
