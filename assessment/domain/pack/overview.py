"""A pack at a glance: how many questions of which kind, how long they take, how far each translation has come."""

from __future__ import annotations

from assessment.domain.basis import Frozen
from assessment.domain.pack.types import Pack, Part, Question, QuestionWords, Translation

MINUTES = 2
"""Minutes that a group takes for a question (EJ): the quick scan fits into an hour."""


class TranslationCoverage(Frozen):
    """Questions told in a language whole, of all and of the quick scan."""

    language: str
    questions: int
    of_questions: int
    quick: int
    of_quick: int


class PackOverview(Frozen):
    """Numbers of questions by kind, scope and use; minutes for all of them and for the quick scan at one site."""

    id: str
    version: str
    title: str
    dimensions: int
    capabilities: int
    questions: int
    record: int
    judgement: int
    site: int
    network: int
    conditional: int
    quick: int
    minutes: int
    quick_minutes: int
    parts: tuple[Part, ...]
    translations: tuple[TranslationCoverage, ...]


def overview(pack: Pack) -> PackOverview:
    """What a pack holds."""
    questions = tuple(pack.questions.values())
    quick = sum(question.quick for question in questions)
    return PackOverview(
        id=pack.id, version=pack.version, title=pack.title, dimensions=len(pack.dimensions),
        capabilities=len(pack.capabilities), questions=len(questions),
        record=sum(question.kind == "record" for question in questions),
        judgement=sum(question.kind == "judgement" for question in questions),
        site=sum(question.scope == "site" for question in questions),
        network=sum(question.scope == "network" for question in questions),
        conditional=sum(bool(question.when or question.site_kinds) for question in questions), quick=quick,
        minutes=MINUTES * len(questions), quick_minutes=MINUTES * quick, parts=pack.parts,
        translations=tuple(_translated(pack, words) for words in pack.translations))


def _translated(pack: Pack, words: Translation) -> TranslationCoverage:
    whole = [question for question in pack.questions.values() if _whole(question, words.questions.get(question.id))]
    return TranslationCoverage(
        language=words.language, questions=len(whole), of_questions=len(pack.questions),
        quick=sum(question.quick for question in whole), of_quick=sum(q.quick for q in pack.questions.values()))


def _whole(question: Question, words: QuestionWords | None) -> bool:
    """Whether everything that the question says is said in the other language too."""
    return words is not None and all((
        words.text, words.why, words.evidence or not question.evidence,
        all(words.anchors.get(level) for level in question.anchors), words.probes or not question.probes))
