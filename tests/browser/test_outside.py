"""No request leaves the machine: every page of the app in one Chromium that listens, with texts that try to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import served
from test_journeys import owner, watched

from assessment.shipped import SAMPLES
from assessment.ui.sections import sections
from assessment.workspace import Store

pytestmark = pytest.mark.browser
BEACON = "![x](http://192.0.2.1/beacon.png) <img src=http://192.0.2.1/b.png>"


def test_every_page_of_the_app_stays_on_this_machine(chromium: Browser, tmp_path: Path):
    path = tmp_path / "test.db"
    with Store(path) as store:
        workspace, _new = store.bring_in(SAMPLES / "small" / "brief.yaml")
        opened = workspace.engagement().opened
        assert opened is not None
        workspace.record(opened.model_copy(update={"client": BEACON, "summary": BEACON}))
        for site in workspace.engagement().sites.values():
            workspace.record(site.model_copy(update={"name": f"{site.site} {BEACON}", "country": BEACON}))
        for person in workspace.engagement().people:
            store.journal.beside.remember_name(workspace.id, person, f"{person} {BEACON}")
        workspace.roadmap()
    with served(path) as server:
        page, outside = watched(chromium, server, viewport={"width": 1280, "height": 900})
        page.set_default_timeout(60_000)
        page.goto(f"{server.base}/enter/{owner(path)}")
        page.get_by_role("heading", name="What to do next").wait_for()
        for entry in (entry for entries in sections().values() for entry in entries if entry.name != "home"):
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=entry.title, exact=True).click()
            page.get_by_role("heading", name=entry.title, exact=True, level=1).wait_for()
            page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
            assert page.locator("[data-testid=stException]").count() == 0, entry.name
            assert outside == [], entry.name
