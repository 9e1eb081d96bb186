"""What would admit a connection: what answers say of each criterion, the evidence it wants, and what closes it."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Place
from assessment.domain.gate import Permit, Result
from assessment.domain.library import GateCriterion
from assessment.domain.roadmap import Frame, Roadmap, finish_at
from assessment.domain.scoring import value

ENOUGH = 3
"""From this level an answer speaks for a criterion: the anchor describes it as done and laid down (EJ)."""


class AnswerShown(Frozen):
    """An answer that shows a criterion: `level` on the pack's scale, None where there is none."""

    question: str
    site: Place
    level: float | None
    state: str
    evidence: tuple[str, ...] = ()


class Admission(Frozen):
    """A criterion of a connection that is not passed yet, and what would pass it.

    `says`: what the answers say, for, against or unknown; they pass nothing by themselves. `month` counts from 1: when
    the plan has brought all `initiatives` to the site, 0 where they are in place, None without a plan for them.
    """

    criterion: str
    hard: bool
    result: Result
    evidence: str
    says: Literal["for", "against", "unknown"]
    answers: tuple[AnswerShown, ...]
    initiatives: tuple[str, ...]
    month: int | None = None


def admissions(engagement: Engagement, cycle: str, permit: Permit, frame: Frame | None = None,
               roadmap: Roadmap | None = None, passed: bool = False) -> tuple[Admission, ...]:
    """What each criterion that is not passed wants, hard stops first; with `passed` also those that are."""
    criteria = {criterion.id: criterion for criterion in engagement.the_library.gate.criteria}
    found = []
    for state in permit.criteria:
        if state.passed and not passed:
            continue
        criterion = criteria[state.criterion]
        answers = shown(engagement, cycle, permit.site, criterion)
        month = None
        if frame is not None and roadmap is not None:
            months = [finish_at(name, permit.site, engagement.the_library, frame, roadmap)
                      for name in criterion.initiatives if name in engagement.the_library.initiative]
            known = [month for month in months if month is not None]
            month = max(known) if months and len(known) == len(months) else None
        found.append(Admission(criterion=criterion.id, hard=state.hard, result=state.result,
                               evidence=criterion.evidence, says=_says(answers), answers=answers,
                               initiatives=criterion.initiatives, month=month))
    return tuple(sorted(found, key=lambda admission: not admission.hard))


def shown(engagement: Engagement, cycle: str, site: str, criterion: GateCriterion) -> tuple[AnswerShown, ...]:
    """The answers of a cycle that show a criterion at a site, of the network where they are asked once."""
    pack, found = engagement.the_pack, []
    for name in criterion.questions:
        question = pack.questions.get(name)
        place = None if question is not None and question.scope == "network" else site
        if question is None or place not in engagement.places(question):
            continue
        given = value(engagement, cycle, question, place)
        if given.applicable:
            told_in = given.carried_from or cycle
            agreed = engagement.agreed.get((told_in, place, name))
            evidence = [*(agreed.evidence if agreed else ()),
                        *(piece for vote in engagement.votes(told_in, place, name).values() for piece in vote.evidence)]
            found.append(AnswerShown(question=name, site=place, level=given.x, state=given.state,
                                     evidence=tuple(dict.fromkeys(evidence))))
    return tuple(found)


def _says(answers: tuple[AnswerShown, ...]) -> Literal["for", "against", "unknown"]:
    levels = [answer.level for answer in answers if answer.level is not None]
    if any(level < ENOUGH for level in levels):
        return "against"
    return "for" if levels and len(levels) == len(answers) else "unknown"
