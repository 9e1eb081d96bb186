"""What to do next: steps in the order in which they help most, for the person who looks. Gauges are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from assessment.domain import facts as f
from assessment.domain.basis import Frozen
from assessment.domain.engagement import Action, Cycle, Engagement, Workshop, allowed
from assessment.domain.gate import review_all
from assessment.domain.rescoring import due_of
from assessment.domain.room import sort_questions
from assessment.domain.scoring import to_review, values

Code = Literal[
    "sites", "people", "cycle", "weigh", "own-answers", "facts", "answers", "missing", "review", "discuss", "settled",
    "close", "permits", "executives", "weights", "path", "plan", "adopt", "report", "next-cycle",
]
PERMIT_DAYS = 60
"""Ahead of its end a permit is told: three people have to look at its evidence anew (EJ)."""
QUARTER_DAYS = 80
"""After a close: then the next quarter's measurement is near."""


class Step(Frozen):
    """One thing to do. `page` names a page of the app, or begins with "/" for a plain one; `count` and `names` (as they
    are shown) say how much of it there is.
    """

    code: Code
    page: str
    count: int = 0
    names: tuple[str, ...] = ()


class OpenWork(Frozen):
    """Of an open cycle: values nobody gave, evidence that waits for a reviewer, questions that want a discussion, and
    those that only want to be agreed. The first two count each site apart.
    """

    missing: int = 0
    waiting: int = 0
    discuss: int = 0
    settled: int = 0


def open_work(engagement: Engagement, cycle: str) -> OpenWork:
    """What is still to do before a cycle can be closed."""
    everybody = Workshop(id="", cycle=cycle, title="", sites=tuple(engagement.sites))
    verdicts = [item.verdict for item in sort_questions(engagement, everybody)]
    return OpenWork(
        missing=sum(found.applicable and found.x is None for found in values(engagement, cycle).values()),
        waiting=sum(item.waits for item in to_review(engagement, cycle)),
        discuss=verdicts.count("discuss"), settled=verdicts.count("settled"))


def next_steps(engagement: Engagement, role: f.AppRole, person: str, today: date, work: OpenWork) -> tuple[Step, ...]:
    """What the person may do next, most helpful first; nothing where nothing waits. `work`: of the last cycle."""
    steps = (*_own(engagement, role, person), *(step for action, step in _all(engagement, today, work)
                                                if allowed(role, action)))
    return tuple(dict.fromkeys(steps))  # one that two actions ask for is told once


def _own(engagement: Engagement, role: f.AppRole, person: str) -> Iterator[Step]:
    """What waits for this person and nobody else."""
    if person in engagement.executives and person not in engagement.choices:
        yield Step(code="weigh", page="/weigh")
    known, cycle = engagement.people.get(person), _latest(engagement)
    if known is None or cycle is None or cycle.closed is not None or not allowed(role, "answer"):
        return
    own = sum(person not in engagement.votes(cycle.id, known.site, due.question.id)
              for due in due_of(engagement, cycle.id, person))
    if own:
        yield Step(code="own-answers", page="/answer", count=own)


def _all(engagement: Engagement, today: date, work: OpenWork) -> Iterator[tuple[Action, Step]]:
    """Every step with what it asks for, whoever may do it."""
    cycle = _latest(engagement)
    if not engagement.sites:
        yield "define", Step(code="sites", page="scope")
    if not engagement.people:
        yield "define", Step(code="people", page="scope")
    if cycle is None:
        yield "open-cycle", Step(code="cycle", page="scope")
    if not engagement.stated:
        yield "define", Step(code="facts", page="settings")
    answered = any(engagement.answers.values()) or bool(engagement.agreed)
    if cycle is not None and cycle.closed is None and engagement.sites:
        yield from _measuring(work, answered)
    yield from _permits(engagement, today)
    if answered:
        yield from _deciding(engagement)
    if cycle is not None and cycle.closed is not None:
        yield "read", Step(code="report", page="report")
        if today - cycle.closed >= timedelta(days=QUARTER_DAYS):
            yield "open-cycle", Step(code="next-cycle", page="scope")


def _measuring(work: OpenWork, answered: bool) -> Iterator[tuple[Action, Step]]:
    if not answered:
        yield "run-round", Step(code="answers", page="workshop", count=work.missing)
        return
    if work.missing:
        yield "run-round", Step(code="missing", page="workshop", count=work.missing)
    if work.waiting:
        yield "validate", Step(code="review", page="review", count=work.waiting)
    if work.discuss:
        yield "agree", Step(code="discuss", page="agree", count=work.discuss)
    if work.settled:
        yield "run-round", Step(code="settled", page="workshop", count=work.settled)
    if not (work.missing or work.waiting or work.discuss or work.settled):
        yield "open-cycle", Step(code="close", page="scope")


def _permits(engagement: Engagement, today: date) -> Iterator[tuple[Action, Step]]:
    soon = today + timedelta(days=PERMIT_DAYS)
    names = tuple(engagement.connections[permit.connection].name for permit in review_all(engagement, today)
                  if permit.state == "lapsed" or (permit.state == "open" and permit.lapses and permit.lapses <= soon))
    if names:
        for action in ("plan", "validate"):
            yield action, Step(code="permits", page="gate", count=len(names), names=names)


def _deciding(engagement: Engagement) -> Iterator[tuple[Action, Step]]:
    if engagement.adopted is None:
        waiting = tuple(person for person in engagement.executives if person not in engagement.choices)
        if not engagement.executives:
            yield "decide", Step(code="executives", page="weights")
        elif waiting:
            yield "decide", Step(code="weights", page="weights", count=len(waiting), names=waiting)
        yield "decide", Step(code="path", page="decision")
    elif engagement.adopted_plan is None:
        planned = any(not recorded.plan.get("scenario") for recorded in engagement.plans)
        yield ("decide", Step(code="adopt", page="roadmap")) if planned else (
            "plan", Step(code="plan", page="roadmap"))


def _latest(engagement: Engagement) -> Cycle | None:
    return engagement.cycle() if engagement.cycles else None
