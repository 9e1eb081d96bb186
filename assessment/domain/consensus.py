"""From votes to one value: spread, agreement, the IT-OT gap, and what a blind round may show."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from assessment.domain.basis import FUNCTIONS, NOT_APPLICABLE, UNKNOWN, Frozen, Function
from assessment.domain.engagement import Answer, Engagement, Place

FEWEST = 3
"""A group is shown from three votes on; a proposal needs three."""
OTHERS = "others"
T = TypeVar("T")


class FunctionVotes(Frozen):
    """Votes of one function: n counts levels only (na and unknown never enter)."""

    function: Function
    n: int
    mean: float
    median: float


class Poll(Frozen):
    """Votes on one question at one place in its last round (docs/method.md, section 2).

    `gap` = median(IT) - median(OT); `agreement` is van der Eijk's A, -1..1; `proposed` the level that consensus
    proposes, None without consensus. While a round is blind only `voted` is set.
    """

    question: str
    site: str | None
    cycle: str
    round: int
    voted: int
    hidden: bool = False
    counted: bool = False
    """A show of hands, which is not secret."""
    n: int = 0
    na: int = 0
    unknown: int = 0
    functions: tuple[FunctionVotes, ...] = ()
    median: float | None = None
    iqr: float | None = None
    gap: float | None = None
    agreement: float | None = None
    proposed: int | None = None
    counts: dict[int, int] = {}
    breakdown: dict[str, dict[int, int]] = {}
    """Counts by function (small ones merged as `others`): each shown group has at least three votes, so has what
    remains when any is subtracted. Empty where no such split exists."""

    @property
    def shown_gap(self) -> float | None:
        """The gap where both sides are groups that are shown: beside a merged one it would tell who was merged."""
        return self.gap if {"IT", "OT"} <= self.breakdown.keys() else None


def poll(engagement: Engagement, site: Place, cycle: str, question: str) -> Poll:
    """The votes of the last round, or only their number while it is blind."""
    answers = engagement.votes(cycle, site, question)
    head = {"question": question, "site": site, "cycle": cycle, "round": engagement.round_of(cycle, site, question),
            "voted": len(answers)}
    if engagement.open_round(cycle, site, question):
        return Poll(**head, hidden=True)
    hands = _hands(engagement, site, cycle, question)
    by = levels_by_function(engagement, answers) if hands is None else hands
    if hands is not None:
        head |= {"voted": sum(map(len, hands.values())), "counted": True}
    levels = [level for votes in by.values() for level in votes.values()]
    offered = _offered(engagement, question)
    functions = tuple(
        FunctionVotes(function=f, n=len(votes), mean=statistics.fmean(votes.values()),
                      median=float(statistics.median(votes.values())))
        for f, votes in by.items())
    medians = {votes.function: votes.median for votes in functions}
    gap = medians["IT"] - medians["OT"] if "IT" in medians and "OT" in medians else None
    median = float(statistics.median(levels)) if levels else None
    iqr = _iqr(levels) if levels else None
    return Poll(
        **head, n=len(levels), na=sum(a.value == NOT_APPLICABLE for a in answers.values()),
        unknown=sum(a.value == UNKNOWN for a in answers.values()),
        functions=functions, median=median, iqr=iqr, gap=gap,
        agreement=agreement([levels.count(level) for level in offered]) if levels else None,
        proposed=_proposed(levels, median, iqr, gap, offered), counts={level: levels.count(level) for level in offered},
        breakdown=breakdown({f: list(votes.values()) for f, votes in by.items()}, offered))


def told_sides(engagement: Engagement, cycle: str, question: str,
               places: Iterable[Place]) -> dict[Function, dict[int, int]]:
    """Votes of IT and of OT by level over the places where the breakdown tells both; empty where none does.

    The sum of what is shown at each place: nothing can be taken from it that is not shown there already.
    """
    sides: tuple[Function, Function] = ("IT", "OT")
    found: dict[Function, dict[int, int]] = {}
    for place in places:
        shown = poll(engagement, place, cycle, question).breakdown
        if all(side in shown for side in sides):
            for side in sides:
                counts = found.setdefault(side, dict.fromkeys(shown[side], 0))
                for level, count in shown[side].items():
                    counts[level] += count
    return found


def _iqr(levels: Sequence[int]) -> float:
    """Between the quartiles, each interpolated between the levels beside it."""
    if len(levels) == 1:
        return 0.0
    low, _median, high = statistics.quantiles(levels, n=4, method="inclusive")
    return high - low


def _offered(engagement: Engagement, question: str) -> tuple[int, ...]:
    """The levels that an answer may take: those of the scale, or a question's own choices."""
    pack = engagement.the_pack
    asked = pack.questions.get(question)
    return pack.choices(asked) if asked is not None else tuple(pack.scale.levels)


def _hands(engagement: Engagement, site: Place, cycle: str, question: str) -> dict[Function, dict[str, int]] | None:
    """Hands that were counted, each under a number; None where people voted."""
    current = engagement.rounds.get((cycle, site, question))
    if current is None or current.hands is None:
        return None
    counts = current.hands.counts
    raised = {f: [level for level, n in counts[f].items() for _hand in range(n)] for f in FUNCTIONS if f in counts}
    return {f: {str(number): level for number, level in enumerate(levels)} for f, levels in raised.items() if levels}


def levels_by_function(engagement: Engagement, answers: Mapping[str, Answer]) -> dict[Function, dict[str, int]]:
    """Function -> person -> level, in the order of FUNCTIONS; na, unknown and strangers left out."""
    by: dict[Function, dict[str, int]] = {}
    for person, answer in answers.items():
        known = engagement.people.get(person)
        if known is not None and isinstance(answer.value, int):
            by.setdefault(known.function, {})[person] = answer.value
    return {f: by[f] for f in FUNCTIONS if f in by}


def _proposed(levels: Sequence[int], median: float | None, iqr: float | None, gap: float | None,
              offered: Sequence[int]) -> int | None:
    if median is None or iqr is None or len(levels) < FEWEST or iqr > 1 or (gap is not None and abs(gap) > 1):
        return None
    return max((level for level in offered if level <= median), default=offered[0])  # a half is rounded down


def agreement(counts: Sequence[int]) -> float:
    """Ordinal agreement A of a distribution over ordered levels, -1 (two camps) .. 1 (van der Eijk 2001).

    The distribution is taken apart into layers of equal frequencies, each weighed by its share.
    """
    rest, total, result = list(counts), sum(counts), 0.0
    while any(rest):
        layer = min(count for count in rest if count)
        pattern = [1 if count else 0 for count in rest]
        result += layer * sum(pattern) / total * _layer_agreement(pattern)
        rest = [count - layer if count else 0 for count in rest]
    return result


def _layer_agreement(pattern: Sequence[int]) -> float:
    """A of a pattern of zeros and ones: unimodality times the share of levels left empty."""
    size, filled = len(pattern), sum(pattern)
    if filled == size:
        return 0.0
    if filled == 1:
        return 1.0
    unimodal = bimodal = 0
    for left in range(size):
        for middle in range(left + 1, size):
            for right in range(middle + 1, size):
                triple = (pattern[left], pattern[middle], pattern[right])
                unimodal += triple in ((1, 1, 0), (0, 1, 1))
                bimodal += triple == (1, 0, 1)
    if unimodal + bimodal == 0:
        unimodality = 1.0
    else:
        unimodality = ((size - 2) * unimodal - (size - 1) * bimodal) / ((size - 2) * (unimodal + bimodal))
    return unimodality * (1 - (filled - 1) / (size - 1))


def breakdown(by: Mapping[str, Sequence[int]], levels: Iterable[int]) -> dict[str, dict[int, int]]:
    """Counts by group in which no group under three can be read off, nor found by subtraction."""
    scale = list(levels)
    return {name: {level: votes.count(level) for level in scale} for name, votes in groups_of_three(by).items()}


def groups_of_three(by: Mapping[str, Sequence[T]]) -> dict[str, list[T]]:
    """What was given, by group, where each group and what remains beside it are of three people or more.

    Groups under three are merged, then the smallest joins them until the merged group has three; empty where nothing
    can be told apart.
    """
    groups = {name: list(given) for name, given in by.items() if given}
    small = [name for name in groups if len(groups[name]) < FEWEST]
    merged = [one for name in small for one in groups.pop(name)]
    while merged and len(merged) < FEWEST and groups:
        smallest = min(groups, key=lambda name: len(groups[name]))
        merged += groups.pop(smallest)
    if merged and len(merged) < FEWEST:
        return {}
    if merged:
        groups[OTHERS] = merged
    return groups if len(groups) >= 2 else {}
