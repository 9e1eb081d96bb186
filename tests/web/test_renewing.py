"""A quarter on plain pages: what is due, the last answer with its day, confirmed by one key, moves with reasons."""

from __future__ import annotations

from datetime import timedelta
from shutil import copyfile

import pytest
from starlette.testclient import TestClient
from test_saving import JSON, fields, let_in

from assessment.domain import facts as f
from assessment.web.questions import Sheet, sheet
from assessment.workspace import Store, Workspace
from assessment.workspace import store as store_module

PERSON = "renewer"


@pytest.fixture
def workspace(tmp_path, small_file, monkeypatch: pytest.MonkeyPatch):
    store = Store(copyfile(small_file, tmp_path / "quarter.db"))
    monkeypatch.setenv("INTERLOCK_STORE", str(store.path))
    monkeypatch.setitem(store_module._SHARED, str(store.path), store)
    made = store.workspace(store.engagements()[0])
    made.record(f.RespondentDefined(person=PERSON, function="OT", site="north"))
    cycle = made.engagement().cycle()
    for asked in sheet(made, PERSON).asked:
        made.record(f.Answered(cycle=cycle.id, site="north", question=asked.question.id, person=PERSON, value=3,
                               comment="<b>As seen</b>", evidence=("Drawing 7",)))
    made.record(f.CycleOpened(cycle="next", date=cycle.opened + timedelta(days=91), carries=cycle.id))
    yield made
    store.close()


def mine(workspace: Workspace) -> Sheet:
    return sheet(workspace, PERSON)


def test_a_quarter_by_one_key(workspace: Workspace):
    first = next(iter(workspace.engagement().cycles))
    due = mine(workspace).asked
    assert 0 < len(due) < len(list(workspace.engagement().the_pack.questions)) // 2
    browser = let_in(Store.shared(), workspace, PERSON)
    name = due[0].question.id
    page = browser.get(f"/answer/{name}").text
    assert "Asked again because:" in page
    assert "Your last answer" in page
    assert workspace.today.isoformat() in page
    assert "&lt;b&gt;As seen" in page
    assert 'name="confirm"' in page
    assert "confirm.click()" in browser.get("/plain/renew.js").text
    assert "/plain/renew.js" in page
    answered = browser.post(f"/answer/{name}", data=fields(page, confirm="1"))
    assert answered.status_code == 303
    assert answered.headers["location"].startswith(f"/answer/{due[1].question.id}?saved=")
    stands = workspace.engagement().votes("next", "north", name)[PERSON]
    assert (stands.value, stands.confirms, stands.evidence) == (3, first, ("Drawing 7",))
    assert len(mine(workspace).open) == len(due) - 1

    moved = browser.get(f"/answer/{due[1].question.id}").text
    refused = browser.post(f"/answer/{due[1].question.id}", data=fields(moved, value="5"), headers=JSON)
    assert refused.status_code == 409
    assert "needs a reason" in refused.json()["error"]
    told = fields(moved, value="5", comment="New cell since May")
    assert browser.post(f"/answer/{due[1].question.id}", data=told, headers=JSON).status_code == 200


def test_without_a_last_answer_there_is_nothing_to_confirm(workspace: Workspace):
    workspace.record(f.RespondentDefined(person="newcomer", function="OT", site="north"))
    browser: TestClient = let_in(Store.shared(), workspace, "newcomer")
    name = sheet(workspace, "newcomer").asked[0].question.id
    page = browser.get(f"/answer/{name}").text
    assert 'name="confirm"' not in page
    forged = browser.post(f"/answer/{name}", data=fields(page, confirm="1"), headers=JSON)
    assert forged.status_code == 409
    assert not workspace.engagement().votes("next", "north", name)
