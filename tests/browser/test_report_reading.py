"""The report as a web page in a real browser without a network: axe-core, keyboard, narrow windows, nothing loaded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from report.booked import hostile, small

from assessment.report import screen

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="200"><rect width="700" height="200"/></svg>'


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    found = {}
    for name, book in (("small", small()), ("hostile", hostile())):
        found[name] = folder / f"{name}.html"
        found[name].write_text(screen.render(book, dict.fromkeys(book.charts, DRAWN)), "utf-8")
    return found


@pytest.mark.parametrize(("name", "width", "scheme"), [("small", 360, "dark"), ("hostile", 1280, "light")])
def test_the_page_has_no_violation_and_loads_nothing(chromium, files, name: str, width: int, scheme: str):
    page = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(files[name].as_uri())
    for details in page.locator("details").all()[:3]:
        details.locator("summary").click()
    assert [url for url in asked if not url.startswith("data:")] == [files[name].as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{v['id']}: {', '.join(' '.join(n['target']) for n in v['nodes'][:3])}" for v in found] == []


def test_the_keyboard_reaches_report_sections_tables_and_data(chromium, files):
    page = chromium.new_context(viewport={"width": 360, "height": 900}).new_page()
    page.goto(files["small"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("node => node.parentElement.open")
    wide = page.locator("#main .scroll").evaluate_all("nodes => nodes.findIndex(n => n.scrollWidth > n.clientWidth)")
    assert wide >= 0
    page.locator("#main .scroll").nth(wide).focus()
    page.keyboard.press("ArrowRight")
    until = time.monotonic() + 10
    while not page.locator("#main .scroll").nth(wide).evaluate("node => node.scrollLeft"):  # it scrolls smoothly
        assert time.monotonic() < until


def test_on_paper_the_way_around_is_not_there(chromium, files):
    page = chromium.new_context().new_page()
    page.emulate_media(media="print")
    page.goto(files["small"].as_uri())
    assert not page.locator("nav").is_visible()
    assert not page.locator("details").first.is_visible()
    assert page.locator("h1").is_visible()
