"""Office files of the large sample against the same cells and shapes without a look, written by the same libraries."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.util import Inches

from assessment.workspace import Workspace
from bench.figures import Row, median_time


def office(workspace: Workspace) -> list[Row]:
    from assessment.report import build, pptx, xlsx

    book = build(workspace.results(), "bench")
    deck, data = pptx.render(book), xlsx.render(book)
    pages = [[[cell.value for cell in row] for row in page.iter_rows()] for page in load_workbook(io.BytesIO(data))]
    slides = Presentation(io.BytesIO(deck)).slides
    cells = sum(len(row) for page in pages for row in page)
    shapes = sum(len(slide.shapes) for slide in slides)
    drawn = sum(len(list(shape.table.iter_cells())) for slide in slides for shape in slide.shapes if shape.has_table)
    return [
        Row(f"data book ({len(pages)} sheets, {cells:,} cells)", median_time(lambda: xlsx.render(book), 3),
            median_time(lambda: _plain_book(pages), 3), 3, "floor: openpyxl, the same values without a look"),
        Row(f"slides ({len(slides)} with {shapes} shapes, {drawn} cells)", median_time(lambda: pptx.render(book), 3),
            median_time(lambda: _plain_deck(slides), 3), 3, "floor: python-pptx, same shapes and texts, no look"),
    ]


def _plain_book(pages: list[list[list[object]]]) -> bytes:
    book = Workbook()
    for page in pages:
        made = book.create_sheet()
        for row in page:
            made.append(["'" + value if isinstance(value, str) and value.startswith("=") else value for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain_deck(slides: object) -> bytes:
    deck = Presentation()
    for slide in slides:  # type: ignore[attr-defined]  # the library has no types
        made = deck.slides.add_slide(deck.slide_layouts[5])
        for shape in slide.shapes:
            if shape.has_table:
                rows = list(shape.table.rows)
                table = made.shapes.add_table(len(rows), len(shape.table.columns), 0, 0, Inches(9), Inches(4)).table
                for to, cell in zip(table.iter_cells(), shape.table.iter_cells(), strict=True):
                    to.text = cell.text
            elif shape.has_chart:
                data = CategoryChartData()
                data.categories = list(shape.chart.plots[0].categories)
                for series in shape.chart.plots[0].series:
                    data.add_series(series.name, series.values)
                made.shapes.add_chart(shape.chart.chart_type, 0, 0, Inches(9), Inches(4), data)
            elif shape.has_text_frame:
                made.shapes.add_textbox(0, 0, Inches(9), Inches(1)).text_frame.text = shape.text_frame.text
        made.notes_slide.notes_text_frame.text = slide.notes_slide.notes_text_frame.text
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
