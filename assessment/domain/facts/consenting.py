"""What the owner of an engagement lets others learn from it."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen


class ConsentGiven(Frozen):
    """The engagement takes part in anonymous benchmarks of the installation; the latest counts.

    A withdrawal acts on the next benchmark: what was published stays as it was published.
    """

    kind: Literal["consent-given"] = "consent-given"
    to: Literal["benchmark"] = "benchmark"
    withdrawn: bool = False
