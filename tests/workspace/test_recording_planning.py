"""What is refused of the plan, with the words that say why and what helps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, Estimate, InvalidInput
from assessment.domain.library import Effect, Initiative
from assessment.workspace import Store


@pytest.fixture
def here(tmp_path: Path, small_file: Path):
    with Store(copyfile(small_file, tmp_path / "test.db")) as store:
        yield store.workspace(store.only(None))


def own(**more) -> Initiative:
    values = {"id": "C01", "name": "Own", "change": "", "stage": "assess", "phase": "assess", "scope": "programme",
              "weeks": Estimate(low=1, mode=2, high=3), "effort": {}, "cost_kusd": Estimate(low=0, mode=0, high=0),
              "kpis": ("k",), "owner": "COO", "basis": "client", **more}
    return Initiative(**values)


START = date(2026, 10, 1)
CHARTER = {"site": "north", "scope": "Line 1", "owner": "Head", "success": ("a",), "stop": ("b",), "scale": ("c",),
           "review": date(2027, 10, 1)}
REFUSED = {
    "unknown initiative": (f.TaskAsked(initiative="I99", unit="programme"), "I99"),
    "unknown unit": (f.TaskAsked(initiative="I03", unit="west"), "west"),
    "a site for the programme": (f.TaskAsked(initiative="I01", unit="north"), "north"),
    "left out with a date": (f.TaskAsked(initiative="I03", unit="north", exclude=True, due=date(2027, 1, 1)),
                             "left out has no date"),
    "before the start": (f.TaskAsked(initiative="I03", unit="north", start=date(2026, 9, 30)), "outside the roadmap"),
    "after the end": (f.TaskAsked(initiative="I03", unit="north", start=date(2030, 10, 1)), "outside the roadmap"),
    "due before it starts": (f.TaskAsked(initiative="I03", unit="north", start=date(2027, 5, 1), due=date(2027, 4, 1)),
                             "due before it starts"),
    "due before the roadmap": (f.TaskAsked(initiative="I03", unit="north", due=date(2026, 1, 1)),
                               "due before it starts"),
    "programme reversed": (f.ProgrammeDefined(programme="p", name="P", first=START, last=date(2026, 1, 1)),
                           "ends before it begins"),
    "programme elsewhere": (f.ProgrammeDefined(programme="p", name="P", site="west", first=START, last=START), "west"),
    "programme delivers nothing known": (
        f.ProgrammeDefined(programme="p", name="P", first=START, last=START, delivers=("I99",)), "I99"),
    "id of the catalogue": (f.InitiativeDefined(initiative=own(id="I03")), "of this id already"),
    "people at one site": (f.InitiativeDefined(initiative=own(scope="site", adds={"OT": 1.0})), "once, for all sites"),
    "nobody": (f.InitiativeDefined(initiative=own(adds={"OT": 0.0})), "Nobody is brought"),
    "no month": (f.InitiativeDefined(initiative=own(adds={"OT": 1.0}, lasting_months=0)), "for no month"),
    "negative effort": (f.InitiativeDefined(initiative=own(effort={"OT": Estimate(low=-1, mode=0, high=1)})),
                        "below 0"),
    "no time": (f.InitiativeDefined(initiative=own(weeks=Estimate(low=0, mode=0, high=0))), "no time for it"),
    "unknown capability": (f.InitiativeDefined(initiative=own(effects=(Effect(capability="x", from_=1, to=2),))), "x"),
    "raises nothing": (f.InitiativeDefined(initiative=own(
        effects=(Effect(capability="strategy-funding", from_=2, to=2),))), "raises nothing"),
    "unknown prerequisite": (f.InitiativeDefined(initiative=own(prerequisites=("I99",))), "I99"),
    "a circle of one": (f.InitiativeDefined(initiative=own(prerequisites=("C01",))), "waits for the next"),
    "pilot elsewhere": (f.ScenarioDefined(scenario="s", name="S", pilot="west"), "west"),
    "unknown shutdown": (f.ScenarioDefined(scenario="s", name="S", shutdown="none"), "none"),
    "nothing adopted": (f.AimSet(aim="moves"), "No plan has been adopted"),
    "nothing adopted in a scenario": (f.ScenarioDefined(scenario="s", name="S", aim="moves"), "has been adopted"),
    "unknown cycle": (f.PlanAdopted(cycle="x", starts={"I01@programme": 0}, by="Board"), "x"),
    "charter too early": (f.CharterWritten(**{**CHARTER, "review": START}), "before the roadmap begins"),
    "charter without an end": (f.CharterWritten(**{**CHARTER, "stop": ()}), "when to stop"),
    "charter elsewhere": (f.CharterWritten(**{**CHARTER, "site": "west"}), "west"),
    "people elsewhere": (f.CapacitySet(role="OT", weeks=(1,), site="west"), "west"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(here, name: str):
    fact, words = REFUSED[name]
    before = here.engagement().last_seq
    with pytest.raises(AssessmentError) as refused:
        here.record(fact)
    assert words in str(refused.value)
    assert here.engagement().last_seq == before


def test_a_pin_inside_a_freeze_is_refused_with_its_remedy(here):
    here.record(f.FreezeSet(freeze="x", site="north", first=date(2027, 3, 1), last=date(2027, 3, 31)))
    with pytest.raises(AssessmentError, match="a freeze covers it"):
        here.record(f.TaskAsked(initiative="I03", unit="north", start=date(2027, 3, 15)))
    here.record(f.TaskAsked(initiative="I03", unit="south", start=date(2027, 3, 15)))


def test_what_others_wait_for_is_not_withdrawn(here):
    here.record(f.InitiativeDefined(initiative=own()))
    here.record(f.InitiativeDefined(initiative=own(id="C02", prerequisites=("C01",))))
    with pytest.raises(AssessmentError, match="C02 wait for it"):
        here.record(f.InitiativeDefined(initiative=own(), withdrawn=True))
    with pytest.raises(InvalidInput):
        here.record(f.InitiativeDefined(initiative=own(prerequisites=("C02",))))


def test_a_viewer_changes_no_plan_and_a_contributor_adopts_none(here):
    here.role = "viewer"
    with pytest.raises(AssessmentError):
        here.record(f.AimSet(aim="finish"))
    here.role = "contributor"
    here.record(f.AimSet(aim="finish"))
    with pytest.raises(AssessmentError):
        here.record(f.PlanAdopted(cycle=here.engagement().cycle().id, starts={"I01@programme": 0}, by="Board"))
