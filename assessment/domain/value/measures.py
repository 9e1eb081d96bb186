"""What finance asks of cash flows: payback and internal rate of return."""

from __future__ import annotations

from assessment.domain.value.draws import Floats
from assessment.domain.value.types import Triple

HALVINGS = 80


def paybacks(curve: tuple[Triple, ...]) -> tuple[int | None, int | None, int | None]:
    """First quarter (from 1) from which the P10, P50, P90 curve stays at or above zero; None where it never does."""
    def first(place: int) -> int | None:
        for quarter in range(len(curve), 0, -1):
            if curve[quarter - 1][place] < 0:
                return quarter + 1 if quarter < len(curve) else None
        return 1

    return first(0), first(1), first(2)


def irr(flows: Floats) -> float | None:
    """Yearly internal rate of return of flows at the ends of quarters, by bisection between -99 % and 1,464,000 %.

    None where no rate brings the present value to zero there.
    """
    backwards = [float(flow) for flow in flows[::-1]]

    def present(quarterly: float) -> float:
        factor, total = 1 / (1 + quarterly), 0.0
        for flow in backwards:
            total = (total + flow) * factor
        return total

    low, high = -0.684, 10.0  # a quarter
    if not (min(backwards) < 0 < max(backwards)) or present(low) * present(high) > 0:
        return None
    start = present(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if start * present(middle) <= 0:
            high = middle
        else:
            low = middle
    return float((1 + (low + high) / 2) ** 4 - 1)
