"""Every edition as it is printed: the rules of PDF/UA, the archive, the same bytes, nothing beyond a page."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from layout import orphan_headings, words_outside
from pdfua import ARCHIVE, Paper, broken
from PIL import Image
from renewing import PICTURES, RENEW, SNAPSHOTS, kept

from assessment.domain.basis import AssessmentError
from assessment.report import Edition, html, pdf
from assessment.shipped import ROOT

EDITIONS = {
    "draft-a4": (Edition(), "en", False),
    "archive-letter-german": (Edition(paper="Letter", archive=True), "de", True),
}
"""One entry for each edition that is proven; a further variant is one more line."""
SHOWN = {"draft-a4": (1, 2), "archive-letter-german": (1,)}
"""Pages of which a reviewed picture is kept."""
LIKE = 0.004
"""Share of a page's points that may differ visibly: a line that moved by one differs in more."""


@pytest.fixture(scope="module", params=EDITIONS)
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def data(name: str, printed) -> bytes:
    return printed(*EDITIONS[name])


@pytest.fixture(scope="module")
def paper(data: bytes) -> Paper:
    return Paper(data)


def test_it_breaks_no_rule(name: str, data: bytes):
    assert broken(data) == {}
    if EDITIONS[name][0].archive:
        assert broken(data, ARCHIVE) == {}


def test_its_syntax_is_sound(data: bytes, tmp_path: Path):
    file = tmp_path / "report.pdf"
    file.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_word_leaves_the_page_and_no_heading_stays_alone(data: bytes, paper: Paper, tmp_path: Path):
    assert words_outside(data, tmp_path) == []
    assert orphan_headings(paper) == []


def test_a_draft_says_so_on_every_page_and_a_final_on_none(name: str, paper: Paper):
    final = EDITIONS[name][2]
    across = [any(a.get("/Subtype") == "/Watermark" for a in content.artifacts) for content in paper.contents]
    assert across == [not final] * len(paper.pages)


def test_it_is_on_its_paper_in_its_language_and_says_its_digest(name: str, paper: Paper, small_workspace):
    edition, language, _final = EDITIONS[name]
    width = float(paper.pages[0].MediaBox[2])
    assert round(width) == {"A4": 595, "Letter": 612}[edition.paper]
    assert str(paper.root.Lang) == language
    digest = small_workspace.results().digest
    assert digest in paper.xmp
    assert digest in str(paper.pdf.docinfo["/Creator"])


def test_an_archive_holds_the_results_it_was_made_from(printed, small_workspace):
    with pikepdf.open(io.BytesIO(printed(*EDITIONS["archive-letter-german"]))) as document:
        assert list(document.attachments) == ["results.json"]
        held = json.loads(document.attachments["results.json"].get_file().read_bytes())
    assert held["digest"] == small_workspace.results().digest
    assert held["client"] == "Example Pharma"


def test_a_table_over_a_page_break_is_one_table(printed):
    paper = Paper(printed(*EDITIONS["draft-a4"]))
    over = [table for table in paper.of("Table")
            if len({mark[0] for cell in table.within("TD") + table.within("TH") for mark in cell.marks}) > 1]
    assert over
    repeated = [a for content in paper.contents for a in content.artifacts if a == {"/Type": "/Pagination"}]
    assert len(repeated) >= len(over)


CHILD = """
import hashlib, pickle, sys
from assessment.report import pdf
from assessment.text import speaking
book, images = pickle.load(open(sys.argv[1], "rb"))
with speaking("de"):
    print(hashlib.sha256(pdf.render(book, images)).hexdigest())
"""


def test_two_processes_print_the_same_bytes(bound, printed, tmp_path: Path):
    edition = EDITIONS["archive-letter-german"]
    file = tmp_path / "book.pickle"
    file.write_bytes(pickle.dumps(bound(*edition)))
    told = subprocess.run([sys.executable, "-c", CHILD, str(file)], cwd=ROOT, capture_output=True, text=True,
                          check=True, env={**os.environ, "PYTHONHASHSEED": "7"}).stdout.strip()
    assert told == hashlib.sha256(printed(*edition)).hexdigest()


@pytest.mark.parametrize(("body", "why"), [
    ("<div>" * 60 + "</div>" * 60, "nested too deep"),
    ('<a href="javascript:alert(1)">x</a>', "no link may lead"),
    ('<a href="file:///etc/hostname">x</a>', "no link may lead"),
    ('<link rel="attachment" href="file:///etc/hostname">', "no link may lead"),
    ("x" * (pdf.MOST_TEXT + 1), "at most"),
    ('<img src="http://127.0.0.1:9/x.png" alt="x">', "could not be laid out"),
])
def test_what_would_take_for_ever_or_lead_astray_is_refused(body: str, why: str):
    with pytest.raises(AssessmentError, match=why):
        pdf.from_html(f'<html lang="en"><title>x</title><body>{body}</body></html>')


@pytest.mark.parametrize(("edition", "page"), [(name, page) for name, pages in SHOWN.items() for page in pages])
def test_key_pages_look_as_they_were_reviewed(printed, edition: str, page: int, tmp_path: Path):
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(*EDITIONS[edition]))
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", "-singlefile", "-f", str(page), "-l", str(page), str(file),
                    str(tmp_path / "page")], check=True)
    with Image.open(tmp_path / "page.png") as picture:
        small = io.BytesIO()
        picture.quantize(16).save(small, "PNG", optimize=True)
    now = _points(small.getvalue())
    reviewed = _points(kept(PICTURES / f"{edition}-{page}.png", small.getvalue()))
    assert now.shape == reviewed.shape
    differing = float(np.mean(np.abs(now - reviewed) > 60))
    assert differing <= LIKE, f"{differing:.2%} of page {page} differ: make baselines, then look at the picture"


def _points(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("L"), dtype=float)


class _Sections(HTMLParser):
    """Text of each section of a page, a line for each block."""

    BLOCKS = ("p", "li", "h1", "h2", "h3", "tr", "dt", "dd", "img")

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.lines: list[str] | None = None

    def handle_starttag(self, tag, attributes):
        if tag == "section":
            self.lines = []
        elif self.lines is not None and tag in self.BLOCKS:
            self.lines.append(f"[{dict(attributes).get('alt', '')}]" if tag == "img" else "")
        elif self.lines and tag in ("td", "th"):
            self.lines[-1] += " | "

    def handle_endtag(self, tag):
        if tag == "section" and self.lines is not None:
            said = [" ".join(line.split()) for line in self.lines if line.strip(" |")]
            slug = re.sub(r"[^a-z]+", "-", said[0].lower()).strip("-")[:40]
            self.found[f"{len(self.found):02}-{slug}"] = said
            self.lines = None

    def handle_data(self, text):
        if self.lines:
            self.lines[-1] += text


def test_every_section_says_what_was_reviewed(bound):
    sections = _Sections()
    sections.feed(html.render(*bound(*EDITIONS["draft-a4"])).split("</head>")[1])
    assert len(sections.found) >= 10
    told = {f"{name}.txt": re.sub(r"\b[0-9a-f]{12,64}\b", "<digest>", "\n".join(lines)) + "\n"
            for name, lines in sections.found.items()}
    if RENEW:
        for stale in SNAPSHOTS.glob("*.txt"):
            stale.unlink()
    assert {name: kept(SNAPSHOTS / name, text.encode()).decode() for name, text in told.items()} == told
    assert {file.name for file in SNAPSHOTS.glob("*.txt")} == set(told)
