"""A quarter by keyboard alone in a real Chromium: from the link to nothing due, every key counted; then the close."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import keying
import pytest
from playwright.sync_api import Browser, Page
from serving import served

from assessment.domain import facts as f
from assessment.domain.rescoring import due_by_person, due_of, last_answer
from assessment.shipped import SAMPLES
from assessment.web.questions import sheet
from assessment.workspace import Store
from assessment.workspace.closing import close_cycle, still_the_same

pytestmark = pytest.mark.browser
PERSON, CYCLE, LEVEL = "n-shift", "2026-q4", 3
REASON = "Two lines have their own zone since May."
PICTURES = os.environ.get("INTERLOCK_PICTURES")
"""A folder for pictures of what was seen; empty for none."""


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """The small sample, closed and carried by a next cycle; one more person answered everything but one question."""
    path = tmp_path_factory.mktemp("quarter") / "test.db"
    with Store(path) as opened:
        workspace, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.record(f.RespondentDefined(person=PERSON, function="OT", site="north"))
        first = workspace.engagement().cycle()
        asked = [one.question.id for one in sheet(workspace, PERSON).asked]
        known = {name for _cycle, place, name, *_round in workspace.engagement().answers if place == "north"}
        unknown = next(name for name in asked if name not in known)
        workspace.record_together([
            f.Answered(cycle=first.id, site="north", question=name, person=PERSON, value=LEVEL)
            for name in asked if name != unknown])
        close_cycle(workspace, first.id, workspace.today)
        workspace.record(f.CycleOpened(cycle=CYCLE, date=first.opened + timedelta(days=91), carries=first.id))
    return path


class Keyboard:
    """A keyboard that counts, and the words that were on the pages; there is no mouse."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.read = page, 0, 0

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)
        self.keys += len(keys.split("+"))

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def turn(self, keys: str) -> None:
        """Press what leads to another page, and wait for that; what it shows of the question is read."""
        before = self.page.url
        self.press(keys)
        self.page.wait_for_url(lambda url: url.split("?")[0] != before.split("?")[0])
        self.page.wait_for_load_state("load")
        shown = self.page.locator("legend, .why, #last")
        if not self.page.locator("#last").count():
            shown = self.page.locator("legend, .choice")
        self.read += keying.words(*shown.all_inner_texts())

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"quarter-{name}.png", full_page=True)


def test_a_quarter_is_scored_again_by_keyboard_and_closed(chromium: Browser, store: Path):
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        engagement = workspace.engagement()
        due = [one.question.id for one in due_of(engagement, CYCLE, PERSON)]
        new = [name for name in due if last_answer(engagement, CYCLE, name, "north", PERSON) is None]
        ticket = opened.access.invite(engagement, PERSON)
        last_seq = engagement.last_seq
    assert len(new) == 1
    assert len(due) >= 8
    moved = next(name for name in due[1:] if name not in new)
    with served(store) as server:
        page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{server.base}/enter/{ticket}")
        keyboard = Keyboard(page)
        while not page.evaluate("document.activeElement.matches('a.button')"):
            keyboard.press("Tab")
        keyboard.picture("welcome")
        keyboard.turn("Enter")
        spent: dict[str, int] = {}
        for number, name in enumerate(due):
            assert page.url.split("?")[0].endswith(f"/answer/{name}")  # it came by itself
            before = keyboard.keys
            if name in new:
                keyboard.press("2")
                page.get_by_role("status").filter(has_text="Saved at").wait_for()
                keyboard.turn("ArrowRight")
            elif name == moved:
                keyboard.press("4")
                page.get_by_role("status").filter(has_text="say why in the comment").wait_for()
                keyboard.press("Control+Enter")  # refused without a reason, and told so
                page.get_by_role("alert").filter(has_text="from 3 to 4; that needs a reason.").wait_for()
                keyboard.picture("refused")
                with Store(store) as opened:
                    assert len(opened.workspace(opened.only(None)).entries(last_seq)) == number
                keyboard.type(REASON)  # the cursor stands where the reason goes
                keyboard.turn("Control+Enter")
            else:
                keyboard.turn("c")
            spent[name] = keyboard.keys - before
        page.get_by_role("heading", name="All done, thank you").wait_for()
        keyboard.picture("done")
        assert spent == {name: keying.ANSWER if name in new else 1 + 2 + len(REASON) + 2 if name == moved
                         else keying.CONFIRM for name in due}
        assert keying.seconds(keyboard.keys, len(due), keyboard.read) < keying.LIMIT
        page.goto(f"{server.base}/answer")
        page.wait_for_url("**/finish")  # nothing is due
        page.wait_for_timeout(300)  # what still waited on the device would be sent now

        with Store(store) as opened:
            workspace = opened.workspace(opened.only(None))
            told = [(e.fact["question"], e.fact["value"], bool(e.fact["confirms"]), e.fact["comment"])
                    for e in workspace.entries(last_seq)]
            assert told == [(name, 2 if name in new else 4 if name == moved else LEVEL, name not in (*new, moved),
                             REASON if name == moved else "") for name in due]
            left = {one.person: one.open for one in due_by_person(workspace.engagement(), CYCLE)}
            assert left[PERSON] == 0
        owner = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        owner.goto(server.owner_link)
        owner.goto(f"{server.base}/cycle")
        owner.get_by_label("Statement").fill("The site heads agree.", timeout=60_000)
        owner.get_by_role("button", name=f"Approve and close {CYCLE}").click()
        owner.get_by_text("Closed: it cannot change any more.").wait_for(timeout=60_000)
        page.goto(f"{server.base}/answer/{moved}")
        assert not page.locator("#vote").count()
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        assert workspace.engagement().cycle(CYCLE).closed is not None
        assert still_the_same(workspace, CYCLE)
