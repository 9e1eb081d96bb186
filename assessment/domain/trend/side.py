"""What a cycle holds of each question at each place, as two cycles are compared on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Engagement
from assessment.domain.pack import predecessor
from assessment.domain.scoring import Key, values
from assessment.domain.trend.votes import Voted, voted


@dataclass(frozen=True)
class Side:
    """One cycle: value of each (question, place) that has one, and the votes behind judgements."""

    table: dict[Key, float]
    votes: dict[Key, Voted]
    agreed: frozenset[Key]
    checked: frozenset[Key]
    """Values of this cycle whose evidence a reviewer has seen."""

    def at(self, site: str) -> Side:
        """The same for one site alone."""
        return Side({key: x for key, x in self.table.items() if key[1] == site},
                    {key: cast for key, cast in self.votes.items() if key[1] == site},
                    frozenset(key for key in self.agreed if key[1] == site),
                    frozenset(key for key in self.checked if key[1] == site))


def side_of(engagement: Engagement, cycle: str) -> Side:
    return engagement.once("side", cycle, lambda: _side(engagement, cycle))


def _side(engagement: Engagement, cycle: str) -> Side:
    found = values(engagement, cycle)
    table = {key: value.x for key, value in found.items() if value.x is not None}
    agreed = frozenset((question, place) for (c, place, question) in engagement.agreed if c == cycle)
    votes = {key: cast for key, cast in voted(engagement, cycle).items() if key in table}
    for key, value in found.items():
        if key in table and (value.carried_from or value.confirmed):  # nobody moved it: it stands as it was
            agreed |= {key} if value.rests_on == "agreed" else frozenset()
            if value.votes and value.rests_on != "record":
                votes[key] = Voted(value.votes, value.omega)
    checked = frozenset(key for key, value in found.items() if value.state == "validated" and not value.carried_from)
    return Side(table, votes, agreed, checked)


def sides_of(engagement: Engagement, before: str, after: str) -> tuple[Side, Side, Side]:
    """The earlier cycle under its own pack; the same under the ids of the later pack, without what does not go on
    counting there; the later cycle."""
    old_pack, pack = engagement.pack_of(before), engagement.pack_of(after)
    new = side_of(engagement, after)
    if old_pack is pack:
        old = side_of(engagement, before)
        return old, old, new
    then = side_of(replace(engagement, pack=old_pack), before)
    now = {was.id: q.id for q in pack.questions.values() if (was := predecessor(old_pack, pack, q)) is not None}
    return then, Side({(now[q], place): x for (q, place), x in then.table.items() if q in now},
                      {(now[q], place): cast for (q, place), cast in then.votes.items() if q in now},
                      frozenset((now[q], place) for q, place in then.agreed if q in now),
                      frozenset((now[q], place) for q, place in then.checked if q in now)), new


def in_common(old: Side, new: Side, key: Key) -> tuple[Function, ...]:
    """Functions that voted in both cycles; empty where a value rests on no votes."""
    if key not in old.votes or key not in new.votes:
        return ()
    return tuple(f for f in FUNCTIONS if old.votes[key].votes.get(f) and new.votes[key].votes.get(f))


def like_value(side: Side, key: Key, functions: tuple[Function, ...]) -> float | None:
    """Value over the functions in common. An agreed value or a record has no panel: it stays as it is.

    A voted judgement without a function in common is not like for like and drops out.
    """
    if key in side.agreed or key not in side.votes:
        return side.table[key]
    return side.votes[key].mean(functions) if functions else None


def like_pairs(old: Side, new: Side) -> dict[Key, tuple[float, float]]:
    """(question, place) -> values before and after, like for like: what both hold, over functions in both."""
    found = {}
    for key in (key for key in new.table if key in old.table):
        functions = in_common(old, new, key)
        first, last = like_value(old, key, functions), like_value(new, key, functions)
        if first is not None and last is not None:
            found[key] = (first, last)
    return found


def paired(engagement: Engagement, before: str, after: str) -> dict[Key, tuple[float, float]]:
    """The same for two cycles."""
    _then, old, new = sides_of(engagement, before, after)
    return like_pairs(old, new)
