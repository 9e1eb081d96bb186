"""Plans side by side: scenarios, three options of each decision, and what one more person or more money would buy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assessment.domain.basis import ROLES, Role
from assessment.domain.facts import ScenarioDefined
from assessment.domain.roadmap import (
    PERSON_WEEKS,
    Frame,
    Outcome,
    Roadmap,
    changed,
    choose_pilot,
    frame,
    goal,
    last_day_to_decide,
    no_regret,
    only,
    outcome,
    usual,
)
from assessment.text import _, speaking
from assessment.workspace.language import Progress, aloud
from assessment.workspace.workspace import Workspace

MORE_MONEY = 1.1
"""Factor of one step more budget."""


class Planned(NamedTuple):
    frame: Frame
    roadmap: Roadmap


@dataclass(frozen=True)
class Comparison:
    """`outcomes`: the plan itself first, under the name ''; `waiting`: names of scenarios not planned yet."""

    outcomes: tuple[Outcome, ...]
    plans: dict[str, Planned]
    waiting: tuple[str, ...]
    moves: tuple[str, ...]
    """No-regret initiatives; none while a viable path is not planned yet."""


class Option(NamedTuple):
    """One way to decide: all of it, half the money, or no-regret moves only."""

    name: str
    outcome: Outcome
    decide_by: str
    """Last day on which waiting costs no time, as an ISO date."""


class Gain(NamedTuple):
    """What more of a role or of money would buy, in units of the plan's aim."""

    what: str
    more: str
    bought: float


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


def compare_plans(workspace: Workspace, cycle: str | None = None, progress: Progress | None = None,
                  names: Iterable[str] | None = None) -> Comparison:
    """The plan beside its scenarios. `names` are planned now (None: all); the others only where a plan is on record."""
    _state, chosen = workspace.state_of(cycle)
    said = progress or (lambda _text, _share: None)
    told = scenarios(workspace, chosen.id)
    wanted = {s.scenario for s in told} if names is None else set(names)
    base = Planned(workspace.frame(chosen.id), workspace.roadmap(chosen.id, aloud(said)))
    plans, waiting = {"": base}, []
    for number, scenario in enumerate(told):
        problem = scenario_frame(workspace, scenario, chosen.id)
        known = workspace.known_plan(problem)
        if known is None and scenario.scenario in wanted:
            said(_("Planning: {name}").format(name=scenario.name), number / len(told))
            known = workspace.plan_of(problem, chosen.id)
        if known is None:
            waiting.append(scenario.scenario)
        else:
            plans[scenario.scenario] = Planned(problem, known)
    name_of = {"": _("The plan"), **{s.scenario: s.name for s in told}}
    outcomes = tuple(outcome(name, name_of[name], *planned) for name, planned in plans.items())
    paths = [s.scenario for s in told if s.path is not None]
    moves = no_regret(outcomes, ["", *paths]) if not set(paths) & set(waiting) else ()
    return Comparison(outcomes, plans, tuple(waiting), moves)


def options(workspace: Workspace, found: Comparison, cycle: str | None = None) -> list[Option]:
    """The plan in full, with half the money, and its no-regret moves alone; those that are planned already, and the
    last one is planned now (its frame is small)."""
    _state, chosen = workspace.state_of(cycle)
    told = [_option(_("In full"), "", *found.plans[""])]
    if "half-budget" in found.plans:
        told.append(_option(_("Half the money"), "half-budget", *found.plans["half-budget"]))
    if found.moves:
        with speaking("en"):
            problem = only(found.plans[""].frame, found.moves)
        told.append(_option(_("No-regret moves only"), "no-regret", problem, workspace.plan_of(problem, chosen.id)))
    return told


def sensitivity(workspace: Workspace, cycle: str | None = None, progress: Progress | None = None) -> list[Gain]:
    """What one more person of each role, and a tenth more money, would buy. The plan as it is stays possible with more
    people or money, so that nothing can be lost."""
    _state, chosen = workspace.state_of(cycle)
    base, plan = workspace.frame(chosen.id), workspace.roadmap(chosen.id)
    said = progress or (lambda _text, _share: None)
    found = []
    for number, (what, more, problem) in enumerate(_raised(base)):
        said(_("Planning with more: {what}").format(what=what), number / (len(ROLES) + 1))
        better = workspace.plan_of(problem, chosen.id)
        same = goal(problem, [(s.task, s.start, s.finish) for s in plan.scheduled])
        found.append(Gain(what, more, max(0.0, better.objective - same)))
    return found


def known_sensitivity(workspace: Workspace, cycle: str | None = None) -> list[Gain] | None:
    """The same from plans on record; None while one is missing."""
    _state, chosen = workspace.state_of(cycle)
    if any(workspace.known_plan(problem) is None for _what, _more, problem in _raised(workspace.frame(chosen.id))):
        return None
    return sensitivity(workspace, cycle)


def _option(name: str, scenario: str, problem: Frame, plan: Roadmap) -> Option:
    return Option(name, outcome(scenario, name, problem, plan), last_day_to_decide(problem, plan))


def _raised(base: Frame) -> Iterator[tuple[str, str, Frame]]:
    fields = {name: getattr(base, name) for name in Frame.model_fields}
    for role in ROLES:
        raised: dict[Role, tuple[float, ...]] = {
            **base.capacity, role: tuple(weeks + PERSON_WEEKS / 3 for weeks in base.capacity.get(role, ()))}
        yield role, _("one person more"), Frame(**{**fields, "capacity": raised})
    yield _("money"), _("a tenth more budget"), Frame(
        **{**fields, "budget": tuple(amount * MORE_MONEY for amount in base.budget)})
