"""Where things stand in the answer workbook: written and read by the same names."""

from __future__ import annotations

from typing import NamedTuple

from assessment.domain.basis import digest
from assessment.domain.engagement import Answer, Engagement
from assessment.domain.facts import AnswerValue
from assessment.domain.pack import Pack

SCHEMA = "1"
ANSWERS, LEVELS, META = "Answers", "Levels", "_meta"
COLUMNS = ("question", "dimension", "text", "level", "sure", "comment", "evidence", "measured", "before")
"""Of the sheet of answers, from column A; `level` to `measured` are filled in, `before` is hidden."""
FILLED = ("level", "sure", "comment", "evidence", "measured")
CONFIDENCE = ("low", "medium", "high")
FIRST_ROW = 3
"""Under a line for people and the line of names."""


class Given(NamedTuple):
    """An answer as a row holds it; `level` None where nothing was chosen."""

    level: AnswerValue | None = None
    sure: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    measured: bool = False

    @property
    def mark(self) -> str:
        """Names the answer, so that what a row held before can be told from what it holds now."""
        return digest([self.level, self.sure, self.comment, list(self.evidence), self.measured])[:16]


def given(answer: Answer | None) -> Given:
    """What a row would hold for an answer of the journal."""
    if answer is None:
        return Given()
    return Given(answer.value, answer.confidence or "", answer.comment, answer.evidence, answer.measured)


def meta_of(engagement: Engagement, cycle: str, person: str) -> dict[str, str]:
    """What ties a workbook to its engagement, cycle, person and pack."""
    return {"schema": SCHEMA, "engagement": engagement.id, "cycle": cycle, "person": person,
            "pack": engagement.the_pack.id, "pack-digest": pack_digest(engagement.the_pack)}


def pack_digest(pack: Pack) -> str:
    """Names the questions and their levels: with another digest a level may mean something else."""
    return digest([[q.id, sorted(q.anchors)] for d in pack.dimensions for q in d.questions])[:16]
