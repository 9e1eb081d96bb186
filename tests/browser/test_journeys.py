"""Journeys in a real Chromium against the real server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from serving import Served, served

from assessment.shipped import SAMPLES
from assessment.workspace import Store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("served") / "test.db"
    with Store(path) as opened:
        workspace, _ = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
    return path


@pytest.fixture(scope="module")
def server(store: Path):
    with served(store) as running:
        yield running


def ticket(store: Path) -> tuple[str, str]:
    with Store(store) as opened:
        engagement = opened.workspace(opened.only(None)).engagement()
        person = next(name for name, p in engagement.people.items()
                      if p.site and p.function == "OT" and p.role == "participant")
        return opened.access.invite(engagement, person), person


def owner(store: Path) -> str:
    with Store(store) as opened:
        return opened.access.invite_owner()


def answers(store: Path, person: str) -> list[dict]:
    with Store(store) as opened:
        return [e.fact for e in opened.workspace(opened.only(None)).entries()
                if e.fact["kind"] == "answered" and e.actor == person]


def watched(browser: Browser, server: Served, **options) -> tuple[Page, list[str]]:
    """A page and the requests it made to anywhere but its own server."""
    page = browser.new_context(**options).new_page()
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((server.base, "data:", "blob:")) else outside.append(r.url))
    return page, outside


def test_a_phone_answers_by_one_tap_and_finds_it_again_after_a_reload(server: Served, store: Path, chromium: Browser):
    page, outside = watched(chromium, server, viewport={"width": 390, "height": 780}, has_touch=True)
    link, person = ticket(store)
    page.goto(f"{server.base}/enter/{link}")
    page.goto(f"{server.base}/answer/arch-segmentation")
    page.locator("label.choice", has_text="4 Integrated").tap()
    page.get_by_role("status").filter(has_text="Saved at").wait_for()
    assert answers(store, person)[-1]["value"] == 4
    page.reload()
    assert page.locator("input[value='4']").is_checked()
    box = page.locator("label.choice").first.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert outside == []


def test_a_vote_without_a_connection_is_kept_and_sent_once(server: Served, store: Path, chromium: Browser):
    page, _ = watched(chromium, server)
    link, person = ticket(store)
    page.goto(f"{server.base}/enter/{link}")
    page.goto(f"{server.base}/answer/cyber-backup")
    before = len(answers(store, person))
    page.context.set_offline(True)
    page.locator("input[value='5']").check()
    page.get_by_role("status").filter(has_text="kept on this device").wait_for()
    assert len(answers(store, person)) == before
    page.context.set_offline(False)
    page.get_by_role("status").filter(has_text="Saved at").wait_for()
    page.reload()
    page.wait_for_timeout(500)
    sent = answers(store, person)[before:]
    assert [(fact["question"], fact["value"]) for fact in sent] == [("cyber-backup", 5)]


def test_without_javascript_the_form_still_saves_and_leads_on(server: Served, store: Path, chromium: Browser):
    page, _ = watched(chromium, server, java_script_enabled=False)
    link, person = ticket(store)
    page.goto(f"{server.base}/enter/{link}")
    page.goto(f"{server.base}/answer/org-relationship")
    page.locator("input[value='2']").check()
    page.get_by_role("button", name="Save and continue").click()
    assert "/answer/org-relationship" not in page.url
    assert answers(store, person)[-1]["question"] == "org-relationship"


@pytest.mark.parametrize("command", ["interlock", "streamlit"])
def test_both_ways_to_start_serve_plain_pages_and_headers(store: Path, command: str):
    import urllib.error
    import urllib.request

    with served(store, command) as running:
        try:
            response = urllib.request.urlopen(f"{running.base}/answer")
        except urllib.error.HTTPError as error:
            response = error
        assert response.status == 403
        assert b"signed in" in response.read()
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "DENY"


def test_the_owner_walks_the_phases_and_downloads_the_report(server: Served, store: Path, chromium: Browser,
                                                             tmp_path: Path):
    page, outside = watched(chromium, server, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    blocked: list[str] = []
    page.on("console", lambda m: blocked.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto(f"{server.base}/enter/{owner(store)}")
    page.get_by_role("heading", name="Interlock").wait_for(timeout=30_000)
    for link, heading in (("Scorecard", "Scorecard"), ("IT and OT", "IT and OT"), ("Path", "Path"),
                          ("Value case", "Value case"), ("Connection gate", "Connection gate"),
                          ("Roadmap", "Roadmap"), ("Audit trail", "Audit trail"), ("Report", "Report")):
        page.get_by_role("link", name=link, exact=True).click()
        page.get_by_role("heading", name=heading, exact=True).wait_for(timeout=60_000)
        assert page.get_by_text("Something went wrong").count() == 0
    with page.expect_download(timeout=60_000) as downloading:
        page.get_by_role("link", name="Results as JSON").click()
    target = tmp_path / "results.json"
    downloading.value.save_as(target)
    assert '"recommendation"' in target.read_text("utf-8")
    assert outside == []
    assert blocked == []


def test_a_stranger_sees_only_the_way_in(server: Served, chromium: Browser):
    page, _ = watched(chromium, server)
    page.goto(server.base)
    page.get_by_text("Open the link that you were given").wait_for(timeout=30_000)
    assert page.get_by_role("link", name="Scorecard").count() == 0
