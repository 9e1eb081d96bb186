"""axe-core on every page: plain pages in light and dark, narrow and wide; one page of the app in three, all in a soak.

What the framework of the app draws and no page can change is left out by name, and is told in docs/accessibility.md.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from serving import Served, served

from assessment.domain import facts as f
from assessment.domain.room import order_of
from assessment.shipped import SAMPLES
from assessment.ui.sections import PAGES
from assessment.workspace import Store

pytestmark = pytest.mark.browser
VARIANTS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
QUESTION = "arch-segmentation"
FRAMEWORK = ['[data-testid="stSidebarNav"]', '[data-testid="stDataFrame"]']
"""The list of pages, whose items stand outside a list on a phone, and the data grid, which is drawn on a canvas. Wide
tables scroll without a stop for the keyboard."""
SOAK = bool(os.environ.get("INTERLOCK_SOAK"))
APP = sorted(path.stem for path in PAGES.glob("*.py"))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("accessible") / "test.db"
    with Store(path) as opened:
        workspace, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
        site = next(iter(workspace.engagement().sites))
        workspace.record_together([
            f.WorkshopOpened(workshop="w", cycle=workspace.engagement().cycle().id, title="Kick-off", sites=(site,)),
            f.QuestionCalled(workshop="w", question=QUESTION)])
    return path


@pytest.fixture(scope="module")
def server(store: Path):
    with served(store) as running:
        yield running


def window(chromium: Browser, width: int, scheme: str) -> Page:
    return chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()


def enter(page: Page, server: Served, store: Path, person: str | None) -> None:
    with Store(store) as opened:
        ticket = opened.access.invite_owner() if person is None else opened.access.invite(
            opened.workspace(opened.only(None)).engagement(), person)
    page.goto(f"{server.base}/enter/{ticket}")


def respondent(store: Path) -> str:
    with Store(store) as opened:
        engagement = opened.workspace(opened.only(None)).engagement()
        site = engagement.workshops["w"].sites[0]
        return next(name for name, p in engagement.people.items()
                    if p.site == site and p.function == "OT" and p.role == "participant")


def violations(page: Page, app: bool = False) -> list[str]:
    context = {"exclude": [[selector] for selector in FRAMEWORK]} if app else None
    options = {**RULES, "rules": {"scrollable-region-focusable": {"enabled": not app}}}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [f"{v['id']}: {', '.join(' '.join(n['target']) for n in v['nodes'][:3])}" for v in found]


@pytest.mark.parametrize(("width", "scheme"), VARIANTS)
def test_plain_pages_have_no_violation(chromium: Browser, server: Served, store: Path, width: int, scheme: str):
    page, person = window(chromium, width, scheme), respondent(store)
    found = {}

    def look(name: str, address: str) -> None:
        page.goto(f"{server.base}{address}")
        found[name] = violations(page)

    look("code", "/join")
    look("not let in", "/answer")
    enter(page, server, store, person)
    for name, address in (("first", "/answer"), ("question", f"/answer/{QUESTION}"), ("list", "/questions"),
                          ("room", "/room"), ("unknown", "/answer/none")):
        look(name, address)
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        site, cycle = workspace.engagement().workshops["w"].sites[0], workspace.engagement().cycle().id
        code = opened.access.open_room(workspace.id, "w")
        number = workspace.engagement().round_of(cycle, site, QUESTION)
        blind = workspace.engagement().open_round(cycle, site, QUESTION)
        if not blind and (cycle, site, QUESTION) in workspace.engagement().agreed:
            workspace.record(f.AgreementWithdrawn(cycle=cycle, site=site, question=QUESTION))
        if not workspace.engagement().rounds.get((cycle, site, QUESTION)):
            workspace.record(f.RoundOpened(cycle=cycle, site=site, question=QUESTION, round=number))
    look("ballot", "/room")
    stranger = window(chromium, width, scheme)
    stranger.goto(f"{server.base}/join/{code}")
    found["join"] = violations(stranger)
    owner = window(chromium, width, scheme)
    enter(owner, server, store, None)
    owner.goto(f"{server.base}/wall/{workspace.id}/w")
    found["wall"] = violations(owner)
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        state = workspace.engagement()
        fresh = next(name for name in order_of(state, state.workshops["w"])
                     if state.the_pack.questions[name].scope == "site"
                     and (cycle, site, name) not in (state.rounds.keys() | state.agreed.keys()))
        workspace.record(f.QuestionCalled(workshop="w", question=fresh))
    owner.goto(f"{server.base}/console/{workspace.id}/w")
    owner.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found["console"] = violations(owner)
    for step, after in (("Open the vote", "Close the vote"), ("Reveal the votes", "Vote again")):
        owner.get_by_role("button", name=step).click()
        owner.locator("button:not([disabled])", has_text=after).wait_for()
        found[f"console, {step}"] = violations(owner)
    with Store(store) as opened:
        opened.workspace(opened.only(None)).record(f.QuestionCalled(workshop="w", question=QUESTION))
    assert {name: told for name, told in found.items() if told} == {}


@pytest.fixture(scope="module")
def owners(chromium: Browser, server: Served, store: Path) -> dict[tuple[int, str], Page]:
    """The owner's window in every variant."""
    opened = {variant: window(chromium, *variant) for variant in VARIANTS}
    for page in opened.values():
        enter(page, server, store, None)
    return opened


@pytest.mark.parametrize("name", APP if SOAK else APP[::3])
def test_a_page_of_the_app_has_no_violation(owners: dict[tuple[int, str], Page], server: Served, name: str):
    turns = VARIANTS if SOAK else [VARIANTS[APP.index(name) % len(VARIANTS)]]
    for width, scheme in turns:
        page = owners[width, scheme]
        page.goto(f"{server.base}/{'' if name == 'home' else name}")
        page.get_by_role("heading", level=1).first.wait_for(timeout=40_000)
        page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)
        assert page.locator('[data-testid="stException"]').count() == 0, (width, scheme)
        assert violations(page, app=True) == [], (width, scheme)
