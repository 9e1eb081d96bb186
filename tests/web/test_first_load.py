"""What a phone loads when it first opens a participant page: under 15 kB, at most four requests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from test_saving import client, let_in

from assessment.domain import facts as f
from assessment.shipped import SAMPLES
from assessment.web import entering, joining
from assessment.workspace import Store, Workspace
from assessment.workspace import store as store_module
from assessment.workspace.rooms import code_on_the_wall

MOST_BYTES, MOST_REQUESTS = 15_000, 4
QUESTION = "arch-segmentation"
ANY_PHONE = {"Accept-Encoding": "gzip, deflate"}
STAGES = ("waiting", "draft", "open", "closed", "revealed", "agreed")
OWN = ("/answer", f"/answer/{QUESTION}", "/questions", "/weigh", "/decide")
COUNTED = re.compile(r'(?:<link[^>]+rel="stylesheet"[^>]+href|<script[^>]+src|<img[^>]+src)="([^"]+)"')


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("INTERLOCK_STORE", str(tmp_path_factory.mktemp("load") / "load.db"))
    patch.setattr(entering, "_wrong", entering._Wrong())
    patch.setattr(joining, "_wrong", joining._Wrong())
    store_module._SHARED.clear()
    opened = Store.shared()
    opened.bring_in(Path(SAMPLES) / "small" / "brief.yaml")
    yield opened
    opened.close()
    store_module._SHARED.clear()
    patch.undo()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return store.workspace(store.engagements()[0])


@pytest.fixture(scope="module")
def person(workspace: Workspace) -> str:
    people = workspace.engagement().people
    return next(name for name, p in people.items() if p.site and p.function == "OT" and p.role == "participant")


def load(browser: TestClient, path: str) -> tuple[int, int]:
    """Bytes on the line and requests of a page with its redirects, scripts, style sheets and pictures; no headers."""
    size, requests, target = 0, 0, path
    while True:
        answer = browser.get(target, headers=ANY_PHONE)
        size, requests = size + int(answer.headers["content-length"]), requests + 1
        if answer.status_code != 303:
            break
        target = answer.headers["location"]
    for name in dict.fromkeys(COUNTED.findall(answer.text)):
        assert name.startswith("/plain/"), name
        part = browser.get(name, headers=ANY_PHONE)
        assert part.status_code == 200
        size, requests = size + int(part.headers["content-length"]), requests + 1
    return size, requests


def check(loaded: tuple[int, int]) -> None:
    size, requests = loaded
    assert size < MOST_BYTES
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", OWN)
def test_a_page_of_a_respondent(store: Store, workspace: Workspace, person: str, path: str, language: str):
    browser = let_in(store, workspace, person)
    browser.cookies.set("interlock-language", language)
    check(load(browser, path))


@pytest.fixture(scope="module")
def room(workspace: Workspace, person: str) -> Workspace:
    state = workspace.engagement()
    site = state.people[person].site
    workspace.record(f.WorkshopOpened(workshop="w", cycle=state.cycle().id, title="Kick-off", sites=(site,)))
    return workspace


def reach(workspace: Workspace, person: str, stage: str) -> None:
    """Bring the room to a stage, from the one before."""
    state = workspace.engagement()
    head = {"cycle": state.cycle().id, "site": state.people[person].site, "question": QUESTION}
    number = 2 if state.votes(*head.values()) and stage == "open" else state.round_of(*head.values())
    step = {"draft": f.QuestionCalled(workshop="w", question=QUESTION), "open": f.RoundOpened(**head, round=number),
            "closed": f.RoundClosed(**head, round=number), "revealed": f.RoundRevealed(**head, round=number),
            "agreed": f.Agreed(**head, value=3, rationale="Seen on the line. " * 20)}.get(stage)
    if step is not None:
        workspace.record(step)


def test_the_room_at_each_stage(store: Store, room: Workspace, person: str):
    browser = let_in(store, room, person)
    for stage in STAGES:
        reach(room, person, stage)
        check(load(browser, "/room"))


@pytest.mark.parametrize("stranger", ["/join", "/join/{code}", "/join/WRNGCODE", "/enter/nothing", "/room"])
def test_a_page_of_somebody_who_comes_in(store: Store, room: Workspace, stranger: str):
    check(load(client(), stranger.format(code=code_on_the_wall(store, room.id, "w"))))
