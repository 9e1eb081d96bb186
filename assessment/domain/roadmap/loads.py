"""What a plan loads people, money and sites with, by month and quarter, added up as `verify` adds it up.

Months and quarters count from 0; person-weeks and thousand of currency. Tasks that the frame does not hold, and months
beyond its horizon, are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from assessment.domain.basis import ROLES, Role
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.domain.roadmap.footprint import Footprint, added_months, footprint, hours_of, waits, walk
from assessment.domain.roadmap.ledger import Ledger
from assessment.domain.roadmap.projection import spend, standing
from assessment.domain.roadmap.types import PROGRAMME, Frame, Roadmap, Task
from assessment.domain.scoring import Scorecard

RISK = 0.9
"""Share of the people there from which on a role is at risk (expert judgement)."""
FREE = 0.25
"""Share of its people that a role has free before it can help another one (expert judgement)."""
OTHER = ""
"""Field of work of what raises no capability of the pack."""
NEARLY = 1e-9

Weeks = dict[Role, list[float]]
"""Person-weeks by month, or by quarter."""
Group = tuple[Literal["role", "site"], str]
"""Who a change touches: people of a role, or those who work at a site."""


class CapacityGap(NamedTuple):
    """A role at risk in a quarter. `share` is the larger use: of all people, or of those that all sites share."""

    role: Role
    quarter: int
    needed: float
    there: float
    share: float
    tasks: tuple[tuple[str, float], ...]
    """Tasks with their person-weeks, most first."""


class CapacityMove(NamedTuple):
    """Person-weeks that could move from people of `free` to the work of `short` (expert judgement)."""

    quarter: int
    short: Role
    free: Role
    weeks: float


class GroupUse(NamedTuple):
    """Tasks that touch a group in a quarter, and their person-weeks."""

    tasks: int
    weeks: float


class ShutdownUse(NamedTuple):
    """Hours of stopped production that cut-overs at a site need in a quarter, hours of its windows, and what of the
    need no window takes. `windows` is None where only the months of windows are known, or none at all."""

    needed: float
    windows: float | None
    unfit: float


class BudgetCourse(NamedTuple):
    """Thousand of currency by quarter: spent in it, spent to its end, allowed to its end."""

    spend: tuple[float, ...]
    cumulative: tuple[float, ...]
    allowed: tuple[float, ...]


class TargetCourse(NamedTuple):
    """Level of a dimension today and at the end of each quarter, with the range that its effects state.

    `target` is None where every capability has reached it today.
    """

    now: float
    levels: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    target: float | None


def placed(frame: Frame, roadmap: Roadmap) -> list[tuple[Task, Footprint]]:
    """Scheduled tasks with the months that they take, in order of the plan."""
    return [(frame.by_id[s.task], walk(frame, frame.by_id[s.task], s.start))
            for s in roadmap.scheduled if s.task in frame.by_id]


def demand(frame: Frame, roadmap: Roadmap) -> Weeks:
    """Person-weeks by role and month that the plan needs, without the work of running programmes."""
    found = _empty(frame)
    for _task, role, month, weeks in _work(frame, roadmap):
        found[role][month] += weeks
    return found


def limit(frame: Frame, roadmap: Roadmap) -> Weeks:
    """Person-weeks by role and month that are there beside running programmes: people that all share, those that
    finished tasks have added, and the people of every site."""
    found = _shared_limit(frame, roadmap)
    for site in frame.local:
        for role in frame.local[site]:
            for month in range(frame.months):
                found[role][month] += frame.local_weeks(site, role, month)
    return found


def shared(frame: Frame, roadmap: Roadmap) -> tuple[Weeks, Weeks]:
    """(Needed, there) by role and month of the people that all share: needed is what people of a site leave over."""
    at_unit: dict[tuple[str, Role, int], float] = defaultdict(float)
    for task, role, month, weeks in _work(frame, roadmap):
        at_unit[task.unit, role, month] += weeks
    needed = _empty(frame)
    for (unit, role, month), weeks in at_unit.items():
        needed[role][month] += max(0.0, weeks - frame.local_weeks(unit, role, month))
    return needed, _shared_limit(frame, roadmap)


def taken(frame: Frame) -> Weeks:
    """Person-weeks by role and month that running programmes use; `limit` is what is left beside them."""
    return {role: [_at(frame.taken.get(role, ()), month) for month in range(frame.months)] for role in _roles(frame)}


def by_quarter(frame: Frame, weeks: Mapping[Role, Sequence[float]]) -> Weeks:
    """Sums of three months."""
    return {role: [sum(by[3 * quarter:3 * quarter + 3]) for quarter in range(frame.quarters)]
            for role, by in weeks.items()}


def shortest(frame: Frame, roadmap: Roadmap, most: int = 3) -> list[CapacityGap]:
    """Roles at risk, by quarter: at least `RISK` of their people in use, with the `most` tasks that use most.

    People of one site cannot help at another: a role is also at risk where those that all share are in use.
    """
    by_task: dict[tuple[Role, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for task, role, month, weeks in _work(frame, roadmap):
        by_task[role, month // 3][task.id] += weeks
    found = []
    for role, quarters in _quarters(frame, roadmap).items():
        for quarter, (needed, there, common_needed, common_there) in enumerate(quarters):
            used = max(_share(needed, there), _share(common_needed, common_there))
            if used >= RISK - NEARLY:
                tasks = sorted(by_task[role, quarter].items(), key=lambda item: (-item[1], item[0]))
                found.append(CapacityGap(role, quarter, needed, there, used, tuple(tasks[:most])))
    return sorted(found, key=lambda gap: gap.quarter)


def cross_training(frame: Frame, roadmap: Roadmap) -> list[CapacityMove]:
    """Roles short in a quarter beside roles with people free in it, most person-weeks first within a quarter.

    Short is what work outside the plan lacks (see `unmet`) or use above `RISK`, whichever is more. Free are people
    that all sites share, at least `FREE` of them. Each pair stands alone: two pairs may name the same free people.
    """
    wanted = unmet(frame, roadmap)
    short: dict[tuple[Role, int], float] = {}
    free: dict[tuple[Role, int], float] = {}
    for role, quarters in _quarters(frame, roadmap).items():
        for quarter, (needed, there, common_needed, common_there) in enumerate(quarters):
            over = max(needed - RISK * there, common_needed - RISK * common_there, wanted.get((role, quarter), 0.0))
            left = common_there - common_needed
            if over > NEARLY:
                short[role, quarter] = over
            if left > NEARLY and left >= FREE * common_there - NEARLY:
                free[role, quarter] = left
    pairs = [CapacityMove(quarter, role, other, min(over, left)) for (role, quarter), over in short.items()
             for (other, when), left in free.items() if when == quarter and other != role]
    return sorted(pairs, key=lambda pair: (pair.quarter, -pair.weeks))


def unmet(frame: Frame, roadmap: Roadmap) -> dict[tuple[Role, int], float]:
    """(Role, quarter) -> person-weeks that tasks outside the plan lack at the first start at which nothing but people
    keeps them out. A task that would fit somewhere is out for another reason and lacks none."""
    ledger = Ledger(frame)
    finishes: dict[str, int] = {}
    for task, footing in placed(frame, roadmap):
        ledger.enter(task, footing)
        finishes[task.id] = footing.finish
    found: dict[tuple[Role, int], float] = defaultdict(float)
    for task in frame.tasks:
        blocked = None if task.id in finishes else _blocked(frame, ledger, task, finishes)
        if blocked is None:
            continue
        ledger.enter(task, blocked)
        for role in task.effort:
            for month in blocked.active:
                over = -ledger.left(role, month)
                if over > NEARLY and month // 3 < frame.quarters:
                    found[role, month // 3] += over
        ledger.enter(task, blocked, -1)
    return dict(found)


def by_field(frame: Frame, roadmap: Roadmap, library: Library, pack: Pack) -> dict[tuple[Role, str], list[float]]:
    """(Role, field of work) -> person-weeks by quarter; the field is the dimension of the initiative's first effect."""
    found: dict[tuple[Role, str], list[float]] = {}
    for task, role, month, weeks in _work(frame, roadmap):
        key = role, field_of(task, library, pack)
        if month // 3 < frame.quarters:
            found.setdefault(key, [0.0] * frame.quarters)[month // 3] += weeks
    return found


def field_of(task: Task, library: Library, pack: Pack) -> str:
    """Dimension of the first effect of the task's initiative; `OTHER` without one."""
    initiative = library.initiative.get(task.initiative)
    if initiative is None or not initiative.effects:
        return OTHER
    return pack.dimension_of.get(initiative.effects[0].capability, OTHER)


def change_load(frame: Frame, roadmap: Roadmap) -> dict[Group, list[GroupUse]]:
    """By quarter how many tasks touch the people of each role and of each site, and their person-weeks.

    People of a site are touched by all that happens there, running programmes too.
    """
    tasks: dict[tuple[Group, int], set[str]] = defaultdict(set)
    sums: dict[tuple[Group, int], float] = defaultdict(float)
    for task, role, month, weeks in _work(frame, roadmap):
        for group in _groups(task, role):
            tasks[group, month // 3].add(task.id)
            sums[group, month // 3] += weeks
    for task, footing in placed(frame, roadmap):
        if task.unit != PROGRAMME:
            for month in footing.active:
                tasks[("site", task.unit), month // 3].add(task.id)
    sites = dict.fromkeys(task.unit for task in frame.tasks if task.unit != PROGRAMME)
    groups: list[Group] = [*(("role", role) for role in _roles(frame)), *(("site", site) for site in sites)]
    return {group: [GroupUse(len(tasks[group, quarter]), sums[group, quarter]) for quarter in range(frame.quarters)]
            for group in groups}


def stop_hours(frame: Frame, roadmap: Roadmap) -> dict[tuple[str, int], ShutdownUse]:
    """(Site, quarter) -> use of shutdown windows, where there is a cut-over or a window with hours.

    A site without known windows takes every cut-over.
    """
    needed: dict[tuple[str, int], float] = defaultdict(float)
    for task, footing in placed(frame, roadmap):
        if task.stop_hours is not None and task.unit != PROGRAMME:
            needed[task.unit, footing.finish - 1] += task.stop_hours.mode
    found: dict[tuple[str, int], ShutdownUse] = {}
    months = {*needed, *((site, month) for site, hours in frame.window_hours.items() for month in hours)}
    for site, month in sorted(months, key=lambda at: (at[1], at[0])):
        wanted = needed.get((site, month), 0.0)
        before = found.get((site, month // 3), ShutdownUse(0.0, 0.0, 0.0))
        hours = frame.window_hours.get(site, {}).get(month, 0.0) if site in frame.window_hours else None
        total = None if hours is None or before.windows is None else before.windows + hours
        found[site, month // 3] = ShutdownUse(before.needed + wanted, total,
                                              before.unfit + _unfit(frame, site, month, wanted))
    return found


def _unfit(frame: Frame, site: str, month: int, wanted: float) -> float:
    if site not in frame.windows:
        return 0.0
    return max(0.0, wanted - hours_of(frame, site, month)) if month in frame.windows[site] else wanted


def money(frame: Frame, roadmap: Roadmap) -> BudgetCourse:
    spent = [0.0] * frame.quarters
    for task, footing in placed(frame, roadmap):
        for quarter, amount in enumerate(spend(frame, task, footing.start, footing.finish)):
            spent[quarter] += amount
    allowed = tuple(sum(frame.budget[:quarter + 1]) for quarter in range(frame.quarters))
    return BudgetCourse(tuple(spent), tuple(accumulate(spent)), allowed)


def projected(frame: Frame, roadmap: Roadmap, pack: Pack,
              scorecard: Scorecard | None = None) -> dict[tuple[str, str | None], TargetCourse]:
    """(Dimension, site) -> its level by quarter, from its score on (`standing`); site None is the network.

    Full effect at finish, no capability above its target, as in `project`; at a site capabilities count by their weight
    in the pack, over the network by their share in the goal. An effect without a stated range counts as it is.
    """
    finishes = {task.id: footing.finish for task, footing in placed(frame, roadmap)}
    ends = {kind: [_gained(frame, finishes, 3 * (quarter + 1), kind) for quarter in range(frame.quarters)]
            for kind in ("levels", "low", "high")}
    found: dict[tuple[str, str | None], TargetCourse] = {}
    sites = dict.fromkeys(key.split("|", 1)[0] for key in frame.levels)
    for dimension in pack.dimensions:
        network: dict[str, float] = {}
        for site in sites:
            here = {key: capability.weight for capability in dimension.capabilities
                    if (key := f"{site}|{capability.id}") in frame.levels}
            network |= {key: frame.shares.get(key, 0.0) for key in here}
            if here:
                found[dimension.id, site] = _course(frame, here, ends, scorecard, (dimension.id, site))
        if any(network.values()):
            found[dimension.id, None] = _course(frame, network, ends, scorecard, (dimension.id, None))
    return found


def _course(frame: Frame, weights: dict[str, float], ends: dict[str, list[dict[str, float]]],
            scorecard: Scorecard | None, of: tuple[str, str | None]) -> TargetCourse:
    """Weighted means over keys 'site|capability'."""
    def mean(values: Mapping[str, float]) -> float:
        return sum(weight * values.get(key, 0.0) for key, weight in weights.items()) / sum(weights.values())

    now = standing(scorecard, *of, mean(frame.levels))
    low, levels, high = (tuple(now + mean(end) for end in ends[kind]) for kind in ("low", "levels", "high"))
    open_ones = {key: frame.levels[key] + frame.gaps[key] for key in weights if frame.gaps.get(key, 0.0) > 0}
    total = sum(weights[key] for key in open_ones)
    target = sum(weights[key] * aim for key, aim in open_ones.items()) / total if total else None
    return TargetCourse(now, levels, low, high, target)


def _gained(frame: Frame, finishes: Mapping[str, int], month: int, kind: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for effect in (e for name, finish in finishes.items() if finish <= month for e in frame.by_id[name].effects):
        sums[effect.key] += effect.levels if effect.range is None or kind == "levels" else (
            effect.range.low if kind == "low" else effect.range.high)
    return {key: min(frame.gaps.get(key, 0.0), levels) for key, levels in sums.items()}


def _quarters(frame: Frame, roadmap: Roadmap) -> dict[Role, list[tuple[float, float, float, float]]]:
    """By role and quarter (needed, there) of all people, then of those that all share."""
    sums = [by_quarter(frame, weeks) for weeks in (demand(frame, roadmap), limit(frame, roadmap),
                                                   *shared(frame, roadmap))]
    return {role: list(zip(*(by[role] for by in sums), strict=True)) for role in _roles(frame)}


def _blocked(frame: Frame, ledger: Ledger, task: Task, finishes: Mapping[str, int]) -> Footprint | None:
    """The first start of a task that only people keep out; None where it fits somewhere, or something else lacks."""
    first = None
    for start in range(frame.months):
        footing = footprint(frame, task, start)
        if footing is None or not all(
                any(finishes.get(name, frame.months + 1) <= start for name in wait.any_of)
                for wait in waits(frame, task)):
            continue
        codes = ledger.refuses(task, footing)
        if not codes:
            return None
        if first is None and all(code.startswith("role:") for code in codes):
            first = footing
    return first


def _work(frame: Frame, roadmap: Roadmap) -> Iterator[tuple[Task, Role, int, float]]:
    """(Task, role, month, person-weeks) of all work within the horizon; what running programmes use is not in it."""
    for task, footing in placed(frame, roadmap):
        for role, weeks in task.effort.items():
            if weeks > 0 and not task.off_capacity:
                yield from ((task, role, month, weeks / task.duration)
                            for month in footing.active if 0 <= month < frame.months)


def _shared_limit(frame: Frame, roadmap: Roadmap) -> Weeks:
    found = {role: [_at(frame.capacity.get(role, ()), month) for month in range(frame.months)]
             for role in _roles(frame)}
    for task, footing in placed(frame, roadmap):
        for role, weeks in task.adds.items():
            for month in added_months(frame, task, footing):
                if month >= 0:
                    found[role][month] += weeks
    return found


def _groups(task: Task, role: Role) -> list[Group]:
    return [("role", role)] if task.unit == PROGRAMME else [("role", role), ("site", task.unit)]


def _roles(frame: Frame) -> list[Role]:
    """Roles that anything in the frame names, in their usual order."""
    named = {*frame.capacity, *frame.taken, *(role for here in frame.local.values() for role in here),
             *(role for task in frame.tasks for role in (*task.effort, *task.adds))}
    return [role for role in ROLES if role in named]


def _empty(frame: Frame) -> Weeks:
    return {role: [0.0] * frame.months for role in _roles(frame)}


def _at(values: Sequence[float], month: int) -> float:
    return values[month] if month < len(values) else 0.0


def _share(used: float, there: float) -> float:
    """Share of what is there; 0 where nothing is used, endless where nothing is there."""
    return 0.0 if used <= NEARLY else used / there if there > NEARLY else float("inf")
