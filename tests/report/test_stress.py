"""Reports of the least, the most and the worst that is recorded: whole pages, and text that stays text."""

from __future__ import annotations

import http.server
import io
import os
import threading
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from click.testing import CliRunner
from layout import orphan_headings, words_outside
from pdfua import Paper, broken

from assessment.cli import main
from assessment.formats import loads
from assessment.report import build, html, pdf
from assessment.report.charts import draw
from assessment.shipped import SAMPLES
from assessment.text import MOST_CHARACTERS
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
SOAK = bool(os.environ.get("INTERLOCK_SOAK"))
GLYPHS = {"no_missing_glyphs", "glyphs_have_text"}
"""What depends on the fonts of the machine; told as a problem."""
ATTACKS = (
    "<script src={web}/a.js></script>", "<img src={web}/b.png>", '<img src="x" onerror="fetch(\'{web}/c\')">',
    "<link rel=attachment href={file}>", "<link rel=stylesheet href={web}/d.css>",
    "<style>@import '{web}/e.css'</style>",
    "<style>@font-face{{font-family:x;src:url({web}/f)}}</style>", "<object data={file}></object>",
    "<embed src={file}>", "<iframe src={file}></iframe>", "<svg><image href={web}/g /></svg>",
    "<a href={file}>x</a>", '<a href="javascript:alert(1)">x</a>', "<div style='background:url({web}/h)'>x</div>",
    "<table><tr><td colspan=1000000>x", "<div>" * 70, "![x]({web}/i.png)", "[x](javascript:alert(1))",
    "{{{{ 7 * 7 }}}}", "{{% include '{file}' %}}", "</style></head><script>x</script>", "&lt;script&gt;x", "--><!--",
    "=HYPERLINK(\"{web}\")", "@SUM(1+1)", "<?php echo 1 ?>", "<!ENTITY x SYSTEM '{file}'>", "]]><x>", "%s {{0}} $HOME",
    "<math><mi href={web}>", "<base href={web}>", "<meta http-equiv=refresh content='0;url={web}'>",
)
SCRIPTS = ("مصنع الشمال للأدوية", "北方工厂验证部", "\N{FACTORY}\N{SLIGHTLY SMILING FACE} \N{HEAVY BLACK HEART}\ufe0f",
           "שלום עולם", "Ω → ≤ ∑ µ", "Z\u0301a\u0327lgo" + "\u0301" * 40, "A" * 60)
FREE = ("client", "summary", "name", "comment")
"""Keys of a brief under which free text stands; the longest that each takes."""
MOST = {"client": 120, "name": 120, "summary": 2000, "comment": MOST_CHARACTERS}

TAGS = {
    "section", "p", "h1", "h2", "h3", "ul", "ol", "li", "strong", "em", "span", "b", "br", "a", "table", "caption",
    "colgroup", "col", "thead", "tbody", "tr", "th", "td", "div", "img", "figure", "figcaption", "dl", "dt", "dd",
    "header", "footer", "main", "nav", "body", "html", "svg"}
"""Elements that templates write."""


class _Listener(http.server.BaseHTTPRequestHandler):
    """Counts whoever asks."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def web() -> Iterator[Any]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def spoiled(value: Any, texts: Iterator[str], key: str = "") -> Any:
    """A brief with other text in each free field."""
    if isinstance(value, dict):
        return {name: spoiled(part, texts, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoiled(part, texts, key) for part in value]
    if key in FREE and isinstance(value, str):
        text = next(texts)
        return (text if key != "comment" else text + " A long comment goes on and on." * 200)[:MOST[key]]
    return value


@pytest.fixture(scope="module")
def hostile(web, tmp_path_factory) -> tuple[Workspace, str, bytes]:
    """The small brief with an attack, a script or a long text in every field, its page and its PDF."""
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.txt"
    secret.write_text("CANARY-7319", "utf-8")
    address = f"http://127.0.0.1:{web.server_port}"
    attacks = [attack.format(web=address, file=secret.as_uri()) for attack in ATTACKS]
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    people = value["cycles"][0]["answers"]
    mixed = [f"{SCRIPTS[n % len(SCRIPTS)]} {attack}" for n, attack in enumerate(attacks)]
    texts = cycle(mixed)
    for answers in people.values():  # a comment on every third answer
        for question in list(answers)[::3]:
            if isinstance(answers[question], int):
                answers[question] = {"value": answers[question], "comment": "x"}
    path = folder / "brief.yaml"
    path.write_text(yaml.safe_dump(spoiled(value, texts), sort_keys=False, allow_unicode=True), "utf-8")
    workspace = run_brief(path)
    book = build(workspace.results(), workspace.stamp())
    images = draw(book.charts)
    return workspace, html.render(book, images), pdf.render(book, images)


class _Marks(HTMLParser):
    """What of a page is markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def test_no_attack_comes_alive(web, hostile):
    workspace, page, data = hostile
    assert web.asked == []
    assert "CANARY-7319" not in page
    body = page.split("</head>")[1]
    marks = _Marks()
    marks.feed(body)
    assert marks.tags <= TAGS
    assert not {name for name, _value in marks.attributes if name.startswith("on")}
    assert not [value for name, value in marks.attributes
                if name in ("src", "href") and not str(value).startswith(("data:", "#"))]
    assert page.count("</style>") == page.count("<style>")
    shown = unescape(body)
    assert all(site.name in shown for site in workspace.engagement().sites.values())
    assert workspace.engagement().client in shown
    with pikepdf.open(io.BytesIO(data)) as document:
        assert not document.attachments
        assert not [a for sheet in document.pages for a in sheet.get("/Annots", []) if "/A" in a]
    assert b"CANARY" not in data


def test_no_text_breaks_a_page(hostile, tmp_path: Path):
    workspace, _page, data = hostile
    paper = Paper(data)
    found = broken(data)
    assert set(found) <= GLYPHS, found
    assert bool(found) == bool(workspace.unprintable())
    assert words_outside(data, tmp_path) == []
    assert orphan_headings(paper) == []


def test_one_site_one_respondent_and_a_cycle_without_answers(tmp_path: Path):
    """By the command line, which names the package for a character that hardly any machine can print."""
    brief = tmp_path / "brief.yaml"
    brief.write_text("""
client: "Plant \\U00012000"
sites: [{id: one, name: Only plant}]
people: [{id: ana, name: Ana, function: OT, site: one}]
cycles:
  - {id: first, date: 2026-11-02, answers: {ana: {arch-segmentation: 2}}}
  - {id: second, date: 2027-02-01, answers: {}}
""", "utf-8")
    store, runner = str(tmp_path / "store.db"), CliRunner()
    assert runner.invoke(main, ["import", str(brief), "--store", store]).exit_code == 0
    done = runner.invoke(main, ["report", "--out", str(tmp_path / "out"), "--to", "pdf", "--store", store])
    assert done.exit_code == 0, done.output
    assert "U+12000" in done.output
    assert "fonts-noto-core" in done.output
    data = (tmp_path / "out" / "report.pdf").read_bytes()
    found = broken(data)
    assert "no_missing_glyphs" in found
    assert set(found) <= GLYPHS, found
    assert words_outside(data, tmp_path) == []
    assert orphan_headings(Paper(data)) == []


def many_sites(sites: int) -> dict[str, Any]:
    """The small brief at more sites, each answered as the two of the sample in turn."""
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    first, people, answers = value["sites"], value["people"], value["cycles"][0]["answers"]
    for number in range(2, sites):
        like = first[number % 2]
        value["sites"] = [*value["sites"], {**like, "id": f"s{number}", "name": f"Plant {number} of a long name"}]
        for person in [p for p in people if p["site"] == like["id"]]:
            name = f"{person['id']}-{number}"
            value["people"] = [*value["people"], {**person, "id": name, "site": f"s{number}"}]
            answers[name] = dict(answers[person["id"]])
    return value


if SOAK:
    def test_forty_sites(tmp_path: Path):
        path = tmp_path / "brief.yaml"
        path.write_text(yaml.safe_dump(many_sites(40), sort_keys=False, allow_unicode=True), "utf-8")
        data = run_brief(path).report("pdf")
        assert broken(data) == {}
        assert words_outside(data, tmp_path) == []
        assert orphan_headings(Paper(data)) == []
