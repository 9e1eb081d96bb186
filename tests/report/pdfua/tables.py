"""Rules about tables."""

from __future__ import annotations

from pdfua.paper import Element, Paper

HOLDS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
         "TR": {"TH", "TD"}}
STANDS_IN = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"},
             "TBody": {"Table"}, "TFoot": {"Table"}}


def tables_nest(paper: Paper) -> list[str]:
    said = [f"{kid.kind} in {e.kind}" for e in paper.elements if e.kind in HOLDS
            for kid in e.kids if kid.kind not in HOLDS[e.kind]]
    return said + [f"{e.kind} outside its place" for e in paper.elements if e.kind in STANDS_IN
                   and (e.parent is None or e.parent.kind not in STANDS_IN[e.kind])]


def one_head(paper: Paper) -> list[str]:
    """A head that is repeated on each page is an artifact there."""
    return [f"{count} heads in a table" for e in paper.of("Table")
            if (count := sum(kid.kind == "THead" for kid in e.kids)) > 1]


def tables_have_heads(paper: Paper) -> list[str]:
    return ["a table without header cells" for e in paper.of("Table") if not e.within("TH")]


def heads_have_scope(paper: Paper) -> list[str]:
    return [f"scope {e.attribute('/Scope')}" for e in paper.of("TH")
            if str(e.attribute("/Scope")) not in ("/Row", "/Column", "/Both")]


def rows_are_regular(paper: Paper) -> list[str]:
    """As many cells in each row, cells over several rows or columns counted for each."""
    said = []
    for table in paper.of("Table"):
        widths = _widths(table.within("TR"))
        if len(set(widths)) > 1:
            said.append(f"rows of {sorted(set(widths))} cells")
    return said


def _widths(rows: list[Element]) -> list[int]:
    reaching: dict[int, int] = {}
    widths = []
    for row in rows:
        width, below = sum(left > 0 for left in reaching.values()), dict.fromkeys(
            [c for c, left in reaching.items() if left > 1], 0)
        below = {c: left - 1 for c, left in reaching.items() if left > 1}
        column = 0
        for cell in (kid for kid in row.kids if kid.kind in ("TH", "TD")):
            while reaching.get(column, 0) > 0:
                column += 1
            across, down = int(cell.attribute("/ColSpan") or 1), int(cell.attribute("/RowSpan") or 1)
            for c in range(column, column + across):
                if down > 1:
                    below[c] = down - 1
            column += across
            width += across
        reaching = below
        widths.append(width)
    return widths


def cells_hold_one_mark_of_a_page(paper: Paper) -> list[str]:
    """A row stays on one page: a cell whose text lies on two is read with another row in between."""
    return ["a row over two pages" for e in paper.of("TR")
            if len({mark[0] for cell in e.kids for mark in cell.marks}) > 1]


TABLES = {rule.__name__: rule for rule in (
    tables_nest, one_head, tables_have_heads, heads_have_scope, rows_are_regular, cells_hold_one_mark_of_a_page)}
