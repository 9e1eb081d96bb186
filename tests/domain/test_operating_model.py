"""The operating model: degrees and designs by expert cases, the path respected, dates traced to tasks, promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from domain.building import engagement as small_engagement
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.checking import check_library
from assessment.domain.engagement import Engagement, replay
from assessment.domain.findings import operating as operating_findings
from assessment.domain.findings.types import Inputs
from assessment.domain.fitting import fit
from assessment.domain.library import DEGREES, PATHS, Library
from assessment.domain.operating_model import AreaTest, OperatingModel, design
from assessment.domain.operating_model.degrees import balance, degree_at, degrees_between
from assessment.domain.pack import Pack
from assessment.domain.paths import Recommendation, recommend
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task
from assessment.domain.scoring import score
from assessment.formats import load_pack, shipped_library
from assessment.shipped import PACKS
from assessment.workspace.recording import check_fact

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "operating-model.yaml").read_text("utf-8"))
START = date(2026, 10, 1)
CYCLE = "c1"


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="module")
def pack() -> Pack:
    found, _problems = load_pack(PACKS / "it-ot-convergence")
    assert found is not None
    return found


def state(library: Library, pack: Pack, *facts: f.Fact) -> Engagement:
    """Two plants, `pilot` and the old `other`, on the path OT to IT unless a fact says otherwise."""
    opened = [f.EngagementOpened(client="C", start=START), f.CycleOpened(cycle=CYCLE, date=date(2026, 9, 14)),
              f.SiteDefined(site="pilot", name="Pilot"), f.SiteDefined(site="other", name="Other", brownfield_years=30)]
    told = [fact for fact in facts if isinstance(fact, f.PathAdopted)] or [adopted("ot-to-it", "ot-to-it")]
    rest = [fact for fact in facts if not isinstance(fact, f.PathAdopted)]
    folded = replay((number, date(2026, 9, 20), fact) for number, fact in enumerate([*opened, *told, *rest], 1))
    return replace(folded, library=library, pack=pack)


def adopted(path: str, first: str, review: date | None = None) -> f.PathAdopted:
    return f.PathAdopted(path=path, first_step=first, decided_by="Board", review=review)


def answers(pack: Pack, levels: dict[str, int], site: str = "pilot") -> list[f.Fact]:
    """One person's level on each question, at the site or for the network."""
    told: list[f.Fact] = [f.RespondentDefined(person=f"p-{site}", function="IT", site=site),
                          f.RespondentDefined(person="p-net", function="IT")]
    for name, level in levels.items():
        at_site = pack.questions[name].scope == "site"
        told.append(f.Answered(cycle=CYCLE, site=site if at_site else None, question=name, value=level,
                               person=f"p-{site}" if at_site else "p-net"))
    return told


def recommended(engagement: Engagement) -> Recommendation:
    return recommend(engagement, score(engagement, CYCLE, draws=0), draws=50, flips=False)


def modelled(engagement: Engagement, plan: tuple[Frame, Roadmap] | None = None) -> OperatingModel:
    frame, roadmap = plan or (None, None)
    found = design(engagement, score(engagement, CYCLE, draws=0), recommended(engagement), roadmap, frame)
    assert found is not None
    return found


def planned(*done: tuple[str, int], left: tuple[str, ...] = ()) -> tuple[Frame, Roadmap]:
    """A plan with tasks `initiative@unit` and the month in which each finishes, and tasks that it leaves out."""
    month = {"low": 1, "mode": 1, "high": 1}
    tasks = tuple(Task(id=name, initiative=name.split("@")[0], unit=name.split("@")[1], stage="design", effort={},
                       cost=0, months=month) for name in (*dict(done), *left))
    frame = Frame(start=START, months=48, tasks=tasks, capacity={}, budget=(), change_load=3, frozen={}, windows={},
                  shares={}, gaps={}, goal_lambda=0.05, excluded={})
    roadmap = Roadmap(status="feasible", objective=0, bound=0, gap=0, unscheduled=dict.fromkeys(left, "no money"),
                      scheduled=tuple(ScheduledTask(task=name, start=0, finish=month) for name, month in done))
    return frame, roadmap


def four_tests(case: dict[str, Any], library: Library) -> tuple[AreaTest, ...]:
    assert library.operating is not None
    response = library.operating.rules.response_pull[case["response"]]
    pulls = {"technology": case["technology"], "risk": case["risk"], "response": response,
             "site-specific": case["site_specific"]}
    return tuple(AreaTest(test=name, pull=pull, low=pull, high=pull) for name, pull in pulls.items())


@pytest.mark.parametrize("case", CASES["degrees"], ids=lambda case: case["name"])
def test_the_four_tests_give_the_degree_that_an_expert_expects(case, library: Library):
    value, low, high = balance(four_tests(case, library))
    assert (value, low, high) == pytest.approx((case["balance"],) * 3)
    assert degree_at(value, library.operating.rules) == case["degree"]


@pytest.mark.parametrize("case", CASES["designs"], ids=lambda case: case["name"])
def test_what_is_wrong_with_a_design_is_told_and_nothing_else(case, library: Library, pack: Pack):
    told: list[f.Fact] = [f.AreaDesigned(**area) for area in case.get("areas", ())]
    told += [f.ForumDefined(**forum) for forum in case.get("forums", ())]
    told += [f.TeamStated(**team) for team in case.get("teams", ())]
    told += [f.Stated(fact=name, value=word) for name, word in case.get("stated", {}).items()]
    found = modelled(state(library, pack, *told)).problems
    assert sorted(f"{problem.code} {problem.where}" for problem in found) == case["problems"]
    assert all(problem.remedy for problem in found)


@settings(max_examples=60, deadline=None)
@given(pulls=st.tuples(*(st.floats(0, 1) for _ in range(4))), more=st.floats(0, 1))
def test_more_in_common_never_lowers_a_degree_and_more_of_the_plant_never_raises_it(library: Library, pulls, more):
    rules = library.operating.rules

    def degree(values: list[float]) -> int:
        names = ("technology", "risk", "response", "site-specific")
        made = tuple(AreaTest(test=n, pull=v, low=v, high=v) for n, v in zip(names, values, strict=True))
        return DEGREES.index(degree_at(balance(made)[0], rules))

    before = degree(list(pulls))
    for index in range(4):
        raised = list(pulls)
        raised[index] = max(raised[index], more)
        assert degree(raised) >= before if index < 2 else degree(raised) <= before


def test_unknown_answers_leave_a_range_of_degrees_and_known_ones_narrow_it(library: Library, pack: Pack):
    blank = modelled(state(library, pack)).area("identity-access")
    assert blank.test("technology").pull is None
    assert blank.low < blank.balance < blank.high
    assert blank.could_be == degrees_between(blank.low, blank.high, library.operating.rules)
    assert len(blank.could_be) > 1
    # level 5 on both questions of technology is at_max 1, level 1 on both of risk at_min 1: all pulls together are 1
    told = answers(pack, {"cyber-access": 5, "cyber-remote": 5, "data-access": 1, "arch-external": 1})
    known = modelled(state(library, pack, *told)).area("identity-access")
    assert known.test("technology").pull == known.test("risk").pull == 1
    assert known.test("technology").basis == ("question:cyber-access=5", "question:cyber-remote=5")
    # response hours 0.5, site-specific 0.2 and half of the plants (by weight) old: 0.2 + 0.15 / 2
    assert known.balance == pytest.approx(1 - (0.5 + 0.275) / 2)
    assert (known.proposed, known.could_be) == ("one-team", ("one-team",))


HIGH = {"cyber-access": 5, "cyber-remote": 5, "data-access": 1, "arch-external": 1, "cyber-risk": 5,
        "cyber-monitoring": 5, "cyber-gate": 5, "cyber-physical": 5, "cyber-awareness": 5}
"""Identity and access is ripe for one team, and its capability stands at the top."""


def test_a_hybrid_stops_at_a_joint_team_until_its_review(library: Library, pack: Pack):
    told = [*answers(pack, HIGH), *answers(pack, HIGH, "other")]
    plain = modelled(state(library, pack, *told)).area("identity-access")
    assert (plain.degree, plain.later, plain.start.state) == ("one-team", "one-team", "now")
    model = modelled(state(library, pack, *told, adopted("ot-to-it", "hybrid", date(2028, 1, 15))))
    area = model.area("identity-access")
    assert (model.first_step, model.end_state, model.review) == ("hybrid", "ot-to-it", date(2028, 1, 15))
    assert (area.degree, area.later) == ("joint-team", "one-team")
    assert area.start.state == "now"
    assert area.later_start.first == 16  # January 2028 is the sixteenth month from October 2026
    assert area.accountable == ("Chief information security officer",)
    forever = modelled(state(library, pack, *told, adopted("hybrid", "hybrid", date(2028, 1, 15))))
    assert forever.area("identity-access").later == "joint-team"


def test_one_team_before_the_review_is_told(library: Library, pack: Pack):
    early = f.AreaDesigned(area="network", degree="one-team", accountable=("Head of networks",))
    steps = adopted("ot-to-it", "hybrid", date(2028, 1, 15))
    assert [p.code for p in modelled(state(library, pack, early, steps)).problems] == ["before-review"]
    late = early.model_copy(update={"since": date(2028, 2, 1)})
    assert modelled(state(library, pack, late, steps)).problems == ()
    assert modelled(state(library, pack, early)).problems == ()


def test_a_date_before_what_an_area_waits_for_is_told(library: Library, pack: Pack):
    at = f.AreaDesigned(area="network", degree="joint-team", accountable=("Head of networks",), since=date(2027, 3, 1))
    plan = planned(("I13@programme", 6), ("I18@programme", 4), ("I24@pilot", 6), ("I24@other", 9))
    assert modelled(state(library, pack, at), plan).problems == ()  # March 2027 is the sixth month
    early = at.model_copy(update={"since": date(2027, 2, 1)})
    assert [p.code for p in modelled(state(library, pack, early), plan).problems] == ["before-ready"]


LOW = HIGH | {name: 1 for name in HIGH if name.startswith("cyber-") and name not in ("cyber-access", "cyber-remote")}


def test_when_a_degree_begins_is_traced_to_tasks(library: Library, pack: Pack):
    told = [*answers(pack, LOW), *answers(pack, LOW, "other")]
    engagement = state(library, pack, *told)
    area = modelled(engagement).area("identity-access")
    assert area.start.state == "unplanned"
    assert area.start.level < area.start.least == library.operating.rules.least_level["one-team"]
    assert area.start.initiatives == ("I13", "I14", "I15", "I25", "I26")
    programme = (("I13@programme", 6), ("I14@programme", 9), ("I15@programme", 8))
    done = (*programme, ("I25@pilot", 12), ("I26@pilot", 14), ("I25@other", 20), ("I26@other", 18))
    start = modelled(engagement, planned(*done)).area("identity-access").start
    assert (start.state, start.first, start.last, start.missing) == ("planned", 14, 20, ())
    assert "I26@pilot" in start.tasks
    start = modelled(engagement, planned(*done[:-1], left=("I26@other",))).area("identity-access").start
    assert (start.state, start.first, start.last, start.missing) == ("planned", 14, None, ("I26@other",))
    start = modelled(engagement, planned(*done[:3], left=("I25@pilot",))).area("identity-access").start
    assert (start.state, start.first) == ("unscheduled", None)
    assert {"I25@pilot", "I26"} == {*start.missing}


def test_before_a_review_a_hybrid_begins_with_what_can_begin(library: Library, pack: Pack):
    told = [*answers(pack, LOW), *answers(pack, LOW, "other")]
    engagement = state(library, pack, *told, adopted("ot-to-it", "hybrid", date(2028, 1, 15)))
    late = planned(("I13@programme", 20), ("I14@programme", 20), ("I15@programme", 20), ("I25@pilot", 20),
                   ("I26@pilot", 20), ("I12@programme", 3))
    area = modelled(engagement, late).area("identity-access")
    assert (area.degree, area.start.state, area.later, area.later_start.first) == (
        "common-standard", "now", "one-team", 20)
    soon = planned(*((s.task, 9) for s in late[1].scheduled))
    area = modelled(engagement, soon).area("identity-access")
    assert (area.degree, area.start.first, area.later_start.first) == ("joint-team", 9, 16)


def test_a_site_with_other_answers_is_proposed_as_an_exception(library: Library, pack: Pack):
    other = {"cyber-access": 1, "cyber-remote": 1, "data-access": 5, "arch-external": 5}
    told = [*answers(pack, HIGH), *answers(pack, other, "other")]
    found = [d for d in modelled(state(library, pack, *told)).deviations if d.area == "identity-access"]
    away = next(d for d in found if d.site == "other")
    assert DEGREES.index(away.degree) < DEGREES.index("one-team")
    assert away.because[0] in ("technology", "risk")
    assert abs(away.balance - away.network_balance) >= library.operating.rules.exception_margin
    recorded = f.AreaDesigned(area="identity-access", site="other", degree="separate", reason="Old plant",
                              until=date(2028, 1, 1))
    model = modelled(state(library, pack, *told, recorded))
    assert [(e.area, e.site, e.degree) for e in model.exceptions] == [("identity-access", "other", "separate")]
    assert not [d for d in model.deviations if (d.area, d.site) == ("identity-access", "other")]
    assert model.area("identity-access", "other").stated == recorded
    assert model.area("identity-access", "pilot").site is None


@pytest.mark.parametrize("path", PATHS)
def test_the_proposal_of_every_path_is_clean_and_complete(path, library: Library, pack: Pack):
    model = modelled(state(library, pack, adopted(path, path, date(2028, 1, 15))))
    assert model.problems == ()
    assert len(model.areas) == 14
    assert all(len(area.accountable) == 1 and area.budget for area in model.areas)
    assert 5 <= len(model.forums) <= 7
    assert 8 <= len(model.promises) <= 12
    assert 20 <= len(library.operating.decision_rights) <= 32
    assert sorted(right for forum in model.forums for right in forum.decides) == sorted(
        right.id for right in library.operating.decision_rights)
    assert all(team.fte_before is None and team.before is not None for team in model.teams)
    assert not model.fte_known


def test_stated_teams_stand_alone_and_keep_the_sum(library: Library, pack: Pack):
    told = [f.TeamStated(team="site-automation", name="Automation", side="OT", site="pilot", fte=12, solid="Site boss"),
            f.TeamStated(team="own", name="Own", side="joint", fte=3, solid="Somebody")]
    model = modelled(state(library, pack, *told))
    assert [(t.team, t.site, t.fte_before, t.fte_after) for t in model.teams] == [
        ("site-automation", "pilot", 12, 12), ("own", None, 3, 3)]
    moved, own = model.teams
    assert (moved.before.solid, moved.later.solid, moved.later.dotted) == ("Site boss", "Head of plant IT", "Site head")
    assert own.before == own.first == own.later
    after = f.TeamStated(team="own", name="Own", side="joint", when="after", fte=3, solid="Head of plant IT")
    assert modelled(state(library, pack, *told, after)).teams[1].later.solid == "Head of plant IT"
    gone = told[1].model_copy(update={"withdrawn": True})
    assert len(modelled(state(library, pack, *told, gone)).teams) == 1


def test_promises_of_a_plant_stand_beside_the_others(library: Library, pack: Pack):
    own = f.ServicePromised(promise="on-site", name="Hands", site="pilot", measure="Minutes", target="10", owner="Boss")
    rows = [p for p in modelled(state(library, pack, own)).promises if p.promise == "on-site"]
    assert [(p.site, p.owner) for p in rows] == [(None, "Head of plant IT"), ("pilot", "Boss")]
    assert len(modelled(state(library, pack, own.model_copy(update={"withdrawn": True}))).promises) == 12


def test_findings_name_the_area_and_are_critical(library: Library, pack: Pack):
    two = f.AreaDesigned(area="network", degree="joint-team", accountable=("A", "B"))
    moved = f.ForumDefined(forum="quality-council", name="Council", chair="Chief information officer",
                           decides=("validation-approach",))
    engagement = state(library, pack, two, moved)
    frame, roadmap = planned()
    card = score(engagement, CYCLE, draws=0)
    inputs = Inputs(engagement, card, None, recommended(engagement), (), frame, roadmap, None, None)
    found = {finding.code: finding for finding in operating_findings.find(inputs)}
    assert found["area-owner"].severity == found["quality-moved"].severity == "critical"
    assert "Network" in found["area-owner"].text
    assert found["area-owner"].basis == ("network",)
    assert found["decision-rights"].values["count"] == 4  # what the council no longer decides
    assert all(finding.text for finding in found.values())


def test_what_may_not_be_recorded(library: Library, pack: Pack):
    engagement = state(library, pack)

    def refused(fact: f.Fact, error: type[Exception]) -> None:
        with pytest.raises(error):
            check_fact(engagement, fact, "owner", "owner")

    refused(f.AreaDesigned(area="nowhere", degree="separate"), NotFound)
    refused(f.AreaDesigned(area="network", site="nowhere", degree="separate", reason="x"), NotFound)
    refused(f.AreaDesigned(area="network", site="pilot", degree="separate"), Refused)
    refused(f.AreaDesigned(area="network", degree="separate", since=date(2027, 2, 1), until=date(2027, 1, 1)), Refused)
    refused(f.ForumDefined(forum="x", name="X", chair="Y", decides=("nothing",)), NotFound)
    refused(f.ForumDefined(forum="x", name="X", chair="Y", escalates_to="x"), Refused)
    refused(f.ForumDefined(forum="x", name="X", chair="Y", escalates_to="nowhere"), NotFound)
    refused(f.TeamStated(team="t", name="T", side="IT", fte=1, solid="S", site="nowhere"), NotFound)
    refused(f.ServicePromised(promise="p", name="P", measure="M", target="T", owner="O", site="nowhere"), NotFound)
    two = f.AreaDesigned(area="network", degree="joint-team", accountable=("A", "B"))
    check_fact(engagement, two, "owner", "owner")


def test_a_library_from_before_has_no_operating_model(pack: Pack):
    engagement = small_engagement({})
    assert design(engagement, score(engagement, CYCLE, draws=0), recommended(engagement)) is None


def broken(library: Library, **parts: Any) -> Library:
    changed = {"operating": library.operating.model_copy(update=parts)} if parts else {}
    return Library(**{name: getattr(library, name) for name in Library.model_fields} | changed)


def test_the_check_of_a_library_finds_what_breaks_its_own_rules(library: Library, pack: Pack):
    operating = library.operating
    assert check_library(library, pack) == []
    cases = {
        "right-not-once": broken(library, forums=operating.forums[1:]),
        "quality-moved": broken(library, forums=tuple(
            forum.model_copy(update={"chair": "cio"}) for forum in operating.forums)),
        "escalation-circle": broken(library, forums=tuple(
            forum.model_copy(update={"escalates_to": "joint-board"}) for forum in operating.forums)),
        "unknown-post": broken(library, posts=operating.posts[2:]),
        "duplicate-id": broken(library, teams=(*operating.teams, operating.teams[0])),
        "figures-out-of-order": broken(library, rules=operating.rules.model_copy(update={
            "thresholds": {"common-standard": 0.5, "joint-team": 0.1, "one-team": 0.35}})),
        "missing-path": broken(library, promises=(operating.promises[0].model_copy(update={"owner": {}}),)),
    }
    for code, changed in cases.items():
        assert code in {problem.code for problem in check_library(changed, pack)}, code


def test_a_foreign_pack_takes_the_answers_away_and_not_the_area(library: Library, pack: Pack):
    assert fit(library, pack).areas == library.areas
    small = Pack(**{name: getattr(pack, name) for name in Pack.model_fields} | {"dimensions": pack.dimensions[:5]})
    fewer = fit(library, small)
    assert {area.id for area in fewer.areas} == {"automation-engineering"}  # the only one whose capability is left
    kept = {entry.question for area in fewer.areas for entry in (*area.technology, *area.risk) if entry.question}
    assert kept <= {q.id for d in pack.dimensions[:5] for c in d.capabilities for q in c.questions}
