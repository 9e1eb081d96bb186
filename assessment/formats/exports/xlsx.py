"""The roadmap as an Excel workbook: real dates and numbers, filters, and no text that could run as a formula."""

from __future__ import annotations

from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from assessment.cells import BOLD, Sheet, Value, fill, put, saved, sheet_name
from assessment.domain.basis import ROLES
from assessment.domain.results import Results
from assessment.domain.roadmap import first_day
from assessment.domain.roadmap.loads import demand, limit, money, taken
from assessment.formats.exports.rows import (
    FIRST_MONTHS,
    TaskRow,
    conflict,
    left_out,
    milestones,
    one_line,
    stage_names,
    task_rows,
    unit_name,
)
from assessment.text import _, day

DAY, MONTH, AMOUNT, WHOLE, HOURS = "yyyy-mm-dd", "yyyy-mm", "#,##0.0", "#,##0", "#,##0"


def write(results: Results) -> bytes:
    """The workbook, its clock set to the results' day."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _read_me(book.create_sheet(sheet_name(_("Read me"))), results)
    for sheet in sheets(results):
        fill(book.create_sheet(sheet_name(sheet.name)), sheet)
    book.properties.title = one_line(_("Roadmap of {client}").format(client=results.engagement.client), 200)
    return saved(book, datetime.combine(results.as_of, time()))


def sheets(results: Results) -> list[Sheet]:
    """Every sheet but the first, which is running text."""
    rows = task_rows(results)
    return [_tasks(results, rows), _not_scheduled(results), _people(results), _money(results),
            _gates_and_windows(results), _first_90_days(results, rows)]


def _read_me(page: Worksheet, results: Results) -> None:
    engagement, frame = results.engagement, results.frame
    lines: list[tuple[str, str]] = [
        (_("What"), _("The roadmap of {client}: tasks, people, money, gates and windows.").format(
            client=one_line(engagement.client))),
        (_("As of"), day(results.as_of)),
        (_("Horizon"), _("{count} months from {start}").format(
            count=frame.months, start=day(first_day(frame.start, 0)))),
        (_("Digest of the results"), results.digest), (_("Version"), f"Interlock {results.version}")]
    lines += [(_("No plan"), text) for text in conflict(results)]
    lines += [
        (_("Units"), _("Effort in person-weeks, money in thousand {currency}, stopped production in hours.").format(
            currency=engagement.currency)),
        (_("How to read"), _("A task takes whole months: it starts on the first day of one and ends on the last day of "
                             "another. In months under Pauses nothing of it happens.")),
        (_("How to read"), _("Waits for says what keeps a task from starting a month earlier. Starts after names "
                             "the tasks that must have finished.")),
        (_("How to read"), _("The one-off cost falls into the quarter of the start, the yearly cost into the quarters "
                             "that begin after the end."))]
    lines += [(_("Assumed"), one_line(note)) for note in frame.notes]
    for number, (heading, text) in enumerate(lines, start=1):
        put(page.cell(number, 1), heading)
        page.cell(number, 1).font = BOLD
        put(page.cell(number, 2), text)
        page.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 110


def _tasks(results: Results, rows: list[TaskRow]) -> Sheet:
    currency, stages = results.engagement.currency, stage_names()
    columns = [(_("Task"), 22, ""), (_("Initiative"), 12, ""), (_("Name"), 46, ""), (_("Where"), 20, ""),
               (_("Stage"), 14, ""), (_("Start"), 12, DAY), (_("End"), 12, DAY), (_("Months of work"), 10, WHOLE),
               (_("Pauses"), 18, ""),
               *((_("{role}, person-weeks").format(role=_(role)), 12, AMOUNT) for role in ROLES),
               (_("All roles, person-weeks"), 12, AMOUNT),
               (_("Cost once, {currency} thousand").format(currency=currency), 14, AMOUNT),
               (_("Cost a year, {currency} thousand").format(currency=currency), 14, AMOUNT),
               (_("Owner"), 26, ""), (_("Starts after"), 30, ""), (_("Waits for"), 40, ""),
               (_("To show for it"), 50, ""), (_("Measured by"), 50, ""), (_("Hours of stopped production"), 12, HOURS),
               (_("Marks"), 24, "")]
    return Sheet(_("Tasks"), columns, [(
        row.id, row.initiative, row.name, row.unit_name, stages[row.stage], row.start, row.last, len(row.months),
        ", ".join(f"{month:%Y-%m}" for month in row.paused), *(row.effort.get(role, 0.0) for role in ROLES), row.weeks,
        row.cost, row.recurring, row.owner, ", ".join(row.prerequisites), row.waits_for, "\n".join(row.deliverables),
        "\n".join(row.kpis), row.stop_hours, ", ".join(_marks(row))) for row in rows])


def _marks(row: TaskRow) -> list[str]:
    marks = [(row.opens == "gate", _("opens the gate")), (row.opens == "decision", _("decides the path")),
             (row.connecting, _("connects")), (row.validated, _("validated")), (row.given, _("running programme"))]
    return [word for holds, word in marks if holds]


def _not_scheduled(results: Results) -> Sheet:
    return Sheet(_("Not scheduled"), [
        (_("Task or initiative"), 22, ""), (_("Initiative"), 12, ""), (_("Name"), 46, ""), (_("Where"), 20, ""),
        (_("Why"), 90, "")], [(row.id, row.initiative, row.name, row.unit_name, row.why) for row in left_out(results)])


def _people(results: Results) -> Sheet:
    frame, roadmap = results.frame, results.roadmap
    needed, there, running = demand(frame, roadmap), limit(frame, roadmap), taken(frame)
    return Sheet(_("People"), [
        (_("Role"), 14, ""), (_("Month"), 12, MONTH), (_("Needed"), 12, AMOUNT), (_("Limit"), 12, AMOUNT),
        (_("Free"), 12, AMOUNT), (_("Used by running programmes"), 16, AMOUNT)], [
        (_(role), first_day(frame.start, month), needed[role][month], there[role][month],
         there[role][month] - needed[role][month], running[role][month])
        for role in needed for month in range(frame.months)])


def _money(results: Results) -> Sheet:
    frame = results.frame
    course = money(frame, results.roadmap)
    budget = [*frame.budget[:frame.quarters], *[0.0] * (frame.quarters - len(frame.budget))]
    return Sheet(_("Money"), [
        (_("Quarter"), 10, WHOLE), (_("From"), 12, DAY), (_("Spend"), 14, AMOUNT), (_("Budget"), 14, AMOUNT),
        (_("Spend to date"), 14, AMOUNT), (_("Budget to date"), 14, AMOUNT), (_("Left"), 14, AMOUNT)], [
        (quarter + 1, first_day(frame.start, 3 * quarter), course.spend[quarter], budget[quarter],
         course.cumulative[quarter], course.allowed[quarter], course.allowed[quarter] - course.cumulative[quarter])
        for quarter in range(frame.quarters)])


def _gates_and_windows(results: Results) -> Sheet:
    engagement = results.engagement
    kinds = {"gate": _("Gate"), "decision": _("Path decision"), "conflict": _("No plan")}
    units = {row.id: row.unit_name for row in task_rows(results)}
    rows: list[tuple[Value, ...]] = [
        (kinds[m.kind], units.get(m.task, ""), m.day, m.day, one_line(f"{m.name}. {m.text}" if m.text else m.name))
        for m in milestones(results)]
    rows += [(_("Gate"), unit_name(results, site), None, None, _("open already")) for site in results.frame.open_gates]
    rows += [(_("Shutdown window"), unit_name(results, shutdown.site), shutdown.first, shutdown.last,
              one_line(shutdown.area)) for shutdown in engagement.shutdowns.values()]
    stops = {"site-work": _("work at the site"), "cut-over": _("cut-overs"), "validation": _("validation")}
    rows += [(_("Freeze"), unit_name(results, freeze.site) if freeze.site else _("everywhere"), freeze.first,
              freeze.last, one_line(_("Stops {what}.").format(what=", ".join(stops[word] for word in freeze.stops))
                                    + " " + freeze.reason)) for freeze in engagement.freezes.values()]
    return Sheet(_("Gates and windows"), [
        (_("Kind"), 18, ""), (_("Where"), 24, ""), (_("From"), 12, DAY), (_("To"), 12, DAY), (_("What"), 80, "")],
        sorted(rows, key=lambda row: (str(row[1]), str(row[2] or ""), str(row[0]), str(row[4]))))


def _first_90_days(results: Results, rows: list[TaskRow]) -> Sheet:
    end = first_day(results.frame.start, FIRST_MONTHS)
    return Sheet(_("First 90 days"), [
        (_("Task"), 22, ""), (_("Name"), 46, ""), (_("Where"), 20, ""), (_("Start"), 12, DAY), (_("End"), 12, DAY),
        (_("To show for it"), 60, ""), (_("Owner"), 26, "")], [
        (row.id, row.name, row.unit_name, row.start, row.last, "\n".join(row.deliverables or (row.change,)), row.owner)
        for row in rows if row.start < end])
