"""The room over http: a code, a phone, a vote that counts while it is open, and a wall without names or values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from test_saving import JSON, client, fields

from assessment.domain import facts as f
from assessment.shipped import SAMPLES
from assessment.web import entering, joining
from assessment.workspace import Store, Workspace
from assessment.workspace import store as store_module
from assessment.workspace.rooms import code_on_the_wall, new_code

QUESTION = "arch-segmentation"
HOSTILE = '<script>alert(1)</script> [x](javascript:1) "\''


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(tmp_path / "room.db"))
    monkeypatch.setattr(entering, "_wrong", entering._Wrong())
    monkeypatch.setattr(joining, "_wrong", joining._Wrong())
    store_module._SHARED.clear()
    opened = Store.shared()
    made = opened.create("Room Pharma")
    made.record(f.SiteDefined(site="north", name=f"North {HOSTILE}"))
    made.record(f.SiteDefined(site="south", name="South"))
    made.record(f.CycleOpened(cycle="c1", date=made.today))
    made.record(f.WorkshopOpened(workshop="kick-off", cycle="c1", title="Kick-off", sites=("north", "south")))
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return store.workspace(store.only(None))


@pytest.fixture
def code(store: Store, workspace: Workspace) -> str:
    return code_on_the_wall(store, workspace.id, "kick-off")


def phone(code: str, function: str = "OT", site: str = "north", name: str = "") -> TestClient:
    browser = client()
    answer = browser.post(f"/join/{code}", data={"function": function, "site": site, "name": name})
    assert (answer.status_code, answer.headers["location"]) == (303, "/room"), answer.text
    browser.get("/room")
    return browser


def step(workspace: Workspace, kind: type, place: str = "north", round: int = 1, **more):
    return workspace.record(kind(cycle="c1", site=place, question=QUESTION, round=round, **more))


def call(workspace: Workspace) -> None:
    workspace.record(f.QuestionCalled(workshop="kick-off", question=QUESTION))


def votes(workspace: Workspace, round: int = 1, place: str = "north") -> list[int]:
    return sorted(a.value for a in workspace.engagement().answers.get(("c1", place, QUESTION, round), {}).values())


def vote(browser: TestClient, level: int) -> int:
    page = browser.get("/room").text
    assert 'action="/answer/' in page
    return browser.post(f"/answer/{QUESTION}", data=fields(page, value=str(level))).status_code


def test_a_code_leads_in_whatever_way_it_is_typed(store: Store, workspace: Workspace, code: str):
    assert len(code) == 8
    assert not set(code) & set("01OIL")
    for spelt in (code, code.lower(), f"{code[:4]} {code[4:]}", f" {code[:4]}-{code[4:]}"):
        answer = client().post("/join", data={"code": spelt})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/join/{code}")
    page = client().get(f"/join/{code}").text
    assert "Who sees your answers" in page
    assert HOSTILE not in page
    assert "North" in page
    assert client().post("/join", data={"code": "AAAABBBB"}).status_code == 404
    another = new_code(store, workspace.id, "kick-off")
    assert another != code
    assert client().get(f"/join/{code}").status_code == 404
    assert client().get(f"/join/{another}").status_code == 200
    workspace.record(f.WorkshopClosed(workshop="kick-off"))
    assert client().get(f"/join/{another}").status_code == 404


def test_wrong_codes_are_limited_and_forty_phones_are_not(code: str):
    for number in range(joining.WRONG_A_MINUTE):
        assert client().post("/join", data={"code": f"WRNG{number:04}"}).status_code == 404
        if number == 40:
            assert client().get(f"/join/{code}").status_code == 200
    assert client().get(f"/join/{code}").status_code == 429


def test_function_and_site_are_asked_for_and_kept(workspace: Workspace, code: str):
    browser = client()
    assert browser.post(f"/join/{code}", data={"function": "Gardening", "site": "north"}).status_code == 409
    assert browser.post(f"/join/{code}", data={"function": "OT", "site": "west"}).status_code == 409
    assert not workspace.engagement().workshops["kick-off"].present
    phone(code, "IT", "south", "Ada " + HOSTILE)
    (person,) = workspace.engagement().workshops["kick-off"].present
    known = workspace.engagement().people[person]
    assert (known.function, known.site, known.role) == ("IT", "south", "participant")
    assert "<script>" not in str(workspace.entries()[-2].fact)


def test_a_vote_counts_while_the_vote_is_open_and_the_phone_says_when_not(workspace: Workspace, code: str):
    browser = phone(code)
    assert "The first question comes up here" in browser.get("/room").text
    call(workspace)
    assert "Voting has not begun" in browser.get("/room").text
    step(workspace, f.RoundOpened)
    page = browser.get("/room").text
    sent = browser.post(f"/answer/{QUESTION}", data=fields(page, value="2"), headers=JSON)
    assert sent.json()["text"].startswith("Saved at")
    assert vote(browser, 3) == 303
    assert votes(workspace) == [3]
    late = fields(browser.get("/room").text, value="5")
    step(workspace, f.RoundClosed)
    refused = browser.post(f"/answer/{QUESTION}", data=late, headers=JSON)
    assert refused.status_code == 409
    assert "not counted" in refused.json()["error"]
    assert votes(workspace) == [3]
    shown = browser.get("/room").text
    assert "Voting is closed" in shown
    assert "Your vote: 3." in shown
    workspace.record(f.QuestionCalled(workshop="kick-off", question="cyber-backup"))
    refused = browser.post(f"/answer/{QUESTION}", data=late)
    assert refused.status_code == 409
    assert "The room has gone on" in refused.text


def test_no_value_leaves_the_server_before_the_reveal_and_few_votes_never(workspace: Workspace, code: str):
    owner = client()
    owner.get(f"/enter/{Store.shared().access.invite_owner()}")
    wall = f"/wall/{workspace.id}/kick-off"
    phones = [phone(code, function) for function in ("IT", "OT")]
    call(workspace)
    step(workspace, f.RoundOpened)
    before = [browser.get("/room/state").json() for browser in phones]
    for browser in phones:
        assert vote(browser, 5) == 303
    assert "2 of 2 voted" in owner.get(wall).text
    assert [browser.get("/room/state").json() for browser in phones] == before
    step(workspace, f.RoundRevealed)
    few = owner.get(wall).text
    assert "Fewer than three votes are not shown" in few
    assert "<circle" not in few
    assert "Median" not in few
    assert "Fewer than three people voted" in phones[0].get("/room").text
    phones.append(phone(code))
    step(workspace, f.RoundOpened, round=2)
    for browser, level in zip(phones, (2, 4, 4), strict=True):
        assert vote(browser, level) == 303
    assert "<circle" not in owner.get(wall).text
    step(workspace, f.RoundRevealed, round=2)
    shown = owner.get(wall).text
    assert shown.count('class="ring"') == 3  # one IT and two OT votes are not told apart
    assert "Median 4 of 3 votes" in shown
    assert "IT minus OT" not in shown
    assert all(person not in shown for person in workspace.engagement().people)


def test_the_wall_is_the_facilitators_and_shows_the_way_in(workspace: Workspace, code: str):
    wall = f"/wall/{workspace.id}/kick-off"
    assert client().get(wall).status_code == 403
    assert phone(code).get(wall).status_code == 403
    owner = client()
    owner.get(f"/enter/{Store.shared().access.invite_owner()}")
    page = owner.get(wall).text
    assert f"{code[:4]} {code[4:]}" in page
    assert re.search(r"<svg[^>]*viewBox", page)
    assert "1 in the room" in page
    assert owner.get(f"/wall/{workspace.id}/other").status_code == 404
    assert "You run this room" in owner.get(f"/join/{code}").text


def test_who_votes_elsewhere_or_not_at_all_listens(workspace: Workspace, code: str):
    call(workspace)
    network = phone(code, "OT", "network")
    assert "This question is for others" in network.get("/room").text
    south = phone(code, "OT", "south")
    step(workspace, f.RoundOpened)
    assert "Voting has not begun" in south.get("/room").text
    step(workspace, f.RoundOpened, "south")
    assert vote(south, 2) == 303
    assert votes(workspace) == []
    assert votes(workspace, place="south") == [2]


def test_a_person_with_an_own_link_is_in_the_room_by_opening_it(tmp_path: Path, store: Store):
    workspace, _new = store.bring_in(SAMPLES / "small" / "brief.yaml")
    engagement = workspace.engagement()
    site = next(iter(engagement.sites))
    workspace.record(f.WorkshopOpened(workshop="w", cycle=engagement.cycle().id, title="W", sites=(site,)))
    person = next(name for name, p in engagement.people.items() if p.site == site and p.role == "participant")
    browser = client()
    browser.get(f"/enter/{store.access.invite(engagement, person)}")
    assert workspace.engagement().workshops["w"].present == ()
    assert browser.get("/room").status_code == 200
    assert workspace.engagement().workshops["w"].present == (person,)
    browser.get("/room")
    assert workspace.engagement().workshops["w"].present == (person,)


def test_answers_before_the_workshop_are_never_on_the_wall(workspace: Workspace, code: str):
    """They still come in one by one: who watches the dots would see each."""
    owner = client()
    owner.get(f"/enter/{Store.shared().access.invite_owner()}")
    for _number in range(3):
        phone(code)
    for person in workspace.engagement().workshops["kick-off"].present:
        workspace.record(f.Answered(cycle="c1", site="north", question=QUESTION, person=person, value=3))
    step(workspace, f.Agreed, value=3)
    call(workspace)
    shown = owner.get(f"/wall/{workspace.id}/kick-off").text
    assert "Agreed: 3" in shown
    assert "Median" not in shown
    assert 'class="ring"' not in shown
