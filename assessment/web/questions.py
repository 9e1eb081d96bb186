"""Which questions a person is asked, in which order, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.asking import asked_at
from assessment.domain.engagement import Answer, Cycle, Engagement, Place, Workshop
from assessment.domain.pack import Pack, Question, speak
from assessment.domain.room import asked_in_room, place_of
from assessment.text import language
from assessment.workspace import Workspace


@dataclass(frozen=True)
class Asked:
    """One question for one person; `answer` is the person's own latest, if any."""

    question: Question
    dimension: str
    place: Place
    number: int
    answer: Answer | None
    sent_back: str = ""
    """Why a reviewer sent the level back; empty otherwise."""
    language: str = "en"
    """Of its words: the pack's own where nobody translated them."""


@dataclass(frozen=True)
class Sheet:
    """All questions of a person in the open cycle; `cycle` None where none is open, `pack` in the person's language."""

    cycle: Cycle | None
    asked: tuple[Asked, ...]
    pack: Pack

    @property
    def open(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.asked if asked.answer is None or asked.sent_back)

    def find(self, question: str) -> Asked | None:
        return next((asked for asked in self.asked if asked.question.id == question), None)

    def after(self, question: str) -> Asked | None:
        """The next unanswered question behind this one, else the first unanswered; None when all are answered."""
        here = self.find(question)
        later = [asked for asked in self.open if here is not None and asked.number > here.number]
        waiting = later or list(self.open)
        return waiting[0] if waiting else None


def sheet(workspace: Workspace, person: str) -> Sheet:
    """Questions of the person's function that apply: of the own site, or of the network for people without one.

    They come in the language in use, as far as the pack is translated.
    """
    engagement = workspace.engagement()
    cycle, pack = _open_cycle(engagement), speak(engagement.the_pack, language())
    respondent = engagement.people.get(person)
    if cycle is None or respondent is None:
        return Sheet(cycle, (), pack)
    found: list[Asked] = []
    translated = {name for words in pack.translations if words.language == language() for name in words.questions}
    spoken, place = pack.questions, respondent.site
    for dimension, plain in asked_at(engagement, cycle.id, place, respondent.function):
        question, key = spoken[plain.id], (cycle.id, place, plain.id)
        answer = engagement.votes(*key).get(person)
        checked = engagement.validated.get(key)
        mine = checked is not None and not checked.accepted and answer is not None and key not in engagement.agreed
        back = checked.note if checked is not None and mine else ""
        told = language() if question.id in translated else pack.language
        found.append(Asked(question, pack.by_id[dimension.id].name, place, len(found) + 1, answer, back, told))
    return Sheet(cycle, tuple(found), pack)


def called(workspace: Workspace, workshop: Workshop, person: str) -> Asked | None:
    """The question that the room looks at, where this person votes on it."""
    engagement = workspace.engagement()
    pack = speak(engagement.the_pack, language())
    question = pack.questions.get(workshop.called or "")
    if question is None or not asked_in_room(engagement, workshop, person, question):
        return None
    place = place_of(engagement, person, question)
    translated = any(words.language == language() and question.id in words.questions for words in pack.translations)
    return Asked(question, pack.by_id[pack.dimension_of[pack.capability_of[question.id]]].name, place, 1,
                 engagement.votes(workshop.cycle, place, question.id).get(person), "",
                 language() if translated else pack.language)


def workshop_for(engagement: Engagement, person: str) -> Workshop | None:
    """The open workshop in which a person takes part or may take part."""
    known = engagement.people.get(person)
    open_ones = [workshop for workshop in engagement.workshops.values() if not workshop.closed]
    return next((w for w in open_ones if person in w.present), None) or next(
        (w for w in open_ones if known is not None and (known.site is None or known.site in w.sites)), None)


def _open_cycle(engagement: Engagement) -> Cycle | None:
    cycles = sorted(engagement.cycles.values(), key=lambda cycle: -cycle.number)
    return next((cycle for cycle in cycles if cycle.closed is None), None)
