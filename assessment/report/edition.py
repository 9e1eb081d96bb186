"""Which report is printed: how much of it, on what paper, for whose eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Variant = Literal["full", "board", "brief", "delta", "site"]
"""Full with annexes, six pages for a board, one page, what changed since the cycle before, one site."""
Redaction = Literal["names", "comments", "sites"]
"""What is left out for whoever the copy goes to."""


@dataclass(frozen=True)
class Edition:
    """One way to print the same results. `site` goes with the variant `site`; `archive` is PDF/A-3 with the data
    attached; `redact` names what is left out.
    """

    variant: Variant = "full"
    paper: Literal["A4", "Letter"] = "A4"
    archive: bool = False
    redact: frozenset[Redaction] = frozenset()
    site: str | None = None
