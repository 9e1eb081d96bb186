"""The console over http: steps by buttons, for whoever runs the room; two facilitators do not overwrite each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient
from test_room_pages import HOSTILE, QUESTION, code, phone, store, vote, workspace
from test_saving import client

from assessment.domain import facts as f
from assessment.workspace import Store, Workspace

__all__ = ["code", "store", "workspace"]
NORTH, SOUTH = ("c1", "north", QUESTION), ("c1", "south", QUESTION)
Press = Callable[..., "Desk"]


class Desk(HTMLParser):
    """The console's page: its buttons and the values of its fields, as a browser would send them."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__()
        self.text, self.status = text, status
        self.buttons: dict[str, bool] = {}
        self.fields: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        if tag == "button" and have.get("name") == "step":
            self.buttons[have["value"] or ""] = "disabled" not in have
        if tag == "input" and have.get("name") and (have.get("type") != "radio" or "checked" in have):
            self.fields[have["name"] or ""] = have.get("value") or ""


@pytest.fixture
def owner(store: Store) -> TestClient:
    browser = client()
    browser.get(f"/enter/{store.access.invite_owner()}")
    return browser


@pytest.fixture
def look(owner: TestClient, workspace: Workspace) -> Callable[[], Desk]:
    def found() -> Desk:
        answer = owner.get(f"/console/{workspace.id}/kick-off")
        return Desk(answer.text, answer.status_code)

    return found


@pytest.fixture
def press(owner: TestClient, workspace: Workspace, look: Callable[[], Desk]) -> Press:
    def pressed(step: str, page: Desk | None = None, **given: str) -> Desk:
        page = page or look()
        answer = owner.post(f"/console/{workspace.id}/kick-off", data={**page.fields, **given, "step": step})
        return look() if answer.status_code == 303 else Desk(answer.text, answer.status_code)

    return pressed


def called(workspace: Workspace) -> str | None:
    return workspace.engagement().workshops["kick-off"].called


def test_questions_are_walked_through_and_called_from_the_list(workspace: Workspace, look, press: Press):
    assert "Call the first question" in look().text
    assert not look().buttons["back"]
    press("next")
    first = called(workspace)
    press("next")
    second = called(workspace)
    assert second not in (None, first)
    assert "Question 2 of" in look().text
    press("back")
    assert called(workspace) == first
    press("undo")
    assert called(workspace) == second
    press("call", question=QUESTION)
    assert called(workspace) == QUESTION


def test_a_vote_is_opened_closed_revealed_agreed_and_taken_back(workspace: Workspace, code: str, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = press("open")
    assert not workspace.engagement().rounds[NORTH].closed
    assert [page.buttons[name] for name in ("open", "close", "reveal", "park")] == [False, True, True, False]
    for level in (3, 3, 3):
        assert vote(phone(code), level) == 303
    page = press("close")
    assert workspace.engagement().rounds[SOUTH].closed
    page = press("undo")
    assert not workspace.engagement().rounds[SOUTH].closed
    page = press("reveal")
    assert workspace.engagement().rounds[NORTH].revealed
    assert "consensus at level 3" in page.text
    assert "South: nobody voted." in page.text
    page = press("agree-3", page, why="Drawings *seen*", dissent="OT: <i>not all</i>")
    agreed = workspace.engagement().agreed[NORTH]
    assert (agreed.value, agreed.rationale, agreed.dissent) == (3, "Drawings *seen*", "OT: <i>not all</i>")
    assert page.fields["for"] == "south"
    assert page.fields["why"] == ""
    page = press("undo")
    assert NORTH not in workspace.engagement().agreed
    page = press("agree-na", page, **{"for": "south", "why": "Nothing is connected"})
    assert workspace.engagement().agreed[SOUTH].value == "na"


def test_what_is_noted_goes_with_a_question_that_is_parked(workspace: Workspace, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = press("park", what="risk", missing="The *drawings*", owner="Plant engineer", due="2027-03-01")
    parked = workspace.engagement().parked[NORTH]
    assert (parked.what, parked.text, parked.owner, str(parked.due)) == (
        "risk", "The *drawings*", "Plant engineer", "2027-03-01")
    assert SOUTH in workspace.engagement().parked
    assert page.fields["missing"] == ""


def test_hands_are_counted_at_one_place_and_are_no_answers(workspace: Workspace, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    press("hands", **{"hands-for": "south", "hands-IT-2": "3", "hands-OT-4": "2"})
    counted = workspace.engagement().rounds[SOUTH].hands
    assert counted is not None
    assert {name: levels for name, levels in counted.counts.items() if levels} == {"IT": {2: 3}, "OT": {4: 2}}
    assert NORTH not in workspace.engagement().rounds
    assert not workspace.engagement().votes("c1", "south", QUESTION)


@pytest.mark.parametrize(("step", "given"), [
    ("agree-9", {}), ("agree-x", {}), ("agree-3", {"for": "elsewhere"}), ("park", {"due": "soon"}),
    ("hands", {"hands-for": "north", "hands-IT-2": "many"}), ("hands", {"hands-for": "north", "hands-IT-2": "-1"}),
    ("reveal", {}), ("close", {}), ("explode", {}), ("call", {"question": "none"}), ("next", {"seen": ""}),
    ("next", {"token": "guessed"})])
def test_a_step_that_cannot_be_taken_is_told_keeps_what_was_typed_and_records_nothing(
        workspace: Workspace, press: Press, step: str, given: dict[str, str]):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    before = workspace.engagement().last_seq
    page = press(step, **{"why": HOSTILE, "missing": HOSTILE, **given})
    assert page.status == 409
    assert 'role="alert"' in page.text
    assert workspace.engagement().last_seq == before
    assert page.fields["why"] == page.fields["missing"] == HOSTILE
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("step", ["agree-3", "park", "open", "hands", "next", "call", "undo"])
def test_a_step_on_a_question_that_the_room_has_left_is_not_taken_on_another(workspace: Workspace, look, press: Press,
                                                                            step: str):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = look()
    workspace.record(f.QuestionCalled(workshop="kick-off", question="data-use"))
    before = workspace.engagement().last_seq
    refused = press(step, page, why="About the network", question=QUESTION, **{"hands-for": "north", "hands-IT-2": "3"})
    assert refused.status == 409
    assert "Somebody else took a step" in refused.text
    assert "About the network" not in refused.text
    assert workspace.engagement().last_seq == before


def test_the_agenda_tells_the_time_of_each_dimension_and_where_the_room_is(workspace: Workspace, look):
    assert "Until minute" not in look().text
    items = (f.AgendaItem(question=QUESTION, minutes=4), f.AgendaItem(question="arch-platform", minutes=3),
             f.AgendaItem(minutes=10), f.AgendaItem(question="data-use", minutes=4))
    workspace.record_together([
        f.AgendaSet(workshop="kick-off", begins=workspace.clock_now, items=items),
        f.QuestionCalled(workshop="kick-off", question="data-use")])
    row = r'<tr( aria-current="true")?><th scope="row">(.*?)</th>' + r"<td>(\d*)</td>" * 3
    rows = re.findall(row, look().text)
    pack = workspace.engagement().the_pack
    named = [pack.by_id[pack.dimension_of[pack.capability_of[name]]].name for name in (QUESTION, "data-use")]
    assert [(bool(now), *cells) for now, *cells in rows] == [
        (False, named[0], "2", "7", "7"), (False, "Break", "", "10", "17"), (True, f"{named[1]} (now)", "1", "4", "21")]


def test_a_step_that_comes_too_late_is_told_and_nothing_is_recorded(workspace: Workspace, look, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = look()
    workspace.record(f.QuestionParked(cycle="c1", site="north", question=QUESTION, text="Drawings"))
    before = workspace.engagement().last_seq
    refused = press("open", page)
    assert "Somebody else took a step" in refused.text
    assert workspace.engagement().last_seq == before


def test_a_step_that_is_sent_twice_is_taken_once(workspace: Workspace, look, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = look()
    press("next", page)
    second = called(workspace)
    assert press("next", page).status == 409
    assert called(workspace) == second


def test_the_console_tells_who_is_missing_and_no_value(store: Store, workspace: Workspace, code: str, owner: TestClient,
                                                       press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    press("open")
    address = f"/console/{workspace.id}/kick-off/state"
    several = [phone(code, function) for function in ("IT", "OT", "OT")]
    marked = owner.get(address).json()["seen"]
    told = set()
    for level in (1, 5):
        vote(several[0], level)
        answer = owner.get(address).json()
        assert answer["seen"] == marked
        told.add(str(answer["places"]))
    assert len(told) == 1, "another vote of the same person changes nothing"
    (only,) = told
    assert "1 of 3" in only
    assert only.count("somebody of OT") == 2
    press("reveal")
    assert owner.get(address).json()["seen"] != marked


def test_a_small_script_gets_the_page_as_it_stands_after_the_step(owner: TestClient, workspace: Workspace, look):
    page = look()
    answer = owner.post(f"/console/{workspace.id}/kick-off", data={**page.fields, "step": "next", "script": "1"})
    assert answer.status_code == 200
    after = Desk(answer.text, 200)
    assert int(after.fields["seen"]) == workspace.engagement().last_seq
    assert re.search(r"Question 1 of \d+", answer.text)


def test_an_ended_workshop_has_no_steps(workspace: Workspace, look, press: Press):
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))
    page = look()
    workspace.record(f.WorkshopClosed(workshop="kick-off"))
    assert look().buttons == {}
    assert "The workshop is over" in look().text
    assert press("next", page).status == 409


def test_who_votes_cannot_steer(store: Store, workspace: Workspace, code: str):
    browser = phone(code)
    for method in ("get", "post"):
        assert getattr(browser, method)(f"/console/{workspace.id}/kick-off").status_code == 403
    assert browser.get(f"/console/{workspace.id}/kick-off/state").status_code == 403
