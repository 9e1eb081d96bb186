"""Answering alone in a real Chromium: keys beside text fields, flags, what is left; no request leaves the machine."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from serving import Served, served

from assessment.domain import facts as f
from assessment.shipped import SAMPLES
from assessment.workspace import Store

pytestmark = pytest.mark.browser
QUESTION, PERSON = "arch-segmentation", "n-ot"
PICTURES = os.environ.get("INTERLOCK_PICTURES")
"""A folder for pictures of what was seen; empty for none."""
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "test.db"
    with Store(path) as opened:
        workspace, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.record_together([
            f.WorkshopOpened(workshop="w", cycle="first", title="Kick-off", sites=("south",)),
            f.QuestionCalled(workshop="w", question=QUESTION)])
    return path


@pytest.fixture(scope="module")
def server(store: Path):
    with served(store) as running:
        yield running


def window(chromium: Browser, width: int) -> BrowserContext:
    return chromium.new_context(viewport={"width": width, "height": 780 if width < 500 else 900},
                                has_touch=width < 500, is_mobile=width < 500)


def enter(page: Page, server: Served, store: Path, person: str | None) -> None:
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        ticket = opened.access.invite_owner() if person is None else opened.access.invite(
            workspace.engagement(), person)
    page.goto(f"{server.base}/enter/{ticket}")


def own(store: Path, kinds: tuple[str, ...] = ("answered", "question-flagged")) -> list[object]:
    with Store(store) as opened:
        return [e.fact.get("value", e.fact.get("flag")) for e in opened.workspace(opened.only(None)).entries()
                if e.actor == PERSON and e.via == "web" and e.fact["kind"] in kinds]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def said(page: Page, text: str) -> None:
    page.get_by_role("status").filter(has_text=text).wait_for()


def test_keys_answer_and_turn_the_page_and_leave_text_alone(chromium: Browser, server: Served, store: Path):
    page = window(chromium, 1280).new_page()
    enter(page, server, store, PERSON)
    page.goto(f"{server.base}/answer/{QUESTION}")
    before = len(own(store))
    page.keyboard.press("4")
    said(page, "Saved at")
    assert own(store)[before:] == [4]
    page.keyboard.press("0")  # opens what is folded away and asks for the reason
    said(page, "say why in the comment")
    page.keyboard.type("2 of 5 lines, 0 here")  # digits and arrows in a text field are text
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith(QUESTION)
    assert page.locator("#comment").input_value() == "2 of 5 lines, 0 here"
    page.locator("#comment").blur()
    said(page, "Saved at")
    assert own(store)[before:] == [4, "na"]
    picture(page, "vote-1280")
    page.locator("input[value='3']").check()
    said(page, "Saved at")
    page.keyboard.press("ArrowRight")  # the focus is on a circle: the key turns the page and moves no level
    page.wait_for_url(lambda url: not url.endswith(QUESTION))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/{QUESTION}")
    assert page.locator("input[value='3']").is_checked()
    page.get_by_label("Keys: 1 to 5").uncheck()
    page.locator("h1").click()
    page.keyboard.press("5")
    page.wait_for_timeout(300)
    assert page.locator("input[value='3']").is_checked()
    page.reload()
    assert not page.get_by_label("Keys: 1 to 5").is_checked()
    assert own(store)[before:] == [4, "na", 3]


@pytest.mark.parametrize("width", [360, 1280])
def test_flags_and_what_is_left(chromium: Browser, server: Served, store: Path, width: int):
    context = window(chromium, width)
    page = context.new_page()
    enter(page, server, store, PERSON)
    page.goto(f"{server.base}/answer/{'cyber-backup' if width == 360 else 'org-relationship'}")
    page.get_by_text("Flag this question").click()
    page.get_by_label("evidence is needed").check()
    said(page, "Flag saved at")
    context.set_offline(True)
    page.locator("#note").fill(f"where is the test of {width}?")
    page.locator("#note").blur()
    said(page, "kept on this device")
    context.set_offline(False)
    page.reload()
    assert page.get_by_label("evidence is needed").is_checked()
    assert page.locator("#note").input_value() == f"where is the test of {width}?"
    for box in page.locator("main .bar a, main .bar button, main summary").all():
        size = box.bounding_box()
        assert size is not None
        assert size["height"] >= 48
        assert size["width"] >= 48
    found = {}
    for name in (f"answer/{QUESTION}", "questions", "finish", f"history/{QUESTION}"):
        page.goto(f"{server.base}/{name}")
        found[name] = [v["id"] for v in Axe().run(page, options=RULES).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name
        picture(page, f"{name.split('/')[0]}-{width}")
    assert {name: told for name, told in found.items() if told} == {}


def test_a_sheet_is_typed_in_by_keyboard_alone(chromium: Browser, server: Served, store: Path):
    page = window(chromium, 1280).new_page()
    enter(page, server, store, None)
    page.goto(f"{server.base}/entry")
    line = page.get_by_role("textbox", name="Level, then L, M or H, then the comment")
    line.focus(timeout=60_000)
    for number, typed in enumerate(("3 h seen in March", "2", "? new here"), start=1):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.get_by_text(f"Row {number} saved at").wait_for(timeout=60_000)
        page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)
        assert line.input_value() == ""
    page.get_by_text("3 of 47 rows typed").wait_for()
    picture(page, "typed-1280")
    with Store(store) as opened:
        told = [(e.fact["value"], e.fact["comment"], e.on_behalf_of) for e in
                opened.workspace(opened.only(None)).entries() if e.reason == "paper form"]
    assert told == [(3, "seen in March", "n-it"), (2, "", "n-it"), ("unknown", "new here", "n-it")]


def test_no_request_leaves_the_machine(chromium: Browser, server: Served, store: Path):
    """Every address that the pages of a workshop day ask for is this server's own."""
    context = window(chromium, 1280)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("websocket", lambda socket: asked.append(socket.url))
    with Store(store) as opened:
        code = opened.access.open_room("example-pharma", "w")
    page.goto(f"{server.base}/join/{code}")
    enter(page, server, store, "s-ot")
    for path in ("/answer", f"/answer/{QUESTION}", "/questions", "/finish", f"/history/{QUESTION}", "/room"):
        page.goto(f"{server.base}{path}")
    page.wait_for_timeout(2500)  # the room asks for its state
    context.clear_cookies()
    enter(page, server, store, None)
    page.goto(f"{server.base}/wall/example-pharma/w")
    page.wait_for_timeout(1200)
    page.goto(f"{server.base}/console/example-pharma/w")
    page.wait_for_timeout(2500)
    for name in ("workshop", "workbooks", "entry"):
        page.goto(f"{server.base}/{name}")
        page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)
        picture(page, f"{name}-1280")
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert any(url.startswith("ws://") for url in asked)
    assert any("/room/state" in url for url in asked)
