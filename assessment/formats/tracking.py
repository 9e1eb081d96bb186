"""What became of a plan, from files: reports of tasks and actuals of key figures as CSV, the shipped key figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import get_args

from pydantic import Field

from assessment.domain.basis import ROLES, Frozen, InvalidInput, Problem
from assessment.domain.engagement import Engagement
from assessment.domain.facts import KpiDefined, KpiMeasured, TaskReported
from assessment.domain.facts.tracking import TaskStatus
from assessment.domain.roadmap import PROGRAMME
from assessment.domain.tracking import against_report, units_of
from assessment.formats.shape import cut, validated
from assessment.formats.table import TableReader, written
from assessment.formats.yaml import load
from assessment.shipped import DATA
from assessment.text import _, clean, quoted

PROGRESS_COLUMNS = ("initiative", "unit", "on", "status", "percent", "started", "finished", "expected", *ROLES, "cost",
                    "blocker", "owner", "note")
ACTUAL_COLUMNS = ("kpi", "on", "value", "note")
_PROGRESS_ALIASES = {"task": "initiative", "site": "unit", "where": "unit", "date": "on", "day": "on",
                     "state": "status", "%": "percent", "start": "started", "finish": "finished", "end": "finished",
                     "due": "expected", **{role.casefold(): role for role in ROLES}}
_ACTUAL_ALIASES = {"id": "kpi", "key figure": "kpi", "date": "on", "day": "on", "actual": "value"}
MOST = 1e12
"""Largest figure, either sign."""


class _Shipped(Frozen):
    kpis: tuple[KpiDefined, ...] = Field(min_length=1)


def shipped_kpis() -> tuple[KpiDefined, ...]:
    """Key figures that every engagement can take over. Raises InvalidInput, which is the product's own fault."""
    value, lines, problems = load(DATA / "kpis.yaml")
    found, misfits = validated(_Shipped, value, lines)
    if found is None or problems:
        raise InvalidInput([*problems, *misfits])
    return found.kpis


def read_progress(content: bytes, name: str, engagement: Engagement) -> tuple[list[TaskReported], list[Problem]]:
    """Reports of a file and all problems with their lines; with a problem there are none.

    The columns IT, OT, Quality and Business hold person-weeks spent so far, `cost` thousand of currency; `unit` is a
    site or `programme`, and may be empty for what is done once.
    """
    table = TableReader(name, PROGRESS_COLUMNS, ("initiative", "on", "status"), _PROGRESS_ALIASES, others=True)
    table.read_bytes(content)
    found: dict[tuple[str, str, date], TaskReported] = {}
    for row, line in zip(table.rows, table.at, strict=True):
        told = len(table.problems)
        initiative = row.get("initiative", "")
        known = engagement.the_library.initiative.get(initiative)
        unit = row.get("unit", PROGRAMME)
        if known is None:
            table.tell("unknown-initiative", line, _("There is no initiative {name}.").format(name=quoted(initiative)),
                       _("Write an id of the catalogue, such as I03."), "initiative")
        elif unit not in (units_of(engagement, known)):
            table.tell("unknown-unit", line, _("{name} is not done at {unit}.").format(
                name=known.id, unit=quoted(unit)), _("Write the id of a site, or `programme` for what is done once."),
                "unit")
        status = row.get("status", "").casefold()
        if status not in get_args(TaskStatus):
            table.tell("unknown-word", line, _("{word} is no state of a task.").format(word=quoted(status)),
                       _("Write one of: {words}.").format(words=", ".join(get_args(TaskStatus))), "status")
        on = _day(table, row, "on", line, needed=True)
        days = {column: _day(table, row, column, line) for column in ("started", "finished", "expected")}
        percent = _number(table, row, "percent", line, 0, 100)
        effort = {role: weeks for role in ROLES if (weeks := _number(table, row, role, line, 0, 100_000)) is not None}
        cost = _number(table, row, "cost", line, 0, 1e7)
        owner = row.get("owner") or None
        if owner is not None and owner not in engagement.people:
            table.tell("unknown-person", line, _("There is no person {name}.").format(name=quoted(owner)),
                       _("Write the id of a person of the engagement, or leave it empty."), "owner")
        if on is not None and (initiative, unit, on) in found:
            table.tell("duplicate-report", line, _("A report of the same task and day stands here twice."),
                       _("Keep one of them."), "on")
        if len(table.problems) == told and on is not None:
            report = TaskReported(
                initiative=initiative, unit=unit, on=on, status=_status(status), effort=effort, cost=cost,
                percent=None if percent is None else round(percent), blocker=clean(row.get("blocker", ""), 400),
                owner=owner, note=clean(row.get("note", ""), 400), **days)
            against = against_report(report)
            if against is not None:
                table.tell("contradiction", line, *against)
            found[initiative, unit, on] = report
    return ([] if table.problems else list(found.values())), cut(table.problems)


def read_actuals(content: bytes, name: str, engagement: Engagement) -> tuple[list[KpiMeasured], list[Problem]]:
    """Actuals of key figures of a file and all problems with their lines; with a problem there are none."""
    table = TableReader(name, ACTUAL_COLUMNS, ("kpi", "on", "value"), _ACTUAL_ALIASES, others=True)
    table.read_bytes(content)
    standing = [key for key, kpi in engagement.kpis.items() if not kpi.withdrawn]
    found: dict[tuple[str, date], KpiMeasured] = {}
    for row, line in zip(table.rows, table.at, strict=True):
        told = len(table.problems)
        kpi = row.get("kpi", "")
        if kpi not in standing:
            table.tell("unknown-kpi", line, _("There is no key figure {name}.").format(name=quoted(kpi)),
                       _("Known: {names}.").format(names=", ".join(standing[:12])) if standing else
                       _("Define a key figure on the page Key figures first."), "kpi")
        on = _day(table, row, "on", line, needed=True)
        value = _number(table, row, "value", line, -MOST, MOST)
        if "value" not in row:
            table.tell("no-number", line, _("The row holds no value."), _("Write a number."), "value")
        if on is not None and (kpi, on) in found:
            table.tell("duplicate-actual", line, _("A value of the same key figure and day stands here twice."),
                       _("Keep one of them."), "on")
        if len(table.problems) == told and on is not None:
            found[kpi, on] = KpiMeasured(kpi=kpi, on=on, value=value, note=clean(row.get("note", ""), 400))
    return ([] if table.problems else list(found.values())), cut(table.problems)


def progress_template() -> str:
    """A file to begin with: its header and one report."""
    return written(PROGRESS_COLUMNS, [{"initiative": "I01", "unit": PROGRAMME, "on": "2027-01-31",
                                       "status": "running", "percent": 40, "started": "2026-11-02",
                                       "expected": "2027-03-31", "IT": 3, "OT": 2, "cost": 12}])


def actuals_template() -> str:
    """A file to begin with: its header and a value of the shipped key figures."""
    return written(ACTUAL_COLUMNS, [{"kpi": kpi.kpi, "on": "2027-03-31", "value": 10} for kpi in shipped_kpis()])


def _day(table: TableReader, row: Mapping[str, str], column: str, line: int, needed: bool = False) -> date | None:
    word = row.get(column, "")
    if not word and not needed:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        table.tell("no-date", line, _("{word} is no date.").format(word=quoted(word)), _("Write it as 2027-03-31."),
                   column)
        return None


def _number(table: TableReader, row: Mapping[str, str], column: str, line: int, least: float,
            most: float) -> float | None:
    word = row.get(column, "").removesuffix("%").strip().replace(",", ".")
    if not word:
        return None
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not least <= found <= most:
        table.tell("no-number", line, _("{word} is no number from {least} to {most}.").format(
            word=quoted(word), least=f"{least:g}", most=f"{most:g}"), _("Write a number, or leave it empty."), column)
        return None
    return found


def _status(word: str) -> TaskStatus:
    status: TaskStatus = word  # type: ignore[assignment]  # one of the known words, as was checked
    return status
