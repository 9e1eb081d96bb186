"""Exercises over http: plain forms that save once, say when they are too late, and show nothing before the reveal."""

from __future__ import annotations

import uuid

import pytest
from starlette.testclient import TestClient
from test_room_pages import HOSTILE, code, phone, store, workspace
from test_saving import JSON, client, fields

from assessment.domain import facts as f
from assessment.domain.room import commitments, look_at
from assessment.workspace import Store, Workspace

__all__ = ["code", "store", "workspace"]
FUNCTIONS = ("IT", "IT", "OT")


def start(workspace: Workspace, what: str, **more) -> None:
    areas = tuple(workspace.engagement().the_library.area)
    default = {"degrees": {"items": areas}, "points": {"items": ("I01", "I02"), "over": "initiative"}}.get(what, {})
    workspace.record(f.ExerciseOpened(exercise="x", workshop="kick-off", what=what, title=f"Why? {HOSTILE}",
                                      **{**default, **more}))


def end(workspace: Workspace, kind: type = f.ExerciseRevealed) -> None:
    workspace.record(kind(exercise="x"))


def send(browser: TestClient, **given: str):
    """As the form does without a script."""
    return browser.post("/exercise/x", data=fields(browser.get("/room").text, **given))


def wall_of(workspace: Workspace) -> str:
    owner = client()
    owner.get(f"/enter/{Store.shared().access.invite_owner()}")
    return owner.get(f"/wall/{workspace.id}/kick-off").text


def given(workspace: Workspace) -> list[f.Fact]:
    return list(workspace.engagement().exercises["x"].responses.values())


@pytest.fixture
def phones(code: str) -> list[TestClient]:
    return [phone(code, function, name="Grace") for function in FUNCTIONS]


@pytest.fixture
def anonymous(workspace: Workspace) -> None:
    workspace.record(workspace.engagement().opened.model_copy(update={"named": False}))


def test_degrees_are_placed_on_a_plain_form_and_shown_to_all_at_once(workspace: Workspace, phones):
    start(workspace, "degrees")
    for number, browser in enumerate(phones):
        answer = send(browser, i0="3", i1=str(number % 3))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/room?saved=")
        assert "Saved at" in browser.get(answer.headers["location"]).text
    assert '<option value=3 selected>' in phones[0].get("/room").text
    wall = wall_of(workspace)
    assert "3 of 3 have taken part" in wall
    assert "placed" not in wall.partition("</main>")[0]
    before = phones[0].get("/room/state").json()
    end(workspace)
    assert phones[0].get("/room/state").json() != before
    wall, small = wall_of(workspace), phones[0].get("/room").text
    assert '<td class="placed"><b>3</b></td>' in wall
    assert "one team 3" in small
    assert "fewer than three, not shown" in small
    for text in (wall, small):
        assert "<script>alert" not in text
        assert all(person not in text for person in workspace.engagement().people)


def test_the_first_load_of_the_longest_form_stays_small(workspace: Workspace, phones):
    start(workspace, "degrees")
    for language in ("en", "de"):
        page = phones[0].get("/room", headers={"Accept-Language": language})
        parts = [page, *(phones[0].get(f"/plain/{name}") for name in ("style.css", "vote.js", "room.js"))]
        assert all(part.status_code == 200 for part in parts)
        assert sum(len(part.content) for part in parts) < 15_000


def test_what_is_sent_twice_is_there_once_and_another_answer_under_the_same_key_is_not_called_saved(
        workspace: Workspace, phones):
    start(workspace, "points")
    form = fields(phones[0].get("/room").text, i0="6", i1="4")
    first = phones[0].post("/exercise/x", data=form, headers=JSON).json()
    second = phones[0].post("/exercise/x", data=form, headers=JSON).json()
    assert first == second
    assert [e.fact["kind"] for e in workspace.entries()].count("points-shared") == 1
    other = phones[0].post("/exercise/x", data={**form, "i0": "1"}, headers=JSON)
    assert other.status_code == 409
    assert "Something else was saved" in other.json()["error"]
    assert given(workspace)[0].points == {"I01": 6, "I02": 4}
    assert phones[0].post("/exercise/x", data={**form, "token": "no"}, headers=JSON).status_code == 409
    empty = {**form, "i0": "", "i1": "", "key": str(uuid.uuid4())}
    assert phones[0].post("/exercise/x", data=empty, headers=JSON).status_code == 200
    assert given(workspace) == []  # taken back


@pytest.mark.parametrize(("wrong", "why"), [
    ({"i0": "9", "i1": "3"}, "2 points too many"), ({"i0": "many"}, "not filled in"), ({"i0": "-3"}, "not filled in"),
    ({"i0": "999999999999"}, "not filled in"), ({"key": "x"}, "not filled in")])
def test_what_does_not_fit_is_refused_and_stays_on_the_page(workspace: Workspace, phones, wrong, why):
    start(workspace, "points")
    answer = send(phones[0], **wrong)
    assert answer.status_code == 409
    assert why in answer.text
    if "i0" in wrong:
        assert f'value="{wrong["i0"]}"' in answer.text
    assert given(workspace) == []


def test_what_comes_after_the_close_is_not_counted_and_the_phone_says_so(workspace: Workspace, phones):
    start(workspace, "pre-mortem")
    late = fields(phones[0].get("/room").text, c1="Too late")
    end(workspace, f.ExerciseClosed)
    answer = phones[0].post("/exercise/x", data=late, headers=JSON)
    assert answer.status_code == 409
    assert "Not counted" in answer.json()["error"]
    assert given(workspace) == []
    assert "This is closed" in phones[0].get("/room").text
    assert "Closed. What came out follows." in wall_of(workspace)
    workspace.record(workspace.engagement().exercises["x"].opened)
    assert send(phones[0], c1="Once more").status_code == 303
    assert phones[0].get("/exercise/x").headers["location"] == "/room"
    assert phones[0].post("/exercise/none", data=late).status_code == 404
    assert client().post("/exercise/x", data=late).status_code == 403


def test_hostile_causes_are_shown_as_text_and_without_a_writer(workspace: Workspace, phones):
    start(workspace, "pre-mortem")
    assert send(phones[0], c1=HOSTILE, c2="  ", c3="Two\nlines").status_code == 303
    assert given(workspace)[0].causes == (HOSTILE, "Two lines")
    assert HOSTILE not in phones[1].get("/room").text
    assert "Two lines" not in wall_of(workspace)
    end(workspace)
    for text in (wall_of(workspace), phones[1].get("/room").text):
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
        assert "Two lines" in text


def test_an_objection_wants_a_reason_which_all_see_without_a_name(workspace: Workspace, phones):
    start(workspace, "support")
    assert "facilitators and the report name you with it" in phones[0].get("/room").text
    assert "An objection needs its reason" in send(phones[0], value="object").text
    assert send(phones[0], value="object", comment="The nights " + HOSTILE).status_code == 303
    assert send(phones[1], value="maybe").status_code == 409
    for browser in phones[1:3]:
        assert send(browser, value="accept").status_code == 303
    assert "The nights" not in wall_of(workspace)
    end(workspace)
    wall = wall_of(workspace)
    assert "The nights &lt;script&gt;" in wall
    assert "<dd>2</dd>" in wall
    assert "Grace" not in wall
    (objection,) = look_at(workspace.engagement(), "x").objections
    assert Store.shared().workspace(workspace.id).names[objection.person] == "Grace"


def test_where_answers_bear_names_a_commitment_bears_the_same_one(workspace: Workspace, phones):
    start(workspace, "commitments")
    assert 'value="Grace"' in phones[0].get("/room").text
    assert send(phones[0], w2="Name owners", u2=workspace.today.isoformat(), name="Grace").status_code == 303
    (made,) = given(workspace)
    assert made.by == workspace.engagement().workshops["kick-off"].present[0]
    end(workspace)
    assert "<b>Grace</b>" in phones[1].get("/room").text


def test_an_objection_bears_no_name_where_answers_do_not(anonymous, workspace: Workspace, phones):
    start(workspace, "support")
    assert "without your name" in phones[0].get("/room").text
    send(phones[0], value="object", comment="The nights")
    end(workspace)
    assert look_at(workspace.engagement(), "x").objections[0].person is None


def test_a_commitment_is_made_by_name_and_the_name_leads_to_nothing_else(
        anonymous, workspace: Workspace, phones):
    start(workspace, "commitments")
    page = phones[0].get("/room").text
    assert "A commitment is made by name." in page
    assert "shown on the wall, listed and printed with your name" in page
    due = workspace.today.isoformat()
    refused = send(phones[0], w1="Name owners", u1=due)
    assert refused.status_code == 409
    assert "made by name" in refused.text
    assert send(phones[0], w1="Name owners", u1="soon", name="Ada").status_code == 409
    assert send(phones[0], w1="Name owners", u1=due, w2="", u2="", name="Ada " + HOSTILE).status_code == 303
    entry = workspace.entries()[-1]
    (person, *_rest) = workspace.engagement().workshops["kick-off"].present
    assert entry.fact["by"].startswith("n-")
    assert person not in entry.text  # whoever reads the journal cannot go from the name to the answers
    assert "Ada" not in entry.text
    assert "Ada" in phones[0].get("/room").text
    assert "Ada" not in phones[1].get("/room").text
    assert "Ada" not in wall_of(workspace)
    assert "1 person has committed" in wall_of(workspace)
    end(workspace)
    wall = wall_of(workspace)
    assert "Ada &lt;script&gt;" in wall
    assert "Name owners" in wall
    assert [one.what for one in commitments(workspace.engagement())] == ["Name owners"]
