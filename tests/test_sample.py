"""The samples: made again byte for byte, read without a problem, and telling their story."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

import keying
import pytest

from assessment.domain.basis import FUNCTIONS
from assessment.domain.engagement import Engagement, replay
from assessment.domain.facts import Answered, CycleOpened, Fact, LibraryPinned, PackPinned
from assessment.domain.pack import Pack
from assessment.domain.rescoring import due_by_person
from assessment.domain.tracking import kpi_standings, promises
from assessment.formats.brief import read_brief
from assessment.formats.library import shipped_library
from assessment.formats.packs import shipped_pack
from assessment.shipped import SAMPLES

HALVORNE = SAMPLES / "halvorne"
CYCLES = ("2026-q1", "2026-q2", "2026-q3")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shipped_pack("it-ot-convergence")


def _read(brief: Path, pack: Pack, *more: Fact) -> Engagement:
    told, problems = read_brief(brief, pack, shipped_library())
    assert [str(problem) for problem in problems] == []
    assert told is not None
    facts = [(told.facts[0][0], PackPinned(pack=pack.model_dump(mode="json", by_alias=True))),
             (told.facts[0][0], LibraryPinned(library=shipped_library().model_dump(mode="json", by_alias=True))),
             *told.facts]
    facts += [(told.facts[-1][0], fact) for fact in more]
    return replay((seq, day, fact) for seq, (day, fact) in enumerate(facts, start=1))


@pytest.fixture(scope="module")
def halvorne(pack: Pack) -> Engagement:
    return _read(HALVORNE / "brief.yaml", pack)


def _levels(state: Engagement, cycle: str, questions: set[str], function: str | None = None,
            site: str | None = None) -> list[int]:
    return [
        answer.value
        for (of, place, question, _), votes in state.answers.items()
        if of == cycle and question in questions and (site is None or place == site)
        for person, answer in votes.items()
        if isinstance(answer.value, int) and (function is None or state.people[person].function == function)
    ]


def _of(pack: Pack, *dimensions: str) -> set[str]:
    return {question.id for name in dimensions for question in pack.by_id[name].questions}


def test_made_again_it_has_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, HALVORNE / "make.py", tmp_path], check=True, timeout=60)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == [*(f"answers-{cycle}.csv" for cycle in CYCLES), "brief.yaml"]
    for name in made:
        assert (tmp_path / name).read_bytes() == (HALVORNE / name).read_bytes(), f"{name}: run make.py again"


def test_its_size(halvorne: Engagement) -> None:
    assert len(halvorne.sites) == 8
    assert len({site.cluster for site in halvorne.sites.values()}) == 3
    assert len({site.country for site in halvorne.sites.values()}) == 8
    assert 95 <= len(halvorne.people) <= 110
    assert {person.function for person in halvorne.people.values()} == set(FUNCTIONS)
    assert tuple(halvorne.cycles) == CYCLES
    assert 9000 <= sum(len(votes) for votes in halvorne.answers.values()) <= 13_000
    assert sum(path.stat().st_size for path in HALVORNE.rglob("*.*")) < 900_000


def test_it_is_named_as_fictional(halvorne: Engagement) -> None:
    assert halvorne.opened is not None
    assert halvorne.opened.fictional
    assert "fictional" in halvorne.opened.summary


def test_it_states_every_fact_and_target(halvorne: Engagement, pack: Pack) -> None:
    assert {name for name, _ in halvorne.stated} == set(shipped_library().stated_by_id)
    assert {name for name, _ in halvorne.targets} == set(pack.by_id)
    assert all(3 <= level <= 3.5 for level in halvorne.targets.values())
    assert halvorne.fact("recent-cyber-event") == "yes"


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize("dimension", ["organisation", "processes", "data"])
def test_it_sees_itself_better_than_ot_does(halvorne: Engagement, pack: Pack, cycle: str, dimension: str) -> None:
    questions = _of(pack, dimension)
    gap = mean(_levels(halvorne, cycle, questions, "IT")) - mean(_levels(halvorne, cycle, questions, "OT"))
    assert 0.75 <= gap <= 1.4


@pytest.mark.parametrize("cycle", CYCLES)
def test_networks_are_flat_and_one_plant_is_ahead(halvorne: Engagement, pack: Pack, cycle: str) -> None:
    flat = [_levels(halvorne, cycle, {"arch-segmentation"}, "OT", site) for site in halvorne.sites]
    assert sum(mean(levels) < 2.5 for levels in flat if levels) >= 7
    everything = set(pack.questions)
    means = {site: mean(_levels(halvorne, cycle, everything, site=site)) for site in halvorne.sites}
    best, next_best = sorted(means.values(), reverse=True)[:2]
    assert means["tiravell"] == best
    assert best > next_best + 0.5
    assert halvorne.pilot is not None
    assert halvorne.pilot.site == "tiravell"


def test_what_moved_and_what_did_not(halvorne: Engagement, pack: Pack) -> None:
    def moved(questions: set[str], site: str | None = None) -> float:
        return mean(_levels(halvorne, CYCLES[2], questions, site=site)) - mean(
            _levels(halvorne, CYCLES[0], questions, site=site))

    assert moved(_of(pack, "governance")) > 0.6
    assert moved({"cyber-response", "cyber-backup"}) > 0.6
    assert moved(set(pack.questions), "tiravell") > 0.3
    assert moved(set(pack.questions), "vallobra") < -0.1
    for dimension in ("data", "compliance", "architecture"):
        assert abs(moved(_of(pack, dimension))) < 0.25


def test_its_quarter_is_told_by_work_figures_and_money(halvorne: Engagement) -> None:
    last = {node: reports[-1] for node, reports in halvorne.progress.items()}
    assert {report.status for report in last.values()} == {"finished", "running", "blocked"}
    tally = promises(halvorne, CYCLES[2], 1)
    assert tally.initiatives >= 3
    assert tally.ratio is not None
    courses = {one.kpi: one.course for one in kpi_standings(halvorne, date(2026, 9, 14))}
    assert set(courses.values()) == {"reached", "on track", "off track"}
    assert all(len(halvorne.actuals[kpi]) == 3 for kpi in courses)
    assert sum(booked.amount for booked in halvorne.benefits.values()) > 0


def test_participation_grows_and_answers_are_not_tidy(halvorne: Engagement) -> None:
    answers: dict[str, list[Answered]] = defaultdict(list)
    for (cycle, *_), votes in halvorne.answers.items():
        answers[cycle] += votes.values()
    counts = [len(answers[cycle]) for cycle in CYCLES]
    assert counts == sorted(counts)
    assert 0.83 < counts[0] / counts[2] < 0.92
    for told in answers.values():
        words = [answer.value for answer in told]
        assert words.count("unknown") > 30
        assert words.count("na") > 5
    told_more = [answer for told in answers.values() for answer in told if answer.comment and answer.value != "na"]
    assert 60 <= len(told_more) <= 100
    assert any(agreed.dissent for agreed in halvorne.agreed.values())
    assert any(not checked.accepted for checked in halvorne.validated.values())


def test_every_comment_of_the_story_is_told(halvorne: Engagement) -> None:
    told = {answer.comment for votes in halvorne.answers.values() for answer in votes.values()}
    with (HALVORNE / "story" / "voices.csv").open(encoding="utf-8", newline="") as file:
        assert [voice["comment"] for voice in csv.DictReader(file) if voice["comment"] not in told] == []


def test_matters_of_record_have_a_named_answerer_of_the_place(halvorne: Engagement, pack: Pack) -> None:
    for question in pack.questions.values():
        for place in halvorne.places(question):
            person = halvorne.answerers.get((place, question.id))
            assert (person is not None) == (question.kind == "record")
            if person is not None and place is not None:
                assert halvorne.people[person].site == place


def test_money_and_calendar(halvorne: Engagement) -> None:
    assert len(halvorne.budget) == 16
    assert 17_000 <= sum(halvorne.budget) <= 19_000
    assert {shutdown.site for shutdown in halvorne.shutdowns.values()} == set(halvorne.sites)
    confirmed = [baseline for baseline in halvorne.baselines.values() if baseline.confirmed_by]
    assert 0 < len(confirmed) < len(halvorne.baselines) < len(shipped_library().drivers)
    assert any(connection.live for connection in halvorne.connections.values())


def test_the_small_brief_is_small_and_names_what_it_assumes(pack: Pack) -> None:
    brief = SAMPLES / "small" / "brief.yaml"
    small = _read(brief, pack)
    assert len(brief.read_text(encoding="utf-8").splitlines()) <= 80
    assert (len(small.sites), len(small.people), len(small.cycles)) == (2, 6, 1)
    assert {"currency", "targets", "freezes"} <= {assumed.what for assumed in small.assumed}


def test_a_plant_team_scores_its_next_quarter_again_within_five_minutes_by_keyboard(
        halvorne: Engagement, pack: Pack) -> None:
    """By the keystroke-level model in keying.py, for everybody who answered in the quarter before at a plant where no
    initiative is under way; where one is, it touches questions, which are asked again."""
    last = halvorne.cycle()
    following = CycleOpened(cycle="following", date=last.opened + timedelta(days=91), carries=last.id)
    state = _read(HALVORNE / "brief.yaml", pack, following)
    answered = {person for (cycle, *_), votes in state.answers.items() if cycle == last.id for person in votes}
    asked = {one.person: one.asked for one in due_by_person(state, "following") if one.asked}
    team = [person for person in asked if person in answered and state.people[person].site is not None]
    assert len(team) > 70
    assert max(asked[person] for person in team) >= 10
    spent = {person: keying.effort(state, "following", person) for person in team}
    busy = {unit for (_initiative, unit), reports in state.progress.items() if reports[-1].status != "finished"}
    quiet = {person: seconds for person, seconds in spent.items() if state.people[person].site not in busy}
    assert len(quiet) > 50
    assert max(quiet.values()) < keying.LIMIT, max(quiet, key=quiet.__getitem__)
    assert max(spent.values()) < 1.5 * keying.LIMIT
