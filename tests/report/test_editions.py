"""Editions: one content model, each section where its head says, a page count that holds, nothing claimed."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from report.moved import second_cycle

from assessment.domain.facts import ReportBranded, ReportEdited, ReportFinalised
from assessment.report import build, html, pdf, render
from assessment.report.book import DRAWN, PARTS
from assessment.report.edition import VARIANTS, Edition
from assessment.report.material import Material
from assessment.report.sections import KEYS, arranged, read, shipped
from assessment.shipped import SAMPLES
from assessment.text import speaking
from assessment.workspace import Workspace, run_brief

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="540" height="200"></svg>'
CLAIMS = re.compile(r"\bcompliant\b|\bkonform\w{0,2}\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return run_brief(SAMPLES / "small" / "brief.yaml")


@pytest.fixture(scope="module")
def results(workspace: Workspace):
    return workspace.results()


def editions(site: str) -> list[Edition]:
    return [*(Edition(variant=variant, site=site if variant == "site" else None) for variant in VARIANTS),
            Edition(restricted=True)]


def page(results, edition: Edition, material: Material | None = None) -> str:
    book = build(results, "stamp", edition, material or Material())
    return html.render(book, dict.fromkeys(book.charts, BLANK))


def pages(results, edition: Edition) -> int:
    book = build(results, "stamp", edition)
    with pikepdf.open(io.BytesIO(pdf.render(book, dict.fromkeys(book.charts, BLANK)))) as document:
        return len(document.pages)


def test_every_shipped_section_says_where_it_stands():
    assert len(shipped()) >= 35
    assert all(section.places for section in shipped())
    assert {key for section in shipped() for key in section.places} == set(KEYS)
    assert len({section.id for section in shipped()}) == len(shipped())


@pytest.mark.parametrize(("language", "paper"), [("en", "A4"), ("de", "A4"), ("de", "Letter")])
def test_each_variant_has_the_length_that_it_promises(results, language, paper):
    with speaking(language):
        assert pages(results, Edition(variant="brief", paper=paper)) == 1
        assert pages(results, Edition(variant="site", site="north", paper=paper)) <= 2
        assert pages(results, Edition(variant="delta", paper=paper)) <= 4
        assert pages(results, Edition(variant="board", paper=paper)) <= 6


def test_no_variant_claims_conformity_in_any_language(results):
    titles = [html_text(reference.name) for reference in results.engagement.the_pack.references]
    told = [page(results, edition) for edition in editions("north")]
    with speaking("de"):
        told += [page(results, edition) for edition in editions("north")]
    for text in told:
        for title in titles:  # a guide may have the word in its title
            text = text.replace(title, "")
        assert CLAIMS.findall(text) == []


def test_every_reference_carries_edition_and_as_of_date(results):
    rows = build(results).tables["references"].rows
    assert len(rows) >= 10
    assert all(edition.strip() for _name, edition, _as_of, _state in rows)
    assert all(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", as_of) for _name, _edition, as_of, _state in rows)


def test_the_first_page_says_what_it_rests_on_and_what_would_change_it(results):
    book = build(results)
    assert len(book.levers) == 3
    assert any("would lead" in text for text in book.levers)
    for edition in (Edition(), Edition(variant="board"), Edition(variant="brief")):
        first = page(results, edition).split("</section>")[0]
        for text in (*book.rests, *book.levers):
            assert html.joined(html_text(text)) in first
    told = " ".join(book.rests)
    shares = [int(share) for share in re.findall(r"(\d+) %", told)]
    assert len(shares) == 3
    assert sum(shares) == pytest.approx(100, abs=2)
    assert "All of the cost rests on the catalogue's estimates" in told  # the client has stated none of its own


def html_text(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def edited(results, *facts) -> Material:
    reporting = results.engagement.reporting
    for number, fact in enumerate(facts, start=1):
        reporting = reporting.after(number, fact)
    return Material(reporting=reporting)


def test_a_section_is_hidden_moved_and_commented_for_its_variant_only(results):
    material = edited(
        results, ReportEdited(variant="board", section="40-path", cycle="first", hidden=True),
        ReportEdited(variant="board", section="60-money", cycle="first", position=15,
                     comment="We <b>waited</b>.\nNow."))
    board = page(results, Edition(variant="board"), material)
    assert 'id="40-path"' not in board
    assert board.index('id="60-money"') < board.index('id="20-maturity"')
    assert "We &lt;b&gt;waited&lt;/b&gt;." in board
    full = page(results, Edition(), material)
    assert 'id="40-path"' in full
    assert "waited" not in full


def test_words_hold_for_their_cycle_and_the_order_for_the_next_too(results):
    material = edited(results, ReportEdited(
        variant="board", section="60-money", cycle="earlier", position=15, headline="Old words", comment="Old comment"))
    section = next(s for s in arranged(Edition(variant="board"), material.reporting, "first") if s.id == "60-money")
    assert (section.position, section.headline, section.comment) == (15, "", "")
    before = next(s for s in arranged(Edition(variant="board"), material.reporting, "earlier") if s.id == "60-money")
    assert (before.headline, before.comment) == ("Old words", "Old comment")


def test_an_edited_headline_is_printed_and_the_computed_one_stays_on_record(results):
    computed = build(results).headline
    for variant in ("full", "board", "brief"):
        material = edited(results, ReportEdited(
            variant=variant, section="10-summary", cycle="first", headline="Join the sides before the systems"))
        book = build(results, "s", Edition(variant=variant), material)
        assert (book.headline, book.computed_headline) == ("Join the sides before the systems", computed)
        text = page(results, Edition(variant=variant), material)
        assert "<h1>Join the sides before the systems</h1>" in text
        assert html.joined(html_text(computed)) in text.split("</h1>")[1]


def test_final_holds_for_these_results_and_ends_with_an_edit(results):
    final = ReportFinalised(cycle="first", digest=results.digest)
    assert build(results).draft
    assert build(results, material=edited(results, final)).final
    assert not build(results, material=edited(results, ReportFinalised(cycle="first", digest="0" * 64))).final
    edit = ReportEdited(variant="board", section="40-path", cycle="first", comment="One more word")
    assert not build(results, material=edited(results, final, edit)).final
    assert not build(results, material=edited(results, final, ReportFinalised(
        cycle="first", digest=results.digest, withdrawn=True))).final
    other = edit.model_copy(update={"cycle": "another"})
    assert build(results, material=edited(results, final, other)).final


def test_the_brand_is_in_the_page(results):
    material = edited(results, ReportBranded(accent="#7a1f5a", cover="For the board of <Example>",
                                             confidentiality="Strictly confidential"))
    text = page(results, Edition(variant="brief"), material)
    assert "--accent: #7a1f5a" in text
    assert "For the board of &lt;Example&gt;" in text
    assert "Strictly confidential ·" in text


def test_a_chart_is_made_only_where_a_section_shows_it(results):
    assert build(results, edition=Edition(variant="brief")).charts == {}
    board = build(results, edition=Edition(variant="board"))
    assert {"dimensions", "gantt"} <= board.charts.keys()
    assert page(results, Edition(variant="board")).count("<img ") == len(board.charts)


def test_every_chart_that_a_section_names_has_somebody_who_makes_it(results):
    named = {name.removesuffix("-*") for edition in editions("north") for name in (
        name for section in arranged(edition, results.engagement.reporting, "first") for name in section.charts)}
    assert named == {*DRAWN, *PARTS, "zones"}
    assert all(chart is None or chart.id == id_ for id_, chart in ((id_, make(results)) for id_, make in DRAWN.items()))


def test_redacted_data_and_the_same_bytes_again(results):
    edition = Edition(variant="delta", redact=frozenset({"sites"}))
    first = render(results, "json", "s", edition)
    assert first == render(results, "json", "s", edition)
    assert b"North plant" not in first
    assert b"Site A" in first


def test_a_head_that_says_nonsense_is_told():
    head = '{# in: full #}{% set title = "Ours" %}<p>x</p>'
    section = read("55-ours", head, own=True)
    assert not isinstance(section, str)
    assert (section.title, dict(section.places), section.own) == ("Ours", {"full": 55}, True)
    assert "begin with a comment" in str(read("55-ours", "<p>x</p>"))
    assert "title is missing" in str(read("55-ours", "{# in: full #}<p>x</p>"))
    assert "not a variant" in str(read("55-ours", head.replace("full", "poster")))
    assert "two digits" in str(read("../55", head))


@pytest.fixture(scope="module")
def moved():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    second_cycle(workspace)
    return workspace.results()


@pytest.mark.parametrize(("language", "paper"), [("en", "A4"), ("de", "A4"), ("de", "Letter")])
def test_the_quarterly_report_tells_what_moved_on_four_pages(moved, language, paper):
    with speaking(language):
        assert pages(moved, Edition(variant="delta", paper=paper)) <= 4


def test_what_moved_can_be_traced_from_the_full_report(moved):
    short, whole = build(moved, "", Edition(variant="delta")), build(moved, "", Edition())
    for book in (short, whole):
        assert len(book.tables["trend-indices"].rows) == 3
        assert [row[0] for row in book.tables["trend-sites"].rows] == ["North plant", "South plant"]
    told = html.render(short, dict.fromkeys(short.charts, BLANK))
    assert short.tables["movers-first"].rows[0][-1] == whole.tables["movers"].rows[0][-1]
    answers = short.tables["moved-answers"]
    for row in short.tables["trend"].rows:
        code = row[0].split(" ")[0]
        added = [float(cells[6].replace("−", "-")) for cells in answers.rows if cells[0] == code]
        assert sum(added) == pytest.approx(float(row[3].replace("−", "-")), abs=0.005 + 0.0005 * len(added)), code
    assert all(cells[-1] in told for cells in answers.rows)
    question = short.tables["movers-first"].rows[0][0]
    assert question in html_text(told) or question in told
    cycle, place, asked = whole.tables["movers"].rows[0][-1].split(", ")[-1].split("/")
    assert moved.engagement.votes(cycle, place, asked)
    assert f"{cycle}/{place}/{asked}" in html.render(whole, dict.fromkeys(whole.charts, BLANK))
