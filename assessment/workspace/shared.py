"""What all workspaces of one engagement share: the folded journal and the results computed from it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.domain.engagement import MOVES_NOTHING, AnswerColumns, Dated, Engagement, Fold, refold
from assessment.domain.scoring import Points, points
from assessment.journal import Beside, Journal, read_columns
from assessment.report.material import Logo
from assessment.text import _, speaking
from assessment.workspace.cache import Cache
from assessment.workspace.history import Given, History
from assessment.workspace.language import spoken

Result = TypeVar("Result")

OF_ONE_QUESTION = (f.Answered, f.Agreed, f.Validated, f.RoundOpened, f.RoundClosed, f.RoundRevealed, f.HandsCounted,
                   f.AgreementWithdrawn, f.QuestionParked, f.QuestionFlagged, f.AnswererNamed)
"""Facts that touch the value of one question at one place, and of those that depend on it."""
MOST_REPORTS = 24
"""Printed reports that are kept; the oldest goes first."""
MOST_TOUCHED = 20
"""Beyond it all points are computed anew."""


class Opened(NamedTuple):
    """A journal as it was when it was opened."""

    answers: AnswerColumns
    others: tuple[Dated, ...]
    history: History

    def fold(self, engagement: str, as_of: date | None = None, before: int | None = None) -> Fold:
        """The fold over it, or over what was there at the end of a day, or before a place in the journal."""
        return refold(self.answers, self.others, engagement, as_of, before)


class Shared:
    """What all workspaces of one engagement share: the folded journal and the results computed from it."""

    def __init__(self, journal: Journal, engagement: str, beside: Beside | None = None,
                 sections: Path | None = None, cache: Cache | None = None) -> None:
        self.journal = journal
        self.beside = beside
        self.sections = sections
        """Folder of sections that a consultant dropped in."""
        self.pictures: dict[str, Logo] = {}
        """Where nothing is kept beside the journal."""
        self.handed: dict[str, bytes] = {}
        """Person -> the sealed annex that was made for them last."""
        self.engagement = engagement
        self.recording = threading.RLock()
        """Held from the look at a fact until it is synced to disk, so that none comes between. Taken before `lock`."""
        self.lock = threading.RLock()
        """Held for moments: who only looks never waits for the disk."""
        self._cache = cache
        self._fold = Fold(engagement)
        self._opened: Opened | None = None
        self._later: list[Dated] = []
        """Facts after what was opened."""
        self._last = 0
        self._states: dict[tuple[date | None, str], Engagement] = {}
        self._spoken: dict[str, tuple[Engagement, Engagement]] = {}
        """By language: the state that was last told in it, plain and told."""
        self._results: dict[tuple[str, str], tuple[int, Any]] = {}
        self._computing: dict[tuple[str, str], threading.RLock] = {}
        self._points: dict[str, tuple[int, Points]] = {}

    def points(self, cycle: str) -> Points:
        """The points of a cycle, brought up to date by what the facts since then touched."""
        with self.lock:
            state = self.state(None)
            seq, known = self._points.get(cycle, (0, None))
            facts = [entry.dated[2] for entry in self.journal.read(self.engagement, seq)] if known else []
            touched = dict.fromkeys((fact.question, fact.site) for fact in facts if isinstance(fact, OF_ONE_QUESTION))
            if known is None or len(touched) > MOST_TOUCHED or any(
                    not isinstance(fact, OF_ONE_QUESTION) and fact.kind not in MOVES_NOTHING for fact in facts):
                known = points(state, cycle)
            for question, place in touched if known.engagement is not state else ():
                known = known.after(state, question, place)
            self._points[cycle] = (state.last_seq, known)
            return known

    def _follow(self) -> Opened:
        """Apply what was appended since, by this process or another."""
        if self._opened is None:
            whole = self._cache.read(self.journal, self.engagement) if self._cache else read_columns(
                self.journal, self.engagement)
            opened = Opened(whole.answers, tuple(entry.dated for entry in whole.others), History(whole.answers))
            self._fold = opened.fold(self.engagement)
            self._opened, self._last = opened, whole.head.seq
        opened = self._opened
        for entry in self.journal.read(self.engagement, self._last):
            seq, day, fact = entry.dated
            self._fold.apply(seq, day, fact)
            opened.history.follow(entry, fact)
            self._later.append((seq, day, fact))
            self._last = seq
            for key in [key for key in self._states if key[0] is None or day <= key[0]]:
                del self._states[key]  # what was known at the end of an earlier day stays
        if self._last == 0:
            raise Refused(_("This engagement holds no facts."), _("Import a brief or open a new engagement."))
        return opened

    def state(self, as_of: date | None, told: str = "en") -> Engagement:
        """The state with names in the language `told`; "en" stands for the facts as they are."""
        with self.lock:
            self._follow()
            kept = self._states.get((as_of, told))
            if kept is not None:
                return kept
            if told != "en":
                with speaking(told):
                    plain = self.state(as_of)
                    state = spoken(plain, self._spoken.get(told))
                self._spoken[told] = (plain, state)
            else:
                state = self._fold.state() if as_of is None else self._past(as_of)
            self._states[as_of, told] = state
            return state

    def given(self, person: str, seen_by: str) -> tuple[Given, ...]:
        """Answers of a person with their times, as far as `seen_by` may see them."""
        with self.lock:
            return self._follow().history.of(person, seen_by)

    def branch(self) -> Fold:
        """A fold of its own that goes on from the last fact, to see what would follow."""
        with self.lock:
            self._follow()
            return self._fold.branch()

    def before(self, place: int) -> Engagement:
        """The state as it was before an entry of the journal."""
        with self.lock:
            fold = self._follow().fold(self.engagement, before=place)
            for seq, day, fact in self._later:
                if seq < place:
                    fold.apply(seq, day, fact)
            return fold.state()

    def _past(self, as_of: date) -> Engagement:
        fold = self._follow().fold(self.engagement, as_of)
        for seq, day, fact in self._later:
            if day <= as_of:
                fold.apply(seq, day, fact)
        return fold.state(as_of)

    def kept(self, name: tuple[str, str], state: Engagement, compute: Callable[[], Result]) -> Result:
        """The result of this name for a state, computed once. While it is computed, facts can be recorded."""
        with self.lock:
            known = self._results.get(name)
            one_at_a_time = self._computing.setdefault(name, threading.RLock())
        if known is not None and known[0] == state.input_seq:
            return known[1]
        with one_at_a_time:
            known = self._results.get(name)
            if known is not None and known[0] == state.input_seq:
                return known[1]
            result = compute()
            with self.lock:
                self._results[name] = (state.input_seq, result)
                for old in [key for key in self._results if key[0].startswith("report.")][:-MOST_REPORTS]:
                    del self._results[old]
            return result

    def forget(self) -> None:
        """What was computed is computed anew when it is asked for."""
        with self.lock:
            self._results.clear()

    def input_hash(self, seq: int) -> str:
        """Hash of the entry at this place, which a result depended on last."""
        return next((entry.hash for entry in self.journal.read(self.engagement, seq - 1, 1)), "") if seq else ""
