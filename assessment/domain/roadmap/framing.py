"""From an engagement to a complete planning problem (docs/method.md, section 7)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import ROLES, Estimate, Role
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit
from assessment.domain.library import Initiative, PathId
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap.calendar import WEEKS_A_MONTH, frozen_months, window_hours
from assessment.domain.roadmap.commitments import Node, asked_due, asked_start, by_month, people_left
from assessment.domain.roadmap.pilot import PilotRank, choose_pilot
from assessment.domain.roadmap.selection import DECISION, GATE, Selection
from assessment.domain.roadmap.types import PROGRAMME, Frame, Task
from assessment.domain.roadmap.underway import (
    first_free_month,
    from_now_on,
    frozen,
    money_at_least,
    people_at_least,
)
from assessment.domain.scoring import Scorecard
from assessment.text import _


def frame(engagement: Engagement, scorecard: Scorecard, recommendation: Recommendation,
          permits: tuple[Permit, ...] = (), path: PathId | None = None) -> Frame:
    """The planning problem of an engagement: tasks, limits and the goal; what was assumed stands in `notes`.

    Initiatives are in it that close a gap to target at a site, that the chosen path cannot do without, or that
    those wait for; the others are in `excluded` with a sentence each. `path` plans for another path than the one
    that was adopted or is recommended.
    """
    settings = engagement.the_library.settings
    months = 3 * settings.horizon_quarters
    pilot = choose_pilot(engagement, scorecard)
    levels, notes = current_levels(engagement, scorecard)
    dimension_of = engagement.the_pack.dimension_of
    targets = {f"{site}|{c}": engagement.target(dimension_of[c], site) for site in engagement.sites
               for c in engagement.the_pack.capabilities}
    open_gates = gates_open(permits)
    selection = Selection(engagement, recommendation, pilot, levels, targets, open_gates, path)
    now = min(months, first_free_month(engagement))
    cycle = engagement.cycles.get(scorecard.cycle)
    tasks = tuple(
        _dated(engagement, selection, _task(engagement, selection, pilot, (initiative.id, unit)), now,
               cycle.opened if cycle else None, notes)
        for initiative in engagement.the_library.initiatives for unit in (PROGRAMME, *pilot.order)
        if (initiative.id, unit) in selection.nodes)
    if not pilot.chosen:
        notes += list(pilot.reasons)
    hours = window_hours(engagement, months)
    people, local, taken = people_left(engagement, months, capacity(engagement, months, notes), notes)
    aim = engagement.aim.aim if engagement.aim else "value"
    return Frame(
        start=engagement.start, months=months, tasks=tasks,
        capacity=people_at_least(people, local, tasks, months, notes), local=local, taken=taken,
        budget=money_at_least(budget(engagement, tasks, notes), tasks, months // 3, notes),
        change_load=settings.change_load,
        frozen=frozen_months(engagement, months, "site-work"),
        windows={site: tuple(sorted(by_month)) for site, by_month in hours.items()}, window_hours=hours,
        shares=shares(engagement, levels),
        gaps={key: max(0.0, targets[key] - level) for key, level in levels.items()},
        goal_lambda=settings.goal_lambda, excluded=selection.excluded, in_place=tuple(selection.done),
        levels=levels, pilot=pilot.site,
        open_gates=open_gates, decided=selection.decided,
        no_cut_over=frozen_months(engagement, months, "cut-over"),
        no_validation=frozen_months(engagement, months, "validation"), notes=tuple(notes), aim=aim,
        adopted=adopted_starts(engagement, tasks) if aim == "moves" else {}, now=now, move_price=settings.move_price)


def adopted_starts(engagement: Engagement, tasks: tuple[Task, ...]) -> dict[str, int]:
    """Task -> start month in the adopted plan, of the tasks that there still are."""
    plan = engagement.adopted_plan
    return {task.id: plan.starts[task.id] for task in tasks if plan is not None and task.id in plan.starts}


def current_levels(engagement: Engagement, scorecard: Scorecard) -> tuple[dict[str, float], list[str]]:
    """'site|capability' -> level today, and a sentence for each capability left out because nothing is known."""
    levels: dict[str, float] = {}
    notes = []
    for capability in engagement.the_pack.capabilities.values():
        unknown = []
        for site in engagement.sites.values():
            level = scorecard.current(capability.id, site.site)
            if level is None:
                unknown.append(site.name)
            else:
                levels[f"{site.site}|{capability.id}"] = level
        if unknown:
            where = _("every site") if len(unknown) == len(engagement.sites) else ", ".join(unknown)
            notes.append(_("{capability} has no answers for {where} and is left out of the goal there.").format(
                capability=capability.name, where=where))
    return levels, notes


def shares(engagement: Engagement, levels: dict[str, float]) -> dict[str, float]:
    """'site|capability' -> site share x capability share of its index, normalised to sum to 1."""
    raw = {}
    for key in levels:
        site, capability = key.split("|", 1)
        raw[key] = engagement.sites[site].weight * engagement.the_pack.share_of_index(capability)
    total = sum(raw.values())
    return {key: share / total for key, share in raw.items()}


def gates_open(permits: tuple[Permit, ...]) -> tuple[str, ...]:
    """Sites with connections whose permits are all recorded as open."""
    sites = dict.fromkeys(permit.site for permit in permits)
    return tuple(site for site in sites if all(p.state == "open" for p in permits if p.site == site))


def capacity(engagement: Engagement, months: int, notes: list[str]) -> dict[Role, tuple[float, ...]]:
    """Person-weeks by month; the client's last figure repeats, the library's stands in where there is none."""
    found: dict[Role, tuple[float, ...]] = {}
    for role in ROLES:
        weeks = engagement.capacity.get(role)
        if not weeks:
            weeks = (engagement.the_library.settings.capacity_weeks.get(role, 0.0),)
            notes.append(_("No capacity of {role} was stated; {weeks} person-weeks a quarter are assumed.").format(
                role=role, weeks=f"{weeks[0]:g}"))
        found[role] = by_month(weeks, months)
    return found


def budget(engagement: Engagement, tasks: tuple[Task, ...], notes: list[str]) -> tuple[float, ...]:
    """Thousand of currency by quarter; without a stated budget all tasks and a tenth more, spread evenly."""
    quarters = engagement.the_library.settings.horizon_quarters
    if engagement.budget:
        stated = engagement.budget[:quarters]
        return tuple(stated) + (0.0,) * (quarters - len(stated))
    total = 1.1 * sum(task.cost + task.recurring * quarters / 8 for task in tasks)
    notes.append(_("No budget was stated; {total} thousand {currency} over the horizon are assumed, enough for every "
                   "task.").format(total=f"{total:,.0f}", currency=engagement.currency))
    return (total / quarters,) * quarters


def site_factor(engagement: Engagement, unit: str, pilot: str) -> float:
    """Factor on effort and cost: size, brownfield, and less after the pilot; 1 for the programme."""
    if unit == PROGRAMME:
        return 1.0
    settings, site = engagement.the_library.settings, engagement.sites[unit]
    factor = 1.0 if unit == pilot else settings.rollout_factor
    if site.headcount < settings.small_site_headcount:
        factor *= settings.small_site_factor
    elif site.headcount > settings.large_site_headcount:
        factor *= settings.large_site_factor
    return factor * (settings.brownfield_factor if site.brownfield_years > settings.brownfield_years else 1.0)


def usd_rate(engagement: Engagement) -> float:
    """Units of the client's currency per USD: the client's rate, else the library's, else 1."""
    stated = engagement.rates.usd_rate
    return stated if stated is not None else engagement.the_library.settings.usd_rate.get(engagement.currency, 1.0)


def task_id(node: Node) -> str:
    return f"{node[0]}@{node[1]}"


def _dated(engagement: Engagement, selection: Selection, task: Task, now: int, measured: date | None,
           notes: list[str]) -> Task:
    """The task as far as reports bind it; without any report it stays as it is. `measured`: when levels were taken."""
    span = selection.reported.get((task.initiative, task.unit))
    if span is not None:
        done = span.report.finished
        return frozen(task, span, measured is not None and done is not None and done <= measured)
    return task if task.given or not engagement.progress else from_now_on(task, now, notes)


def _task(engagement: Engagement, selection: Selection, pilot: PilotRank, node: Node) -> Task:
    name, unit = node
    if selection.runs(name, unit) and node not in selection.reported:
        return _running(engagement, selection, node)
    initiative = engagement.the_library.initiative[name]
    estimate = engagement.estimates.get(name)
    factor = site_factor(engagement, unit, pilot.site) * (estimate.scale or 1.0 if estimate else 1.0)
    weeks = estimate.weeks if estimate and estimate.weeks else initiative.weeks
    effort = {**initiative.effort, **(estimate.effort if estimate else {})}
    rate = usd_rate(engagement)
    cost = estimate.cost.mode if estimate and estimate.cost else initiative.cost_kusd.mode * rate
    recurring = initiative.recurring_kusd_year.mode * rate if initiative.recurring_kusd_year else 0.0
    return Task(
        id=task_id(node), initiative=name, unit=unit, stage=initiative.stage,
        months=weeks.scaled(1 / WEEKS_A_MONTH),
        effort={role: amount.mode * factor * _quality(engagement, unit, role) for role, amount in effort.items()},
        cost=cost * factor, recurring=recurring * factor,
        after=tuple(task_id(n) for n in selection.needs(name, unit)),
        effects=selection.effects(initiative, unit),
        connecting=initiative.connecting, structural=initiative.structural, validated=initiative.validated,
        stop_hours=_stop_hours(initiative, unit), reasons=tuple(selection.nodes[node]),
        opens=_opens(name), pinned=asked_start(engagement, node), due=asked_due(engagement, node),
        mandatory="mandate" in selection.nodes[node],
        adds={role: weeks / 3 for role, weeks in initiative.adds.items()}, lasting=initiative.lasting_months)


def _running(engagement: Engagement, selection: Selection, node: Node) -> Task:
    """A task whose dates a running programme sets and whose people and money are committed already."""
    initiative, span = engagement.the_library.initiative[node[0]], selection.delivered[node]
    length = float(span.finish - span.start)
    return Task(
        id=task_id(node), initiative=node[0], unit=node[1], stage=initiative.stage,
        months=Estimate(low=length, mode=length, high=length), effort={}, cost=0.0,
        effects=selection.effects(initiative, node[1]), connecting=initiative.connecting,
        structural=initiative.structural, validated=initiative.validated, reasons=("running",), pinned=span.start,
        mandatory=True, opens=_opens(node[0]), given=True)


def _opens(name: str) -> Literal["", "gate", "decision"]:
    return "gate" if name == GATE else "decision" if name == DECISION else ""


def _quality(engagement: Engagement, unit: str, role: Role) -> float:
    sterile = unit != PROGRAMME and engagement.sites[unit].sterile
    return engagement.the_library.settings.sterile_quality_factor if sterile and role == "Quality" else 1.0


def _stop_hours(initiative: Initiative, unit: str) -> Estimate | None:
    return None if unit == PROGRAMME else initiative.stop_hours
