"""Translations that speak of what is not there; what nobody translated is no problem."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem
from assessment.domain.pack.types import Pack, Question, QuestionWords, Translation
from assessment.text import _, quoted


def translations(pack: Pack) -> Iterator[Problem]:
    """What is wrong in the translations of a pack."""
    for words in pack.translations:
        where = f"translations.{words.language}"
        if words.language == pack.language:
            yield Problem(code="translation-language", where=f"{where}.language",
                          message=_("The pack itself is in this language."),
                          remedy=_("Change the texts in the pack, or correct the language of the translation."))
        yield from _unknown(pack, words, where)
        yield from _scale(pack, words, where)
        for name, told in words.questions.items():
            if name in pack.questions:
                yield from _question(pack.questions[name], told, f"{where}.questions.{name}")


def _unknown(pack: Pack, words: Translation, where: str) -> Iterator[Problem]:
    caps = {cap.id for cap in pack.caps}
    for key, known in (("dimensions", pack.by_id), ("capabilities", pack.capabilities), ("questions", pack.questions),
                       ("caps", caps)):
        for name in getattr(words, key):
            if name not in known:
                yield Problem(code="unknown-translation", where=f"{where}.{key}.{name}",
                              message=_("The pack has no {name} here.").format(name=quoted(name)),
                              remedy=_("Correct the id, or remove the entry."))


def _scale(pack: Pack, words: Translation, where: str) -> Iterator[Problem]:
    for key, own in (("scale_names", pack.scale.names), ("scale_meanings", pack.scale.meanings)):
        told = getattr(words, key)
        if told and len(told) != len(own):
            yield Problem(code="translation-scale", where=f"{where}.{key}",
                          message=_("Entries: {count}; the pack has {own}.").format(
                              count=len(told), own=len(own)),
                          remedy=_("Translate each, in the order of the levels, or leave the list out."))


def _question(question: Question, words: QuestionWords, where: str) -> Iterator[Problem]:
    extra = sorted(set(words.anchors) - set(question.anchors))
    if extra:
        yield Problem(code="translation-anchor", where=f"{where}.anchors",
                      message=_("The question has no anchor for level {levels}.").format(
                          levels=", ".join(map(str, extra))),
                      remedy=_("Remove it, or give it the level that it belongs to."))
    if words.probes and len(words.probes) != len(question.probes):
        yield Problem(code="translation-probes", where=f"{where}.probes",
                      message=_("Entries: {count}; the pack has {own}.").format(
                          count=len(words.probes), own=len(question.probes)),
                      remedy=_("Translate each probing question, in the same order, or leave the list out."))
