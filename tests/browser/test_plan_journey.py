"""The plan in a real Chromium: a programme manager sees it, leaves a task out, finds the difference, takes it along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from serving import Served
from test_journeys import owner, server, store, watched

from assessment.domain.facts import RespondentDefined
from assessment.domain.roadmap import Roadmap
from assessment.workspace import Store

__all__ = ["server", "store"]
pytestmark = pytest.mark.browser
WHY = "The group runs it"


def plan_on_record(store: Path) -> Roadmap:
    with Store(store) as opened:
        return opened.workspace(opened.only(None)).roadmap()


def manager(store: Path) -> str:
    """The way in of a programme manager, who plans and does not decide."""
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        workspace.record(RespondentDefined(person="pm", function="Business", role="facilitator"))
        return opened.access.invite(workspace.engagement(), "pm")


def settled(page: Page) -> None:
    """Wait until the page is drawn: what is open while it is being drawn anew closes."""
    page.wait_for_timeout(300)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a list by typing, as one longer than the screen asks for."""
    settled(page)
    box = page.get_by_role("combobox", name=label, exact=True).locator("visible=true")
    box.click()
    box.press_sequentially(option[:12])
    page.get_by_role("option", name=option).click()
    settled(page)


def tasks_scheduled(page: Page) -> int:
    metric = page.get_by_test_id("stMetric").filter(has_text="Tasks scheduled").get_by_test_id("stMetricValue")
    return int(metric.inner_text())


def tasks_in(path: Path) -> set[str]:
    """Ids of the tasks in a workbook of the plan."""
    header, *rows = load_workbook(path)["Tasks"].iter_rows(values_only=True)
    return {str(row[header.index("Task")]) for row in rows}


def test_a_programme_manager_leaves_a_task_out_and_takes_the_new_plan_along(
        server: Served, store: Path, chromium: Browser, tmp_path: Path):
    before = plan_on_record(store)
    gone = next(s.task for s in reversed(before.scheduled) if s.task.endswith("@programme"))
    initiative = gone.partition("@")[0]
    page, outside = watched(chromium, server, viewport={"width": 1400, "height": 1200}, accept_downloads=True)
    page.set_default_timeout(30_000)
    page.goto(f"{server.base}/enter/{manager(store)}")
    page.goto(f"{server.base}/roadmap")
    gantt = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").locator("visible=true").first
    gantt.wait_for()
    settled(page)
    box = gantt.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 200, "the chart is drawn"
    assert tasks_scheduled(page) == len(before.scheduled)

    page.get_by_role("tab", name="Change the plan").click()
    choose(page, "Initiative", f"{initiative} ")
    page.get_by_text("leave it out").click()
    page.get_by_role("textbox", name="Why").first.fill(WHY)
    page.get_by_role("button", name="Record and plan anew").click()
    page.get_by_text("Recorded; the plan is drawn up anew.").wait_for()
    page.get_by_test_id("stMetric").first.wait_for()
    settled(page)
    after = plan_on_record(store)
    assert after.at(gone) is None
    assert tasks_scheduled(page) == len(after.scheduled)
    page.get_by_role("tab", name="Tasks and reasons").click()
    page.get_by_role("row").filter(has_text=f"{initiative} ").filter(has_text=WHY).wait_for()

    page.get_by_role("tab", name="Files").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    path = tmp_path / "roadmap.xlsx"
    download.value.save_as(path)
    assert tasks_in(path) == {s.task for s in after.scheduled}
    assert page.locator("[data-testid=stException]").count() == 0
    assert outside == []


def test_upside_down_dates_of_a_freeze_are_said_and_what_was_typed_stays(
        server: Served, store: Path, chromium: Browser):
    page, outside = watched(chromium, server, viewport={"width": 1400, "height": 1200})
    page.set_default_timeout(30_000)
    page.goto(f"{server.base}/enter/{owner(store)}")
    page.goto(f"{server.base}/calendar")
    name = page.get_by_role("textbox", name="What it is for, such as an inspection")
    name.fill("<b>Inspection</b>")
    settled(page)
    days = page.get_by_test_id("stDateInput").locator("visible=true")
    for box, day in zip((days.nth(0), days.nth(1)), ("20270420", "20270301"), strict=True):
        box.get_by_role("spinbutton").first.click()
        page.keyboard.type(day)
    page.get_by_role("button", name="Record the freeze").click()
    page.get_by_text("The end lies before the beginning. Exchange the two dates.").wait_for()
    assert name.input_value() == "<b>Inspection</b>"
    days.nth(1).get_by_role("spinbutton").first.click()
    page.keyboard.type("20270520")
    page.get_by_role("button", name="Record the freeze").click()
    page.get_by_text("The freeze is recorded; the plan is drawn up anew.").wait_for()
    settled(page)
    assert name.input_value() == ""
    with Store(store) as opened:
        (freeze,) = opened.workspace(opened.only(None)).engagement().freezes.values()
    assert (freeze.reason, freeze.first, freeze.last) == ("<b>Inspection</b>", date(2027, 4, 20), date(2027, 5, 20))
    assert page.locator("b", has_text="Inspection").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    assert outside == []
