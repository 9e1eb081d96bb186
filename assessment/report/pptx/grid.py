"""Native tables: rows as high as their texts, no more of them than fit, shaded where a cell says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from assessment.report.pptx import theme as look
from assessment.report.pptx.fitting import IN_ARIAL, height, lines, one_line
from assessment.report.pptx.slide import Box, Slide
from assessment.report.tables import Column, Table

PADDING = 4.0
"""Points between a text and the edge of its cell."""
MOST = 7
"""Lines of a cell at most; of a longer text the rest stands in the notes."""
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Office's name of the table style without lines and colours."""


@dataclass(frozen=True)
class Shade:
    """A cell's colour: a place of the theme, mixed with `white` 0..1; `light` letters on a dark one."""

    colour: str
    white: float = 0.0
    light: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to be drawn. `shades` by (row, column), rows counted under the heading.

    A cell takes as many lines as its text does, at most MOST; in a map it takes `most`.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = look.CELL
    most: int = 3
    shades: dict[tuple[int, int], Shade] = field(default_factory=dict)
    centred: bool = False
    """Whether all columns but the first are narrow cells of a map."""


def chosen(table: Table, names: Sequence[int], widths: Sequence[float], most: int = 3,
           size: float = look.CELL) -> Grid:
    """Some columns of a table of the book, with widths for a slide."""
    columns = tuple(Column(table.columns[place].name, width, table.columns[place].align)
                    for place, width in zip(names, widths, strict=True))
    return Grid(columns, tuple(tuple(row[place] for place in names) for row in table.rows), size, most)


def _most(grid: Grid, heading: bool = False) -> int:
    """Lines of a cell."""
    return 3 if heading else grid.most if grid.centred else max(grid.most, MOST)


def _rooms(grid: Grid, box: Box) -> list[float]:
    """Points for the text of each column."""
    whole = sum(column.width for column in grid.columns)
    return [box.room * column.width / whole - 2 * PADDING for column in grid.columns]


def _high(grid: Grid, cells: Sequence[str], rooms: Sequence[float], bold: bool = False, spare: float = 1.0) -> float:
    """Points of a row, with `spare` times the room of a line."""
    most = _most(grid, bold)
    count = max(min(most, lines(one_line(cell), grid.size, room * spare, bold))
                for cell, room in zip(cells, rooms, strict=True))
    return height(count, grid.size) + 2 * PADDING


def fitting_rows(grid: Grid, box: Box, first: int = 0) -> int:
    """How many rows from `first` on have room under the heading, at least one."""
    rooms = _rooms(grid, box)
    left = Emu(box.height).pt - _high(grid, [column.name for column in grid.columns], rooms, bold=True)
    count = 0
    for row in grid.rows[first:]:
        left -= _high(grid, row, rooms)
        if left < 0:
            break
        count += 1
    return max(1, count)


def draw_grid(slide: Slide, grid: Grid, box: Box, name: str, alt: str, first: int = 0, count: int | None = None) -> int:
    """Rows `first` to `first + count` as a native table; the EMU where it ends."""
    count = len(grid.rows) - first if count is None else count
    rooms = _rooms(grid, box)
    drawn = slide.drawn.shapes.add_table(count + 1, len(grid.columns), box.left, box.top, box.width, Pt(10))
    slide.alt(drawn, name, alt)
    table = drawn.table
    table.horz_banding = False
    drawn._element.xpath(".//a:tableStyleId")[0].text = PLAIN
    for column, room in zip(table.columns, rooms, strict=True):
        column.width = Pt(room + 2 * PADDING)
    heading = [column.name for column in grid.columns]
    total = 0.0
    for place in range(count + 1):
        texts = heading if not place else grid.rows[first + place - 1]
        table.rows[place].height = Pt(_high(grid, texts, rooms, not place, IN_ARIAL))  # a wider letter makes it higher
        total += _high(grid, texts, rooms, not place)
        for column, (text, cell) in enumerate(zip(texts, table._tbl.tr_lst[place].tc_lst, strict=True)):
            shade = grid.shades.get((first + place - 1, column)) if place else None
            _fill(slide, cell, one_line(text), grid, column, rooms[column], not place, shade)
    drawn.height = sum(row.height for row in table.rows)
    return int(box.top + Pt(total))


def _fill(slide: Slide, cell: Any, text: str, grid: Grid, column: int, room: float, heading: bool,
          shade: Shade | None) -> None:
    """A cell written as elements: the library's own way takes most of the time of a deck."""
    narrow = grid.centred and column > 0
    paragraph = cell.txBody.find(qn("a:p"))
    etree.SubElement(paragraph, qn("a:pPr"), algn="ctr" if narrow else grid.columns[column].align[0])
    shown = slide.kept(text, grid.size, room + (2 * PADDING - 2 if narrow else 0), _most(grid, heading), heading)
    slide.run(paragraph, shown, grid.size, heading,
              look.QUIET if heading else look.PAPER if shade and shade.light else look.TEXT)
    aside, above = str(Pt(1 if narrow else PADDING)), str(Pt(PADDING))
    properties = cell.get_or_add_tcPr()
    for name, value in (("marL", aside), ("marR", aside), ("marT", above), ("marB", above),
                        ("anchor", "b" if heading else "t")):
        properties.set(name, value)
    line = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(1.25) if heading else Pt(0.5)))
    _colour(line, look.TEXT if heading else look.GREY)
    if shade:
        _colour(properties, shade.colour, shade.white)


def _colour(parent: Any, colour: str, white: float = 0.0) -> None:
    """A solid fill of a place of the theme, mixed with white."""
    filled = etree.SubElement(etree.SubElement(parent, qn("a:solidFill")), qn("a:schemeClr"), val=colour)
    if white:
        etree.SubElement(filled, qn("a:lumMod"), val=str(round(100_000 * (1 - white))))
        etree.SubElement(filled, qn("a:lumOff"), val=str(round(100_000 * white)))
