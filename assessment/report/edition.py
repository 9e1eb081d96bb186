"""Which report is printed: how much of it, on what paper, for whose eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessment.domain.facts import Variant

VARIANTS: tuple[Variant, ...] = ("full", "board", "brief", "delta", "site")
Redaction = Literal["names", "comments", "sites"]
"""What is left out for whoever the copy goes to."""
REDACTIONS: tuple[Redaction, ...] = ("names", "comments", "sites")
Paper = Literal["A4", "Letter"]


@dataclass(frozen=True)
class Edition:
    """One way to print the same results. `site` goes with the variant `site`; `archive` is PDF/A-3 with the data
    attached; `redact` names what is left out. `restricted` is the annex with the weak points of single sites, which
    no other edition shows; it is printed apart and encrypted.
    """

    variant: Variant = "full"
    paper: Paper = "A4"
    archive: bool = False
    redact: frozenset[Redaction] = frozenset()
    site: str | None = None
    restricted: bool = False

    @property
    def key(self) -> str:
        """The list of sections that it takes."""
        return "restricted" if self.restricted else self.variant

    @property
    def name(self) -> str:
        """Stem of its file: `report`, `report-board`, `report-site-north-redacted`, `report-restricted`."""
        named = self.key == "site" and self.site is not None and "sites" not in self.redact
        parts = ("report", "" if self.key == "full" else self.key, self.site if named else "",
                 "letter" if self.paper == "Letter" else "", "archive" if self.archive else "",
                 "redacted" if self.redact else "")
        return "-".join(part for part in parts if part)


PLAIN = Edition()
"""The full report on A4 with nothing left out."""
