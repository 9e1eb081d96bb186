"""Every plain route and download against every role: what is let in, and what is told to whom it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from assessment import login, web
from assessment.domain import facts as f
from assessment.domain.engagement import ROLES
from assessment.shipped import SAMPLES
from assessment.workspace import Store
from assessment.workspace import store as store_module

WHO = ("stranger", "elsewhere", *ROLES)
ANSWERING = "owner facilitator contributor participant"
READING = "owner facilitator contributor reviewer viewer"
EVERYBODY = " ".join(WHO)
LET_IN = " ".join(ROLES) + " elsewhere"
ROUTES: dict[tuple[str, str], str] = {
    ("GET", "/enter/{ticket}"): "", ("POST", "/leave"): EVERYBODY, ("GET", "/leave"): LET_IN,
    ("GET", "/language/{language}"): EVERYBODY, ("GET", "/healthz"): EVERYBODY, ("GET", "/plain/{name}"): EVERYBODY,
    ("GET", "/signed-in"): "",
    ("GET", "/answer"): ANSWERING, ("GET", "/answer/{question}"): ANSWERING, ("POST", "/answer/{question}"): "",
    ("GET", "/exercise/{exercise}"): EVERYBODY, ("POST", "/exercise/{exercise}"): "", ("GET", "/finish"): ANSWERING,
    ("GET", "/history/{question}"): ANSWERING, ("GET", "/questions"): ANSWERING, ("GET", "/room"): ANSWERING,
    ("GET", "/room/state"): LET_IN,  # a mark without a word in it
    ("GET", "/join"): EVERYBODY, ("POST", "/join"): "", ("GET", "/join/{code}"): "", ("POST", "/join/{code}"): "",
    ("GET", "/wall/{engagement}/{workshop}"): "owner facilitator",
    ("GET", "/console/{engagement}/{workshop}"): "owner facilitator",
    ("GET", "/console/{engagement}/{workshop}/state"): "owner facilitator",
    ("POST", "/console/{engagement}/{workshop}"): "",
    ("GET", "/weigh"): "", ("POST", "/weigh"): "",
    ("GET", "/decide"): "", ("GET", "/decide/{connection}"): "", ("POST", "/decide/{connection}"): "",
    ("GET", "/decide/{connection}/permit"): "",
    ("GET", "/report/{engagement}/{name}"): READING,
}
"""Method and path -> for whom it answers with 2xx or 3xx to a request that gives nothing else. The ways in ask for a
ticket or a code that this test has not, an exercise for one that is open, `weigh` and `decide` for a named person."""
FILES = {"results.json": READING, "journal.jsonl": "owner facilitator", "secrets.txt": ""}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    patch = pytest.MonkeyPatch()
    path: Path = tmp_path_factory.mktemp("who") / "test.db"
    patch.setenv("INTERLOCK_STORE", str(path))
    store_module._SHARED.clear()
    opened = Store.shared()
    here, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
    site = next(iter(here.engagement().sites))
    here.record_together([
        *(f.RespondentDefined(person=f"r-{role}", function="OT", site=site, role=role) for role in ROLES),
        f.WorkshopOpened(workshop="w", cycle=here.engagement().cycle().id, title="W", sites=(site,))])
    other = opened.create("Another client")
    other.record(f.RespondentDefined(person="eve", function="IT", role="owner"))
    yield opened
    opened.close()
    store_module._SHARED.clear()
    patch.undo()


def engagement(store: Store) -> str:
    return next(name for name in store.engagements() if name != "another-client")


def browser(store: Store, who: str) -> TestClient:
    client = TestClient(Starlette(routes=[*web.routes(), *login.routes()]), follow_redirects=False)
    if who != "stranger":
        name = "another-client" if who == "elsewhere" else engagement(store)
        state = store.workspace(name).engagement()
        client.cookies.set("interlock", str(store.access.enter(store.access.invite(
            state, "eve" if who == "elsewhere" else f"r-{who}"))))
    return client


def filled(path: str, store: Store) -> str:
    return path.format(ticket="guess", question="arch-segmentation", language="de", code="GUESSED2", workshop="w",
                       engagement=engagement(store), connection="none", exercise="none",
                       name="style.css" if "plain" in path else "results.json")


def test_every_route_stands_in_the_table():
    found = {(method, route.path) for route in [*web.routes(), *login.routes()] if isinstance(route, Route)
             for method in (route.methods or ()) if method != "HEAD"}
    assert found == set(ROUTES)


@pytest.mark.parametrize("who", WHO)
def test_a_route_answers_whom_it_is_for(store: Store, who: str):
    client, wrong = browser(store, who), {}
    for (method, path), answered in ROUTES.items():
        if (method == "POST" and path == "/leave") or path.startswith("/report"):
            continue  # leaves for good, and has a test of its own
        response = client.request(method, filled(path, store))
        whom = answered.split() if who != "elsewhere" or "engagement" in path else _elsewhere(path, answered)
        if (response.status_code < 400) != (who in whom) or response.status_code >= 500:
            wrong[method, path] = response.status_code
    assert wrong == {}


def _elsewhere(path: str, answered: str) -> list[str]:
    """An owner of another engagement is one there: the own pages answer, with the own engagement."""
    empty = path in ("/answer/{question}", "/history/{question}")  # nothing is asked there
    return [*answered.split(), *(["elsewhere"] if "owner" in answered.split() and not empty else [])]


@pytest.mark.parametrize("who", WHO)
def test_a_download_is_for_those_who_may_read_it(store: Store, who: str):
    client, name = browser(store, who), engagement(store)
    found = {file for file in FILES if client.get(f"/report/{name}/{file}").status_code == 200}
    assert found == {file for file, whom in FILES.items() if who in whom.split()}


def test_without_names_only_the_owner_takes_the_journal_out(store: Store):
    here = store.workspace(engagement(store))
    opened = here.engagement().opened
    assert opened is not None
    here.record(opened.model_copy(update={"named": False}))
    try:
        told = {who: browser(store, who).get(f"/report/{here.id}/journal.jsonl").status_code
                for who in ("owner", "facilitator")}
        assert told == {"owner": 200, "facilitator": 403}
    finally:
        here.record(opened)


def test_who_was_withdrawn_is_out_on_every_route(store: Store):
    here = store.workspace(engagement(store))
    client = browser(store, "viewer")
    here.record(f.RoleGiven(person="r-viewer", role=None))  # the fact alone; the cookie was not revoked
    try:
        for (method, path), answered in ROUTES.items():
            if answered not in (EVERYBODY, LET_IN):
                response = client.request(method, filled(path, store))
                assert 400 <= response.status_code < 500, path
                assert here.engagement().client not in response.text
    finally:
        here.record(f.RoleGiven(person="r-viewer", role="viewer"))
