"""How long re-scoring by keyboard takes an average person, reckoned from counts and never from a clock.

The keystroke-level model of Card, Moran and Newell (1980, CACM 23(7), 396-410): a keystroke of an average
non-secretary typist takes 0.28 s, a mental act 1.35 s; the response of the system, R, counts as nothing. What is read
takes 238 words a minute, the mean of silent reading of English non-fiction (Brysbaert 2019, Journal of Memory and
Language 109, 104047).
"""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.rescoring import Due, due_of, last_answer

K, M = 0.28, 1.35
"""Seconds a keystroke, and a mental act."""
WORDS_A_SECOND = 238 / 60
CONFIRM, ANSWER = 1, 2
"""Keystrokes: C; a digit, then the arrow to the next. The journey in a real Chromium counts the same."""
FRAME = 20
"""Words around a question that is confirmed: why it is asked again, that this is the last answer, its day and level."""
LIMIT = 300
"""Five minutes, in seconds."""


def words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def seconds(keys: int, questions: int, read: int) -> float:
    """For so many keystrokes, one mental act a question, and so many words that are read."""
    return K * keys + M * questions + read / WORDS_A_SECOND


def effort(engagement: Engagement, cycle: str, person: str) -> float:
    """Seconds for all that a cycle asks a person of whom nothing has moved. Of a question that was answered before the
    person reads the question, its frame, the last comment and what the last level says; of any other all levels."""
    return sum(_effort(engagement, cycle, person, due) for due in due_of(engagement, cycle, person))


def _effort(engagement: Engagement, cycle: str, person: str, due: Due) -> float:
    asked, last = due.question, last_answer(engagement, cycle, due.question.id, due.place, person)
    if last is None:
        return seconds(ANSWER, 1, words(asked.text, *asked.anchors.values()))
    level = asked.anchors[last.value] if isinstance(last.value, int) else ""
    return seconds(CONFIRM, 1, FRAME + words(asked.text, last.comment, level))
