"""The fold over facts of which the answers stand in columns: the same state as fact by fact, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import merge

from assessment.domain import facts as f
from assessment.domain.engagement.columns import AnswerColumns, Answers
from assessment.domain.engagement.fold import Fold

Dated = tuple[int, date, f.Fact]
"""(seq, day, fact)."""
Renewed = tuple[f.Answered, f.Answered | None]
"""An answer, and the one that it takes the place of."""


def refold(columns: AnswerColumns, others: Sequence[Dated], engagement_id: str = "", as_of: date | None = None,
           before: int | None = None) -> Fold:
    """The fold over answers in columns and all other facts in journal order, up to the end of the day `as_of`, or
    before a place in the journal."""
    fold, rows = Fold(engagement_id), columns.rows(as_of, before)
    told = [one for one in others if (as_of is None or one[1] <= as_of) and (before is None or one[0] < before)]
    answers = Answers(columns, rows)
    fold.maps["answers"] = answers
    again = sorted(_after_review(answers, told), key=lambda one: one[0])
    for seq, known, given in merge(((seq, (day, fact), None) for seq, day, fact in told), (
            (seq, None, pair) for seq, pair in again), key=lambda one: one[0]):
        if known is not None:
            fold.apply(seq, *known)
        elif given is not None:
            fold.outdate(*given)
    if len(rows):
        last = int(rows[-1])
        fold.seq = max(fold.seq, int(columns.seq[last]))
        if columns.seq[last] > fold.input_seq:
            fold.input_seq, fold.day = int(columns.seq[last]), columns.days[last].item()
    return fold


def _after_review(answers: Answers, told: Sequence[Dated]) -> Iterator[tuple[int, Renewed]]:
    """Answers to what a reviewer had looked at before, each with the one of the same person that it replaces: they
    may outdate the review. Answers without one touch nothing but the answers."""
    reviewed: dict[tuple[str, str | None, str], int] = {}
    for seq, _day, fact in told:
        if isinstance(fact, f.Validated):
            reviewed.setdefault((fact.cycle, fact.site, fact.question), seq)
    columns = answers.columns
    for key in answers if reviewed else ():
        first = reviewed.get(key[:3])
        if first is None or not (rows := answers.rows_of(key)) or columns.seq[rows[-1]] < first:
            continue
        latest: dict[str, f.Answered] = {}
        for row, answer in zip(rows, columns.answers(rows), strict=True):
            seq = int(columns.seq[row])
            if seq > first:
                yield seq, (answer, latest.get(answer.person))
            latest[answer.person] = answer
