"""Respondents in a real Chromium: quick taps, lost connections, shared devices. Nothing is lost or mixed up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from serving import Served, served

from assessment.domain.facts import RoundOpened, RoundRevealed
from assessment.shipped import SAMPLES
from assessment.workspace import Store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("respondents") / "test.db"
    with Store(path) as opened:
        opened.bring_in(SAMPLES / "small" / "brief.yaml")
    return path


@pytest.fixture(scope="module")
def server(store: Path):
    with served(store) as running:
        yield running


@pytest.fixture
def device(chromium: Browser):
    context = chromium.new_context(viewport={"width": 390, "height": 780})
    yield context
    context.close()


def people(store: Path) -> list[str]:
    with Store(store) as opened:
        return [name for name, p in opened.workspace(opened.only(None)).engagement().people.items()
                if p.site and p.function == "OT" and p.role == "participant"]


def enter(device: BrowserContext, server: Served, store: Path, person: str) -> Page:
    with Store(store) as opened:
        ticket = opened.access.invite(opened.workspace(opened.only(None)).engagement(), person)
    page = device.pages[0] if device.pages else device.new_page()
    page.goto(f"{server.base}/enter/{ticket}")
    return page


def answers(store: Path, person: str, question: str) -> list[tuple[object, int]]:
    with Store(store) as opened:
        return [(e.fact["value"], e.fact["round"]) for e in opened.workspace(opened.only(None)).entries()
                if e.fact["kind"] == "answered" and e.actor == person and e.via == "web"
                and e.fact["question"] == question]


def status(page: Page, text: str | re.Pattern[str]) -> None:
    page.get_by_role("status").filter(has_text=text).wait_for()


def test_of_two_quick_taps_the_last_one_stands(server: Served, store: Path, device: BrowserContext):
    person = people(store)[0]
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/answer/arch-segmentation")
    held: list[Route] = []

    def first_is_slow(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    device.route("**/answer/*", first_is_slow)
    page.locator("input[value='2']").check()
    page.locator("input[value='3']").check()
    page.wait_for_timeout(400)
    held[0].continue_()
    status(page, "Saved at")
    assert [value for value, _ in answers(store, person, "arch-segmentation")] == [2, 3]


def test_a_kept_vote_outlives_a_new_link_and_is_sent_from_any_page(server: Served, store: Path, device: BrowserContext):
    person = people(store)[0]
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/answer/cyber-backup")
    device.set_offline(True)
    page.locator("input[value='5']").check()
    status(page, "kept on this device")
    device.clear_cookies()
    device.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    status(page, "Open your link again")
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/questions")
    for _turn in range(100):  # the page's own policy forbids waiting by a script
        if answers(store, person, "cyber-backup"):
            break
        page.wait_for_timeout(100)
    assert answers(store, person, "cyber-backup") == [(5, 1)]


def test_a_vote_kept_on_a_shared_device_is_never_sent_as_somebody_elses(server: Served, store: Path,
                                                                         device: BrowserContext):
    one, other = people(store)[:2]
    page = enter(device, server, store, one)
    page.goto(f"{server.base}/answer/org-relationship")
    device.set_offline(True)
    page.locator("input[value='1']").check()
    status(page, "kept on this device")
    device.clear_cookies()
    device.set_offline(False)
    page = enter(device, server, store, other)
    page.goto(f"{server.base}/answer/org-relationship")
    page.wait_for_timeout(600)
    assert answers(store, one, "org-relationship") == answers(store, other, "org-relationship") == []
    assert not page.locator("input[value='1']").is_checked()
    page = enter(device, server, store, one)
    page.goto(f"{server.base}/answer/org-relationship")
    status(page, re.compile("Saved at|Answered before"))  # the page of entry may have sent it already
    assert answers(store, one, "org-relationship") == [(1, 1)]


def test_a_vote_kept_over_a_new_round_is_shown_and_not_counted(server: Served, store: Path, device: BrowserContext):
    person = people(store)[0]
    question = "arch-external"
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/answer/{question}")
    device.set_offline(True)
    page.locator("input[value='4']").check()
    status(page, "kept on this device")
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        engagement = workspace.engagement()
        place = {"cycle": engagement.cycle().id, "site": engagement.people[person].site, "question": question}
        for fact in (RoundOpened(**place, round=1), RoundRevealed(**place, round=1), RoundOpened(**place, round=2)):
            workspace.record(fact)
    device.set_offline(False)
    page.goto(f"{server.base}/questions")
    link = page.get_by_role("link", name="Look at it again")
    link.click()
    status(page, "asked anew")
    assert page.locator("input[value='4']").is_checked()
    assert answers(store, person, question) == []
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_load_state()
    assert answers(store, person, question) == [(4, 2)]


def test_a_tap_and_the_button_are_one_entry(server: Served, store: Path, device: BrowserContext):
    person = people(store)[1]
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/answer/cyber-backup")
    page.locator("input[value='3']").check()
    status(page, "Saved at")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_load_state()
    status(page, "Saved at")
    assert answers(store, person, "cyber-backup") == [(3, 1)]


def test_not_applicable_is_not_called_saved_before_its_reason(server: Served, store: Path, device: BrowserContext):
    person = people(store)[1]
    page = enter(device, server, store, person)
    page.goto(f"{server.base}/answer/arch-segmentation")
    page.locator("input[value='4']").check()
    status(page, "Saved at")
    page.locator("summary").first.click()
    page.locator("input[value='na']").check()
    status(page, "say why in the comment")
    page.locator("#comment").fill("<b>No network</b> here")
    page.locator("#comment").blur()
    status(page, "Saved at")
    assert [value for value, _ in answers(store, person, "arch-segmentation")] == [4, "na"]
