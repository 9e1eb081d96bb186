"""The coverage table: from its file, and as a page of Markdown."""

from __future__ import annotations

from assessment.domain.basis import InvalidInput
from assessment.domain.coverage import Coverage, Statement, cover, deciders
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats.shape import validated
from assessment.formats.yaml import load
from assessment.shipped import DATA
from assessment.text import escape_markdown

_HEAD = """# What the method covers

Written by `interlock coverage --out docs/coverage.md` from `data/coverage.yaml`, the pack and the library; a test keeps
it current. Each statement of the report that the method grew from stands in own words, with what serves it.
"""


def shipped_coverage(pack: Pack, library: Library) -> Coverage:
    """The shipped coverage, filled from pack and catalogue. Raises InvalidInput, which is the product's own fault."""
    value, lines, problems = load(DATA / "coverage.yaml")
    found, misfits = validated(Coverage, value, lines)
    if found is None or problems:
        raise InvalidInput([*problems, *misfits])
    return cover(found, pack, library)


def write_coverage(coverage: Coverage, pack: Pack, library: Library) -> str:
    """The coverage as Markdown: statements by group, what is still missing, and what decides."""
    parts = [_HEAD]
    for group in coverage.groups:
        rows = [statement for statement in coverage.statements if statement.group == group.id]
        parts.append(f"## {group.name}\n\n| | Statement | Questions | Initiatives | Findings | Screens | Report |\n"
                     "|---|---|---|---|---|---|---|\n" + "".join(map(_row, rows)))
    missing = [(name, s.id) for s in coverage.statements for name in s.missing]
    if missing:
        names = dict.fromkeys(name for name, _id in missing)
        parts.append("## Screens and report lines still missing\n\n" + "".join(
            f"- {name}: {', '.join(where for other, where in missing if other == name)}\n" for name in names))
    parts.append("## What decides\n\n| | Criterion | Questions | Stated facts |\n|---|---|---|---|\n" + "".join(
        f"| {d.id} | {_cell(d.name)} ({d.kind}) | {', '.join(d.questions) or '–'} | {', '.join(d.stated) or '–'} |\n"
        for d in deciders(library, pack)))
    return "\n".join(parts)


def _row(statement: Statement) -> str:
    cells = (statement.questions, statement.initiatives, statement.findings, statement.screens, statement.report)
    return f"| {statement.id} | {_cell(statement.text)} | " + " | ".join(", ".join(c) or "–" for c in cells) + " |\n"


def _cell(text: str) -> str:
    """Text of a table cell: what would end the cell or start markup is taken the meaning of."""
    return escape_markdown(text) if any(mark in text for mark in "|*_`<") else text
