"""The web page: one file that asks for nothing, landmarks, captions and the data of its figures."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from lxml import html
from report.booked import hostile, results, small

from assessment.report import render, results_schema, screen
from assessment.report.edition import Edition
from assessment.report.figure_data import figure_data

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


def text_of(book) -> str:
    return screen.render(book, dict.fromkeys(book.charts, BLANK))


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(text_of(small()))


def test_nothing_is_asked_for_and_no_script_runs(page):
    text = text_of(hostile())
    tree = html.document_fromstring(text)
    for attacked in (page, tree):
        assert not attacked.xpath("//script | //iframe | //object | //embed | //link | //form | //@onclick")
        assert all(address.startswith(("data:", "#")) for address in attacked.xpath("//@src | //@href"))
        assert not re.search(r"url\((?!data:)", "".join(attacked.xpath("//style/text()")))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_has_landmarks_and_a_way_to_every_section(page):
    assert [len(page.xpath(f"//{name}")) for name in ("main", "nav", "header", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert page.xpath("//body/*")[0].get("class") == "skip"
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("//html/@lang") == ["en"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [address[1:] for address in page.xpath("//nav//a/@href")]
    assert links == page.xpath("//main/section/@id")
    assert len(links) >= 12
    assert set(page.xpath("//section/@aria-labelledby")) <= set(ids)


def test_every_table_has_a_caption_and_scopes(page):
    tables = page.xpath("//table")
    assert len(tables) > 30
    for table in tables:
        assert table.findtext("caption") or table.find("caption").text_content().strip()
        assert all(cell.get("scope") for cell in table.iter("th"))
        frame = table.getparent()
        assert (frame.get("role"), frame.get("tabindex")) == ("region", "0")
    names = page.xpath("//div[@role='region']/@aria-label")
    assert len(names) == len(set(names))


def test_every_figure_has_words_and_most_have_their_data(page):
    figures = page.xpath("//figure")
    assert len(figures) == len(small().charts)
    assert all(figure.xpath(".//img/@alt")[0].strip() for figure in figures)
    assert sum(bool(figure.xpath("./details/summary")) for figure in figures) >= len(figures) - 3


def test_the_data_of_a_figure_are_what_it_is_drawn_from():
    told = figure_data(small().charts["dimensions"])
    assert told is not None
    columns, rows = told
    scores = {row[0]: row[1] for row in small().tables["dimensions"].rows}
    assert {row[0] for row in rows} == set(scores)
    for row in rows:
        assert f"{float(row[columns.index('Value')]):.1f}" == scores[row[0]]


def test_nothing_of_the_printed_page_is_lost():
    from assessment.report import html as printed

    before = html.document_fromstring(printed.render(small(), dict.fromkeys(small().charts, BLANK)))
    after = html.document_fromstring(text_of(small()))
    (contents,) = before.xpath("//section[@id='contents']")  # its page numbers are those of paper
    places = [link.removeprefix("#") for link in contents.xpath(".//a/@href")]
    assert set(places) <= set(before.xpath("//@id"))
    assert len(places) == len(set(places)) == len(before.xpath("//section//h2[not(ancestor::section[1]/@class='first')]"
                                                               "[not(ancestor::section[@id='contents'])]"))
    contents.drop_tree()
    assert not after.xpath("//section[@id='contents']")
    assert [" ".join(cell.text_content().split()) for cell in before.xpath("//td")] == [
        " ".join(cell.text_content().split()) for cell in after.xpath("//td[not(ancestor::figure)]")]
    for tag in ("h1", "h2", "h3"):
        assert [e.text_content() for e in before.iter(tag)] == [e.text_content() for e in after.iter(tag)]


def test_a_page_without_figures_is_whole():
    assert text_of(replace(small(), charts={})).count("<figure") == 0


@pytest.mark.parametrize("edition", [
    Edition(), Edition(variant="board"), Edition(variant="brief"), Edition(variant="delta"),
    Edition(variant="site", site=next(iter(results().engagement.sites))),
    Edition(redact=frozenset({"names", "sites", "comments"}))], ids=lambda edition: edition.variant)
def test_the_results_of_every_edition_follow_the_published_schema(edition: Edition):
    made = json.loads(render(results(), "json", "stamp", edition))
    schema = results_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(made, schema)
    assert made["format"] == "interlock-results/1"
    assert made["edition"] == {"variant": edition.variant, "site": edition.site, "left_out": sorted(edition.redact)}

