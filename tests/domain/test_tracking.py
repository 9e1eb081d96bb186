"""Where tasks, key figures and benefits stand, what was promised and measured, and how the plan changed: by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from building import engagement as answered
from building import library, pack, question
from test_roadmap import GOOD, STARTS, engagement, plan
from test_underway import done, report

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.engagement import Engagement
from assessment.domain.library import Driver, Effect, Initiative
from assessment.domain.roadmap import Roadmap, ScheduledTask
from assessment.domain.tracking import (
    ForecastPair,
    PromiseKept,
    PromiseTally,
    benefit_standings,
    calibration,
    forecasts,
    kpi_standings,
    line_to_target,
    plan_differences,
    plan_on_record,
    promises,
    task_standings,
)
from assessment.domain.tracking.figures import _promised
from assessment.domain.value import DriverValue

# the plan on record: I24@north months 2 to 5 (March to May 2027), I32@north 5 to 7


def recorded(**starts: tuple[int, int]) -> f.PlanRecorded:
    placed = [ScheduledTask(task=name.replace("__", "@"), start=a, finish=b) for name, (a, b) in starts.items()]
    roadmap = Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=tuple(placed), unscheduled={})
    return f.PlanRecorded(plan=json.loads(json.dumps({"cycle": "c", "frame": "x", "roadmap": roadmap.model_dump()})))


BEFORE = recorded(I24__north=(2, 5), I32__north=(5, 7))


@pytest.mark.parametrize(("reports", "on", "status", "late"), [
    ((), date(2027, 3, 31), "planned", 0), ((), date(2027, 5, 1), "planned", 2),
    ((report(started=date(2027, 3, 1), on=date(2027, 5, 2)),), date(2027, 5, 31), "running", 0),
    ((report(started=date(2027, 4, 1), on=date(2027, 5, 2)),), date(2027, 5, 31), "running", 1),
    ((report(started=date(2027, 3, 1), on=date(2027, 5, 2)),), date(2027, 7, 1), "running", 2),
    ((report(started=date(2027, 3, 1), on=date(2027, 5, 2), expected=date(2027, 8, 31)),), date(2027, 5, 31),
     "running", 3),
    ((done("I24", "north", date(2027, 3, 1), date(2027, 4, 30)),), date(2028, 1, 1), "finished", -1),
    ((report(status="blocked", blocker="No vendor", on=date(2027, 5, 2)),), date(2027, 5, 31), "blocked", 2),
    ((report(status="cancelled", on=date(2027, 5, 2)),), date(2028, 5, 31), "cancelled", None),
    ((report(started=date(2027, 3, 1), on=date(2027, 5, 2)),), date(2027, 3, 31), "planned", 0),
])
def test_how_late_a_task_is_follows_from_what_is_known_on_the_day(reports, on: date, status: str, late: int | None):
    found = {one.task: one for one in task_standings(engagement(BEFORE, *reports), on)}["I24@north"]
    assert (found.status, found.late, found.is_late) == (status, late, bool(late and late > 0))
    assert found.planned == (2, 5)


def test_what_was_spent_stands_beside_what_was_reckoned_with():
    from test_roadmap import framed
    plain = framed(engagement()).by_id["I24@north"]
    state = engagement(BEFORE, done("I24", "north", date(2027, 3, 1), date(2027, 5, 5), effort={"OT": 999}, cost=1))
    found = next(one for one in task_standings(state, date(2027, 6, 1), framed(state)) if one.task == "I24@north")
    assert (found.effort, found.cost, found.percent, found.overrun) == (999, 1, 100, ("OT",))
    assert found.effort_estimate == pytest.approx(sum(plain.effort.values()))
    assert found.cost_estimate == pytest.approx(plain.cost)
    assert not found.over_cost


def test_the_adopted_plan_counts_else_the_last_one_before_any_report():
    later = recorded(I24__north=(4, 9))
    again = f.PlanRecorded(plan={**recorded(I24__north=(8, 9)).plan, "reported": True})
    other = f.PlanRecorded(plan={**recorded(I24__north=(7, 9)).plan, "scenario": "s"})
    assert plan_on_record(engagement()).kind == "none"
    assert plan_on_record(engagement(BEFORE, later, other, again)).tasks == {"I24@north": (4, 9)}
    adopted = f.PlanAdopted(cycle="c", starts={"I24@north": 2, "I32@north": 5}, by="Board")
    found = plan_on_record(engagement(BEFORE, later, adopted))
    assert (found.kind, found.tasks) == ("adopted", {"I24@north": (2, 5), "I32@north": (5, 7)})
    # a plan that was shown nowhere: the finish follows from the usual length, three months
    lost = plan_on_record(engagement(f.PlanAdopted(cycle="c", starts={"I24@north": 1}, by="Board")))
    assert lost.tasks == {"I24@north": (1, 4)}


# re-plan: GOOD with the plan STARTS on record


def held(*facts: f.Fact, starts: dict[str, int] = STARTS) -> Engagement:
    shown = f.PlanRecorded(plan={"roadmap": plan(starts).model_dump(mode="json")})
    return engagement(shown, f.PlanAdopted(cycle="c", starts=starts, by="Board"), *facts)


def test_the_same_plan_has_no_differences_and_none_on_record_neither():
    assert plan_differences(held(), GOOD, plan(STARTS)) == ()
    assert plan_differences(engagement(), GOOD, plan(STARTS)) == ()


def test_what_moved_was_added_or_dropped_is_told_with_the_reason():
    starts = {**{name: month for name, month in STARTS.items() if name != "rollout"}, "organisation": 6, "cut": 3}
    now = plan(starts)
    now = now.model_copy(update={"scheduled": tuple(
        s.model_copy(update={"waits_for": ("role:IT",)}) if s.task == "organisation" else s for s in now.scheduled)})
    before = {name: month for name, month in STARTS.items() if name != "gate-east"}
    found = {one.task: one for one in plan_differences(held(starts=before), GOOD, now)}
    assert set(found) == {"organisation", "cut", "rollout", "gate-east"}
    assert (found["organisation"].kind, found["organisation"].before, found["organisation"].after,
            found["organisation"].why) == ("moved", (4, 6), (6, 8), ("role:IT",))
    assert found["cut"].why == ("earlier",)
    assert (found["rollout"].kind, found["rollout"].told) == ("dropped", "left out")
    assert (found["gate-east"].kind, found["gate-east"].why) == ("added", ("new",))


def test_a_cancelled_task_is_dropped_because_it_was_cancelled():
    state = replace(held(), progress={("rollout", ""): (report("rollout", "x", status="cancelled"),)})
    now = plan({name: month for name, month in STARTS.items() if name != "rollout"})
    assert [one.why for one in plan_differences(state, GOOD, now)] == [("cancelled",)]


# key figures: from 10 on 1 January to 20 on 31 December 2027, 364 days


def kpi(**more) -> f.KpiDefined:
    return f.KpiDefined(**{"kpi": "k", "name": "K", "baseline": 10, "baseline_on": date(2027, 1, 1), "target": 20,
                           "target_on": date(2027, 12, 31), **more})


def measured(value: float | None, on: date = date(2027, 7, 2)) -> f.KpiMeasured:
    return f.KpiMeasured(kpi="k", on=on, value=value)


@pytest.mark.parametrize(("facts", "course", "latest"), [
    ((kpi(),), "no value", None), ((kpi(), measured(15)), "on track", 15), ((kpi(), measured(14.9)), "off track", 14.9),
    ((kpi(), measured(20)), "reached", 20), ((kpi(target=None, target_on=None), measured(5)), "no target", 5),
    ((kpi(baseline=None, baseline_on=None), measured(5)), "no baseline", 5),
    ((kpi(), measured(16), measured(None)), "no value", None),
    # 11.62 are due by 1 March; the value of the year after is not known yet
    ((kpi(), measured(12, date(2027, 3, 1)), measured(9, date(2028, 3, 1))), "on track", 12),
    ((kpi(better="lower", baseline=20, target=10), measured(15)), "on track", 15),
    ((kpi(better="lower", baseline=20, target=10), measured(15.1)), "off track", 15.1),
])
def test_a_key_figure_is_held_against_the_straight_line(facts, course: str, latest: float | None):
    found, = kpi_standings(engagement(*facts), date(2027, 12, 31))
    assert (found.course, found.latest) == (course, latest)


def test_the_line_begins_at_the_baseline_and_stops_at_the_target():
    days = (date(2026, 1, 1), date(2027, 1, 1), date(2027, 7, 2), date(2027, 12, 31), date(2029, 1, 1))
    assert [line_to_target(kpi(), day) for day in days] == [10, 10, 15, 20, 20]


def test_a_withdrawn_figure_stands_no_more():
    assert kpi_standings(engagement(kpi(), kpi(withdrawn=True)), date(2027, 12, 31)) == ()


def test_benefits_are_held_against_the_case_over_the_days_that_were_booked():
    driver = Driver(id="d1", name="Less waste", category="cash", baseline_name="b", baseline_unit="thousand USD a year",
                    proxy=1, proxy_basis="EJ", per="network", effect=Estimate(low=0, mode=0.1, high=0.2), attribution=1,
                    ramp_quarters=1, enabled_by=(), source={"publisher": "p", "title": "t"}, basis="EJ")
    booked = f.BenefitBooked(benefit="b1", driver="d1", first=date(2026, 1, 1), last=date(2026, 3, 31), amount=40)
    facts = (booked, booked.model_copy(update={"benefit": "b2", "amount": 10.0, "confirmed_by": "CFO"}),
             booked.model_copy(update={"benefit": "b3", "amount": 5.0, "withdrawn": True}),
             booked.model_copy(update={"benefit": "b4", "last": date(2027, 1, 1)}))
    state = answered({}, content=library(drivers=(driver,)), extra=facts)
    found, = benefit_standings(state, date(2026, 12, 31))
    assert (found.booked, found.confirmed, found.entries, found.expected) == (50, 10, 2, None)
    assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(("quarter", "days"), [(1, 30), (2, 0), (None, 0)])
def test_the_case_promises_nothing_before_the_plan_makes_a_benefit_begin(quarter, days):
    """Booked from two months before the roadmap begins to the end of its first month."""
    driver = DriverValue(driver="d1", name="Less waste", category="cash", baseline=1, confirmed_by="", proxy=False,
                         proxy_basis="", yearly=(1, 365.25, 900), present=(0, 0, 0), first_quarter=quarter,
                         variance_share=0, swing=(0, 0))
    booked = set(range(date(2027, 2, 1).toordinal(), date(2027, 5, 1).toordinal()))
    assert _promised(driver, booked, date(2027, 4, 1)) == pytest.approx(days)


# promised and measured: cycles of 1 January and 1 April 2026, one capability of two questions at two sites


def initiative(name: str, to: float = 4.0, scope: str = "site", **more) -> Initiative:
    spread = Estimate(low=1, mode=2, high=3)
    return Initiative(**{
        "id": name, "name": name, "change": "", "stage": "assess", "phase": "assess", "scope": scope, "weeks": spread,
        "effort": {}, "cost_kusd": spread, "kpis": (), "owner": "COO", "basis": "EJ",
        "effects": (Effect(capability="c", **{"from": 1}, to=to),), **more})


def finished(name: str, unit: str = "a", on: date = date(2026, 2, 15)) -> f.TaskReported:
    return f.TaskReported(initiative=name, unit=unit, on=on, status="finished", finished=on)


def case(*facts: f.Fact, b: float = 1.0, target: float = 3.0) -> Engagement:
    """Level 2 at both sites; at a both people go to 3 by the second cycle, at b nothing moves."""
    answers = {"q": {"a": {"IT@a": [2, 2]}, "b": {"IT@b": 2}}, "c2:q": {"a": {"IT@a": [3, 3]}, "b": {"IT@b": 2}}}
    catalogue = (initiative("X1"), initiative("X2", to=2.5), initiative("X3"), initiative("X4", scope="programme"))
    return answered(answers, of=pack({"d": {"c": [question("q"), question("r")]}}), sites={"a": 1.0, "b": b},
                    cycles=("c1", "c2"), content=library(initiatives=catalogue),
                    extra=(f.TargetSet(dimension="d", level=target), *facts))


def test_one_initiative_at_one_site():
    tally = promises(case(finished("X1")), "c2")
    assert [(row.initiative, row.capability, row.sites, row.promised, row.measured, row.before, row.after)
            for row in tally.rows] == [("X1", "c", ("a",), 1.0, 1.0, "c1", "c2")]  # to the target 3, not to 4
    assert (tally.ratio, tally.interval, tally.waiting) == (None, None, ())


def test_where_several_finish_between_the_same_cycles_each_has_its_part():
    # promised 1.0 and 0.5 of a change of 1.0
    rows = {row.initiative: row for row in promises(case(finished("X1"), finished("X2")), "c2").rows}
    assert rows["X1"].measured == pytest.approx(2 / 3)
    assert rows["X2"].measured == pytest.approx(1 / 3)
    assert sum(row.measured for row in rows.values()) == pytest.approx(1.0)


def test_of_the_programme_every_site_counts_by_its_weight():
    row, = promises(case(finished("X4", "programme"), b=3.0), "c2").rows
    assert (row.promised, row.measured, row.sites) == (1.0, pytest.approx(0.25), ("a", "b"))


@pytest.mark.parametrize(("fact", "cycle"), [
    (finished("X1", on=date(2026, 7, 1)), "c2"), (finished("X1", on=date(2025, 12, 1)), "c2"), (finished("X1"), "c1")])
def test_what_no_cycle_has_seen_waits(fact: f.TaskReported, cycle: str):
    tally = promises(case(fact), cycle)
    assert (tally.rows, tally.waiting) == ((), ("X1",))


def test_what_stood_at_the_target_before_promised_nothing():
    assert promises(case(finished("X1"), target=2.0), "c2").rows == ()


def rows_of(**kept: tuple[float, float]) -> list[PromiseKept]:
    return [PromiseKept(initiative=name, capability="c", sites=("a",), promised=p, measured=m, before="c1", after="c2")
            for name, (p, m) in kept.items()]


def test_calibration_takes_three_and_its_interval_holds_the_ratio():
    assert calibration(rows_of(a=(1, 1), b=(1, 0.5))) == (None, None)
    ratio, interval = calibration(rows_of(a=(1, 1), b=(1, 0.5), c=(2, 0.5)))
    assert ratio == pytest.approx(0.5)
    assert interval is not None
    # all three draws the same initiative in 1 of 27 cases each: the ends are c alone, 0.25, and a with b, 5/6 or more
    assert 0.25 <= interval.low < 0.5 < interval.high <= 1.0
    same, exact = calibration(rows_of(a=(1, 0.5), b=(2, 1), c=(4, 2)))
    assert same == pytest.approx(0.5)
    assert exact is not None
    assert (exact.low, exact.high) == (pytest.approx(0.5), pytest.approx(0.5))


def test_the_forecast_is_scaled_and_stays_between_today_and_the_target():
    from test_roadmap import framed
    state = engagement()
    found = framed(state)
    roadmap = Roadmap(status="feasible", objective=0, bound=0, gap=0, unscheduled={}, scheduled=(
        ScheduledTask(task="I24@north", start=0, finish=3),))
    gained = sum(found.shares[e.key] * min(e.levels, found.gaps[e.key]) for e in found.by_id["I24@north"].effects)

    def shown(ratio: float | None) -> ForecastPair:
        return forecasts(state, found, roadmap, PromiseTally(rows=(), initiatives=3, ratio=ratio))[0]

    plain = shown(None)
    assert plain.promised - plain.today == pytest.approx(gained)
    assert gained > 0
    assert plain.learnt is None
    assert shown(0.5).learnt == pytest.approx(plain.today + gained / 2)
    assert shown(-1).learnt == pytest.approx(plain.today)
    assert shown(99).learnt <= plain.today + sum(found.shares[e.key] * found.gaps[e.key]
                                                 for e in found.by_id["I24@north"].effects) + 1e-9
