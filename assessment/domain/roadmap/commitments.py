"""What binds a plan before it is drawn up: running programmes of the client, people of each site, wishes for tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from assessment.domain.basis import Role
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ProgrammeDefined
from assessment.domain.library import Initiative
from assessment.domain.roadmap.calendar import days_in, month_of
from assessment.text import _

Node = tuple[str, str]
"""Initiative and unit."""


class Span(NamedTuple):
    """Months of a running programme, `finish` exclusive; 0 or less where it ended before the roadmap begins."""

    start: int
    finish: int


def standing(engagement: Engagement) -> list[ProgrammeDefined]:
    return [programme for programme in engagement.programmes.values() if not programme.withdrawn]


def delivered(engagement: Engagement, units: Callable[[Initiative], tuple[str, ...]]) -> dict[Node, Span]:
    """What running programmes deliver, the earliest where several do; a programme of one site delivers there only."""
    found: dict[Node, Span] = {}
    for programme in standing(engagement):
        span = Span(max(0, month_of(engagement.start, programme.first)), month_of(engagement.start, programme.last) + 1)
        for name in programme.delivers:
            initiative = engagement.the_library.initiative.get(name)
            for unit in units(initiative) if initiative else ():
                here = programme.site in (None, unit)
                if here and span.finish <= found.get((name, unit), span).finish:
                    found[name, unit] = span
    return found


def local_people(engagement: Engagement, months: int) -> dict[str, dict[Role, tuple[float, ...]]]:
    """Site -> role -> person-weeks by month of people who work there only."""
    found: dict[str, dict[Role, tuple[float, ...]]] = defaultdict(dict)
    for (site, role), weeks in engagement.local_capacity.items():
        if site in engagement.sites and any(weeks):
            found[site][_role(role)] = by_month(weeks, months)
    return dict(found)


def by_month(weeks: tuple[float, ...], months: int) -> tuple[float, ...]:
    """Person-weeks by month of a figure a quarter; the last one repeats."""
    return tuple(weeks[min(month // 3, len(weeks) - 1)] / 3 for month in range(months))


def used_by_programmes(engagement: Engagement, months: int, unit: str | None) -> dict[Role, tuple[float, ...]]:
    """Person-weeks by month that running programmes use: those of a site, or with None those of the whole network.

    A month counts by the share of its days on which a programme runs.
    """
    used: dict[Role, list[float]] = defaultdict(lambda: [0.0] * months)
    for programme in standing(engagement):
        if programme.site != unit:
            continue
        for month in range(months):
            days = days_in(engagement.start, month)
            share = sum(programme.first <= day <= programme.last for day in days) / len(days)
            for role, weeks in programme.weeks.items():
                used[role][month] += share * weeks / 3
    return {role: tuple(by) for role, by in used.items() if any(by)}


def less(there: dict[Role, tuple[float, ...]], used: dict[Role, tuple[float, ...]]) -> tuple[
        dict[Role, tuple[float, ...]], dict[Role, tuple[float, ...]]]:
    """(What is left of people, what was wanted beyond them), by role and month."""
    left, beyond = {}, {}
    for role in dict.fromkeys((*there, *used)):
        pairs = list(zip(there.get(role) or (0.0,) * len(used[role]), used.get(role) or (0.0,) * len(there[role]),
                         strict=True))
        left[role] = tuple(max(0.0, has - wanted) for has, wanted in pairs)
        over = tuple(max(0.0, wanted - has) for has, wanted in pairs)
        if any(over):
            beyond[role] = over
    return left, beyond


def people_left(engagement: Engagement, months: int, shared: dict[Role, tuple[float, ...]], notes: list[str]) -> tuple[
        dict[Role, tuple[float, ...]], dict[str, dict[Role, tuple[float, ...]]], dict[Role, tuple[float, ...]]]:
    """(People that all share, people by site, what running programmes take), after the programmes; a programme of a
    site takes people of the site first. What is taken beyond all people is said in `notes`."""
    local = local_people(engagement, months)
    taken: dict[Role, list[float]] = defaultdict(lambda: [0.0] * months)
    wanted: dict[Role, tuple[float, ...]] = used_by_programmes(engagement, months, None)
    _add(taken, wanted)
    for site in engagement.sites:
        here = used_by_programmes(engagement, months, site)
        _add(taken, here)
        left, beyond = less(local.get(site, {}), here)
        if site in local:
            local[site] = {role: by for role, by in left.items() if role in local[site]}
        wanted = {role: tuple(a + b for a, b in zip(wanted.get(role, (0.0,) * months),
                                                    beyond.get(role, (0.0,) * months), strict=True))
                  for role in (*wanted, *(r for r in beyond if r not in wanted))}
    left, beyond = less(shared, wanted)
    notes += [_("Running programmes want more {role} than there is in month {month}.").format(
        role=role, month=next(month for month, over in enumerate(by) if over > 0) + 1) for role, by in beyond.items()]
    return left, local, {role: tuple(by) for role, by in taken.items()}


def asked_start(engagement: Engagement, node: Node) -> int | None:
    """Month in which a task is asked to start; None where nothing is asked."""
    asked = engagement.asked.get(node)
    return None if asked is None or asked.start is None else month_of(engagement.start, asked.start)


def asked_due(engagement: Engagement, node: Node) -> int | None:
    """Latest finish (exclusive month) of a task that is due: the last month that ends by the day."""
    asked = engagement.asked.get(node)
    return None if asked is None or asked.due is None else month_of(engagement.start, _next(asked.due))


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _add(total: dict[Role, list[float]], more: dict[Role, tuple[float, ...]]) -> None:
    for role, by in more.items():
        total[role] = [a + b for a, b in zip(total[role], by, strict=True)]


def _role(name: str) -> Role:
    role: Role = name  # type: ignore[assignment]  # keys of the state are plain words
    return role
