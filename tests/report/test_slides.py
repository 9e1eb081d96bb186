"""The slides: native tables and charts, words for all of them, notes with the source, nothing off the slide."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt
from report.booked import HOSTILE, alive, hostile, small

from assessment.domain.scoring import PerceptionGap, Scorecard
from assessment.report import build, pptx
from assessment.report.edition import Edition
from assessment.report.pptx import theme as look
from assessment.report.pptx.deck import portions
from assessment.report.pptx.fitting import MORE, lines, shortened, width
from assessment.report.pptx.grid import Grid, fitting_rows
from assessment.report.pptx.slide import body
from assessment.report.tables import Column


def opened(book):
    return Presentation(io.BytesIO(pptx.render(book)))


@pytest.fixture(scope="module")
def deck():
    return opened(small())


@pytest.fixture(scope="module")
def attacked():
    return opened(hostile())


def frames(deck):
    return [(number, shape) for number, slide in enumerate(deck.slides, start=1) for shape in slide.shapes
            if shape.has_chart or shape.has_table]


def test_every_slide_has_a_title_a_source_and_notes(deck):
    digest = small().results.digest
    assert 12 <= len(deck.slides) <= 18
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert any(digest[:12] in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        notes = slide.notes_slide.notes_text_frame.text
        assert digest in notes
        assert "stamp of the facts stamp" in notes
        assert small().dated in notes
        assert f"n = {small().results.scorecard.voters} people" in notes


def test_tables_and_charts_are_native_and_told_in_words(deck):
    found = frames(deck)
    assert sum(shape.has_chart for _number, shape in found) >= 4
    assert sum(shape.has_table for _number, shape in found) >= 9
    for number, shape in found:
        assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr", "")) > 20, number
        if shape.has_table:
            assert shape.table.first_row, number
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]


def test_the_parts_are_as_office_wants_them(deck):
    """What one program forgives another offers to repair."""
    assert deck.part._element.find(qn("p:sldSz")).attrib.keys() == ["cx", "cy"]
    for slide in deck.slides:
        assert all(len(cell.xpath("./a:tcPr")) == 1 and len(cell.xpath("./a:txBody")) == 1
                   for cell in slide.element.iter(qn("a:tc")))
        ids = [shown.get("id") for shown in slide.element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        for paragraph in slide.element.iter(qn("a:p")):
            order = [child.tag for child in paragraph]
            ranks = [(qn("a:pPr"), qn("a:r"), qn("a:fld"), qn("a:endParaRPr")).index(tag) for tag in order]
            assert ranks == sorted(ranks)


def test_the_title_is_read_first_and_the_source_last(deck):
    for slide in deck.slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert shapes[-2].name == "Source"


def test_charts_show_what_the_tables_say(deck):
    rows = {row[0]: row for row in small().tables["dimensions"].rows}
    chart = next(shape.chart for _number, shape in frames(deck)
                 if shape.has_chart and set(shape.chart.plots[0].categories) <= set(rows))
    scores, targets = chart.plots[0].series
    for name, score, target in zip(chart.plots[0].categories, scores.values, targets.values, strict=True):
        assert (f"{score:.1f}", f"{target:.1f}") == (rows[name][1], rows[name][4])
    with io.BytesIO(chart.part.chart_workbook.xlsx_part.blob) as data:
        page = load_workbook(data).active
    assert [cell.value for cell in page["A"][1:]] == list(chart.plots[0].categories)
    assert [cell.value for cell in page["B"][1:]] == list(scores.values)


@pytest.mark.parametrize("which", ["deck", "attacked"])
def test_nothing_leaves_the_slide_or_lies_on_its_neighbour(which: str, request):
    deck = request.getfixturevalue(which)
    for number, slide in enumerate(deck.slides, start=1):
        boxes = []
        for shape in slide.shapes:
            if shape.is_placeholder and shape.placeholder_format.type.name == "SLIDE_NUMBER":
                continue
            high = reckoned(shape)
            assert shape.left >= 0, (number, shape.name)
            assert shape.left + shape.width <= deck.slide_width, (number, shape.name)
            assert shape.top + high <= deck.slide_height, (number, shape.name)
            boxes.append((shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + high))
        for place, (name, left, top, right, bottom) in enumerate(boxes):
            for other, x, y, x2, y2 in boxes[place + 1:]:
                apart = right <= x or x2 <= left or bottom <= y + 20_000 or y2 <= top + 20_000
                assert apart, (number, name, other)


def reckoned(shape) -> int:
    """Height in EMU in the widest letters that may show it."""
    if shape.has_text_frame and not shape.is_placeholder:
        total = 0.0
        for paragraph in shape.text_frame.paragraphs:
            if paragraph.runs:
                run = paragraph.runs[0]
                room = Emu(shape.width).pt - (14 if paragraph._p.xpath("./a:pPr/@marL") else 0)
                total += lines(run.text, run.font.size.pt, room, bool(run.font.bold)) * run.font.size.pt * look.LEADING
                total += paragraph.space_after.pt if paragraph.space_after is not None else 0
        return Pt(total)
    if shape.has_table:
        total = 0.0
        for row in shape.table.rows:
            high = 0.0
            for column, cell in zip(shape.table.columns, row.cells, strict=True):
                runs = cell.text_frame.paragraphs[0].runs
                if runs:
                    room = Emu(column.width - cell.margin_left - cell.margin_right).pt
                    count = lines(runs[0].text, runs[0].font.size.pt, room, bool(runs[0].font.bold))
                    high = max(high, count * runs[0].font.size.pt * look.LEADING + 8)
            total += high
        return Pt(total)
    return shape.height


def test_hostile_text_stays_text(attacked):
    made = pptx.render(hostile())
    assert alive(made) == []
    texts = [paragraph.text for slide in attacked.slides for shape in slide.shapes if shape.has_text_frame
             for paragraph in shape.text_frame.paragraphs]
    assert any(HOSTILE[7] in text for text in texts)
    assert "漢字とعربي🙂" in " ".join(slide.notes_slide.notes_text_frame.text for slide in attacked.slides)


def test_the_same_book_gives_the_same_bytes_and_no_clock():
    made = pptx.render(small())
    assert made == pptx.render(small())
    told = Presentation(io.BytesIO(made)).core_properties
    assert (told.created, told.modified) == (told.modified, told.created)
    assert told.created.date() == small().results.as_of
    assert told.title == small().title


def test_what_is_cut_stands_whole_in_the_notes():
    long = "First sentence that says much. " + "And a long one that goes on and on, with many words in it. " * 80
    book = replace(small(), findings=(("critical", long), *small().findings))
    slide = next(slide for slide in opened(book).slides if "stand behind" in slide.shapes.title.text_frame.text
                 or "stands behind" in slide.shapes.title.text_frame.text)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    shown = table.cell(1, 1).text_frame.text
    assert shown.endswith(MORE)
    assert shown.removesuffix(MORE).endswith(".")
    assert long.strip() in slide.notes_slide.notes_text_frame.text


def test_forty_sites_take_two_slides_and_the_rest_is_named():
    table = small().tables["sites"]
    rows = tuple((f"Plant number {number}", *table.rows[0][1:]) for number in range(60))
    found = [slide for slide in opened(replace(small(), tables={
        **small().tables, "sites": replace(table, rows=rows)})).slides
        if any(shape.has_table and shape.table.cell(0, 0).text == "Site" and shape.table.cell(1, 0).text.startswith(
            "Plant number") for shape in slide.shapes)]
    assert len(found) == 2
    told = " ".join(shape.text_frame.text for shape in found[1].shapes if shape.has_text_frame)
    assert "more rows in the data book, sheet 'Scores by site and" in told


def test_a_table_is_split_evenly_and_whole():
    columns = (Column("A", 50), Column("B", 50))
    grid = Grid(columns, tuple((str(number), "text") for number in range(25)))
    counts = portions(grid, body(), 3)
    assert sum(counts) == 25
    assert max(counts) - min(counts) <= 1
    assert fitting_rows(grid, body(), 0) >= counts[0]
    assert sum(portions(grid, body(), 1)) < 25


def test_editions_have_their_slides():
    counts = {variant: len(opened(replace(small(), edition=Edition(variant=variant))).slides)
              for variant in ("full", "board", "brief", "delta", "site")}
    assert counts["brief"] <= 4 < counts["board"]
    assert counts["board"] == counts["full"]
    assert 0 < counts["site"] < counts["full"]


def test_a_book_without_tables_and_charts_still_gives_a_deck():
    assert len(opened(replace(small(), tables={}, charts={}, findings=(), figures=())).slides) >= 2


def test_texts_are_cut_at_sentences_then_words_then_letters():
    assert shortened("Short.", 12, 200, 1) == "Short."
    cut = shortened("One sentence here. Another that is far too long to be shown on it.", 12, 150, 1)
    assert cut == "One sentence here. …"
    assert shortened("word " * 50, 12, 100, 1).endswith("word …")
    assert lines(shortened("x" * 500, 12, 100, 2), 12, 100) <= 2
    assert width("漢", 10) > width("i", 10)


def test_shades_follow_the_value():
    deck = opened(small())
    cells = [cell for _number, shape in frames(deck) if shape.has_table for cell in shape.table.iter_cells()
             if cell._tc.xpath("./a:tcPr/a:solidFill") and cell.text in ("1.5", "2.5")]
    whites = {cell.text: cell._tc.xpath("./a:tcPr/a:solidFill//a:lumOff/@val") for cell in cells}
    assert whites["1.5"] != []
    assert int(whites["2.5"][0]) <= int(whites["1.5"][0])




def test_the_cost_is_among_what_moves_the_money_furthest(deck):
    name = "What moves the money furthest"
    table, = (shape.table for _number, shape in frames(deck) if shape.has_table and shape.name.startswith(name))
    assert "Cost of the effort" in [row.cells[0].text for row in table.rows]


def test_the_slide_of_the_gaps_says_how_many_of_all_it_shows():
    results = small().results
    card, names = results.scorecard, list(results.engagement.the_pack.capabilities)[:15]
    seen = Scorecard(**{name: getattr(card, name) for name in Scorecard.model_fields} | {"gaps": tuple(PerceptionGap(
        node=name, kind="capability", site=None, it=3, ot=2, gap=1, interval=None, n_it=5, n_ot=5, finding=True)
        for name in names)})
    deck = opened(build(replace(results, scorecards={results.cycle.id: seen}), "stamp"))
    slide = next(slide for slide in deck.slides if "of 15 capabilities above" in slide.shapes.title.text)
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    graph, = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert f"the {len(graph.plots[0].categories)} widest of 15 gaps" in said
    assert "square" not in said


def test_words_that_fit_in_smaller_letters_or_on_more_lines_are_not_cut():
    """A decision without its who and its day, or a title without its end, is another message."""
    asked = small().tables["decisions"]
    what = "Decide on something that takes many words to tell, with what speaks for it and what against it " * 2
    rows = ((*asked.rows[0][:1], what, "Chief information security officer and Head of Quality", "28 September 2026"),
            *asked.rows[1:])
    long = "A headline with as many words as a careful reader would still bear on a slide that is read at a desk " * 2
    deck = opened(replace(small(), headline=long, tables={**small().tables, "decisions": replace(asked, rows=rows)}))
    slide = deck.slides[1]
    texts = [paragraph.text for shape in slide.shapes if shape.has_text_frame
             for paragraph in shape.text_frame.paragraphs]
    assert any(text.endswith("Head of Quality, 28 September 2026)") for text in texts)
    assert slide.shapes.title.text_frame.text == long.strip()
    cells = [cell.text for _number, shape in frames(deck) if shape.has_table for cell in shape.table.iter_cells()]
    assert what.strip() in cells


def test_slides_bear_the_mark_of_a_draft_until_the_report_is_final():
    for final in (False, True):
        for slide in opened(replace(small(), final=final)).slides:
            marks = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "DRAFT"]
            assert len(marks) == (0 if final else 1)


def test_the_title_of_the_findings_counts_the_rows_that_it_heads():
    found = tuple(("critical" if place < 2 else "important", f"Finding {place}.") for place in range(20))
    slide = opened(replace(small(), findings=found)).slides[2]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    weights = [row.cells[0].text for row in list(table.rows)[1:]]
    assert weights.count("critical") == 2
    assert slide.shapes.title.text_frame.text == (
        f"2 critical findings stand behind the answer; the next {weights.count('important')} are important")


def test_what_a_slide_says_of_its_drawing_is_what_it_draws(deck):
    told = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert not [text for text in told if "circle" in text or "band:" in text]
    assert any("broken lines: P10 and P90" in text for text in told)
