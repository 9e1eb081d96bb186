"""From an export to a permit in a real Chromium: twenty connections brought in, three people decide on their phones."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import Served
from test_journeys import owner, server, store, watched

from assessment.domain import facts as f
from assessment.workspace import Store

__all__ = ["server", "store"]
pytestmark = pytest.mark.browser
ZONES = "site,zone,level\nnorth,historian,3\nnorth,dmz,3.5\n" + "".join(f"north,cell-{n},2\n" for n in range(10))
RULES = "site,from_zone,to_zone,port,action\n" + "".join(
    f"north,cell-{n},historian,{4840 + n},allow\nnorth,historian,cell-{n},502,allow\n" for n in range(10))


def registered(store: Path) -> list[str]:
    with Store(store) as opened:
        return list(opened.workspace(opened.only(None)).engagement().connections)


def test_twenty_connections_from_an_export_stand_red_at_the_gate(
        server: Served, store: Path, chromium: Browser, tmp_path: Path):
    files = {name: tmp_path / f"{name}.csv" for name in ("zones", "connections")}
    files["zones"].write_text(ZONES, "utf-8")
    files["connections"].write_text(RULES, "utf-8")
    page, outside = watched(chromium, server, viewport={"width": 1400, "height": 1200})
    page.goto(f"{server.base}/enter/{owner(store)}")
    page.goto(f"{server.base}/connections")
    before = len(registered(store))
    page.get_by_role("tab", name="Import").click()
    for kind, label in (("zones", "Zones or assets"), ("connections", "Connections or firewall rules")):
        page.get_by_text(label, exact=True).click()
        page.set_input_files("input[type=file]", files[kind])
        page.get_by_role("button", name="Record them").click()
        page.get_by_text("entries recorded.").first.wait_for()
        page.get_by_text("0 new or changed").first.wait_for()
    page.get_by_role("tab", name="Diagram").click()
    page.get_by_text("20 of 20 connections").first.wait_for()
    assert len(registered(store)) - before == 20
    page.goto(f"{server.base}/gate")
    page.get_by_text("What would admit it").first.wait_for()
    page.get_by_text("hard stop").first.wait_for()
    assert page.locator("[data-testid=stException]").count() == 0
    assert outside == []


def test_three_people_decide_on_their_phones_and_the_permit_is_printed(
        server: Served, store: Path, chromium: Browser, tmp_path: Path):
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        today = workspace.today
        for person, function in (("ola", "Operations"), ("seb", "OT"), ("qui", "Quality")):
            workspace.record(f.RespondentDefined(person=person, function=function, role="viewer"))
        for zone, level in (("edge", "3"), ("border", "3.5")):
            workspace.record(f.ZoneDefined(zone=zone, site="south", name=zone.title(), level=level))
        workspace.record(f.ConnectionDefined(
            connection="copy", site="south", name="Copy of the historian", from_zone="edge", to_zone="border",
            owner="ola", ot_security="seb", quality="qui"))
        for criterion in workspace.engagement().the_library.gate.criteria:
            workspace.record(f.CriterionReviewed(connection="copy", criterion=criterion.id, result="met", date=today,
                                                 reviewer="seb", evidence=f"Record {criterion.id}"))
        links = [opened.access.invite(workspace.engagement(), person) for person in ("ola", "seb", "qui")]
    for link in links:
        phone, outside = watched(chromium, server, viewport={"width": 390, "height": 780}, has_touch=True)
        phone.goto(f"{server.base}/enter/{link}")
        phone.goto(f"{server.base}/decide")
        phone.get_by_text("Copy of the historian").tap()
        phone.get_by_text("I have seen the evidence and release this connection in my part.").tap()
        phone.get_by_role("button", name="Record my decision").tap()
        phone.get_by_text("(you): go").wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert outside == []
    page, _ = watched(chromium, server, viewport={"width": 1400, "height": 1200})
    page.goto(f"{server.base}/enter/{owner(store)}")
    page.goto(f"{server.base}/gate")
    page.get_by_role("combobox", name="State").click()
    page.get_by_role("option", name="gate open").click()
    page.get_by_text("Permit no. 1").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Permit as PDF").click()
    path = tmp_path / "permit.pdf"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF-1.7")
