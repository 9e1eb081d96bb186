"""Which questions a person is asked, in which order, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assessment.domain.engagement import Answer, Cycle, Engagement, Place, Workshop
from assessment.domain.facts import QuestionFlagged
from assessment.domain.pace import Pace, pace
from assessment.domain.pack import Pack, Question, speak
from assessment.domain.rescoring import Reason, due_of, last_answer
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
    flags: tuple[QuestionFlagged, ...] = ()
    """The person's own that stand."""
    parked: bool = False
    agreed: int | str | None = None
    """What the group agreed on at this place."""
    why: tuple[Reason, ...] = ()
    """Why a quarter asks it again; empty in a cycle that carries no answers."""
    last: Answer | None = None
    """The person's own of the cycles that this one carries."""
    last_on: str = ""
    """Its day, as YYYY-MM-DD."""

    @property
    def open(self) -> bool:
        return self.answer is None or bool(self.sent_back)


Gap = Literal["open", "reason", "unknown", "unsure", "flagged"]
"""Not answered; does not apply, without a reason; not known; not very sure; flagged."""


@dataclass(frozen=True)
class Part:
    """The questions of one dimension."""

    dimension: str
    asked: tuple[Asked, ...]

    @property
    def answered(self) -> int:
        return sum(not one.open for one in self.asked)

    @property
    def flagged(self) -> int:
        return sum(bool(one.flags) for one in self.asked)


@dataclass(frozen=True)
class Sheet:
    """All questions of a person in the open cycle; `cycle` None where none is open, `pack` in the person's language."""

    cycle: Cycle | None
    asked: tuple[Asked, ...]
    pack: Pack
    pace: Pace

    @property
    def open(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.asked if asked.open)

    @property
    def minutes(self) -> int:
        """Left at this person's pace."""
        return self.pace.left(len(self.open))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The questions by dimension, in their order."""
        return tuple(Part(name, tuple(asked)) for name, asked in groupby(self.asked, key=lambda one: one.dimension))

    def part(self, asked: Asked) -> Part:
        """The dimension that a question stands in."""
        return next(part for part in self.parts if part.dimension == asked.dimension)

    def before(self, asked: Asked) -> Asked | None:
        return self.asked[asked.number - 2] if asked.number > 1 else None

    def behind(self, asked: Asked) -> Asked | None:
        return self.asked[asked.number] if asked.number < len(self.asked) else None

    @property
    def gaps(self) -> dict[Gap, tuple[Asked, ...]]:
        """What is left or stands on weak feet, by kind; kinds without a question are left out."""
        answered = [(asked, asked.answer) for asked in self.asked if asked.answer is not None]
        found: dict[Gap, Iterable[Asked]] = {
            "open": self.open,
            "reason": (one for one, answer in answered if answer.value == "na" and not answer.comment.strip()),
            "unknown": (one for one, answer in answered if answer.value == "unknown"),
            "unsure": (one for one, answer in answered if answer.confidence == "low"),
            "flagged": (one for one in self.asked if one.flags)}
        return {kind: kept for kind, several in found.items() if (kept := tuple(several))}

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

    They come in the language in use, as far as the pack is translated. A cycle that carries answers asks only what is
    due.
    """
    engagement = workspace.engagement()
    cycle, pack = open_cycle(engagement), speak(engagement.the_pack, language())
    respondent = engagement.people.get(person)
    if cycle is None or respondent is None:
        return Sheet(cycle, (), pack, pace((), engagement.the_library.settings))
    found: list[Asked] = []
    translated = {name for words in pack.translations if words.language == language() for name in words.questions}
    spoken, place = pack.questions, respondent.site
    given = workspace.given(person)
    days = {(one.fact.cycle, one.fact.question): one.at.date().isoformat() for one in given}
    for due in due_of(engagement, cycle.id, person):
        plain, key = due.question, (cycle.id, place, due.question.id)
        question, dimension = spoken[plain.id], pack.dimension_of[pack.capability_of[plain.id]]
        last = last_answer(engagement, cycle.id, plain.id, place, person)
        day = days.get((last.cycle, plain.id), engagement.cycles[last.cycle].opened.isoformat()) if last else ""
        answer = engagement.votes(*key).get(person)
        checked = engagement.validated.get(key)
        mine = checked is not None and not checked.accepted and answer is not None and key not in engagement.agreed
        back = checked.note if checked is not None and mine else ""
        told = language() if question.id in translated else pack.language
        flags = tuple(flag.fact for flag in engagement.flags.get(key, ()) if flag.fact.person == person)
        agreed = engagement.agreed.get(key)
        found.append(Asked(question, pack.by_id[dimension].name, place, len(found) + 1, answer, back, told, flags,
                           key in engagement.parked, agreed.value if agreed else None,
                           due.reasons if cycle.carries else (), last, day))
    own = pace(((one.at, one.fact.question) for one in given
                if one.fact.cycle == cycle.id and one.entered_by == person), engagement.the_library.settings)
    return Sheet(cycle, tuple(found), pack, own)


def called(engagement: Engagement, workshop: Workshop, person: str) -> Asked | None:
    """The question that the room looks at, where this person votes on it."""
    pack = speak(engagement.the_pack, language())
    question = pack.questions.get(workshop.called or "")
    if question is None or not asked_in_room(engagement, workshop, person, question):
        return None
    place = place_of(engagement, person, question)
    return Asked(question, pack.by_id[pack.dimension_of[pack.capability_of[question.id]]].name, place, 1,
                 engagement.votes(workshop.cycle, place, question.id).get(person), "", told_in(pack, question))


def told_in(pack: Pack, question: Question) -> str:
    """Language of a question's words: the one in use, or the pack's own where nobody translated them."""
    translated = any(words.language == language() and question.id in words.questions for words in pack.translations)
    return language() if translated else pack.language


def workshop_for(engagement: Engagement, person: str) -> Workshop | None:
    """The open workshop in which a person takes part or may take part."""
    known = engagement.people.get(person)
    open_ones = [workshop for workshop in engagement.workshops.values() if not workshop.closed]
    return next((w for w in open_ones if person in w.present), None) or next(
        (w for w in open_ones if known is not None and (known.site is None or known.site in w.sites)), None)


def open_cycle(engagement: Engagement) -> Cycle | None:
    """The latest cycle that is open."""
    cycles = sorted(engagement.cycles.values(), key=lambda cycle: -cycle.number)
    return next((cycle for cycle in cycles if cycle.closed is None), None)
