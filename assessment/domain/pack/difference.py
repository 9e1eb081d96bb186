"""What changed from one pack to another, and what that would move in an engagement that took the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from assessment.domain.basis import Frozen
from assessment.domain.pack.types import Pack, Question, Scale

Answers = Literal["kept", "confirm", "ask", "lost"]
"""What becomes of answers: they stand; stand and are looked at again; have to be given; count no more."""

Moving = Literal["answers", "scores", "levels", "states", "nothing"]
"""What a change outside the questions moves; scores move levels too, states say how sure a value is."""

_CONFIRM = ("text", "anchors", "kind")
"""Changes of a question after which an answer may mean something else."""
_SCORES = ("functions", "site_kinds", "when", "level", "pass_mark", "capability")
"""Changes after which the same answers may count otherwise."""
_WORDS = ("why", "evidence", "probes", "standards", "source", "phase", "actions", "quick", "weight_reason")


class QuestionMove(Frozen):
    """One question that is new, gone or changed. `before` and `after` are its shares of its capability's weight, 0..1.

    `changes` names the keys that differ; `added`, `removed` and `scale` stand for themselves. `share` tells how much of
    the capability's weight rests on what changed, 0..1. A new question may ask word for word the `same_as` a gone one.
    """

    question: str
    capability: str
    changes: tuple[str, ...]
    answers: Answers
    before: float
    after: float
    share: float
    same_as: str = ""


class PackMove(Frozen):
    """One change outside the questions, with short words for what was and what is."""

    where: str
    was: str
    now: str
    moves: Moving


class PackDifference(Frozen):
    """All that changed. `answers` counts the questions of both packs by what becomes of their answers."""

    old: str
    new: str
    questions: tuple[QuestionMove, ...]
    others: tuple[PackMove, ...]
    answers: dict[Answers, int]
    capabilities: dict[str, float]
    """Capability -> share of its weight, 0..1, that rests on changed questions."""


def compare(old: Pack, new: Pack) -> PackDifference:
    """The way from one pack to another. Questions are the same when their ids are."""
    moves = tuple(_questions(old, new))
    counts: dict[Answers, int] = {"kept": 0, "confirm": 0, "ask": 0, "lost": 0}
    for move in moves:
        counts[move.answers] += 1
    counts["kept"] += len({*old.questions, *new.questions}) - len(moves)
    shares: dict[str, float] = {}
    for move in moves:
        shares[move.capability] = min(1.0, shares.get(move.capability, 0.0) + move.share)
    return PackDifference(
        old=f"{old.id} {old.version}", new=f"{new.id} {new.version}", questions=moves, others=tuple(_others(old, new)),
        answers=counts, capabilities={name: share for name, share in shares.items() if share > 0})


def _questions(old: Pack, new: Pack) -> Iterator[QuestionMove]:
    rescaled = (old.scale.minimum, old.scale.maximum) != (new.scale.minimum, new.scale.maximum)
    renamed = {q.replaces for name, q in new.questions.items() if q.replaces and name not in old.questions}
    gone = {q.text: name for name, q in old.questions.items() if name not in {*new.questions, *renamed}}
    for name, question in new.questions.items():
        after = _share(new, name)
        before = old.questions.get(name) or old.questions.get(question.replaces)
        if before is None:
            yield QuestionMove(question=name, capability=new.capability_of[name], changes=("added",), answers="ask",
                               before=0.0, after=after, share=after, same_as=gone.get(question.text, ""))
            continue
        changes = [key for key in (*_CONFIRM, "scope", "weight", *_SCORES, *_WORDS)
                   if key != "capability" and getattr(before, key) != getattr(question, key)]
        if old.capability_of[before.id] != new.capability_of[name]:
            changes.append("capability")
        if before.id != name:
            changes.insert(0, "id")
        if rescaled:
            changes.insert(0, "scale")
        if changes:
            share = _share(old, before.id)
            answers = _fate(changes)
            touched = answers != "kept" or any(key in _SCORES for key in changes)
            yield QuestionMove(
                question=name, capability=new.capability_of[name], changes=tuple(changes), answers=answers,
                before=share, after=after,
                share=after if touched else abs(after - share) if "weight" in changes else 0.0)
    for name in old.questions:
        if name not in new.questions and name not in renamed:
            share = _share(old, name)
            yield QuestionMove(question=name, capability=old.capability_of[name], changes=("removed",), answers="lost",
                               before=share, after=0.0, share=share)


def _fate(changes: Iterable[str]) -> Answers:
    if "scale" in changes or "scope" in changes:
        return "ask"
    return "confirm" if any(key in _CONFIRM for key in changes) else "kept"


def _share(pack: Pack, question: str) -> float:
    """Share of a question in the weight of its capability, 0..1."""
    among: tuple[Question, ...] = pack.capabilities[pack.capability_of[question]].questions
    return pack.questions[question].weight / sum(other.weight for other in among)


def _others(old: Pack, new: Pack) -> Iterator[PackMove]:
    single: tuple[tuple[str, Any, Any, Moving], ...] = (
        ("scale", (old.scale.minimum, old.scale.maximum), (new.scale.minimum, new.scale.maximum), "answers"),
        ("scale.names", old.scale.names, new.scale.names, "nothing"),
        ("scale.meanings", old.scale.meanings, new.scale.meanings, "nothing"),
        ("scale.choices", old.scale.choices, new.scale.choices, "answers"),
        ("scale.evidence_from", old.scale.evidence_from, new.scale.evidence_from, "states"),
        ("scale.measured_from", old.scale.measured_from, new.scale.measured_from, "states"),
        ("maturity", _levels(old.maturity), _levels(new.maturity), "levels"),
        ("pass_mark", old.pass_mark, new.pass_mark, "levels"), ("theta", old.theta, new.theta, "levels"))
    for where, was, now, moves in single:
        if was != now:
            yield PackMove(where=where, was=_told(was), now=_told(now), moves=moves)
    yield from _tables(old, new)


def _tables(old: Pack, new: Pack) -> Iterator[PackMove]:
    """Changes of what stands in lists: caps, dimensions, capabilities, references, actions, translations."""
    tables: list[tuple[str, Moving, Callable[[Pack], Mapping[str, object]]]] = [
        ("caps", "levels", lambda pack: {
            cap.id: (cap.dimension, cap.level, cap.question, cap.below) for cap in pack.caps}),
        ("dimensions", "scores", lambda pack: {d.id: (d.index, d.weight) for d in pack.dimensions}),
        ("capabilities", "scores", lambda pack: {
            c.id: (pack.dimension_of[c.id], c.weight) for c in pack.capabilities.values()}),
        ("references", "nothing", lambda pack: {r.key: (r.edition, r.verified) for r in pack.references}),
        ("actions", "nothing", lambda pack: {action.id: action.name for action in pack.actions}),
        ("translations", "nothing", lambda pack: {words.language: len(words.questions) for words in pack.translations}),
    ]
    for key, moves, rows in tables:
        before, after = rows(old), rows(new)
        for name in {**before, **after}:
            was, now = before.get(name), after.get(name)
            if was != now:
                yield PackMove(where=f"{key}.{name}", was=_told(was), now=_told(now), moves=moves)


def _levels(scale: Scale | None) -> tuple[object, ...] | None:
    return None if scale is None else (scale.minimum, scale.maximum, *scale.names)


def _told(value: Any) -> str:
    """A value in a few words; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in value)[:80]
    return str(value)[:80]
