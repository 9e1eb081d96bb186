"""A pack in another language, as far as it has been translated."""

from __future__ import annotations

from assessment.domain.pack.types import Capability, Dimension, Pack, Question, QuestionWords, Translation


def speak(pack: Pack, language: str) -> Pack:
    """The pack with its words in `language`; what nobody translated stays in the pack's own language."""
    words = next((found for found in pack.translations if found.language == language), None)
    if words is None or language == pack.language:
        return pack
    if language in pack.spoken:
        return pack.spoken[language]
    scale = pack.scale.model_copy(update={
        "names": words.scale_names or pack.scale.names, "meanings": words.scale_meanings or pack.scale.meanings})
    caps = tuple(cap.model_copy(update={"reason": words.caps.get(cap.id, cap.reason)}) for cap in pack.caps)
    told = pack.changed(title=words.title or pack.title, summary=words.summary or pack.summary, scale=scale, caps=caps,
                        dimensions=tuple(_dimension(dimension, words) for dimension in pack.dimensions))
    pack.spoken[language] = told.spoken[language] = told  # spoken once more it stays as it is
    return told


def _dimension(dimension: Dimension, words: Translation) -> Dimension:
    return dimension.model_copy(update={
        "name": words.dimensions.get(dimension.id, dimension.name),
        "capabilities": tuple(_capability(capability, words) for capability in dimension.capabilities)})


def _capability(capability: Capability, words: Translation) -> Capability:
    return capability.model_copy(update={
        "name": words.capabilities.get(capability.id, capability.name),
        "questions": tuple(_question(question, words.questions.get(question.id)) for question in capability.questions)})


def _question(question: Question, words: QuestionWords | None) -> Question:
    if words is None:
        return question
    return question.model_copy(update={
        "text": words.text or question.text, "why": words.why or question.why,
        "anchors": {level: words.anchors.get(level) or anchor for level, anchor in question.anchors.items()},
        "evidence": words.evidence or question.evidence, "probes": words.probes or question.probes})
