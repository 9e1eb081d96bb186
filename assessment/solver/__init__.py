"""The search for a roadmap: a serial schedule first, then the exact model with that as its hint."""

from __future__ import annotations

from collections.abc import Callable

from assessment.domain.basis import InvalidInput
from assessment.domain.roadmap import Frame, Roadmap, check_frame, explain, goal, left_shift, project
from assessment.solver import exact, intervals
from assessment.solver.climbing import EXACT_TASKS, PLACINGS, climb
from assessment.solver.conflict import Requirement, conflict, not_known, untold
from assessment.solver.cp_sat import Answer
from assessment.solver.options import Options, Starts, prepare
from assessment.solver.relaxation import relaxed_bound
from assessment.solver.remedies import none_alone, remedies
from assessment.solver.serial import required, schedule, value
from assessment.text import _

Progress = Callable[[str, float | None], None]

FAR = 0.05
"""Share of the bound from which on the exact model's plan is searched on, over orders."""
LIMIT = 8.0
"""Deterministic time of the exact search; some seconds for a network of eight sites."""


def solve(frame: Frame, limit: float = LIMIT, progress: Progress | None = None,
          stopped: Callable[[], bool] | None = None) -> Roadmap:
    """The best plan found for a frame, with status, bound and gap. The same frame gives the same plan.

    What the chosen path cannot do without is planned first, and kept: the bound holds for plans that keep it.
    `limit` is deterministic time, 0 for the serial schedule alone; once `stopped` says so, the best plan so far is
    the answer, and its method says that it was stopped. Raises InvalidInput where two tasks share an id.
    """
    said = progress or (lambda _text, _share: None)
    doubles = [problem for problem in check_frame(frame) if problem.code == "duplicate-task"]
    if doubles:
        raise InvalidInput(doubles)
    said(_("Drawing up a first plan"), 0.05)
    options = prepare(frame)
    first = schedule(options)
    mandatory = frozenset(task.id for task in frame.tasks if task.mandatory)
    must = mandatory | {task.id for task in frame.tasks if task.committed and task.id in first}
    said(_("Searching for a better plan"), 0.2)
    plain = intervals.applies(options, must)
    large = len(options.possible) > EXACT_TASKS and not plain
    if large and limit > 0:
        first = climb(options, first, round(PLACINGS * limit / LIMIT), _climbed(said), stopped)
        said(_("Finding out how good a plan can be"), 0.7)
        answer = Answer("unknown", None, min(ceiling(options), relaxed_bound(options, must)))
    elif limit > 0:
        answer = intervals.search(options, first, limit, _improved(said), stopped) if plain else exact.search(
            options, must, first, limit, improved=_improved(said), stopped=stopped)
        if answer.status == "unknown":  # a search that ended before its first plan has proven no bound either
            answer = Answer("unknown", None, ceiling(options))
        if not plain and _far(options, best(options, first, answer), answer):
            first = climb(options, best(options, first, answer), round(PLACINGS * limit / LIMIT / 4), _climbed(said),
                          stopped)
    else:
        answer = Answer("unknown", None, ceiling(options))
    by_hand = stopped is not None and stopped() and answer.status != "optimal"
    if answer.starts is None and not mandatory <= set(first):
        said(_("Looking for what is in conflict"), 0.8)
        return impossible(options, () if large or by_hand else conflict(frame, max(limit, LIMIT)), max(limit, LIMIT))
    said(_("Explaining the plan"), 0.95)
    plan = complete(options, best(options, first, answer), answer)
    return plan.model_copy(update={"method": stopped_by_hand()}) if by_hand else plan


def _far(options: Options, starts: Starts, answer: Answer) -> bool:
    """True where the exact model left a plan so far from its bound that a search over orders may find better."""
    return answer.status in ("feasible", "unknown") and bool(starts) and (
        answer.bound - value(options, starts) > FAR * abs(answer.bound))


def stopped_by_hand() -> str:
    """The method of a plan whose search somebody stopped."""
    return _("search stopped by hand")


def _improved(said: Progress) -> Callable[[float, float], None]:
    found = 0

    def told(worth: float, bound: float) -> None:
        nonlocal found
        found += 1
        off = (bound - worth) / abs(bound) if bound else 0.0
        said(_("Better plan {number}, {share} % from the bound").format(number=found, share=f"{100 * off:.1f}"), 0.5)

    return told


def _climbed(said: Progress) -> Callable[[int, int], None]:
    def told(done: int, of: int) -> None:
        said(_("Better plan in round {number} of {all}").format(number=done, all=of), 0.2 + 0.5 * done / of)

    return told


def best(options: Options, first: Starts, answer: Answer) -> Starts:
    """The better of both plans; a plan with more of what is required is better at any worth."""
    plans = [first, answer.starts] if answer.starts is not None else [first]
    return max(plans, key=lambda starts: (required(options, starts), value(options, starts)))


def ceiling(options: Options) -> float:
    """A bound without search: every effect at its earliest, each task at its lowest price or left out."""
    frame = options.frame
    earliest = {task.id: options.footprints[task.id][0] for task in options.possible}
    placed = [(name, taken.start, taken.finish) for name, taken in earliest.items()]
    paid = sum(options.price(frame.by_id[name], taken) for name, taken in earliest.items())
    lowest = sum(min(0.0, *(options.price(task, taken) for taken in options.footprints[task.id]))
                 for task in options.possible)
    return goal(frame, placed) + paid - lowest


def complete(options: Options, starts: Starts, answer: Answer) -> Roadmap:
    """A roadmap with reasons, projection and an honest bound."""
    frame = options.frame
    starts = left_shift(frame, starts)
    scheduled = explain(frame, starts)
    finishes = {s.task: s.finish for s in scheduled}
    objective = goal(frame, [(s.task, s.start, s.finish) for s in scheduled])
    proven = answer.status == "optimal"
    bound = objective if proven else max(answer.bound, objective)
    gap = (bound - objective) / abs(bound) if bound else 0.0
    return Roadmap(
        status="optimal" if proven else "feasible", objective=objective, bound=bound, gap=gap, scheduled=scheduled,
        unscheduled=untold(options, starts),
        method=_method(options, starts, answer),
        projected=project(frame, finishes))


def _method(options: Options, starts: Starts, answer: Answer) -> str:
    if answer.starts is not None and value(options, answer.starts) >= value(options, starts) - 1e-9:
        return _("exact search")
    searched = len(options.possible) > EXACT_TASKS or answer.starts is not None
    return _("search over orders") if searched else _("serial schedule")


def impossible(options: Options, kept: tuple[Requirement, ...], limit: float) -> Roadmap:
    """A roadmap without tasks that says which requirements exclude each other, and what would resolve it."""
    frame = options.frame
    resolving = remedies(frame, kept, limit)
    reasons = tuple(requirement.words for requirement in kept) or (not_known(),)
    if kept and not resolving:
        reasons += (none_alone(),)
    return Roadmap(status="infeasible", objective=0.0, bound=0.0, gap=0.0, scheduled=(),
                   conflict=reasons, remedies=resolving,
                   unscheduled={task.id: _("No plan meets every requirement.") for task in frame.tasks},
                   method=_("exact search"), projected=project(frame, {}))


__all__ = ["LIMIT", "Progress", "solve"]
