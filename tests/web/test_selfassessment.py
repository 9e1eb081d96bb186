"""The questions alone: flags with an answer and without, what is left, whose history is shown, minutes left."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient
from test_saving import JSON, OTHER, QUESTION, fields, let_in

from assessment.domain import facts as f
from assessment.shipped import SAMPLES
from assessment.web.questions import sheet
from assessment.workspace import Store, Workspace
from assessment.workspace import store as store_module


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Store:
    """One store for all: each test takes a person of its own."""
    store = Store(tmp_path_factory.mktemp("alone") / "test.db")
    store.bring_in(SAMPLES / "small" / "brief.yaml")
    yield store
    store.close()


@pytest.fixture
def workspace(kept: Store, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("INTERLOCK_STORE", str(kept.path))
    monkeypatch.setitem(store_module._SHARED, str(kept.path), kept)
    return kept.workspace(kept.engagements()[0])


@pytest.fixture
def person(workspace: Workspace, request: pytest.FixtureRequest) -> str:
    name = "t-" + re.sub(r"\W+", "-", request.node.name)[:60].strip("-")
    workspace.record(f.RespondentDefined(person=name, function="OT", site="north"))
    return name


@pytest.fixture
def browser(kept: Store, workspace: Workspace, person: str) -> TestClient:
    return let_in(kept, workspace, person)


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def recorded(workspace: Workspace, person: str) -> list[tuple[str, object]]:
    return [(e.fact["kind"], e.fact.get("value", (e.fact.get("flag"), e.fact.get("withdrawn"))))
            for e in workspace.entries() if e.actor == person]


def test_a_flag_is_set_without_an_answer_and_taken_down(browser: TestClient, workspace: Workspace, person: str):
    page = browser.get(f"/answer/{QUESTION}").text
    sent = fields(page, **{"flag-evidence": "yes", "note": "No <b>drawing"})
    response = browser.post(f"/answer/{QUESTION}", data=sent)
    assert response.status_code == 303
    assert recorded(workspace, person) == [("question-flagged", ("evidence", False))]
    assert "Flag saved at" in browser.get(response.headers["location"]).text
    shown = browser.get(f"/answer/{QUESTION}").text
    assert re.search(r'name="flag-evidence" value="yes" checked', shown)
    assert "No &lt;b&gt;drawing</textarea>" in shown
    browser.post(f"/answer/{QUESTION}", data=fields(shown))
    assert recorded(workspace, person)[1:] == [("question-flagged", ("evidence", True))]
    assert "checked" not in re.findall(r'name="flag-evidence"[^>]*>', browser.get(f"/answer/{QUESTION}").text)[0]


def test_a_flag_beside_an_answer_records_both_and_a_later_one_repeats_no_answer(browser, workspace, person: str):
    page = browser.get(f"/answer/{QUESTION}").text
    sent = fields(page, value="4", comment="as seen", **{"flag-wording": "yes"})
    first = browser.post(f"/answer/{QUESTION}", data=sent, headers=JSON).json()
    assert first["text"].startswith("Flag saved at")
    assert recorded(workspace, person) == [("answered", 4), ("question-flagged", ("wording", False))]
    again = fields(page, value="4", comment="as seen", key=str(uuid.uuid4()),
                   **{"flag-wording": "yes", "flag-workshop": "yes"})
    assert browser.post(f"/answer/{QUESTION}", data=again, headers=JSON).status_code == 200
    assert recorded(workspace, person)[2:] == [("question-flagged", ("workshop", False))]
    assert browser.post(f"/answer/{QUESTION}", data=again, headers=JSON).status_code == 200
    assert [kind for kind, _what in recorded(workspace, person)].count("question-flagged") == 2  # sent again: once


def test_a_ballot_without_flags_takes_none_down(browser: TestClient, workspace: Workspace, person: str):
    page = browser.get(f"/answer/{QUESTION}").text
    browser.post(f"/answer/{QUESTION}", data=fields(page, **{"flag-level": "yes"}))
    old = {k: v for k, v in fields(browser.get(f"/answer/{QUESTION}").text, value="2").items() if k != "flagging"}
    browser.post(f"/answer/{QUESTION}", data=old)
    assert recorded(workspace, person)[1:] == [("answered", 2)]


def test_a_flag_with_a_wrong_answer_is_kept_on_the_page(browser: TestClient, workspace: Workspace, person: str):
    page = browser.get(f"/answer/{QUESTION}").text
    sent = fields(page, value="na", **{"flag-level": "yes", "note": "why"})
    response = browser.post(f"/answer/{QUESTION}", data=sent)
    assert response.status_code == 409
    assert re.search(r'name="flag-level" value="yes" checked', response.text)
    assert "why</textarea>" in response.text
    assert recorded(workspace, person) == []


def test_the_note_of_a_flag_is_cut_at_five_hundred_signs(browser: TestClient, workspace: Workspace, person: str):
    page = browser.get(f"/answer/{QUESTION}").text
    browser.post(f"/answer/{QUESTION}", data=fields(page, **{"flag-level": "yes", "note": "ß" * 900}))
    assert workspace.entries()[-1].fact["note"] == "ß" * 500


def test_flags_of_others_are_not_shown(kept: Store, browser: TestClient, workspace: Workspace, person: str):
    workspace.record(f.QuestionFlagged(cycle="first", site="north", question=QUESTION, person="n-ot", flag="wording",
                                       note="secret words"))
    page = browser.get(f"/answer/{QUESTION}").text
    assert "secret words" not in page + browser.get("/questions").text
    assert "checked" not in re.findall(r'name="flag-wording"[^>]*>', page)[0]


def test_nobody_flags_for_somebody_else(kept: Store, workspace: Workspace, person: str):
    from assessment.domain.basis import NotAllowed, Refused
    from assessment.workspace import Identity

    own = kept.workspace(workspace.id, Identity(person, workspace.id))
    with pytest.raises(NotAllowed):
        own.record(f.QuestionFlagged(cycle="first", site="north", question=QUESTION, person="n-ot", flag="level"))
    with pytest.raises(Refused, match="not set"):
        own.record(f.QuestionFlagged(cycle="first", site="north", question=QUESTION, person=person, flag="level",
                                     withdrawn=True))
    with pytest.raises(Refused, match="another site"):
        own.record(f.QuestionFlagged(cycle="first", site="south", question=QUESTION, person=person, flag="level"))


def test_the_list_is_by_dimension_and_tells_each_state_in_words(browser: TestClient, workspace: Workspace, person: str):
    asked = sheet(workspace, person)
    names = [part.dimension for part in asked.parts]
    place = {"cycle": "first", "site": "north", "person": person}
    workspace.record(f.Answered(**place, question=QUESTION, value=3, confidence="low"))
    workspace.record(f.Answered(**place, question=OTHER, value="unknown"))
    workspace.record(f.QuestionFlagged(**place, question=QUESTION, flag="workshop"))
    page = browser.get("/questions").text
    assert re.findall(r"<summary><b>([^<]+)</b>", page) == [str(name).replace("&", "&amp;") for name in names]
    told = text(page)
    assert f"2 of {len(asked.asked)} answered." in told
    assert told.index("Flagged by me: 1") < told.index("By dimension")
    assert "level 3 · not very sure · ⚑ to be talked about in the workshop" in told
    assert "? " in told
    assert "not known" in told
    part = next(part for part in asked.parts if any(one.question.id == QUESTION for one in part.asked))
    assert f"{part.dimension} 1 of {len(part.asked)} answered · ⚑ 1 flagged" in told
    # no state by sign or colour alone: each item has its words
    items = re.findall(r"<li value=.*?</li>", page, re.S)
    assert all(re.search(r"<small>\S", item) for item in items)
    assert len(items) == len(asked.asked) + 1


def test_the_end_lists_the_gaps(browser: TestClient, workspace: Workspace, person: str):
    asked = sheet(workspace, person)
    place = {"cycle": "first", "site": "north", "person": person}
    ids = [one.question.id for one in asked.asked]
    for name in ids:
        workspace.record(f.Answered(**place, question=name, value=3))
    assert "Nothing is open, unsure or flagged." in text(browser.get("/finish").text)
    workspace.record(f.Answered(**place, question=ids[0], value="unknown"))
    workspace.record(f.Answered(**place, question=ids[1], value=2, confidence="low"))
    workspace.record(f.QuestionFlagged(**place, question=ids[2], flag="evidence"))
    # from before a reason was asked for: brought in without the check
    at = datetime(2026, 9, 8, tzinfo=UTC)
    bare = f.Answered(**place, question=ids[3], value="na")
    workspace.record_all([("11111111-1111-4111-8111-111111111111", at, bare)])
    told = text(browser.get("/finish").text)
    assert "All done, thank you" in told
    for words in ("Does not apply, without a reason: 1", "Not known: 1", "Not very sure: 1", "Flagged by me: 1"):
        assert words in told
    assert "Open:" not in told


def test_the_history_is_ones_own(kept: Store, browser: TestClient, workspace: Workspace, person: str):
    for level, comment in ((2, "first <i>thought"), (2, "first <i>thought"), (4, "after the walk")):
        page = browser.get(f"/answer/{QUESTION}").text
        browser.post(f"/answer/{QUESTION}", data=fields(page, value=str(level), comment=comment))
    workspace.record(f.Answered(cycle="first", site="north", question=QUESTION, person="n-ot", value=5,
                                comment="of a colleague"))
    workspace.record(f.Answered(cycle="first", site="north", question=QUESTION, person=person, value=1,
                                comment="typed from paper"), on_behalf_of=person)
    page = browser.get(f"/history/{QUESTION}").text
    told = text(page)
    assert "first &lt;i&gt;thought" in page
    assert told.index("typed from paper") < told.index("after the walk") < told.index("first <i>thought")
    assert told.count("first <i>thought") == 1  # what only repeats is told once
    assert told.count("entered for you") == 1
    assert "of a colleague" not in told
    assert "cycle first · round 1" in told
    assert "History of my answer: 4" in text(browser.get(f"/answer/{QUESTION}").text)
    assert browser.get("/history/no-such").status_code == 404


def test_minutes_left_follow_the_own_pace(browser: TestClient, workspace: Workspace, person: str, kept: Store):
    asked = sheet(workspace, person)
    all_, ids = len(asked.asked), [one.question.id for one in asked.asked]
    first = text(browser.get("/questions").text)
    assert f"About {-(-all_ * 3 // 2)} minutes left. An estimate" in first
    clock = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
    before = kept._clock
    try:
        for number, name in enumerate(ids[:6]):
            kept._clock = lambda number=number: clock + timedelta(minutes=2 * number)
            page = browser.get(f"/answer/{name}").text
            browser.post(f"/answer/{name}", data=fields(page, value="3"))
    finally:
        kept._clock = before
    told = text(browser.get("/questions").text)
    assert f"About {2 * (all_ - 6)} minutes left." in told
    assert "An estimate" not in told


def test_the_first_load_with_all_that_is_new_stays_small(browser: TestClient, workspace: Workspace, person: str):
    for language in ("en", "de"):
        browser.cookies.set("interlock-language", language)
        static = sum(len(browser.get(path).content) for path in ("/plain/style.css", "/plain/vote.js"))
        pages = {one.question.id: len(browser.get(f"/answer/{one.question.id}").content)
                 for one in sheet(workspace, person).asked}
        assert max(pages.values()) + static < 15_000
    assert not re.search(r"^(\s|//)", browser.get("/plain/vote.js").text, re.M)
