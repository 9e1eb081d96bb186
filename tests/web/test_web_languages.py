"""Plain pages in German: by the browser's wish, by the switch, and back."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from shutil import copyfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assessment import web
from assessment.workspace import Store
from assessment.workspace import store as store_module

GERMAN = {"accept-language": "de-DE,de;q=0.9,en;q=0.5"}
QUESTION = "arch-segmentation"


@pytest.fixture
def store(tmp_path: Path, small_file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(copyfile(small_file, tmp_path / "test.db")))
    store_module._SHARED.clear()
    opened = Store.shared()
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture
def browser(store: Store) -> TestClient:
    """A respondent at a site, let in; no language is asked for yet."""
    engagement = store.workspace(store.engagements()[0]).engagement()
    person = next(name for name, p in engagement.people.items() if p.site and p.function == "OT")
    opened = TestClient(Starlette(routes=web.routes()), follow_redirects=False, headers={"accept-language": ""})
    opened.get(f"/enter/{store.access.invite(engagement, person)}")
    return opened


def test_a_german_browser_is_asked_in_german(browser: TestClient):
    page = browser.get(f"/answer/{QUESTION}", headers=GERMAN).text
    assert '<html lang="de">' in page
    assert "Wie ist das Automatisierungsnetz dieses Werks in Zonen aufgeteilt?" in page
    assert "<b>1 Getrennt</b>Steuerungen, Bedienstationen und Bürogeräte" in page
    assert "Architektur und Konnektivität" in page
    assert "Speichern und weiter" in page
    assert "Why this is asked" not in page


def test_an_answer_is_saved_and_refused_in_german(browser: TestClient):
    page = browser.get(f"/answer/{QUESTION}", headers=GERMAN).text
    given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    json_too = {**GERMAN, "accept": "application/json"}
    saved = browser.post(f"/answer/{QUESTION}", data={**given, "key": str(uuid.uuid4()), "value": "2"},
                         headers=json_too)
    assert saved.json()["text"].startswith("Gespeichert um ")
    for value, comment, why in (("na", "", "„Trifft nicht zu“ braucht eine Begründung."),
                                ("9", "", "Stufe 9 gibt es auf der Skala nicht. 1 bis 5,"),
                                ("x", "", "Eine der Antworten wählen und dann speichern.")):
        refused = browser.post(f"/answer/{QUESTION}", headers=json_too, data={
            **given, "key": str(uuid.uuid4()), "value": value, "comment": comment})
        assert refused.status_code == 409
        assert refused.json()["error"].startswith(why)
    assert "Stufe 2" in browser.get("/questions", headers=GERMAN).text


def test_the_switch_works_without_a_script_and_lasts(browser: TestClient):
    page = browser.get(f"/answer/{QUESTION}").text
    assert '<html lang="en">' in page
    link = re.search(r'<a href="(/language/de[^"]*)" lang="de" hreflang="de">Deutsch</a>', page)
    assert link is not None
    switched = browser.get(link[1])
    assert (switched.status_code, switched.headers["location"]) == (303, f"/answer/{QUESTION}")
    assert "HttpOnly" in switched.headers["set-cookie"]
    assert '<html lang="de">' in browser.get(f"/answer/{QUESTION}").text
    english = {"accept-language": "en-GB"}
    assert '<html lang="de">' in browser.get("/questions", headers=english).text, "the choice counts for more"
    browser.get("/language/en?back=/questions")
    assert '<html lang="en">' in browser.get("/questions", headers=GERMAN).text


def test_an_unknown_language_falls_back_to_english(browser: TestClient):
    assert browser.get("/language/tlh?back=/questions").status_code == 404
    browser.cookies.set("interlock-language", "tlh")
    assert '<html lang="en">' in browser.get("/questions").text
    assert '<html lang="de">' in browser.get("/questions", headers=GERMAN).text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nX: y", "", "x",
                                  "/questions?x=//evil.example"])
def test_the_switch_leads_to_no_other_server(browser: TestClient, back: str):
    answer = browser.get("/language/de", params={"back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/answer")
    assert "X" not in answer.headers


def test_a_report_is_asked_for_in_a_language(store: Store):
    owner = TestClient(Starlette(routes=web.routes()), follow_redirects=False)
    owner.get(f"/enter/{store.access.invite_owner()}")
    base = f"/report/{store.engagements()[0]}/report.html"
    assert '<html lang="en">' in owner.get(base).text
    german = owner.get(base, params={"language": "de"})
    assert '<html lang="de">' in german.text
    assert "Erbetene Entscheidungen" in german.text
    assert german.headers["content-disposition"] == owner.get(base).headers["content-disposition"]
    assert '<html lang="en">' in owner.get(base, params={"language": "tlh"}).text


def test_a_stranger_is_turned_away_in_german(store: Store):
    stranger = TestClient(Starlette(routes=web.routes()), follow_redirects=False)
    page = stranger.get("/questions", headers=GERMAN)
    assert page.status_code == 403
    assert "Hier nicht angemeldet" in page.text
