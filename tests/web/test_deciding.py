"""The three people named with a connection decide on their own page, whatever their role, and nobody else does."""

from __future__ import annotations

import pytest
from test_web import client, engagement, fields, respondent, store

from assessment.domain.facts import ConnectionDefined, CriterionReviewed, RespondentDefined, ZoneDefined
from assessment.domain.gate import review
from assessment.workspace import Store

__all__ = ["engagement", "store"]


@pytest.fixture
def connection(store: Store, engagement: str):
    """A connection whose evidence is complete; its owner is a participant behind a browser."""
    browser, person = respondent(store, engagement)
    workspace = store.workspace(engagement)
    state, today = workspace.engagement(), workspace.today
    site = next(iter(state.sites))
    for name in ("sec", "qua", "rev"):
        workspace.record(RespondentDefined(person=name, function="Quality" if name == "qua" else "OT"))
    for name, level in (("edge", "3"), ("dmz", "3.5")):
        workspace.record(ZoneDefined(zone=name, site=site, name=name.upper(), level=level))
    workspace.record(ConnectionDefined(
        connection="copy", site=site, name="Copy <b>one</b>", from_zone="edge", to_zone="dmz", data="Tags",
        owner=person, ot_security="sec", quality="qua"))
    for criterion in state.the_library.gate.criteria:
        workspace.record(CriterionReviewed(connection="copy", criterion=criterion.id, result="met", date=today,
                                           reviewer="rev", evidence=f"Record {criterion.id}"))
    return browser, person, workspace


def standing(workspace):
    return review(workspace.engagement(), "copy", workspace.today)


def test_the_owner_finds_the_connection_reads_it_and_says_go(connection):
    browser, person, workspace = connection
    listed = browser.get("/decide").text
    assert "waits for you" in listed
    assert "Copy &lt;b&gt;one&lt;/b&gt;" in listed
    page = browser.get("/decide/copy").text
    assert "Record G12" in page
    done = browser.post("/decide/copy", data=fields(page, choice="go", note="Seen"))
    assert done.status_code == 200
    assert workspace.engagement().decisions["copy", "owner"].person == person
    assert standing(workspace).missing_decisions == ("ot-security", "quality")
    assert "None of them waits for you" in browser.get("/decide").text


def test_what_changed_since_it_was_read_is_not_decided(connection):
    browser, _, workspace = connection
    page = browser.get("/decide/copy").text
    workspace.record(CriterionReviewed(connection="copy", criterion="G9", result="not-met", date=workspace.today,
                                       reviewer="rev", evidence="Restore failed"))
    answer = browser.post("/decide/copy", data=fields(page, choice="go", note="kept <here>"))
    assert answer.status_code == 409
    assert "changed since you read it" in answer.text
    assert "kept &lt;here&gt;" in answer.text
    assert workspace.engagement().decisions == {}
    again = browser.get("/decide/copy").text
    assert 'value="go"' not in again
    assert "G9" in again


@pytest.mark.parametrize(("given", "told"), [
    ({"choice": "go", "token": "x"}, "too old"), ({"choice": "perhaps"}, "Choose go or no"),
    ({"choice": "no"}, "A no needs its reason"), ({"choice": "revoke", "note": "Found"}, "no permit in force")])
def test_what_is_wrong_is_told_and_nothing_is_recorded(connection, given, told):
    browser, _, workspace = connection
    answer = browser.post("/decide/copy", data=fields(browser.get("/decide/copy").text, **given))
    assert answer.status_code == 409
    assert told in answer.text
    assert workspace.engagement().decisions == {}
    assert standing(workspace).state == "ready"


def test_a_no_with_its_reason_refuses_the_connection(connection):
    browser, _, workspace = connection
    browser.post("/decide/copy", data=fields(browser.get("/decide/copy").text, choice="no", note="Not in this form"))
    assert standing(workspace).state == "refused"


def test_nobody_else_sees_or_decides(connection, store: Store, engagement: str):
    _, _, workspace = connection
    browser = client()
    assert browser.get(f"/enter/{store.access.invite(workspace.engagement(), 'rev')}").status_code == 303
    assert browser.get("/decide").status_code == 403
    assert browser.get("/decide/copy").status_code == 403
    assert client().get("/decide").status_code == 403
    assert client().post("/decide/copy", data={"choice": "go"}).status_code == 403


def test_an_unknown_connection_leads_back(connection):
    browser, _, _ = connection
    answer = browser.get("/decide/other")
    assert answer.status_code == 404
    assert "/decide" in answer.text
