"""From votes to one value: spread, agreement, the IT-OT gap, and what a blind round may show."""

from __future__ import annotations

from assessment.domain.basis import Frozen, Function
from assessment.domain.engagement import Engagement, Place


class FunctionVotes(Frozen):
    """Votes of one function: n counts levels only (na and unknown never enter)."""

    function: Function
    n: int
    mean: float
    median: float


class Poll(Frozen):
    """Votes on one question at one place in its last round (`models.md` 2).

    `gap` = median(IT) - median(OT); `agreement` is van der Eijk's A, -1..1; `proposed` the level consensus
    proposes, None without consensus. While a round is blind only `voted` is set.
    """

    question: str
    site: str | None
    cycle: str
    round: int
    voted: int
    hidden: bool = False
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
    """Counts by function, only where each shown group and what remains after subtraction is empty or >= 3."""


def poll(engagement: Engagement, site: Place, cycle: str, question: str) -> Poll:
    raise NotImplementedError
