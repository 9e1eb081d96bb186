"""What a page may call saved, whose answer it is, and what happens at the edges."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from shutil import copyfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assessment import web
from assessment.domain.basis import Refused
from assessment.domain.facts import RespondentDefined, RoundOpened, RoundRevealed
from assessment.web import entering
from assessment.workspace import Store, Workspace
from assessment.workspace import store as store_module

QUESTION = "arch-segmentation"
OTHER = "cyber-backup"
JSON = {"Accept": "application/json"}


@pytest.fixture
def store(tmp_path: Path, small_file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(copyfile(small_file, tmp_path / "test.db")))
    monkeypatch.setattr(entering, "_wrong", entering._Wrong())
    store_module._SHARED.clear()
    opened = Store.shared()
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return store.workspace(store.engagements()[0])


@pytest.fixture
def person(workspace: Workspace) -> str:
    people = workspace.engagement().people
    return next(name for name, p in people.items() if p.site and p.function == "OT" and p.role == "participant")


def client(**options) -> TestClient:
    return TestClient(Starlette(routes=web.routes()), follow_redirects=False, **options)


def let_in(store: Store, workspace: Workspace, person: str, **options) -> TestClient:
    browser = client(**options)
    browser.get(f"/enter/{store.access.invite(workspace.engagement(), person)}")
    return browser


def fields(page: str, **given: str) -> dict[str, str]:
    return {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)), **given}


def answered(workspace: Workspace, person: str) -> list[tuple[str, object, int]]:
    return [(e.fact["question"], e.fact["value"], e.fact["round"]) for e in workspace.entries()
            if e.fact["kind"] == "answered" and e.actor == person and e.via == "web"]


def test_a_page_sent_again_with_another_answer_is_not_called_saved(store: Store, workspace: Workspace, person: str):
    browser = let_in(store, workspace, person)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="4")
    browser.post(f"/answer/{QUESTION}", data=sent)
    again = browser.post(f"/answer/{QUESTION}", data={**sent, "value": "1"})
    assert again.status_code == 409
    assert 'value="1" checked' in again.text
    assert answered(workspace, person) == [(QUESTION, 4, 1)]
    fresh = fields(again.text, value="1")
    assert browser.post(f"/answer/{QUESTION}", data=fresh).status_code == 303
    assert answered(workspace, person)[-1] == (QUESTION, 1, 1)


def test_a_key_of_another_question_is_not_called_saved(store: Store, workspace: Workspace, person: str):
    browser = let_in(store, workspace, person)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="4")
    browser.post(f"/answer/{QUESTION}", data=sent)
    other = fields(browser.get(f"/answer/{OTHER}").text, value="4", key=sent["key"])
    response = browser.post(f"/answer/{OTHER}", data=other, headers=JSON)
    assert response.status_code == 409
    assert "saved" not in response.json()
    assert answered(workspace, person) == [(QUESTION, 4, 1)]


def test_an_old_answer_that_arrives_late_does_not_pass_for_the_present_one(store: Store, workspace: Workspace,
                                                                          person: str):
    browser = let_in(store, workspace, person)
    page = browser.get(f"/answer/{QUESTION}").text
    first, second = fields(page, value="2"), fields(page, value="5", key=str(uuid.uuid4()))
    for sent in (first, second):
        browser.post(f"/answer/{QUESTION}", data=sent, headers=JSON)
    assert browser.post(f"/answer/{QUESTION}", data=first, headers=JSON).status_code == 409
    # the present answer under the key of the old one: that entry holds something else, so it proves nothing
    assert browser.post(f"/answer/{QUESTION}", data={**first, "value": "5"}, headers=JSON).status_code == 409
    assert answered(workspace, person) == [(QUESTION, 2, 1), (QUESTION, 5, 1)]


def test_saved_is_shown_for_an_own_entry_of_the_journal_only(store: Store, workspace: Workspace, person: str):
    browser = let_in(store, workspace, person)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="4")
    target = browser.post(f"/answer/{QUESTION}", data=sent).headers["location"]
    entry = workspace.entries()[-1]
    assert f"Saved at {entry.at[11:16]} UTC" in browser.get(target).text
    for made_up in ("09:99", "1", str(entry.seq - 1), str(entry.seq + 1), "-1", "٣", "9" * 40):
        assert "Saved at" not in browser.get(f"/answer/{OTHER}", params={"saved": made_up}).text
    colleague = next(name for name, p in workspace.engagement().people.items()
                     if p.site and p.function == "OT" and p.role == "participant" and name != person)
    assert "Saved at" not in let_in(store, workspace, colleague).get(target).text


def test_a_vote_of_one_round_is_not_taken_for_the_next(store: Store, workspace: Workspace, person: str):
    browser = let_in(store, workspace, person)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="1")
    place = {"cycle": workspace.engagement().cycle().id, "question": QUESTION,
             "site": workspace.engagement().people[person].site}
    workspace.record(RoundOpened(**place, round=1))
    workspace.record(RoundRevealed(**place, round=1))
    workspace.record(RoundOpened(**place, round=2))
    response = browser.post(f"/answer/{QUESTION}", data=sent)
    assert response.status_code == 409
    assert "asked anew" in response.text
    assert answered(workspace, person) == []
    assert browser.post(f"/answer/{QUESTION}", data=fields(response.text, value="1")).status_code == 303
    assert answered(workspace, person) == [(QUESTION, 1, 2)]


def test_the_device_mark_stays_with_the_person_and_not_with_the_cookie(store: Store, workspace: Workspace, person: str):
    def mark(name: str) -> str:
        page = let_in(store, workspace, name).get("/questions").text
        return re.findall(r'data-device="(\w+)"', page)[0]

    colleague = next(name for name, p in workspace.engagement().people.items()
                     if p.site and p.role == "participant" and name != person)
    assert mark(person) == mark(person) != mark(colleague)


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_may_not_answer_is_told_so_before_the_first_question(store: Store, workspace: Workspace, role):
    workspace.record(RespondentDefined(person="guest", function="OT", role=role,
                                       site=next(iter(workspace.engagement().sites))))
    browser = let_in(store, workspace, "guest")
    for path in ("/answer", f"/answer/{QUESTION}", "/questions"):
        response = browser.get(path)
        assert response.status_code == 403
        assert "to the results, not to the questions" in response.text


@pytest.mark.parametrize("body", ["value=" + "x" * 70_000, "&".join(f"a{n}=1" for n in range(30)), "value=é"])
def test_a_form_too_large_or_odd_is_not_read(store: Store, workspace: Workspace, person: str, body: str):
    browser = let_in(store, workspace, person)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    response = browser.post(f"/answer/{QUESTION}", content=body.encode(), headers=kind)
    assert response.status_code == 413
    assert "Shorten the comment" in response.text
    assert browser.post(f"/answer/{QUESTION}", content=body.encode(), headers=kind | JSON).json()["error"]
    assert client().post(f"/answer/{QUESTION}", content=body.encode(), headers=kind).status_code == 403
    assert browser.post("/leave", content=body.encode(), headers=kind).status_code == 200
    assert browser.get("/questions").status_code == 403 or store.access.identify(browser.cookies["interlock"])


def test_the_longest_comment_fits(store: Store, workspace: Workspace, person: str):
    browser = let_in(store, workspace, person)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="3", comment="😀" * 4000)
    assert browser.post(f"/answer/{QUESTION}", data=sent).status_code == 303
    assert workspace.entries()[-1].fact["comment"] == "😀" * 4000


def test_the_unexpected_has_an_incident_id_and_no_trace(store: Store, workspace: Workspace, person: str,
                                                       monkeypatch: pytest.MonkeyPatch, caplog):
    browser = let_in(store, workspace, person, raise_server_exceptions=False)
    monkeypatch.setattr("assessment.web.answering.sheet", lambda *_: {}["a secret detail"])
    response = browser.get("/answer")
    assert response.status_code == 500
    incident = re.findall(r"incident ([0-9a-f]{8})", response.text)[0]
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert incident in caplog.text


def test_a_misuse_is_said_in_its_own_words(store: Store, workspace: Workspace, person: str,
                                           monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise Refused("The store is <closed>.", "Try later.")

    browser = let_in(store, workspace, person)
    monkeypatch.setattr("assessment.web.answering.sheet", refuse)
    response = browser.get("/answer")
    assert response.status_code == 409
    assert "The store is &lt;closed&gt;. Try later." in response.text
    assert "closed" in browser.get("/answer", headers=JSON).json()["error"]


def test_many_wrong_tickets_are_slowed_down(store: Store):
    statuses = [client().get(f"/enter/wrong-{n}").status_code for n in range(entering.WRONG_A_MINUTE + 1)]
    assert statuses == [403] * entering.WRONG_A_MINUTE + [429]
