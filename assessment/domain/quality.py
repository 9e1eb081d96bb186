"""Quality's route: findings on data integrity and patient supply, and what the quality system says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import QualityRouted
from assessment.domain.gate import Permit, is_route, review
from assessment.domain.library import Concern, WatchedQuestion
from assessment.domain.scoring import value


class QualityFinding(Frozen):
    """A finding of a criterion of a connection, or of a question at a place.

    `standing`: open; awaits-quality, the evidence or the answer says it is mended while neither a reference nor
    Quality's reasoned no is recorded; closed. `level` only of questions, of the last cycle that answered.
    """

    concern: Concern
    site: Place
    connection: str | None = None
    criterion: str | None = None
    question: str | None = None
    since: date
    level: float | None = None
    standing: Literal["open", "awaits-quality", "closed"]
    route: QualityRouted | None = None


def quality_findings(engagement: Engagement, cycle: str, permits: Iterable[Permit]) -> tuple[QualityFinding, ...]:
    """Findings up to a cycle: those that wait for Quality first, then open ones, closed ones last."""
    found = [*_of_gate(engagement, permits), *_of_answers(engagement, cycle)]
    order = {"awaits-quality": 0, "open": 1, "closed": 2}
    return tuple(sorted(found, key=lambda finding: (order[finding.standing], finding.route is not None)))


def _of_gate(engagement: Engagement, permits: Iterable[Permit]) -> Iterator[QualityFinding]:
    criteria = {criterion.id: criterion for criterion in engagement.the_library.gate.criteria}
    day = engagement.as_of
    retired = [review(engagement, name, day) for name, flow in engagement.connections.items()
               if flow.retired and day is not None]  # what is cut leaves its findings behind
    for permit in (*permits, *retired):
        for state in permit.findings:
            concern = criteria[state.criterion].concern
            if concern is None or state.raised_on is None:
                continue
            mended = state.review is not None and state.review.result == "met"
            standing: Literal["open", "awaits-quality", "closed"] = "open"
            if mended:
                standing = "awaits-quality" if state.route is None else "closed"
            yield QualityFinding(concern=concern, site=permit.site, connection=permit.connection,
                                 criterion=state.criterion, since=state.raised_on, standing=standing, route=state.route)


def _of_answers(engagement: Engagement, cycle: str) -> Iterator[QualityFinding]:
    last = engagement.cycle(cycle).number
    cycles = sorted((c for c in engagement.cycles.values() if c.number <= last), key=lambda c: c.number)
    for watched in engagement.the_library.gate.watched:
        question = engagement.the_pack.questions.get(watched.question)
        for place in engagement.places(question) if question is not None else ():
            since, level = None, None
            for measured in cycles:
                if question is None or not engagement.asks(measured.id, question):
                    continue
                given = value(engagement, measured.id, question, place)
                if given.x is None:
                    continue
                if given.x < watched.below and (level is None or level >= watched.below):
                    since = measured.opened  # it was raised now; what closed an earlier one does not close it
                level = given.x
            if since is not None and level is not None:
                yield _answered(engagement, watched, place, since, level)


def _answered(engagement: Engagement, watched: WatchedQuestion, place: Place, since: date,
              level: float) -> QualityFinding:
    routes = [entry.fact for entry in engagement.quality_routes.get((watched.question, place), ())
              if isinstance(entry.fact, QualityRouted) and entry.fact.date >= since
              and is_route(entry.fact, entry.function)]
    standing: Literal["open", "awaits-quality", "closed"] = "open"
    if level >= watched.below:
        standing = "closed" if routes else "awaits-quality"
    return QualityFinding(concern=watched.concern, site=place, question=watched.question, since=since, level=level,
                          standing=standing, route=routes[-1] if routes else None)
