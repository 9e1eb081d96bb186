"""What reports and key figures say: late tasks, figures off their way, scores that rose while nothing else did."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.tracking import KpiStanding, kpi_standings, task_standings
from assessment.text import N_, _, number, retold


def find(inputs: Inputs) -> Iterator[Finding]:
    yield from _late(inputs)
    standings = kpi_standings(inputs.engagement, inputs.today)
    yield from _off_track(inputs, standings)
    yield from _flat(inputs, standings)


def _late(inputs: Inputs) -> Iterator[Finding]:
    """Tasks that are not done and behind the plan; nothing where nobody reports."""
    if not inputs.engagement.progress:
        return
    known = [one for one in task_standings(inputs.engagement, inputs.today, inputs.frame)
             if one.planned is not None and one.status not in ("finished", "cancelled")]
    late = [one for one in known if one.is_late]
    if not late:
        return
    most = max(one.late or 0 for one in late)
    blocked = [one for one in late if one.status == "blocked"]
    yield Finding(
        code="late-tasks", topic="roadmap", severity="important",
        sentence=N_("{late} tasks are behind the plan, the furthest by {months} months, and {blocked} of them are "
                    "blocked."),
        values={"late": len(late), "months": most, "blocked": len(blocked)}, basis=("roadmap",),
        initiatives=tuple(dict.fromkeys(one.initiative for one in late)), size=len(late) / len(known),
        evidence=(Evidence(kind="progress", what="late", ids=tuple(one.task for one in late), figures={
            "late": len(late), "months": most, "blocked": len(blocked)}),))


def _off_track(inputs: Inputs, standings: tuple[KpiStanding, ...]) -> Iterator[Finding]:
    engagement = inputs.engagement
    for one in standings:
        if one.course != "off track" or one.latest is None or one.due is None or one.target is None:
            continue
        way = abs(one.target - (one.baseline or 0.0))
        yield Finding(
            code="kpi-off-track", topic="value", severity="important",
            sentence=N_("The key figure '{name}' at {site} stands at {latest} {unit}; on a straight line to its target "
                        "it would stand at {due}.") if one.site else
            N_("The key figure '{name}' stands at {latest} {unit}; on a straight line to its target it would stand at "
               "{due}."),
            values={"name": _(one.name), "latest": number(one.latest, ",.1f"), "due": number(one.due, ",.1f"),
                    "unit": retold(one.unit), **({"site": engagement.sites[one.site].name} if one.site else {})},
            basis=(f"kpi:{one.kpi}",), initiatives=one.initiatives,
            size=min(1.0, abs(one.latest - one.due) / way) if way else 1.0,
            evidence=(Evidence(kind="kpi", what=one.kpi, site=one.site, ids=(one.kpi,), figures={
                "latest": one.latest, "due": one.due}),))


def _flat(inputs: Inputs, standings: tuple[KpiStanding, ...]) -> Iterator[Finding]:
    """A dimension that rose for real since the cycle before, while none of its key figures got better since then."""
    if inputs.trend is None:
        return
    engagement = inputs.engagement
    before = engagement.cycle(inputs.trend.from_cycle)
    since = before.closed or before.opened
    names = {dimension.id: dimension.name for dimension in engagement.the_pack.dimensions}
    then = {one.kpi: one for one in kpi_standings(engagement, since)}
    for move in inputs.trend.moves:
        if move.kind != "dimension" or not move.real or (move.like_for_like or 0.0) <= 0:
            continue
        changes = {one.kpi: change for one in standings if move.node in one.dimensions
                   and (change := _change(one, then.get(one.kpi))) is not None}
        if not changes or max(changes.values()) > 0:
            continue
        rose = move.like_for_like or 0.0
        yield Finding(
            code="score-up-outcome-flat", topic="trend", severity="important",
            sentence=N_("{dimension} rose by {change} levels since {cycle}, and none of its {count} key figures got "
                        "better.") if len(changes) > 1 else
            N_("{dimension} rose by {change} levels since {cycle}, and its key figure '{name}' did not get better."),
            values={"dimension": names[move.node], "change": number(rose, ".1f"), "cycle": inputs.trend.from_cycle,
                    "count": len(changes), "name": _(engagement.kpis[next(iter(changes))].name)},
            basis=(move.node, *(f"kpi:{kpi}" for kpi in changes)), size=min(1.0, rose / inputs.span),
            evidence=(inputs.answers(move.node, change=rose), Evidence(
                kind="kpi", what=move.node, ids=tuple(changes), figures={"count": len(changes)})))


def _change(now: KpiStanding, then: KpiStanding | None) -> float | None:
    """Change in the better direction since an earlier day, or since the baseline where nothing was measured by then;
    None where nothing was measured since."""
    if now.latest is None or (then is not None and then.on == now.on):
        return None
    if then is not None and then.latest is not None:
        return (now.latest - then.latest) * (1 if now.better == "higher" else -1)
    return now.moved
