"""Own sections: a file in a folder is one, filled in where it can reach nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assessment.domain.basis import InvalidInput
from assessment.report import build, html
from assessment.report.composing import compose
from assessment.report.edition import Edition
from assessment.report.material import Material
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief
from assessment.workspace.reporting import own_sections

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
HEAD = '{# in: board=12 #}\n{% set title = "Our <own> view" %}\n'
HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ results.engagement.opened.parse_file('/etc/hostname') }}",
    "{{ results.engagement.opened.model_copy() }}", "{% include 'report.html.j2' %}",
    "{% import '/etc/hostname' as x %}", "{{ 'x' * 1000000000 }}",
    "{% for n in range(100000000) %}{% endfor %}", "{{ book.results.__init__.__globals__ }}", "{{ nothing }}",
    "{% if %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ images.update({'a': 'b'}) }}",
    "<script>alert(1)</script>", '<img src="http://evil.example/x.png">', '<img src="file:///etc/hostname" alt="">',
    '<a href="javascript:alert(1)">x</a>', '<p onclick="x()">x</p>', "<iframe src='x'></iframe>",
    "<style>@import 'x'</style>",
    '<p style="background:url(http://evil.example)">x</p>', '<object data="file:///etc/hostname"></object>',
    '<link rel="attachment" href="file:///etc/hostname">', "<svg><image/></svg>",
]


@pytest.fixture(scope="module")
def results():
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


def page(results, folder: Path) -> str:
    book = build(results, "s", Edition(variant="board"), Material(own=own_sections(folder)))
    return html.render(book, dict.fromkeys(book.charts, BLANK))


def test_a_file_in_the_folder_is_a_section(results, tmp_path: Path):
    (tmp_path / "12-ours.html.j2").write_text(
        HEAD + '{% from "macros.html.j2" import table with context %}\n<p>{{ book.answer }} {{ number(1234) }}</p>\n'
        '{{ table(book, "decisions") }}\n{% for site in results.engagement.sites.values() %}<p>{{ site.name }}</p>\n'
        "{% endfor %}", "utf-8")
    text = page(results, tmp_path)
    assert "Our &lt;own&gt; view</h2>" in text
    assert text.index('id="12-ours"') < text.index('id="20-maturity"')
    assert "1,234</p>" in text
    assert "<p>North plant</p>" in text


@pytest.fixture(scope="module")
def book(results):
    return build(results, "s", Edition(variant="brief"))


@pytest.mark.parametrize("body", HOSTILE)
def test_it_reaches_nothing(book, tmp_path: Path, body: str):
    (tmp_path / "12-ours.html.j2").write_text(HEAD + body, "utf-8")
    alone = replace(book, sections=own_sections(tmp_path))
    with pytest.raises(InvalidInput, match=r"12-ours\.html\.j2"):
        compose(alone, {})


def test_a_broken_file_is_named_and_nothing_is_printed(tmp_path: Path):
    (tmp_path / "12-ours.html.j2").write_text("no head", "utf-8")
    (tmp_path / "Ours.html.j2").write_text(HEAD, "utf-8")
    (tmp_path / "13-large.html.j2").write_text(HEAD + "x" * 200_000, "utf-8")
    with pytest.raises(InvalidInput) as told:
        own_sections(tmp_path)
    assert [problem.where for problem in told.value.problems] == [
        "sections/12-ours.html.j2", "sections/13-large.html.j2", "sections/Ours.html.j2"]
    assert own_sections(tmp_path / "missing") == ()
