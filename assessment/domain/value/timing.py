"""When benefits and costs fall: enablement of drivers by finished tasks, cost of tasks by quarter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessment.domain.engagement import Engagement
from assessment.domain.library import Library
from assessment.domain.roadmap import PROGRAMME, Frame, Roadmap, Task
from assessment.domain.value.draws import Floats
from assessment.domain.value.types import CostKind, CostLine


def enablement(engagement: Engagement, frame: Frame, roadmap: Roadmap, enabled_by: Sequence[str],
               ramp_quarters: int, quarters: int) -> Floats:
    """Share [quarters] of a driver's full effect at work, 0..1.

    Mean over the enabling initiatives, weighted over sites: at a site an initiative counts from the finish of its
    task there or of the programme's, an initiative of the pilot from the finish of the site's rollout.
    """
    finishes = _finishes(frame, roadmap)
    weights = {site: s.weight for site, s in engagement.sites.items()}
    total = sum(weights.values())
    share = np.zeros(quarters)
    for initiative in enabled_by:
        for site, weight in weights.items():
            finish = _finish_at(engagement.the_library, finishes, initiative, site)
            if finish is not None:
                share += weight / total * _ramp(quarters, finish, ramp_quarters)
    return share / max(1, len(enabled_by))


def _finishes(frame: Frame, roadmap: Roadmap) -> dict[tuple[str, str], int]:
    tasks = {task.id: task for task in frame.tasks}
    return {(tasks[s.task].initiative, tasks[s.task].unit): s.finish for s in roadmap.scheduled if s.task in tasks}


def _finish_at(library: Library, finishes: dict[tuple[str, str], int], initiative: str, site: str) -> int | None:
    here = finishes.get((initiative, site), finishes.get((initiative, PROGRAMME)))
    if here is not None:
        return here
    known = library.initiative.get(initiative)
    if known is None or known.scope != "pilot" or not any(name == initiative for name, _ in finishes):
        return None
    rollouts = [finish for (name, unit), finish in finishes.items()
                if unit == site and library.initiative[name].scope == "rollout"]
    return max(rollouts) if rollouts else None


def _ramp(quarters: int, finish_month: int, ramp_quarters: int) -> Floats:
    """Linear from the finish to full effect after `ramp_quarters`; the value of a quarter is that at its end."""
    ends = 3 * (np.arange(quarters) + 1)
    return np.clip((ends - finish_month) / (3 * ramp_quarters), 0, 1)


def costs(engagement: Engagement, frame: Frame, roadmap: Roadmap, quarters: int) -> tuple[CostLine, ...]:
    """Cost lines at the mode: spend, internal effort at the client's rates, validation, stops, contingency."""
    lines: dict[CostKind, Floats] = {
        kind: np.zeros(quarters)
        for kind in ("one-off", "recurring", "internal effort", "validation", "stops", "contingency")
    }
    rates = engagement.rates.day_rate
    settings = engagement.the_library.settings
    usd = currency_per_usd(engagement)
    hour = engagement.baselines.get(STOP_HOUR)
    tasks = {task.id: task for task in frame.tasks}
    for scheduled in roadmap.scheduled:
        task = tasks[scheduled.task]
        start, finish = scheduled.start // 3, min(scheduled.finish, frame.months)
        lines["one-off"][start] += task.cost
        _add_recurring(lines["recurring"], task, finish)
        spread = _by_quarter(scheduled.start, finish, quarters)
        for role, weeks in task.effort.items():
            daily = rates.get(role, settings.day_rate[role] * usd)
            kind: CostKind = "validation" if role == "Quality" else "internal effort"
            lines[kind] += spread * weeks * 5 * daily / 1000
        if task.stop_hours is not None and hour is not None:
            lines["stops"][(finish - 1) // 3] += task.stop_hours.mode * hour.value
    lines["contingency"] = settings.contingency * (lines["one-off"] + lines["internal effort"] + lines["validation"])
    return tuple(CostLine(kind=kind, total=float(values.sum()), by_quarter=tuple(map(float, values)))
                 for kind, values in lines.items())


STOP_HOUR = "stop-hour"
"""Baseline that prices an hour of stopped production, thousand of currency."""


def currency_per_usd(engagement: Engagement) -> float:
    """Units of the client's currency per USD: the client's rate, else the library's planning rate, else 1."""
    stated = engagement.rates.usd_rate
    return stated if stated is not None else engagement.the_library.settings.usd_rate.get(engagement.currency, 1.0)


def _add_recurring(line: Floats, task: Task, finish: int) -> None:
    """A quarter's part of the yearly cost from the month of finish on."""
    for quarter in range(len(line)):
        months = min(3, max(0, 3 * (quarter + 1) - finish))
        line[quarter] += task.recurring / 12 * months


def _by_quarter(start: int, finish: int, quarters: int) -> Floats:
    """Share [quarters] of the months start..finish that fall in each quarter."""
    months = np.arange(start, max(finish, start + 1)) // 3
    return np.bincount(months[months < quarters], minlength=quarters) / len(months)
