"""A person's questions as an Excel workbook: locked text, five cells a row to fill in, lists to choose from."""

from __future__ import annotations

from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessment.cells import HEADER, put, saved, sheet_name
from assessment.domain.asking import asked_at
from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement
from assessment.domain.pack import Pack, Question, speak
from assessment.formats.workbook.layout import (
    ANSWERS,
    COLUMNS,
    CONFIDENCE,
    FILLED,
    FIRST_ROW,
    LEVELS,
    META,
    given,
    meta_of,
)
from assessment.text import _, language

WIDTHS = {"question": 22, "dimension": 20, "text": 48, "level": 12, "sure": 12, "comment": 40, "evidence": 40,
          "measured": 12, "before": 4}
INPUT = PatternFill("solid", start_color="FFFFF7DB")
THIN = Side(style="thin", color="FF8A96A3")
LINE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def write_workbook(engagement: Engagement, cycle: str, person: str) -> bytes:
    """The workbook of one person, with the answers so far. Raises NotFound; the same state gives the same bytes."""
    known = engagement.people.get(person)
    if known is None:
        raise NotFound("person", person)
    pack = speak(engagement.the_pack, language())
    asked = [(pack.by_id[d.id].name, pack.questions[q.id])
             for d, q in asked_at(engagement, cycle, known.site, known.function)]
    book = Workbook()
    book.remove(book.worksheets[0])
    _instructions(book.create_sheet(sheet_name(_("Instructions"))), engagement, known.site)
    _answers(book.create_sheet(ANSWERS), engagement, cycle, person, pack, asked)
    _levels(book.create_sheet(LEVELS), pack, asked)
    meta = book.create_sheet(META)
    for number, pair in enumerate(meta_of(engagement, cycle, person).items(), start=1):
        for column, text in enumerate(pair, start=1):
            put(meta.cell(number, column), text)
    meta.sheet_state = "veryHidden"
    return saved(book, datetime.combine(engagement.as_of or engagement.cycle(cycle).opened, time()))


def _instructions(page: Worksheet, engagement: Engagement, site: str | None) -> None:
    lines = [engagement.client, engagement.sites[site].name if site else _("The network"),
             _("Fill in the yellow cells of the sheet {sheet}. Choose the level that fits today, not the one you hope "
               "for; the sheet {levels} has each level in full.").format(sheet=ANSWERS, levels=LEVELS),
             _("na: the question does not apply here; say why in the comment. unknown: you do not know; it counts as "
               "not answered."),
             _("Evidence: one piece a line. measured: yes where the evidence is measured data."),
             _("Rows may be sorted or deleted; what is left out is not touched. Send the file back to whoever gave it "
               "to you: each answer is looked at before it is recorded.")]
    for number, text in enumerate(lines, start=1):
        put(page.cell(number, 1), text)
        page.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(1, 1).font = Font(bold=True, size=14)
    page.column_dimensions["A"].width = 100
    page.protection.enable()


def _answers(page: Worksheet, engagement: Engagement, cycle: str, person: str, pack: Pack,
             asked: list[tuple[str, Question]]) -> None:
    heads = {"question": _("Question"), "dimension": _("Dimension"), "text": _("What is asked"), "level": _("Level"),
             "sure": _("How sure"), "comment": _("Comment"), "evidence": _("Evidence"), "measured": _("Measured"),
             "before": ""}
    for column, name in enumerate(COLUMNS, start=1):
        for row, text in ((1, heads[name]), (2, name)):
            cell = page.cell(row, column)
            put(cell, text)
            cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), HEADER
        page.column_dimensions[get_column_letter(column)].width = WIDTHS[name]
    page.row_dimensions[2].hidden = True
    page.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True
    for row, (dimension, question) in enumerate(asked, start=FIRST_ROW):
        before = given(engagement.votes(cycle, engagement.people[person].site, question.id).get(person))
        cells = (question.id, dimension, question.text, before.level, before.sure, before.comment,
                 "\n".join(before.evidence), "yes" if before.measured else "", before.mark)
        for column, (name, value) in enumerate(zip(COLUMNS, cells, strict=True), start=1):
            cell = page.cell(row, column)
            put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if name in FILLED:
                cell.fill, cell.border, cell.protection = INPUT, LINE, Protection(locked=False)
        _list(page, f"{_at('level')}{row}", [*map(str, pack.choices(question)), "na", "unknown"], _("Level"),
              _("The level that fits today; na with a reason in the comment."))
    if asked:
        last = FIRST_ROW + len(asked) - 1
        _list(page, f"{_at('sure')}{FIRST_ROW}:{_at('sure')}{last}", list(CONFIDENCE), _("How sure"),
              _("low, medium or high; may stay empty."))
        _list(page, f"{_at('measured')}{FIRST_ROW}:{_at('measured')}{last}", ["yes"], _("Measured"),
              _("yes where the evidence is measured data."))
        page.auto_filter.ref = f"A2:{get_column_letter(len(COLUMNS))}{last}"
    page.freeze_panes = f"D{FIRST_ROW}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.protection.enable()
    page.protection.sort = page.protection.autoFilter = page.protection.formatRows = False


def _at(name: str) -> str:
    return get_column_letter(COLUMNS.index(name) + 1)


def _list(page: Worksheet, cells: str, words: list[str], title: str, prompt: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True,
                          showInputMessage=True, promptTitle=title, prompt=prompt,
                          errorTitle=title, error=_("Choose one of the list."))
    page.add_data_validation(rule)
    rule.add(cells)


def _levels(page: Worksheet, pack: Pack, asked: list[tuple[str, Question]]) -> None:
    row = 1
    for _dimension, question in asked:
        put(page.cell(row, 1), question.id)
        put(page.cell(row, 2), question.text)
        page.cell(row, 1).font = page.cell(row, 2).font = Font(bold=True)
        page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        for level in pack.choices(question):
            row += 1
            put(page.cell(row, 1), f"{level} {pack.scale.name(level)}")
            put(page.cell(row, 2), question.anchors[level])
            page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        row += 2
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 100
    page.protection.enable()
