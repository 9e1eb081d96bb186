"""Running and committed programmes of the client from a portfolio list, as CSV in plain shape."""

from __future__ import annotations

from datetime import date
from typing import Any

from assessment.domain.basis import ROLES, Problem, Role
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ProgrammeDefined
from assessment.formats.shape import cut
from assessment.formats.table import TableReader, written
from assessment.formats.zones import slug
from assessment.text import _, clean, quoted

COLUMNS = ("programme", "name", "site", "owner", "first", "last", *ROLES, "delivers", "note")
_ALIASES = {"id": "programme", "project": "name", "plant": "site", "begin": "first", "start": "first", "end": "last",
            "finish": "last", **{role.casefold(): role for role in ROLES}}


def read_programmes(content: bytes, name: str, engagement: Engagement) -> tuple[list[ProgrammeDefined], list[Problem]]:
    """Programmes of a file and all problems with their lines; with a problem there are none.

    The columns IT, OT, Quality and Business hold person-weeks a quarter, `delivers` ids of initiatives separated by
    spaces or semicolons; an empty site means the whole network.
    """
    table = TableReader(name, COLUMNS, ("name", "first", "last"), _ALIASES, others=True)
    table.read_bytes(content)
    found: dict[str, ProgrammeDefined] = {}
    for row, line in zip(table.rows, table.at, strict=True):
        told = len(table.problems)
        called = clean(row.get("name", ""), 120).strip()
        programme = slug(row.get("programme", "") or called)
        if not called or not programme:
            table.tell("missing-name", line, _("The row names no programme."), _("Fill the column `name`."), "name")
        if programme in found:
            table.tell("duplicate-programme", line, _("The programme {name} stands here twice.").format(
                name=quoted(called)), _("Give each its own id in the column `programme`."), "programme")
        site = row.get("site") or None
        if site is not None and site not in engagement.sites:
            table.tell("unknown-site", line, _("There is no site named {name}.").format(name=quoted(site)),
                       _("Write the id of a site, or leave it empty for the whole network."), "site")
        first, last = (_day(table, row, column, line) for column in ("first", "last"))
        if first is not None and last is not None and last < first:
            table.tell("dates-reversed", line, _("The end lies before the beginning."), _("Exchange the two dates."),
                       "last")
        weeks = _weeks(table, row, line)
        delivers = tuple(row.get("delivers", "").replace(";", " ").split())
        for initiative in delivers:
            if initiative not in engagement.the_library.initiative:
                table.tell("unknown-initiative", line, _("There is no initiative {name}.").format(
                    name=quoted(initiative)), _("Write an id of the catalogue, such as I03."), "delivers")
        if len(table.problems) == told and first is not None and last is not None:
            found[programme] = ProgrammeDefined(
                programme=programme, name=called, site=site, owner=clean(row.get("owner", ""), 120), first=first,
                last=last, weeks=weeks, delivers=delivers, note=clean(row.get("note", ""), 400))
    return ([] if table.problems else list(found.values())), cut(table.problems)


def programmes_template() -> str:
    """A file to begin with: its header and one programme."""
    return written(COLUMNS, [{"programme": "mes-roll-out", "name": "MES roll-out", "owner": "Head of MES",
                              "first": "2026-01-01", "last": "2027-06-30", "IT": 12, "OT": 9, "Quality": 4,
                              "delivers": "I03"}])


def _day(table: TableReader, row: dict[str, str], column: str, line: int) -> date | None:
    try:
        return date.fromisoformat(row.get(column, ""))
    except ValueError:
        table.tell("no-date", line, _("{word} is no date.").format(word=quoted(row.get(column, ""))),
                   _("Write it as 2027-03-31."), column)
        return None


def _weeks(table: TableReader, row: dict[str, str], line: int) -> dict[Role, float]:
    found: dict[Role, float] = {}
    for role in ROLES:
        word: Any = row.get(role, "").replace(",", ".")
        if not word:
            continue
        try:
            weeks = float(word)
        except ValueError:
            weeks = -1.0
        if not 0 <= weeks <= 100_000:
            table.tell("no-number", line, _("{word} is no number of person-weeks.").format(word=quoted(word)),
                       _("Write a number of 0 and more, or leave it empty."), role)
        elif weeks:
            found[role] = weeks
    return found
