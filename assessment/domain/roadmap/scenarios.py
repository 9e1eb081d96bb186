"""What if: an engagement with something changed, what its plan comes to, and what is worth doing in every case."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from assessment.domain.basis import Frozen, Role
from assessment.domain.engagement import Engagement
from assessment.domain.facts import AimSet, PilotChosen, ScenarioDefined
from assessment.domain.library import PathId
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap.aims import is_required
from assessment.domain.roadmap.calendar import first_day
from assessment.domain.roadmap.footprint import footprint, waits
from assessment.domain.roadmap.projection import cost_within, gain, levels_gained
from assessment.domain.roadmap.types import Frame, Roadmap, Task
from assessment.text import _

PERSON_WEEKS = 11.0
"""Weeks a quarter that one more person works on the programme, leave and illness off (EJ)."""
NO_REGRET = 0.9
"""Share of the scenarios in which a no-regret move is planned, beside every viable path (docs/method.md, section 7)."""


class Outcome(Frozen):
    """What a plan comes to. Money in thousand of currency within the horizon, months counted from 1."""

    scenario: str
    name: str
    status: str
    gap: float
    gain: float
    """Level-years."""
    closed: float
    """Share of the gap to the targets that is closed at the end, by weight in the goal."""
    cost: float
    tasks: int
    initiatives: tuple[str, ...]
    first_result: int | None
    """Month in which the first pilot or validated release finishes."""
    last_required: int | None
    """Month in which the last task finishes that is required; None where one of them is not planned."""
    gates: int
    """Sites whose gate is open at the end."""


Decision = Literal["fund", "path", "owner", "connections", "pilot"]
"""What leadership is asked to decide and a plan can be drawn up for: money, path, owner, gates, pilot."""


class Option(Frozen):
    """One way to decide something: in full, half-way, or not, with no-regret moves only."""

    decision: Decision
    name: str
    outcome: Outcome
    decide_by: str
    """Day (ISO) until which waiting costs no time; '' without a plan."""


class Gain(Frozen):
    """What more of a role, or of money, would buy, in units of the plan's aim."""

    what: str
    more: str
    bought: float


class Alternatives(Frozen):
    """The plan, first and under the name '', beside the scenarios that are planned; `waiting` names the others.

    `moves` are no-regret initiatives, none while a viable path is not planned. `options` are the ways to decide that
    are planned, `gains` empty until they were asked for.
    """

    outcomes: tuple[Outcome, ...]
    waiting: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    gains: tuple[Gain, ...] = ()


def changed(engagement: Engagement, scenario: ScenarioDefined) -> Engagement:
    """The engagement as it would be under a scenario; the path is a matter of the frame."""
    updates: dict[str, object] = {}
    if scenario.budget_factor != 1.0:
        updates["budget"] = tuple(amount * scenario.budget_factor for amount in engagement.budget)
    if scenario.people:
        people: dict[str, tuple[float, ...]] = dict(engagement.capacity)
        for role, weeks in scenario.people.items():
            people[role] = _more(engagement, role, weeks)
        updates["capacity"] = people
    if scenario.pilot is not None:
        updates["pilot"] = PilotChosen(site=scenario.pilot, reason=scenario.name)
    moved = engagement.shutdowns.get(scenario.shutdown or "")
    if moved is not None:
        by = timedelta(days=scenario.shutdown_moved_days)
        updates["shutdowns"] = {**engagement.shutdowns, moved.shutdown: moved.model_copy(
            update={"first": moved.first + by, "last": moved.last + by})}
    if scenario.aim is not None:
        updates["aim"] = AimSet(aim=scenario.aim)
    if scenario.change_load is not None:
        library = engagement.the_library
        fields = {name: getattr(library, name) for name in type(library).model_fields}
        settings = library.settings.model_copy(update={"change_load": scenario.change_load})
        updates["library"] = type(library).model_construct(**{**fields, "settings": settings})
    return replace(engagement, **updates)  # type: ignore[arg-type]  # each name is a field with its own type


def usual(engagement: Engagement, recommendation: Recommendation, order: Sequence[str]) -> list[ScenarioDefined]:
    """The questions that every steering committee asks: half the money, one more OT engineer, another path, another
    pilot, the next shutdown four weeks later. Those that make no difference here are left out."""
    found = []
    if engagement.budget:
        found.append(ScenarioDefined(scenario="half-budget", name=_("Half the money"), budget_factor=0.5))
    found.append(ScenarioDefined(scenario="one-more-ot", name=_("One more OT engineer"), people={"OT": PERSON_WEEKS}))
    found += [ScenarioDefined(scenario=f"path-{path}", name=_("Path: {name}").format(
        name=engagement.the_library.path[path].name), path=path) for path in other_paths(engagement, recommendation)]
    if len(order) > 1:
        found.append(ScenarioDefined(scenario="other-pilot", name=_("Pilot at {site}").format(
            site=engagement.sites[order[1]].name), pilot=order[1]))
    later = sorted((s for s in engagement.shutdowns.values() if s.first > engagement.start), key=lambda s: s.first)
    if later:
        found.append(ScenarioDefined(
            scenario="shutdown-later", name=_("Next shutdown at {site} four weeks later").format(
                site=engagement.sites[later[0].site].name),
            shutdown=later[0].shutdown, shutdown_moved_days=28))
    return found


def other_paths(engagement: Engagement, recommendation: Recommendation) -> list[PathId]:
    """Paths that nothing rules out, beside the one that is planned."""
    planned = engagement.adopted.path if engagement.adopted else recommendation.end_state
    return [score.path for score in recommendation.scores if not score.eliminated_by and score.path != planned]


def outcome(scenario: str, name: str, frame: Frame, roadmap: Roadmap) -> Outcome:
    placed = [(frame.by_id[s.task], s) for s in roadmap.scheduled]
    finishes = {s.task: s.finish for _task, s in placed}
    whole = sum(frame.shares.get(key, 0.0) * gap for key, gap in frame.gaps.items())
    reached = levels_gained(frame, finishes, frame.months)
    required = [task.id for task in frame.tasks if is_required(frame, task)]
    results = [s.finish for task, s in placed
               if (task.stage == "pilot" or (task.validated and task.stage != "scale")) and not task.given]
    return Outcome(
        scenario=scenario, name=name, status=roadmap.status, gap=roadmap.gap, gain=gain(frame, finishes),
        closed=sum(frame.shares.get(key, 0.0) * levels for key, levels in reached.items()) / whole if whole else 1.0,
        cost=sum(cost_within(frame, task, s.finish) for task, s in placed), tasks=len(placed),
        initiatives=tuple(dict.fromkeys(task.initiative for task, _s in placed if not task.given)),
        first_result=min(results, default=None),
        last_required=max((finishes[t] for t in required), default=None) if all(t in finishes for t in required)
        else None,
        gates=len({*frame.open_gates, *(task.unit for task, _s in placed if task.opens == "gate")}))


def no_regret(outcomes: Iterable[Outcome], paths: Iterable[str]) -> tuple[str, ...]:
    """Initiatives planned under every one of `paths` (names of scenarios, '' for the plan itself) and in at least nine
    of ten scenarios; in the order of the plan."""
    told = {found.scenario: found for found in outcomes if found.status != "infeasible"}
    if "" not in told:
        return ()
    others = [found for name, found in told.items() if name]
    needed = [told[name] for name in paths if name in told]

    def stays(name: str) -> bool:
        return all(name in found.initiatives for found in needed) and (
            not others or sum(name in found.initiatives for found in others) >= NO_REGRET * len(others) - 1e-9)

    return tuple(name for name in told[""].initiatives if stays(name))


def only(frame: Frame, initiatives: Iterable[str]) -> Frame:
    """The frame with tasks of these initiatives alone, what they wait for, and what runs anyway."""
    wanted = set(initiatives)
    return keeping(frame, (task.id for task in frame.tasks if task.initiative in wanted))


def keeping(frame: Frame, tasks: Iterable[str]) -> Frame:
    """The frame with these tasks alone, what they wait for, and what runs anyway."""
    kept = {*tasks, *(task.id for task in frame.tasks if task.given)}
    pending = list(kept)
    while pending:
        for name in frame.by_id[pending.pop()].after:
            if name in frame.by_id and name not in kept:
                kept.add(name)
                pending.append(name)
    fields = {name: getattr(frame, name) for name in Frame.model_fields}
    return Frame(**{**fields, "tasks": tuple(task for task in frame.tasks if task.id in kept)})


def slack(frame: Frame, roadmap: Roadmap) -> dict[str, int]:
    """Months by which each task can start later without moving another or the end of the plan; people and money aside.

    The critical path method (Kelley and Walker 1959), with freezes and shutdown windows in the way.
    """
    starts = {s.task: s.start for s in roadmap.scheduled}
    finishes = {s.task: s.finish for s in roadmap.scheduled}
    holds: dict[str, list[str]] = {name: [] for name in starts}
    for name, start in starts.items():
        for wait in waits(frame, frame.by_id[name]):
            done = [other for other in wait.any_of if other in finishes and finishes[other] <= start]
            if len(done) == 1:
                holds[done[0]].append(name)
    end = max(finishes.values(), default=0)
    latest: dict[str, int] = {}
    for name in sorted(starts, key=lambda name: (-starts[name], name)):
        by = min((latest[other] for other in holds[name]), default=end)
        later = (start for start in range(by, starts[name], -1) if _fits(frame, frame.by_id[name], start, by))
        latest[name] = next(later, starts[name])
    return {name: latest[name] - start for name, start in starts.items()}


def _fits(frame: Frame, task: Task, start: int, by: int) -> bool:
    taken = footprint(frame, task, start)
    return taken is not None and taken.finish <= by


def last_day_to_decide(frame: Frame, roadmap: Roadmap, tasks: Container[str] | None = None) -> str:
    """Month (ISO) until which these tasks, or all, can wait without the end of the plan moving.

    '' where none of them is planned.
    """
    waiting = [s for s in roadmap.scheduled if tasks is None or s.task in tasks]
    if not waiting:
        return ""
    spare = slack(frame, roadmap)
    return first_day(frame.start, min(s.start for s in waiting) + min(spare[s.task] for s in waiting)).isoformat()


def _more(engagement: Engagement, role: Role, weeks: float) -> tuple[float, ...]:
    stated = engagement.capacity.get(role) or (engagement.the_library.settings.capacity_weeks.get(role, 0.0),)
    return tuple(max(0.0, each + weeks) for each in stated)
