"""Signing in through an identity provider in a real Chromium against the real server, both on loopback."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from identity import Provider, provider, secrets_toml
from playwright.sync_api import Browser, Page
from serving import Served, free_port, served

from assessment.domain.facts import RespondentDefined, RoleGiven
from assessment.shipped import SAMPLES
from assessment.workspace import Store
from assessment.workspace.access import ALL, OWNER

pytestmark = pytest.mark.browser
ACCOUNTS: dict[str, dict[str, object]] = {
    "Ana": {"sub": "a-1", "email": "Ana@Example.org", "email_verified": True, "name": "Ana L"},
    "Vera": {"sub": "v-1", "email": "vera@example.org", "email_verified": True},
    "Ottilie": {"sub": "o-1", "email": "ottilie@example.org", "email_verified": True},
    "Stranger": {"sub": "s-1", "email": "stranger@example.org", "email_verified": True},
    "Unverified": {"sub": "u-1", "email": "vera@example.org", "email_verified": False},
    "Recycled": {"sub": "v-2", "email": "vera@example.org", "email_verified": True},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("signing") / "test.db"
    with Store(path) as opened:
        workspace, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        beside = opened.journal.beside
        for person, role in (("ana-f", "facilitator"), ("vera-v", "viewer")):
            workspace.record(RespondentDefined(person=person, function="IT", role=role))
        beside.remember_email(workspace.id, "ana-f", "ana@example.org")
        beside.remember_email(workspace.id, "vera-v", "vera@example.org")
        beside.remember_email(ALL, OWNER, "ottilie@example.org")
    return path


@pytest.fixture(scope="module")
def idp() -> Iterator[Provider]:
    with provider(ACCOUNTS) as made:
        yield made


@pytest.fixture(scope="module")
def server(store: Path, idp: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port, folder = free_port(), tmp_path_factory.mktemp("secrets")
    (folder / "secrets.toml").write_text(secrets_toml(idp, f"http://127.0.0.1:{port}"), "utf-8")
    with served(store, port=port, STREAMLIT_SECRETS_FILES=str(folder / "secrets.toml")) as running:
        yield running


def sign_in(chromium: Browser, server: Served, account: str) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(30_000)
    page.goto(server.base)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=account, exact=True).click()
    return page


def cookies(page: Page) -> dict[str, dict]:
    return {cookie["name"]: dict(cookie) for cookie in page.context.cookies()}


def opens(server: Served, path: str, header: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{server.base}{path}", headers={"Cookie": header})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_facilitator_signs_in_is_seen_as_one_and_leaves_for_good(chromium: Browser, server: Served, store: Path):
    logins: list[str] = []
    page = chromium.new_context().new_page()
    page.set_default_timeout(30_000)
    page.on("response", lambda r: logins.extend(
        header["value"].partition(";")[0] for header in r.headers_array() if header["name"].lower() == "set-cookie")
        if "/oauth2callback" in r.url else None)
    page.goto(server.base)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Ana", exact=True).click()
    page.get_by_role("heading", name="What to do next").wait_for()
    navigation = page.get_by_test_id("stSidebarNav")
    assert navigation.get_by_role("link", name="Room", exact=True).count() == 1
    assert navigation.get_by_role("link", name="Who may come in").count() == 0
    held = cookies(page)
    assert held["interlock"]["httpOnly"]
    assert not [name for name in held if name.startswith("_streamlit_user")]
    with Store(store) as opened:
        assert opened.access.standing(opened.only(None))["ana-f"].seen

    login = "; ".join(value for value in logins if value.startswith("_streamlit_user") and not value.endswith('=""'))
    assert login
    status, text = opens(server, "/signed-in", login)
    assert (status, "was used before" in text) == (403, True)  # a copy of the login lets nobody in

    own = f"interlock={held['interlock']['value']}"
    engagement = store_name(store)
    assert opens(server, f"/report/{engagement}/journal.jsonl", own)[0] == 200
    page.goto(f"{server.base}/leave")
    page.get_by_role("button", name="Leave").click()
    page.get_by_text("sign out of your organisation's account too").wait_for()
    assert opens(server, f"/report/{engagement}/journal.jsonl", own)[0] == 403  # nor does a copy of the cookie
    page.goto(server.base)
    page.get_by_role("button", name="Sign in").wait_for()


def store_name(store: Path) -> str:
    with Store(store) as opened:
        return opened.only(None)


@pytest.mark.parametrize(("account", "told"), [
    ("Stranger", "You are not on the list"), ("Unverified", "did not confirm your e-mail address")])
def test_whom_nobody_knows_is_told_kindly_and_stays_out(chromium: Browser, server: Served, account: str, told: str):
    page = sign_in(chromium, server, account)
    page.get_by_text(told).wait_for()
    assert "interlock" not in cookies(page)
    page.get_by_role("link", name="To the start").click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_an_address_given_to_another_account_later_lets_that_one_in_only_anew(
        chromium: Browser, server: Served, store: Path):
    page = sign_in(chromium, server, "Vera")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Scorecard").wait_for()
    assert page.get_by_test_id("stSidebarNav").get_by_role("link", name="Room", exact=True).count() == 0
    sign_in(chromium, server, "Recycled").get_by_text("You are not on the list").wait_for()
    with Store(store) as opened:  # the owner keeps the address again: then the account may be another one
        opened.journal.beside.remember_email(opened.only(None), "vera-v", "vera@example.org")
    again = sign_in(chromium, server, "Recycled")
    again.get_by_test_id("stSidebarNav").get_by_role("link", name="Scorecard").wait_for()
    with Store(store) as opened:
        opened.workspace(opened.only(None)).record(RoleGiven(person="vera-v", role=None))
    sign_in(chromium, server, "Recycled").get_by_text("You are not on the list").wait_for()


def test_the_owner_of_the_server_signs_in_as_owner(chromium: Browser, server: Served):
    page = sign_in(chromium, server, "Ottilie")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Who may come in").click()
    page.get_by_role("heading", name="Who may come in").wait_for()
    assert page.locator("[data-testid=stException]").count() == 0
