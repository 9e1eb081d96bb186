"""Waiting for a plan in a real Chromium: progress shows, a click keeps the best plan so far, another searches on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import served
from test_journeys import owner, watched

from assessment.domain.engagement import Engagement
from assessment.solver import stopped_by_hand
from assessment.workspace import Store, sample_brief

pytestmark = pytest.mark.browser


def plans(store: Path) -> list[dict]:
    with Store(store) as opened:
        engagement: Engagement = opened.workspace(opened.only(None)).engagement()
        return [recorded.plan["roadmap"] for recorded in engagement.plans]


def test_the_best_plan_so_far_is_kept_and_the_search_goes_on_later(chromium: Browser, tmp_path: Path):
    store = tmp_path / "stopped.db"
    with Store(store) as opened:
        opened.bring_in(sample_brief())
    with served(store) as server:
        page, _outside = watched(chromium, server, viewport={"width": 1400, "height": 1000})
        page.goto(f"{server.base}/enter/{owner(store)}")
        page.goto(f"{server.base}/roadmap")
        page.get_by_text("Better plan").wait_for(timeout=60_000)
        assert plans(store) == []
        page.get_by_role("button", name="Stop and keep the best plan so far").click()
        page.get_by_role("button", name="Search to the end").wait_for(timeout=60_000)
        first, = plans(store)
        assert first["method"] == stopped_by_hand()
        assert first["scheduled"]
        page.get_by_role("button", name="Search to the end").click()
        page.get_by_role("button", name="Search to the end").wait_for(state="detached", timeout=120_000)
        page.get_by_text("Tasks scheduled").wait_for()
        assert page.locator("[data-testid=stException]").count() == 0
    again = plans(store)[-1]
    assert again["method"] != stopped_by_hand()
    assert again["objective"] >= first["objective"]
