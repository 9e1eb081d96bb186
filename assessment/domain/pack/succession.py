"""A newer version of a pack in the place of an older one: which answers go on counting, and why the others do not."""

from __future__ import annotations

import re
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.pack.difference import PackMove, compare
from assessment.domain.pack.types import Pack, Question
from assessment.text import N_

Becomes = Literal["same", "reworded", "mapped", "new", "lost"]

CARRIED = N_("The same is asked: the answer goes on counting.")
REWORDED = N_("Text, anchors or kind differ: the answer goes on counting and is asked again.")
MAPPED = N_("The newer pack says that it asks this under another id: the answer goes on counting.")
RESCALED = N_("The levels that can be answered differ: the old answer does not count.")
RESCOPED = N_("It is asked at each site instead of once, or the other way round: the old answer does not count.")
NEW = N_("Nobody was asked this before.")
LOST = N_("The newer pack does not ask it: the answer stays in its cycle and counts no more.")


class QuestionFate(Frozen):
    """A question on the way from one pack to another. `before` and `after` are its ids, empty where it is not asked.

    `carried`: its answers go on counting in the next cycle; `why` is a sentence to translate.
    """

    before: str
    after: str
    becomes: Becomes
    carried: bool
    why: str


class PackUpgrade(Frozen):
    """What an upgrade does: every question of both packs, in the order of the newer one, and what changed elsewhere."""

    old: str
    new: str
    questions: tuple[QuestionFate, ...]
    others: tuple[PackMove, ...]

    def counted(self, becomes: Becomes) -> int:
        return sum(fate.becomes == becomes for fate in self.questions)


def predecessor(old: Pack, new: Pack, question: Question) -> Question | None:
    """The question of `old` whose answers count for a question of `new`; None where they do not."""
    before = _before(old, question)
    return None if before is None or _hindrance(old, new, before, question) else before


def reworded(before: Question, question: Question) -> bool:
    """Whether an answer may mean something else now."""
    return (before.text, before.anchors, before.kind) != (question.text, question.anchors, question.kind)


def succeed(old: Pack, new: Pack) -> PackUpgrade:
    """The way from a pack to a newer version of it."""
    fates = [_fate(old, new, question) for question in new.questions.values()]
    kept = {fate.before for fate in fates}
    fates += [QuestionFate(before=name, after="", becomes="lost", carried=False, why=LOST)
              for name in old.questions if name not in kept]
    return PackUpgrade(old=old.version, new=new.version, questions=tuple(fates), others=compare(old, new).others)


def refusal(old: Pack, new: Pack) -> Literal["other", "older", "same"] | None:
    """What speaks against the upgrade: another instrument, an older version, or the same one."""
    if old.id != new.id:
        return "other"
    before, after = _numbers(old.version), _numbers(new.version)
    return "older" if after < before else "same" if after == before else None


def _before(old: Pack, question: Question) -> Question | None:
    return old.questions.get(question.id) or old.questions.get(question.replaces)


def _hindrance(old: Pack, new: Pack, before: Question, question: Question) -> str:
    if before.scope != question.scope:
        return RESCOPED
    levels = (old.scale.minimum, old.scale.maximum) != (new.scale.minimum, new.scale.maximum)
    return RESCALED if levels or not {*old.choices(before)} <= {*new.choices(question)} else ""


def _fate(old: Pack, new: Pack, question: Question) -> QuestionFate:
    before = _before(old, question)
    if before is None:
        return QuestionFate(before="", after=question.id, becomes="new", carried=False, why=NEW)
    moved, changed = before.id != question.id, reworded(before, question)
    hindrance = _hindrance(old, new, before, question)
    return QuestionFate(
        before=before.id, after=question.id, becomes="mapped" if moved else "reworded" if changed else "same",
        carried=not hindrance, why=hindrance or (REWORDED if changed else MAPPED if moved else CARRIED))


def _numbers(version: str) -> tuple[tuple[int, ...], ...]:
    """A version to be compared: its numbers in order, those of base and overlays one after the other."""
    return tuple(tuple(int(number) for number in re.findall(r"\d+", part)) for part in version.split("+"))
