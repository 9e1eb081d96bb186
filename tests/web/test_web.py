"""Plain pages against the real routes: entering, answering, downloads, who may not."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assessment import web
from assessment.domain.facts import Answered, CycleClosed, RespondentDefined
from assessment.workspace import Store
from assessment.workspace import store as store_module

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
def engagement(store: Store) -> str:
    return store.engagements()[0]


def client() -> TestClient:
    return TestClient(Starlette(routes=web.routes()), follow_redirects=False)


def person_at_a_site(store: Store, engagement: str) -> str:
    people = store.workspace(engagement).engagement().people
    return next(name for name, p in people.items() if p.site and p.function == "OT" and p.role == "participant")


def respondent(store: Store, engagement: str) -> tuple[TestClient, str]:
    person = person_at_a_site(store, engagement)
    ticket = store.access.invite(store.workspace(engagement).engagement(), person)
    browser = client()
    response = browser.get(f"/enter/{ticket}")
    assert (response.status_code, response.headers["location"]) == (303, "/answer")
    return browser, person


def fields(page: str, **given: str) -> dict[str, str]:
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, **given}


def test_without_a_cookie_nothing_is_shown(store: Store, engagement: str):
    for path in ("/answer", f"/answer/{QUESTION}", "/questions", f"/report/{engagement}/results.json"):
        response = client().get(path)
        assert response.status_code == 403
        assert "signed in" in response.text


def test_the_cookie_is_out_of_reach_of_scripts_and_new_each_time(store: Store, engagement: str):
    person = person_at_a_site(store, engagement)
    ticket = store.access.invite(store.workspace(engagement).engagement(), person)
    browser = client()
    browser.cookies.set("interlock", "fixed-by-somebody-else")
    header = browser.get(f"/enter/{ticket}").headers["set-cookie"]
    assert "HttpOnly" in header
    assert "SameSite=lax" in header
    assert "fixed-by-somebody-else" not in header


def test_the_owners_link_works_once(store: Store):
    ticket = store.access.invite_owner()
    assert client().get(f"/enter/{ticket}").headers["location"] == "/"
    again = client().get(f"/enter/{ticket}")
    assert again.status_code == 403
    assert "does not work any more" in again.text


def test_an_answer_is_recorded_once_and_shown_as_saved(store: Store, engagement: str):
    browser, person = respondent(store, engagement)
    page = browser.get(f"/answer/{QUESTION}").text
    assert all(anchor.split()[0] in page for anchor in
               store.workspace(engagement).engagement().the_pack.questions[QUESTION].anchors.values())
    sent = fields(page, value="4", comment="Rules reviewed in March", confidence="high")
    before = len(store.workspace(engagement).entries())
    first = browser.post(f"/answer/{QUESTION}", data=sent)
    again = browser.post(f"/answer/{QUESTION}", data=sent)
    assert first.status_code == again.status_code == 303
    entries = store.workspace(engagement).entries()
    assert len(entries) == before + 1
    fact = entries[-1].fact
    assert (fact["person"], fact["value"], fact["comment"]) == (person, 4, "Rules reviewed in March")
    assert (entries[-1].actor, entries[-1].role, entries[-1].via) == (person, "participant", "web")
    assert re.search(r'value="4" checked', browser.get(f"/answer/{QUESTION}").text)


def test_a_script_gets_the_time_of_what_was_read_back(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="2")
    answer = browser.post(f"/answer/{QUESTION}", data=sent, headers={"Accept": "application/json"}).json()
    entry = store.workspace(engagement).entries()[-1]
    assert answer["saved"] == entry.seq
    assert entry.at[11:16] in answer["text"]


@pytest.mark.parametrize(("given", "status", "said"), [
    ({"value": "7"}, 409, "not on the scale"),
    ({"value": "na"}, 409, "needs a reason"),
    ({"value": ""}, 409, "Choose one"),
    ({"value": "3", "token": "other"}, 409, "too old"),
    ({"value": "3", "key": "no-uuid"}, 409, "Choose one"),
    ({"value": "3", "confidence": "boundless"}, 409, "Choose one"),
])
def test_what_is_wrong_is_said_and_what_was_typed_stays(store: Store, engagement: str, given, status, said):
    browser, _ = respondent(store, engagement)
    comment = "kept" if given.get("value") != "na" else ""
    sent = fields(browser.get(f"/answer/{QUESTION}").text, comment=comment, **given)
    before = len(store.workspace(engagement).entries())
    response = browser.post(f"/answer/{QUESTION}", data=sent)
    assert response.status_code == status
    assert said in response.text
    assert given.get("value") == "na" or "kept" in response.text
    assert len(store.workspace(engagement).entries()) == before


def test_a_question_of_somebody_else_is_not_there(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    for name in ("strategy-ambition", "no-such-question"):
        assert browser.get(f"/answer/{name}").status_code == 404


def test_hostile_text_stays_text(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="2", comment="<script>alert(1)</script>")
    browser.post(f"/answer/{QUESTION}", data=sent)
    page = browser.get(f"/answer/{QUESTION}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_closed_cycle_takes_no_answer(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    sent = fields(browser.get(f"/answer/{QUESTION}").text, value="2")
    workspace = store.workspace(engagement)
    workspace.record(CycleClosed(cycle=workspace.engagement().cycle().id, date=date(2026, 12, 1)))
    assert browser.post(f"/answer/{QUESTION}", data=sent).status_code == 404
    assert "No questions are open" in browser.get("/answer").text


def test_all_answered_leads_to_the_end(store: Store, engagement: str):
    browser, person = respondent(store, engagement)
    workspace = store.workspace(engagement)
    from assessment.web.questions import sheet

    asked = sheet(workspace, person)
    for one in asked.open:
        workspace.record(Answered(cycle=asked.cycle.id, site=one.place, question=one.question.id, person=person,
                                  value="unknown"))
    assert browser.get("/answer").headers["location"] == "/finish"
    assert "All done" in browser.get("/finish").text


def test_participants_get_no_results(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    assert browser.get(f"/report/{engagement}/results.json").status_code == 403


def test_the_owner_downloads_results_and_journal(store: Store, engagement: str):
    browser = client()
    browser.get(f"/enter/{store.access.invite_owner()}")
    response = browser.get(f"/report/{engagement}/results.json")
    assert response.headers["content-type"] == "application/json"
    assert "attachment" in response.headers["content-disposition"]
    assert response.json()["client"]
    for name, kind in (("report.pptx", "presentationml.presentation"), ("data-book.xlsx", "spreadsheetml.sheet")):
        made = browser.get(f"/report/{engagement}/{name}")
        assert made.content.startswith(b"PK"), name
        assert made.headers["content-type"].endswith(kind)
        assert f'filename="{engagement}-{name}"' in made.headers["content-disposition"]
    lines = browser.get(f"/report/{engagement}/journal.jsonl").text.splitlines()
    assert len(lines) == len(store.workspace(engagement).entries()) + 1
    assert browser.get(f"/report/{engagement}/../../etc/passwd").status_code in (403, 404)


def test_a_person_of_another_engagement_is_not_let_in(store: Store, engagement: str):
    other = store.create("Other client")
    other.record(RespondentDefined(person="eve", function="IT", role="viewer"))
    browser = client()
    browser.get(f"/enter/{store.access.invite(other.engagement(), 'eve')}")
    assert browser.get(f"/report/{engagement}/results.json").status_code == 409
    assert browser.get(f"/report/{other.id}/nothing.txt").status_code == 404


def test_leaving_ends_the_cookie(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    cookie = browser.cookies["interlock"]
    page = browser.get("/finish").text
    browser.post("/leave", data=fields(page))
    assert store.access.identify(cookie) is None


def test_an_expired_cookie_is_not_let_in(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    store.access._clock = lambda: datetime.now(UTC) + timedelta(days=31)
    assert browser.get("/answer").status_code == 403


def test_a_vote_page_is_small(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    parts = [browser.get(path) for path in (f"/answer/{QUESTION}", "/plain/style.css", "/plain/vote.js")]
    assert sum(len(part.content) for part in parts) < 15_000
    assert uuid.UUID(fields(parts[0].text)["key"])


def test_an_edition_is_asked_for_in_the_address(store: Store, engagement: str):
    browser = client()
    browser.get(f"/enter/{store.access.invite_owner()}")
    told = browser.get(f"/report/{engagement}/report.html?variant=brief&redact=sites,names&paper=Letter")
    assert told.status_code == 200
    assert 'filename="' + engagement + '-report-brief-letter-redacted.html"' in told.headers["content-disposition"]
    assert "Site A" in told.text
    assert "North plant" not in told.text
    for bad in ("variant=poster", "redact=all", "paper=A5", "variant=site", "variant=site&site=nowhere"):
        assert browser.get(f"/report/{engagement}/report.html?{bad}").status_code == 409
    assert browser.get(f"/report/{engagement}/restricted.pdf").status_code == 409
