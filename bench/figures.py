"""What is measured: each function times our code and a floor on the same arrays, and gives their ratio."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assessment.domain import facts as f
from assessment.domain.basis import Function
from assessment.domain.engagement import Engagement, replay
from assessment.domain.pack import Capability, Dimension, Pack, Question, Scale
from assessment.domain.paths import recommend
from assessment.domain.roadmap import frame
from assessment.domain.scoring import points, score
from assessment.domain.scoring.bulk import MISSING, score_many
from assessment.workspace import Workspace

ROOT = Path(__file__).parent.parent
QUESTIONS = 120
RESPONDENTS: tuple[Function, ...] = ("IT", "IT", "OT", "OT", "Operations", "Operations", "Quality", "Business")


@dataclass(frozen=True)
class Row:
    """`ours` and `floor` in seconds (or the unit named), their ratio, and how many times each was run."""

    name: str
    ours: float
    floor: float | None
    n: int
    note: str = ""

    @property
    def ratio(self) -> str:
        return "–" if self.floor is None else f"{self.ours / self.floor:.2f}"


def show(rows: Iterable[Row]) -> None:
    print(f"{'figure':<62}{'ours':>10}{'floor':>10}{'ratio':>8}{'n':>6}  note")
    for row in rows:
        floor = "–" if row.floor is None else f"{row.floor:.3f}"
        print(f"{row.name:<62}{row.ours:>10.3f}{floor:>10}{row.ratio:>8}{row.n:>6}  {row.note}")


def median_time(run: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def scoring(workspace: Workspace) -> Row:
    """One cycle with 2,000 draws, against numpy: the same votes, weights and draws as two matrix products."""
    engagement = workspace.engagement()
    cycle = engagement.cycle().id
    people = {p: i for i, p in enumerate(engagement.people)}
    keys = [k for k in engagement.answers if k[0] == cycle]
    votes = np.zeros((len(people), len(keys)))
    there = np.zeros_like(votes)
    for column, key in enumerate(keys):
        for person, answer in engagement.answers[key].items():
            if isinstance(answer.value, int):
                votes[people[person], column] = answer.value
                there[people[person], column] = 1
    rng = np.random.default_rng(0)

    def floor() -> object:
        weights = rng.multinomial(len(people) - 1, np.full(len(people), 1 / len(people)), size=2000).astype(float)
        means = (weights @ votes) / np.maximum(weights @ there, 1)
        return np.percentile(means @ np.full(len(keys), 1 / len(keys)), (5, 95))

    return Row("score one cycle with intervals", median_time(lambda: score(engagement, cycle, 1), 5),
               median_time(floor, 5), 5, "floor: numpy, same votes, 2,000 draws")


def many(engagements: int) -> Row:
    """Point scores and coverage of many engagements, against the same formulas over the whole arrays at once."""
    pack = _pack_of(QUESTIONS)
    votes = _votes(engagements)
    columns = [[i for i, function in enumerate(RESPONDENTS) if function == name] for name in dict.fromkeys(RESPONDENTS)]
    capabilities, dimensions = np.repeat(np.eye(QUESTIONS // 4), 4, axis=0), np.repeat(np.eye(10), 3, axis=0)

    def floor() -> object:
        there = votes != MISSING
        levels = np.where(there, votes, 0).astype(float)
        counts = [there[:, :, members].sum(axis=2) for members in columns]
        means = [levels[:, :, members].sum(axis=2) / np.maximum(count, 1)
                 for members, count in zip(columns, counts, strict=True)]
        voted = np.sum([count > 0 for count in counts], axis=0)
        rolled: list[object] = []
        for x, share in ((np.sum(means, axis=0) / np.maximum(voted, 1), (voted > 0).astype(float)),
                         ((voted > 0).astype(float), np.ones(voted.shape))):
            for step in (capabilities, dimensions, np.ones((10, 1))):
                weight = share @ step
                x = ((x * share) @ step) / np.where(weight > 0, weight, 1)
                share = (weight > 0).astype(float)
                rolled.append(x)
        return rolled

    leveled = median_time(lambda: score_many(pack, votes, RESPONDENTS, levels=True), 3)
    return Row(f"point scores and coverage, {engagements:,} engagements", median_time(
        lambda: score_many(pack, votes, RESPONDENTS), 3), median_time(floor, 3), 3,
        f"120 questions, 8 people; with levels {leveled:.3f}; floor: numpy, whole arrays")


def many_memory(engagements: int) -> Row:
    """Memory beside input and result, which does not grow with the number of engagements."""
    pack, votes = _pack_of(QUESTIONS), _votes(engagements)
    tracemalloc.start()
    made = score_many(pack, votes, RESPONDENTS)
    beside = (tracemalloc.get_traced_memory()[1] - made.values.nbytes - made.coverage.nbytes) / 1e6
    tracemalloc.stop()
    return Row(f"memory beside arrays, {engagements:,} engagements (MB)", beside, None, 1)


def one_engagement() -> list[Row]:
    """One engagement of 120 questions and 8 people: everything with intervals, and one answer more."""
    state = _engagement()
    cycle = state.cycle().id
    running = points(state, cycle)
    asked = list(state.the_pack.questions)

    def answer(number: int) -> object:
        return running.after(state, asked[number % len(asked)], "plant").scores

    turn = iter(range(10_000))
    return [
        Row("one engagement, levels and intervals (2,000 draws)", median_time(lambda: score(state, cycle, 1), 5), None,
            5, "times 10,000 for as many"),
        Row("one engagement rescored after one more answer", median_time(lambda: answer(next(turn)), 50),
            median_time(lambda: score(state, cycle, 1, draws=0), 5), 50, "goal under 0.005; floor: all points anew"),
    ]


def _pack_of(questions: int) -> Pack:
    names = [f"q{i}" for i in range(questions)]
    asked = [Question(id=name, text=name, why="-", phase="assess", kind="judgement", scope="site",
                      functions=tuple(dict.fromkeys(RESPONDENTS)), anchors={i: str(i) for i in range(1, 6)},
                      evidence="-") for name in names]
    return Pack(
        id="bench", version="1", title="Bench", summary="-", scale=Scale(minimum=1, maximum=5, names=tuple("12345")),
        dimensions=tuple(Dimension(
            id=f"d{d}", code=f"D{d}", name=f"d{d}", index="cyber-readiness", summary="-", capabilities=tuple(
                Capability(id=f"c{d}-{c}", name="c", questions=tuple(asked[d * 12 + c * 4:d * 12 + c * 4 + 4]))
                for c in range(3))) for d in range(questions // 12)))


def _votes(engagements: int) -> NDArray[np.int8]:
    rng = np.random.default_rng(1)
    votes = rng.integers(1, 6, (engagements, QUESTIONS, len(RESPONDENTS))).astype(np.int8)
    votes[rng.random(votes.shape) < 0.1] = MISSING
    return votes


def _engagement() -> Engagement:
    day = date(2026, 3, 2)
    facts: list[f.Fact] = [
        f.EngagementOpened(client="Bench", start=day),
        f.PackPinned(pack=_pack_of(QUESTIONS).model_dump(mode="json", by_alias=True)),
        f.SiteDefined(site="plant", name="Plant"), f.CycleOpened(cycle="c1", date=day),
        *(f.RespondentDefined(person=f"p{i}", function=function, site="plant")
          for i, function in enumerate(RESPONDENTS)),
        *(f.Answered(cycle="c1", site="plant", question=f"q{q}", person=f"p{r}", value=int(level))
          for q, row in enumerate(_votes(1)[0]) for r, level in enumerate(row) if level != MISSING)]
    return replay((number, day, fact) for number, fact in enumerate(facts, start=1))


def path(workspace: Workspace) -> Row:
    """20,000 draws of the recommendation against numpy: weights, strengths, effects and one product."""
    engagement, card = workspace.engagement(), workspace.scorecard()
    k, p = len(engagement.the_library.criteria), len(engagement.the_library.paths)
    rng = np.random.default_rng(0)

    def floor() -> object:
        weights = rng.dirichlet(np.full(k, 10.0), 20_000)
        strengths = rng.uniform(-1, 1, (20_000, k))
        effects = rng.uniform(-2, 2, (20_000, k, p))
        scores = np.einsum("dk,dk,dkp->dp", weights, strengths, effects) / np.einsum(
            "dk,dkp->dp", weights, np.abs(effects))
        return np.bincount(scores.argmax(axis=1), minlength=p)

    return Row("recommend", median_time(lambda: recommend(engagement, card, 1), 5), median_time(floor, 5), 5,
               "floor: numpy, 20,000 draws of the same shape")


def plan(workspace: Workspace) -> list[Row]:
    from assessment.solver import solve

    state, cycle = workspace.state_of()
    problem = frame(state, workspace.scorecard(), workspace.recommendation(), workspace.permits())
    begin = time.perf_counter()
    found = solve(problem)
    taken = time.perf_counter() - begin
    return [Row(f"plan ({len(problem.tasks)} tasks, gap {found.gap:.1%}, {found.status})", taken, None, 1,
                f"cycle {cycle.id}, {problem.months} months")]


def recording(folder: Path) -> Row:
    """10,000 answers appended in one go, against sqlite inserting as many texts of that length, both synced."""
    from assessment.journal import Draft, SqliteJournal

    drafts = [Draft(id=f"id-{number}", at="2026-03-02T08:00:00.000Z", actor="p", fact=f.Answered(
        cycle="c1", site="plant", question="q1", person=f"p{number}", value=3)) for number in range(10_000)]
    journal = SqliteJournal(folder / "journal.db")
    begin = time.perf_counter()
    journal.append("e", drafts)
    ours = time.perf_counter() - begin
    journal.close()
    with sqlite3.connect(folder / "bare.db") as bare:
        bare.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (n, body TEXT)")
        begin = time.perf_counter()
        bare.executemany("INSERT INTO t VALUES (?, ?)", [(number, "x" * 500) for number in range(10_000)])
        bare.commit()
        floor = time.perf_counter() - begin
    bare.close()
    return Row("record 10,000 answers in one transaction", ours, floor, 1, "goal 2 s; floor: bare inserts, no chain")


def cold_help() -> Row:
    run = [sys.executable, "-m", "assessment", "--help"]
    floor = [sys.executable, "-c", "import click"]
    return Row("cold interlock --help",
               median_time(lambda: subprocess.run(run, capture_output=True, check=True, cwd=ROOT), 5),
               median_time(lambda: subprocess.run(floor, capture_output=True, check=True), 5), 5,
               "floor: a fresh interpreter that imports click")


def installed_size() -> Row:
    folder = Path(sys.prefix)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return Row("installed size, MB (here with test tools)", size / 1e6, None, 1, "goal 850 without test tools")
