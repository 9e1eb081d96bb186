"""What a consultant does with the report: arranges it, comments on it, gives it the client's brand, marks it final."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id, Text

Variant = Literal["full", "board", "brief", "delta", "site"]
"""Full with annexes, six pages for a board, one page, what changed since the cycle before, one site."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class ReportEdited(Frozen):
    """What a consultant makes of one section in one variant; the latest counts, as a whole.

    `hidden` and `position` stay for later cycles. `headline` and `comment` are words about one cycle and hold for that
    cycle only; with cycle None they hold for every one.
    """

    kind: Literal["report-edited"] = "report-edited"
    variant: Variant
    section: Id
    cycle: Id | None = None
    hidden: bool = False
    position: int | None = Field(default=None, ge=1, le=999)
    """Place among the numbers of the section files; None: the file's own."""
    headline: Annotated[str, Field(max_length=200)] = ""
    """In place of the computed one; empty: the computed one stands."""
    comment: Text = ""
    """Management comment, printed above the section's content."""


class ReportBranded(Frozen):
    """The client's look; the latest counts, as a whole. Empty fields stand for Interlock's own."""

    kind: Literal["report-branded"] = "report-branded"
    logo: Sha256 | Literal[""] = ""
    """SHA-256 of the picture, which is kept beside the journal."""
    accent: Colour | Literal[""] = ""
    """Headings and rules: at least 4.5 : 1 against white."""
    second: Colour | Literal[""] = ""
    """The rule of the first page: at least 3 : 1 against white."""
    cover: Annotated[str, Field(max_length=400)] = ""
    """A line or two at the head of the first page."""
    confidentiality: Annotated[str, Field(max_length=120)] = ""
    """In the footer of every page."""


class ReportFinalised(Frozen):
    """The report of a cycle is final: no watermark while what it was final for stays as it was.

    `digest` (64 hex digits) names the results and stands in the footer of the report. `withdrawn` makes it a draft.
    """

    kind: Literal["report-finalised"] = "report-finalised"
    cycle: Id
    digest: Sha256
    withdrawn: bool = False
