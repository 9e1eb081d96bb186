"""A table of texts with column widths, so that no renderer has to guess them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessment.domain.findings import Finding
from assessment.domain.findings.types import CARE
from assessment.text import _, number


@dataclass(frozen=True)
class Column:
    """`width` in percent of the table; the widths of a table add up to 100. Among the texts of a column with `figures`
    stand numbers, which the data book has as such; in one with `ids` no word is broken."""

    name: str
    width: float
    align: Literal["left", "right"] = "left"
    figures: bool = False
    ids: bool = False


@dataclass(frozen=True)
class Table:
    """`rows` hold one text a column; the first column heads its row."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def records(self) -> list[dict[str, str]]:
        """Rows as mappings by column name, for data frames."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def one(value: float | None) -> str:
    """A level with one decimal; a dash where there is none."""
    return "–" if value is None else number(value, ".1f")


def thousand(value: float) -> str:
    """Thousand of currency with separators; a true minus sign."""
    return number(value).replace("-", "−")


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign, a true minus sign."""
    return number(value, f"+.{decimals}f").replace("-", "−")


def percent(share: float) -> str:
    return number(100 * share, ".0f") + " %"


def told(finding: Finding) -> str:
    """A finding's sentence in the language in use, with what keeps it from carrying more."""
    said = sentence(finding.sentence, finding.values)
    return f"{said} {caution(finding)}" if finding.care else said


def caution(finding: Finding) -> str:
    """What is to be said with a finding, as a sentence; empty where nothing is."""
    why = ", ".join(sentence(part, finding.values) for part in finding.care)
    return _(CARE).format(why=why) if why else ""


def sentence(template: str, values: dict) -> str:
    """A finding's sentence in the language in use."""
    return _(template).format(**values)
