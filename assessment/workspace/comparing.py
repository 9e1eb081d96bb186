"""Plans side by side: scenarios, three options of a decision, and what one more person or more money would buy."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple, get_args

from assessment.domain.basis import ROLES, Role
from assessment.domain.facts import ScenarioDefined
from assessment.domain.roadmap import (
    PERSON_WEEKS,
    Alternatives,
    Decision,
    Frame,
    Gain,
    Option,
    Roadmap,
    changed,
    choose_pilot,
    frame,
    goal,
    halfway,
    last_day_to_decide,
    no_regret,
    only,
    opened_by,
    outcome,
    usual,
)
from assessment.text import N_, _, speaking
from assessment.workspace.language import Progress, aloud

if TYPE_CHECKING:
    from assessment.workspace.workspace import Workspace

MORE_MONEY = 1.1
"""Factor of one step more budget."""


class _Planned(NamedTuple):
    frame: Frame
    roadmap: Roadmap


def scenarios(workspace: Workspace, cycle: str | None = None) -> list[ScenarioDefined]:
    """The usual questions, then those that were defined; a defined one takes the place of a usual one of its id."""
    state, chosen = workspace.state_of(cycle)
    order = choose_pilot(state, workspace.scorecard(chosen.id)).order
    own = [scenario for scenario in state.scenarios.values() if not scenario.withdrawn]
    asked = [s for s in usual(state, workspace.recommendation(chosen.id), order)
             if s.scenario not in state.scenarios]
    return [*asked, *own]


def scenario_frame(workspace: Workspace, scenario: ScenarioDefined, cycle: str | None = None) -> Frame:
    """The planning problem under a scenario, computed in English as every result is."""
    with speaking("en"):
        state, chosen = workspace.state_of(cycle)
        return frame(changed(state, scenario), workspace.scorecard(chosen.id), workspace.recommendation(chosen.id),
                     workspace.permits(chosen.id), scenario.path)


def compare_plans(workspace: Workspace, cycle: str | None = None, progress: Progress | None = None, *,
                  solve: bool = False, gains: bool = False) -> Alternatives:
    """The plan beside its scenarios: those whose plans are on record, or with `solve` all of them, planned now.

    `gains` also finds out what more people and money would buy, five more plans; without it they are told where they
    are on record.
    """
    _state, chosen = workspace.state_of(cycle)
    said = aloud(progress or (lambda _text, _share: None))
    told = scenarios(workspace, chosen.id)
    plans = {"": _Planned(workspace.frame(chosen.id), workspace.roadmap(chosen.id, said))}
    for number, scenario in enumerate(told):
        said(_("Planning: {name}").format(name=scenario.name), number / len(told))
        problem = scenario_frame(workspace, scenario, chosen.id)
        found = _plan(workspace, problem, chosen.id, scenario.scenario, solve)
        if found is not None:
            plans[scenario.scenario] = _Planned(problem, found)
    name_of = {"": _("The plan"), **{s.scenario: s.name for s in told}}
    outcomes = tuple(outcome(name, name_of[name], *planned) for name, planned in plans.items())
    paths = [s.scenario for s in told if s.path is not None]
    moves = no_regret(outcomes, ["", *paths]) if set(paths) <= set(plans) else ()
    return Alternatives(
        outcomes=outcomes, waiting=tuple(s.scenario for s in told if s.scenario not in plans), moves=moves,
        options=tuple(_options(workspace, plans, moves, chosen.id, solve)),
        gains=_gains(workspace, plans[""], chosen.id, said, gains))


def _plan(workspace: Workspace, problem: Frame, cycle: str, scenario: str, solve: bool) -> Roadmap | None:
    known = workspace.known_plan(problem)
    return workspace.plan_of(problem, cycle, scenario=scenario) if known is None and solve else known


def _options(workspace: Workspace, plans: dict[str, _Planned], moves: tuple[str, ...], cycle: str,
             solve: bool) -> Iterator[Option]:
    """Each decision that is asked for: in full, half-way and not at all, as far as these are planned."""
    base = plans[""]
    least = _planned(workspace, only(base.frame, moves), cycle, "no-regret", solve) if moves else None
    for decision in _asked_for(workspace, cycle):
        opened = opened_by(base.frame, decision)
        yield _option(decision, _("In full"), base, opened)
        if decision == "fund":
            half = plans.get("half-budget")
        else:
            half = _planned(workspace, halfway(base.frame, decision), cycle, f"pilot-site-{decision}", solve)
        if half is not None:
            yield _option(decision, _("Half the money") if decision == "fund" else _("At the pilot site only"), half,
                          opened)
        if least is not None:
            yield _option(decision, _("No-regret moves only"), least, opened)


def _asked_for(workspace: Workspace, cycle: str) -> list[Decision]:
    """Decisions that the findings ask for and that open tasks, the money first."""
    codes = {finding.code for finding in workspace.findings(cycle)}
    problem = workspace.frame(cycle)
    return [decision for decision in get_args(Decision)
            if f"decide-{decision}" in codes and opened_by(problem, decision)]


def _planned(workspace: Workspace, problem: Frame, cycle: str, scenario: str, solve: bool) -> _Planned | None:
    with speaking("en"):
        found = _plan(workspace, problem, cycle, scenario, solve)
    return None if found is None else _Planned(problem, found)


def _option(decision: Decision, name: str, planned: _Planned, opened: Set[str]) -> Option:
    return Option(decision=decision, name=name, outcome=outcome(name, name, *planned),
                  decide_by=last_day_to_decide(*planned, opened))


def _gains(workspace: Workspace, base: _Planned, cycle: str, said: Progress, solve: bool) -> tuple[Gain, ...]:
    """The plan as it is stays possible with more people or money, so that nothing can be lost."""
    found = []
    for number, (what, more, problem) in enumerate(_raised(base.frame)):
        said(_("Planning with more: {what}").format(what=_(what)), number / (len(ROLES) + 1))
        better = _plan(workspace, problem, cycle, f"more-{what}", solve)
        if better is None:
            return ()
        same = goal(problem, [(s.task, s.start, s.finish) for s in base.roadmap.scheduled])
        found.append(Gain(what=what, more=more, bought=max(0.0, better.objective - same)))
    return tuple(found)


def _raised(base: Frame) -> Iterator[tuple[str, str, Frame]]:
    fields = {name: getattr(base, name) for name in Frame.model_fields}
    for role in ROLES:
        raised: dict[Role, tuple[float, ...]] = {
            **base.capacity, role: tuple(weeks + PERSON_WEEKS / 3 for weeks in base.capacity.get(role, ()))}
        yield role, _("one person more"), Frame(**{**fields, "capacity": raised})
    yield N_("money"), _("a tenth more budget"), Frame(
        **{**fields, "budget": tuple(amount * MORE_MONEY for amount in base.budget)})
