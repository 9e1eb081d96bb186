"""What is refused of freezes and shutdowns, and what taking one out does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, InvalidInput
from assessment.workspace import Store

FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture
def here(tmp_path: Path, small_file: Path):
    with Store(copyfile(small_file, tmp_path / "test.db")) as store:
        yield store.workspace(store.only(None))


INVALID = {
    "freeze reversed": (f.FreezeSet(freeze="x", first=LAST, last=FIRST), "freezes.x.last", "Exchange the two dates."),
    "shutdown reversed": (f.ShutdownSet(shutdown="y", site="north", first=LAST, last=FIRST), "shutdowns.y.last",
                          "Exchange the two dates."),
    "a mistyped year": (f.FreezeSet(freeze="x", first=FIRST, last=date(2207, 3, 31)), "freezes.x.last",
                        "Check the years."),
    "nothing stopped": (f.FreezeSet(freeze="x", first=FIRST, last=LAST, stops=()), "freezes.x.stops", "take the"),
}
UNKNOWN = {
    "freeze elsewhere": (f.FreezeSet(freeze="x", site="west", first=FIRST, last=LAST), "west"),
    "shutdown elsewhere": (f.ShutdownSet(shutdown="y", site="west", first=FIRST, last=LAST), "west"),
    "no such freeze": (f.FreezeSet(freeze="x", first=FIRST, last=LAST, withdrawn=True), "no freeze named 'x'"),
    "no such shutdown": (f.ShutdownSet(shutdown="y", site="north", first=FIRST, last=LAST, withdrawn=True),
                         "no shutdown named 'y'"),
}


@pytest.mark.parametrize("name", INVALID)
def test_what_cannot_be_is_refused_with_its_place_and_what_helps(here, name: str):
    fact, where, remedy = INVALID[name]
    before = here.engagement().last_seq
    with pytest.raises(InvalidInput) as refused:
        here.record(fact)
    (problem,) = refused.value.problems
    assert problem.where == where
    assert remedy in problem.remedy
    assert here.engagement().last_seq == before


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_there_is_refused_by_name(here, name: str):
    fact, words = UNKNOWN[name]
    before = here.engagement().last_seq
    with pytest.raises(AssessmentError) as refused:
        here.record(fact)
    assert words in str(refused.value)
    assert here.engagement().last_seq == before


def test_one_day_and_ten_years_are_taken(here):
    here.record(f.FreezeSet(freeze="day", first=FIRST, last=FIRST))
    here.record(f.FreezeSet(freeze="years", first=FIRST, last=date(2037, 3, 1)))
    assert sorted(here.engagement().freezes) == ["day", "years"]


def test_the_plan_keeps_to_a_freeze_until_it_is_taken_out(here):
    before = here.frame()
    freeze = f.FreezeSet(freeze="x", site="north", first=FIRST, last=LAST)
    here.record(freeze)
    month = 5  # March 2027; the roadmap begins in October 2026
    assert here.frame().frozen == here.frame().no_cut_over == here.frame().no_validation == {"north": (month,)}
    here.record(freeze.model_copy(update={"withdrawn": True}))
    assert here.engagement().freezes == {}
    assert here.frame() == before


def test_a_shutdown_bounds_the_cut_overs_of_its_site_until_it_is_taken_out(here):
    shutdown = f.ShutdownSet(shutdown="y", site="north", first=FIRST, last=date(2027, 3, 2))
    here.record(shutdown)
    assert here.frame().window_hours == {"north": {5: 48.0}}
    here.record(shutdown.model_copy(update={"withdrawn": True}))
    assert here.engagement().shutdowns == {}
    assert here.frame().window_hours == {}


def test_a_shutdown_that_a_scenario_moves_is_not_taken_out(here):
    shutdown = f.ShutdownSet(shutdown="y", site="north", first=FIRST, last=LAST)
    scenario = f.ScenarioDefined(scenario="s", name="Later", shutdown="y", shutdown_moved_days=28)
    here.record(shutdown)
    here.record(scenario)
    with pytest.raises(AssessmentError, match=r"moves this shutdown: Later.*Take the scenario out first"):
        here.record(shutdown.model_copy(update={"withdrawn": True}))
    here.record(scenario.model_copy(update={"withdrawn": True}))
    here.record(shutdown.model_copy(update={"withdrawn": True}))
    assert here.engagement().shutdowns == {}


def test_facts_recorded_before_there_was_taking_out_are_still_read():
    told = {"kind": "freeze-set", "freeze": "x", "site": None, "first": "2027-03-01", "last": "2027-03-31",
            "stops": ["site-work"], "reason": ""}
    assert f.parse_fact(told) == f.FreezeSet(freeze="x", first=FIRST, last=LAST, stops=("site-work",))
