"""The switches of language in a real Chromium: they last from page to page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from serving import served

from assessment.shipped import SAMPLES
from assessment.workspace import Store

pytestmark = pytest.mark.browser


def test_a_language_chosen_once_lasts_in_the_app_and_on_plain_pages(tmp_path: Path):
    path = tmp_path / "test.db"
    with Store(path) as store:
        workspace, _ = store.bring_in(SAMPLES / "small" / "brief.yaml")
        engagement = workspace.engagement()
        person = next(name for name, p in engagement.people.items() if p.site and p.function == "OT")
        ticket = store.access.invite(engagement, person)
    with served(path) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"),
                                             args=["--no-sandbox", "--disable-gpu"])
        app = browser.new_context(locale="en-GB").new_page()
        app.goto(server.owner_link)
        app.get_by_role("heading", name="What to do next").wait_for()
        option = app.get_by_role("option", name="Deutsch")
        for _turn in range(20):  # while the page is still being drawn an opened list closes again
            app.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
            app.wait_for_timeout(500)
            if option.is_visible():
                break
        option.click()
        app.get_by_role("heading", name="Was als Nächstes zu tun ist").wait_for()
        app.get_by_test_id("stSidebarNav").get_by_role("link", name="Maßnahmen").click()
        app.get_by_role("heading", name="Maßnahmen").first.wait_for()
        app.get_by_test_id("stSidebarNav").get_by_role("link", name="Audit Trail").click()
        app.get_by_role("heading", name="Audit Trail").wait_for()

        phone = browser.new_context(locale="en-GB", java_script_enabled=False).new_page()
        phone.goto(f"{server.base}/enter/{ticket}")
        phone.get_by_role("link", name="Deutsch").click()
        assert phone.locator("html").get_attribute("lang") == "de"
        phone.goto(f"{server.base}/questions")
        phone.get_by_role("heading", name="Eigene Fragen").wait_for()
        foreign = phone.locator("li span[lang=en]")
        assert foreign.count() > 0, "questions outside the quick scan name their language"
        browser.close()
