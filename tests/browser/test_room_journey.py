"""A workshop in a real Chromium: facilitator, wall and three phones through two rounds to agreement."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Served, served

from assessment.domain import facts as f
from assessment.workspace import Store

pytestmark = pytest.mark.browser
QUESTION = "arch-segmentation"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("room") / "room.db"
    with Store(path) as opened:
        made = opened.create("Room Pharma")
        made.record_together([
            f.SiteDefined(site="north", name="North"), f.CycleOpened(cycle="c1", date=made.today),
            f.WorkshopOpened(workshop="w", cycle="c1", title="Kick-off", sites=("north",)),
            f.QuestionCalled(workshop="w", question=QUESTION)])
    return path


@pytest.fixture(scope="module")
def server(store: Path):
    with served(store) as running:
        yield running


def facilitate(chromium: Browser, server: Served, store: Path) -> tuple[Page, Page]:
    """Console and wall in two windows of one browser."""
    windows = chromium.new_context(viewport={"width": 1280, "height": 900})
    with Store(store) as opened:
        ticket, engagement = opened.access.invite_owner(), opened.only(None)
    console = windows.new_page()
    console.goto(f"{server.base}/enter/{ticket}")
    wall = windows.new_page()
    wall.goto(f"{server.base}/wall/{engagement}/w")
    console.goto(f"{server.base}/console/{engagement}/w")
    console.get_by_role("button", name="Open the vote").wait_for(timeout=30_000)
    return console, wall


def join(chromium: Browser, server: Served, code: str, function: str) -> Page:
    phone = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    phone.goto(f"{server.base}/join")
    phone.get_by_label("The code on the wall").fill(code.lower())
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label(function, exact=True).check()
    phone.get_by_role("button", name="Into the room").click()
    phone.wait_for_url("**/room")
    return phone


def vote(phone: Page, level: int) -> None:
    phone.locator(f'input[name=value][value="{level}"]').check(timeout=15_000)
    expect(phone.get_by_role("status")).to_contain_text("Saved at")


def counted(store: Path, round: int) -> list[int]:
    with Store(store) as opened:
        state = opened.workspace(opened.only(None)).engagement()
    return sorted(a.value for a in state.answers.get(("c1", "north", QUESTION, round), {}).values())


def test_two_rounds_to_agreement_and_every_saved_vote_is_there_once(chromium: Browser, server: Served, store: Path):
    console, wall = facilitate(chromium, server, store)
    code = wall.locator("footer b").inner_text()
    phones = [join(chromium, server, code, function) for function in ("IT", "OT", "OT")]
    expect(wall.get_by_text("3 in the room")).to_be_visible()
    console.get_by_role("button", name="Open the vote").click()
    for phone, level in zip(phones, (1, 5, 3), strict=True):
        vote(phone, level)
    phones[0].reload()
    expect(phones[0].locator('input[name=value][value="1"]')).to_be_checked()
    expect(wall.get_by_text("3 of 3 voted")).to_be_visible()
    assert wall.locator("svg .circle, svg .ring").count() == 0
    console.keyboard.press("v")
    expect(wall.get_by_text("Median 3 of 3 votes")).to_be_visible(timeout=15_000)
    expect(wall.get_by_text("please say why")).to_be_visible()
    expect(phones[1].get_by_text("Your vote: 5.")).to_be_visible(timeout=15_000)
    assert counted(store, 1) == [1, 3, 5]

    console.get_by_role("button", name="Vote again").click()
    vote(phones[0], 3)
    vote(phones[1], 3)
    phones[2].locator('input[name=value][value="4"]').wait_for(timeout=15_000)
    phones[2].context.set_offline(True)
    phones[2].locator('input[name=value][value="4"]').check()
    expect(phones[2].get_by_role("status")).to_contain_text("kept on this device")
    expect(wall.get_by_text("2 of 3 voted")).to_be_visible()
    phones[2].context.set_offline(False)
    expect(phones[2].get_by_role("status")).to_contain_text("Saved at", timeout=20_000)
    assert counted(store, 2) == [3, 3, 4]
    console.keyboard.press("v")
    expect(console.get_by_text("consensus at level 3")).to_be_visible(timeout=15_000)
    console.keyboard.press("3")
    expect(wall.get_by_text("Agreed: 3")).to_be_visible(timeout=15_000)
    wall.set_viewport_size({"width": 1280, "height": 720})
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")  # nobody scrolls a projector
    expect(phones[2].get_by_text("Agreed: 3.")).to_be_visible(timeout=15_000)
    with Store(store) as opened:
        kinds = [e.fact["kind"] for e in opened.workspace(opened.only(None)).entries()]
    assert kinds.count("agreed") == 1
    assert kinds.count("answered") == 6


def test_what_is_written_without_a_connection_is_sent_once_and_fits_phone_and_wall(chromium: Browser, server: Served,
                                                                                   store: Path):
    _console, wall = facilitate(chromium, server, store)
    with Store(store) as opened:
        made = opened.workspace(opened.only(None))
        made.record(f.ExerciseOpened(exercise="pm", workshop="w", what="pre-mortem", title="It failed. Why?"))
        code = wall.locator("footer b").inner_text()
        phone = join(chromium, server, code, "IT")
        phone.get_by_label("Cause 1").wait_for(timeout=15_000)
        phone.context.set_offline(True)
        phone.get_by_label("Cause 1").fill("Nobody owned the interface <b>" + "x" * 60)
        phone.get_by_label("Cause 1").blur()
        expect(phone.get_by_role("status")).to_contain_text("kept on this device")
        expect(wall.get_by_text("0 of", exact=False)).to_be_visible()
        phone.context.set_offline(False)
        expect(phone.get_by_role("status")).to_contain_text("Saved at", timeout=20_000)
        phone.get_by_label("Cause 2").press_sequentially("IT left")  # typed, and the button pressed at once
        phone.get_by_role("button", name="Save").click()
        phone.wait_for_url("**/room?saved=*")
        expect(phone.get_by_label("Cause 2")).to_have_value("IT left")
        written = [e.fact for e in made.entries() if e.fact["kind"] == "causes-named"]
        assert [len(fact["causes"]) for fact in written] == [1, 2]
        assert len({e.id for e in made.entries()}) == len(made.entries())
        made.record(f.ExerciseRevealed(exercise="pm"))
    for page in (phone, wall):
        expect(page.get_by_text("IT left")).to_be_visible(timeout=15_000)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_console_keeps_what_is_typed_follows_others_and_takes_a_step_once(chromium: Browser, server: Served,
                                                                             store: Path):
    with Store(store) as opened:
        made = opened.workspace(opened.only(None))
        made.record(f.QuestionCalled(workshop="w", question="data-use"))
    console, _wall = facilitate(chromium, server, store)
    other, _other_wall = facilitate(chromium, server, store)
    heading = console.get_by_role("heading", level=1).inner_text()
    console.get_by_text("Agree without a vote").click()
    console.get_by_label("Why this level").press_sequentially("Never in 3 plants <b>")
    expect(console.get_by_text("North · not opened")).to_be_visible()  # n, v and 3 were letters, not steps
    other.get_by_role("button", name="Park").click()
    expect(console.get_by_text("North · parked")).to_be_visible(timeout=15_000)
    expect(console.get_by_label("Why this level")).to_have_value("Never in 3 plants <b>")
    console.get_by_label("Why this level").press("Enter")  # sends nothing
    console.get_by_label("Why this level").blur()
    console.keyboard.press("3")
    expect(console.get_by_text("North · agreed")).to_be_visible()
    expect(console.get_by_label("Why this level")).to_have_value("")
    expect(other.get_by_text("North · agreed")).to_be_visible(timeout=15_000)
    console.get_by_label("Keys:").uncheck()
    console.keyboard.press("ArrowRight")
    console.get_by_label("Keys:").check()
    console.context.set_offline(True)
    console.get_by_role("button", name="Next").click()
    expect(console.get_by_text("No connection.")).to_be_visible()
    expect(console.get_by_role("heading", level=1)).to_have_text(heading)
    console.context.set_offline(False)
    console.get_by_role("button", name="Next").dblclick()
    expect(console.get_by_role("heading", level=1)).not_to_have_text(heading)
    expect(console.get_by_role("alert")).to_have_count(0)
    with Store(store) as opened:
        facts = [e.fact for e in opened.workspace(opened.only(None)).entries()]
    assert facts[-2]["kind"] == "agreed"
    assert (facts[-2]["value"], facts[-2]["rationale"]) == (3, "Never in 3 plants <b>")
    assert [fact["kind"] for fact in facts].count("question-called") == 3
