"""LibreOffice opens what we write: hostile text in every field, read back as pages. One start of it for all."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation
from report.booked import hostile, small

from assessment.report import pptx, xlsx


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "deck.pptx").write_bytes(pptx.render(hostile()))
    (folder / "book.xlsx").write_bytes(xlsx.render(hostile()))
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: scripts/system-packages.sh test"
    done = subprocess.run(
        [soffice, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
         "pdf", "--outdir", str(folder), str(folder / "deck.pptx"), str(folder / "book.xlsx")],
        capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def pages(path: Path) -> list[str]:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return told.split("\f")[:-1]


def boxes(path: Path) -> list[tuple[float, float, float, float, str]]:
    """Words with their edges, as shares of the page."""
    told = subprocess.run(["pdftotext", "-tsv", str(path), "-"], capture_output=True, text=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE))
    size = {row["page_num"]: (float(row["width"]), float(row["height"])) for row in rows if row["level"] == "1"}
    found = []
    for row in rows:
        if row["level"] == "5":
            wide, high = size[row["page_num"]]
            left, top = float(row["left"]) / wide, float(row["top"]) / high
            found.append((left, top, left + float(row["width"]) / wide, top + float(row["height"]) / high, row["text"]))
    return found


def test_the_slides_open_and_say_their_titles(converted: Path):
    deck = Presentation(converted / "deck.pptx")
    told = pages(converted / "deck.pdf")
    assert len(told) == len(deck.slides)
    for slide, page in zip(deck.slides, told, strict=True):
        words = [word for word in slide.shapes.title.text_frame.text.split() if word.isascii() and len(word) > 3]
        assert all(word in page for word in words), words
        assert small().results.digest[:12] in page


def test_no_word_is_drawn_off_the_slide_or_through_the_source(converted: Path):
    for left, top, right, bottom, text in boxes(converted / "deck.pdf"):
        assert left >= -0.001, text
        assert top >= -0.001, text
        assert right <= 1.001, text
        assert bottom <= 1.001, text


def test_the_data_book_opens_without_an_error_or_a_computed_cell(converted: Path):
    told = "\n".join(pages(converted / "book.pdf"))
    assert "Err:" not in told
    assert "#NAME?" not in told
    assert '=HYPERLINK("http://evil.example/"' in told
    assert small().results.digest in told.replace("\n", "").replace(" ", "")
