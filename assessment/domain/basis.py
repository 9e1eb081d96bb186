"""What everything in the domain stands on: frozen values, problems, estimates, intervals, errors."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assessment.text import N_, _

Function = Literal["IT", "OT", "Operations", "Quality", "Business"]
"""The five functions of the field whose views are kept apart."""
FUNCTIONS: tuple[Function, ...] = ("IT", "OT", "Operations", "Quality", "Business")

Role = Literal["IT", "OT", "Quality", "Business"]
"""Who does the work of a roadmap; Business stands for business and change."""
ROLES: tuple[Role, ...] = ("IT", "OT", "Quality", "Business")

Phase = Literal["assess", "define", "design", "implement"]
PHASES: tuple[Phase, ...] = ("assess", "define", "design", "implement")

NOT_APPLICABLE = "na"
UNKNOWN = "unknown"

Identifier = str
"""Lower-case words joined by hyphens for content, free text cleaned at the boundary for people."""


class Frozen(BaseModel):
    """Immutable value; an unknown field is an error, so that a misspelt key is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(Frozen):
    """One thing wrong in what a user supplied.

    `where` is a dotted path and, where a file was read, file:line. `message` says what is wrong, `remedy`
    what to do; neither carries raw input longer than a name.
    """

    severity: Severity = Severity.ERROR
    code: str
    where: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.severity}: {self.message}{remedy} [{self.code}]"


class Source(Frozen):
    """Where a figure comes from. `year` is the year of publication or fielding."""

    publisher: str
    title: str = ""
    year: str = ""
    url: str = ""
    confidence: str = ""


class Estimate(Frozen):
    """Three-point estimate, low <= mode <= high; the midpoint stands in for a mode not given."""

    low: float
    mode: float
    high: float

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        """Accept [low, high] and [low, mode, high], as catalogues are written by hand."""
        if isinstance(value, (list, tuple)) and len(value) == 2:
            return {"low": value[0], "mode": (value[0] + value[1]) / 2, "high": value[1]}
        if isinstance(value, (list, tuple)) and len(value) == 3:
            return {"low": value[0], "mode": value[1], "high": value[2]}
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError("an estimate needs low <= mode <= high")
        return self

    def scaled(self, factor: float) -> Estimate:
        return Estimate(low=self.low * factor, mode=self.mode * factor, high=self.high * factor)


class Interval(Frozen):
    """Range of plausible values; `level` is the probability it is meant to cover, 0..1."""

    low: float
    high: float
    level: float = 0.9

    def excludes(self, value: float) -> bool:
        return value < self.low or value > self.high


class AssessmentError(Exception):
    """Root of every misuse that Interlock reports; the text is shown to the user as it is."""


class InvalidInput(AssessmentError):
    """Loading stopped because of problems in what was supplied."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class NotFound(AssessmentError):
    def __init__(self, what: str, name: str, known: list[str] | None = None) -> None:
        hint = " " + _("Known: {known}.").format(known=", ".join(sorted(known)[:12])) if known else ""
        super().__init__(_("There is no {what} named {name}.").format(what=_(what), name=repr(name[:60])) + hint)


NAMED = (N_("person"), N_("question"), N_("site"), N_("stated fact"), N_("dimension"), N_("engagement"), N_("schema"),
         N_("connection"), N_("cycle"), N_("report format"), N_("guest"), N_("procedure"), N_("aspect"), N_("choice"),
         N_("variant"), N_("redaction"), N_("paper"))
"""What may not be found or allowed, as it stands in a sentence."""


class NotAllowed(AssessmentError):
    def __init__(self, role: str, action: str) -> None:
        super().__init__(_("A {role} may not {action}. Ask the owner of the engagement.").format(
            role=_(role), action=action))


class Refused(AssessmentError):
    """A fact that contradicts the state it would be recorded on."""

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(f"{why} {remedy}".strip())


class DamagedJournal(AssessmentError):
    def __init__(self, seq: int, why: str) -> None:
        self.seq = seq
        super().__init__(
            _("The journal is damaged: the first bad entry is seq {seq} ({why}). Nothing was read from it. Restore the "
              "last backup or export, or ask for help with this number.").format(seq=seq, why=why))


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> str:
    """JSON text with sorted keys and no spaces: one text for one value, the base of every digest."""
    return _CANONICAL.encode(value)


def digest(value: Any) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of `value`."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def listed(names: list[str], most: int = 12) -> str:
    """Names as running text, cut after `most` with a count of the rest."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (" " + _("and {count} more").format(count=rest) if rest > 0 else "")


__all__ = [
    "FUNCTIONS", "NOT_APPLICABLE", "PHASES", "ROLES", "UNKNOWN", "AssessmentError", "DamagedJournal", "Estimate",
    "Field", "Frozen", "Function", "Identifier", "Interval", "InvalidInput", "NotAllowed", "NotFound", "Phase",
    "Problem", "Refused", "Role", "Severity", "Source", "canonical", "digest", "listed",
]
