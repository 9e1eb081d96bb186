"""Random interleavings of two facilitators and ten people at two sites over the real workspace: what always holds."""

from __future__ import annotations

import itertools
import os
import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from domain.building import pack, question
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, InvalidInput, Refused
from assessment.domain.consensus import OTHERS, Poll, poll
from assessment.domain.engagement import Engagement, replay
from assessment.domain.room import look, next_round, seen_by, sort_questions, stage_of, undo
from assessment.journal import MemoryJournal
from assessment.web.room import _seen
from assessment.web.wall import strips
from assessment.workspace import Workspace
from assessment.workspace.shared import Shared

CYCLE, SHOP = "c1", "w"
QUESTIONS, SITES = ("q", "r"), ("a", "b")
PEOPLE = {"a1": ("IT", "a"), "a2": ("IT", "a"), "a3": ("IT", "a"), "a4": ("OT", "a"), "a5": ("OT", "a"),
          "a6": ("OT", "a"), "a7": ("Quality", "a"), "b1": ("IT", "b"), "b2": ("OT", "b"), "b3": ("Operations", "b")}
FACILITATORS = ("ann", "ben")
HANDS = ({"IT": {2: 3}, "OT": {3: 3}}, {"IT": {1: 1}, "OT": {4: 2}})
STEPS = ("call", "open", "close", "reveal", "agree", "park", "withdraw", "hands")
Key = tuple[str, str, str]


def now() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


class Rooms(RuleBasedStateMachine):
    """What was accepted is kept in a plain model beside, and held against every view after each step."""

    @initialize()
    def begin(self) -> None:
        journal = MemoryJournal()
        self.shared = Shared(journal, "e")
        start = Workspace(journal, "e", clock=now, shared=self.shared)
        small = pack({"d": {"c": [question(name) for name in QUESTIONS]}})
        facts: list[f.Fact] = [
            f.EngagementOpened(client="C", start=date(2026, 4, 1)),
            f.PackPinned(pack=small.model_dump(mode="json", by_alias=True)),
            *(f.SiteDefined(site=site, name=site) for site in SITES), f.CycleOpened(cycle=CYCLE, date=date(2026, 3, 1)),
            *(f.RespondentDefined(person=p, function=function, site=site) for p, (function, site) in PEOPLE.items()),
            f.WorkshopOpened(workshop=SHOP, cycle=CYCLE, title="W", sites=SITES),
            *(f.RoomJoined(workshop=SHOP, person=p) for p in PEOPLE)]
        start.record_all((str(uuid.uuid4()), now(), fact) for fact in facts)
        self.desk = {name: Workspace(journal, "e", actor=name, role="facilitator", clock=now, shared=self.shared)
                     for name in FACILITATORS}
        self.phone = {name: Workspace(journal, "e", actor=name, role="participant", clock=now, shared=self.shared)
                      for name in PEOPLE}
        self.looked = dict.fromkeys(FACILITATORS, start.engagement())
        self.ballot: dict[str, tuple[str, int]] = {}
        self.votes: dict[tuple[Key, int], dict[str, int]] = {}
        self.stepped: dict[object, int] = {}
        self.before: tuple[f.Fact, object] | None = None
        self.shown: dict[tuple[Key, int], object] = {}

    @property
    def state(self) -> Engagement:
        return self.shared.state(None)

    def workshop(self, state: Engagement):
        return state.workshops[SHOP]

    def standing(self) -> object:
        """All that a step may move."""
        state = self.state
        return (self.workshop(state).called, dict(state.rounds), {k: a.value for k, a in state.agreed.items()},
                dict(state.parked))

    # what facilitators do, each by what was on the own screen

    @rule(who=st.sampled_from(FACILITATORS))
    def looks(self, who: str) -> None:
        self.looked[who] = self.state

    @rule(who=st.sampled_from(FACILITATORS), what=st.sampled_from(STEPS), place=st.sampled_from(SITES),
          name=st.sampled_from(QUESTIONS), level=st.integers(1, 5), fresh=st.sampled_from((True, True, True, False)))
    def steps(self, who: str, what: str, place: str, name: str, level: int, fresh: bool) -> None:
        if fresh:
            self.looked[who] = self.state
        view = self.looked[who]
        asked = self.workshop(view).called or name
        head = {"cycle": CYCLE, "site": place, "question": asked}
        current = view.rounds.get((CYCLE, place, asked))
        number, following = current.number if current else 1, min(3, next_round(view, CYCLE, place, asked))
        facts: dict[str, f.Fact] = {
            "call": f.QuestionCalled(workshop=SHOP, question=name), "open": f.RoundOpened(**head, round=following),
            "close": f.RoundClosed(**head, round=number), "reveal": f.RoundRevealed(**head, round=number),
            "agree": f.Agreed(**head, value=level, round=number), "park": f.QuestionParked(**head, text=f"{level}"),
            "withdraw": f.AgreementWithdrawn(**head),
            "hands": f.HandsCounted(**head, round=following, counts=HANDS[level % 2])}
        self.take(who, facts[what])

    @rule(one=st.sampled_from(STEPS), other=st.sampled_from(STEPS), place=st.sampled_from(SITES),
          name=st.sampled_from(QUESTIONS))
    def two_at_once(self, one: str, other: str, place: str, name: str) -> None:
        self.looked = dict.fromkeys(FACILITATORS, self.state)
        self.steps(FACILITATORS[0], one, place, name, 2, False)
        self.steps(FACILITATORS[1], other, place, name, 4, False)

    @rule(who=st.sampled_from(FACILITATORS))
    def takes_back(self, who: str) -> None:
        self.looked[who] = state = self.state
        back = undo(state, self.workshop(state))
        if back is None or self.before is None:
            return
        last, standing = self.before
        parked = isinstance(last, f.Agreed | f.RoundOpened)
        if not self.take(who, back) or isinstance(last, f.RoundOpened):
            return  # nobody voted yet: the round is closed and opens again under its number
        now_standing = self.standing()
        if parked:  # a parked question that was agreed on is open again
            now_standing, standing = now_standing[:3], standing[:3]
        assert now_standing == standing, last

    def take(self, who: str, fact: f.Fact) -> bool:
        """Recorded only where nobody took a step after the one that this facilitator has seen."""
        key = "called" if isinstance(fact, f.QuestionCalled) else (CYCLE, fact.site, fact.question)
        voting = isinstance(fact, f.RoundOpened | f.RoundClosed | f.RoundRevealed | f.HandsCounted)
        seen, before, standing = self.looked[who].last_seq, self.state, self.standing()
        elsewhere = voting and self.workshop(before).called not in (None, fact.question)
        stale = self.stepped.get(key, 0) > seen or (elsewhere and self.stepped.get("called", 0) > seen)
        try:
            self.desk[who].record_together([fact], seen=seen)
        except (Refused, InvalidInput):
            assert self.state.last_seq == before.last_seq
            return False
        assert not stale, fact
        self.stepped[key] = self.state.last_seq
        on_it = isinstance(fact, f.QuestionCalled) or self.workshop(before).called == fact.question
        self.before = (fact, standing) if on_it else self.before
        if self.before is not None and not on_it:
            self.before = None
        return True

    # what people do, each by the page that the own phone shows

    @rule(who=st.sampled_from(tuple(PEOPLE)))
    def loads(self, who: str) -> None:
        state = self.state
        name = self.workshop(state).called or QUESTIONS[0]
        self.ballot[who] = (name, state.round_of(CYCLE, PEOPLE[who][1], name))

    @precondition(lambda self: self.ballot)
    @rule(data=st.data(), level=st.integers(1, 5), twice=st.booleans())
    def votes_by_page(self, data: st.DataObject, level: int, twice: bool) -> None:
        self.vote(data.draw(st.sampled_from(sorted(self.ballot))), level, twice)

    @rule(levels=st.lists(st.integers(1, 5), min_size=10, max_size=10), site=st.sampled_from(SITES),
          some=st.integers(1, 10))
    def all_vote(self, levels: list[int], site: str, some: int) -> None:
        for who, level in zip(list(PEOPLE)[:some], levels, strict=False):
            if PEOPLE[who][1] == site:
                self.loads(who)
                self.vote(who, level, False)

    @rule(who=st.sampled_from(FACILITATORS), place=st.sampled_from(SITES), some=st.sampled_from((10, 9, 2)),
          levels=st.lists(st.integers(1, 5), min_size=10, max_size=10))
    def a_round_from_call_to_reveal(self, who: str, place: str, some: int, levels: list[int]) -> None:
        for what in ("call", "open", "vote", "reveal"):
            if what == "vote":
                self.all_vote(levels, place, some)
            else:
                self.steps(who, what, place, QUESTIONS[0], 3, True)

    def vote(self, who: str, level: int, twice: bool) -> None:
        name, number = self.ballot[who]
        key = (CYCLE, PEOPLE[who][1], name)
        before = self.state
        current = before.rounds.get(key)
        counts = number == 1 if current is None else number == current.number and not current.closed
        fact = f.Answered(cycle=CYCLE, site=key[1], question=name, person=who, round=number, value=level)
        entry_id = str(uuid.uuid4())
        try:
            entry = self.phone[who].record(fact, entry_id=entry_id)
        except AssessmentError:
            assert not counts
            assert self.state.last_seq == before.last_seq
            return
        assert counts, "a late vote was taken"
        self.votes.setdefault((key, number), {})[who] = level
        if twice:
            assert self.phone[who].record(fact, entry_id=entry_id) == entry
            assert self.state.last_seq == before.last_seq + 1

    # what always holds

    @invariant()
    def every_accepted_vote_counts_once(self) -> None:
        kept = {((c, s, q), n): {p: a.value for p, a in given.items()}
                for (c, s, q, n), given in self.state.answers.items()}
        assert kept == self.votes

    @invariant()
    def the_journal_replayed_is_the_live_state(self) -> None:
        entries = self.desk["ann"].entries()
        assert replay((entry.dated for entry in entries), "e") == self.state

    @invariant()
    def nothing_of_a_blind_round_leaves(self) -> None:
        """No view changes when the blind votes are others: only their number shows."""
        state = self.state
        blind = {key: current.number for key, current in state.rounds.items() if not current.revealed}
        turned = {(c, s, q, n): {p: a.model_copy(update={"value": 6 - a.value}) for p, a in given.items()}
                  if blind.get((c, s, q)) == n else given for (c, s, q, n), given in state.answers.items()}
        other = replace(state, answers=turned)
        shop, same = self.workshop(state), self.workshop(other)
        assert look(state, shop) == look(other, same)
        assert sort_questions(state, shop) == sort_questions(other, same)
        for person in PEOPLE:
            assert seen_by(state, shop, person) == seen_by(other, same, person)
            assert _seen(state, shop, person) == _seen(other, same, person)
        for key in blind:
            found = poll(state, key[1], CYCLE, key[2])
            assert found == Poll(question=key[2], site=key[1], cycle=CYCLE, round=blind[key], hidden=True,
                                 voted=len(self.votes.get((key, blind[key]), {})))

    @invariant()
    def no_votes_of_fewer_than_three_can_be_read_off(self) -> None:
        """What the wall and a phone show are the groups of one partition; each has three, so has all that is left."""
        state = self.state
        view = look(state, self.workshop(state))
        on_the_wall = strips(view)
        for place in view.places:
            key = (CYCLE, place.place, view.question)
            if place.stage in ("draft", "open", "closed", "parked"):
                assert place.place not in on_the_wall
            if on_the_wall.get(place.place) is None or place.poll.counted:
                continue
            given = self.votes.get((key, place.round), {})
            self.check_groups(place.poll, given)
            assert len(on_the_wall[place.place].dots) == len(given) >= 3

    def check_groups(self, found: Poll, given: dict[str, int]) -> None:
        assert Counter(given.values()) == +Counter(found.counts)
        groups = [+Counter(counts) for counts in found.breakdown.values()] or [+Counter(found.counts)]
        assert sum(groups, Counter()) == +Counter(found.counts)
        for size in range(1, len(groups)):
            for some in itertools.combinations(groups, size):  # the rest is what a subtraction leaves
                assert sum(some, Counter()).total() >= 3
        for name, counts in found.breakdown.items():
            if name != OTHERS:
                assert +Counter(counts) == Counter(v for p, v in given.items() if PEOPLE[p][0] == name)
        if found.shown_gap is not None:
            assert {"IT", "OT"} <= found.breakdown.keys()

    @invariant()
    def what_is_shown_does_not_grow_by_single_votes(self) -> None:
        """Two looks at the same round show the same: the difference would be somebody's vote."""
        state = self.state
        view = look(state, self.workshop(state))
        marks = {person: _seen(state, self.workshop(state), person) for person in PEOPLE}
        for place in view.places:
            if strips(view).get(place.place) is not None:
                key = ((CYCLE, place.place, view.question), place.round)
                assert self.shown.setdefault(key, (place.poll.counts, place.poll.breakdown)) == (
                    place.poll.counts, place.poll.breakdown)
            if place.few or not place.shown:  # a mark is a hash of what is shown: votes could be guessed from it
                key = (CYCLE, place.place, view.question, place.round)
                other = replace(state, answers={**state.answers, key: {
                    p: a.model_copy(update={"value": 6 - a.value}) for p, a in state.answers.get(key, {}).items()}})
                for person in place.expected:
                    assert _seen(other, self.workshop(other), person) == marks[person]

    @invariant()
    def stages_and_rounds_stay_in_order(self) -> None:
        state = self.state
        for key, current in state.rounds.items():
            assert 1 <= current.number <= 3
            assert (stage_of(state, *key) in ("open", "closed")) == (not current.revealed)
            assert current.revealed or key not in state.parked


ROOMS = 200 if os.environ.get("INTERLOCK_SOAK") else 40
Rooms.TestCase.settings = settings(max_examples=ROOMS, stateful_step_count=40, deadline=None)
TestRooms = Rooms.TestCase
