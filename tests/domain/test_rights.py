"""Who may do what: role by action as it was agreed, what each fact asks for, and roles that change by fact."""

from __future__ import annotations

from typing import get_args

import pytest
from domain.building import engagement, person

from assessment.domain import facts as f
from assessment.domain.engagement import ACTION_OF, ROLES, Action, allowed, asks_for

MAY: dict[Action, str] = {
    "define": "owner", "admit": "owner", "decide": "owner",
    "open-cycle": "owner facilitator", "run-round": "owner facilitator", "agree": "owner facilitator",
    "answer-for-others": "owner facilitator", "read-votes": "owner facilitator", "report": "owner facilitator",
    "answer": "owner facilitator contributor participant",
    "plan": "owner facilitator contributor",
    "validate": "owner reviewer",
    "read": "owner facilitator contributor reviewer viewer",
    "read-own": "owner facilitator contributor participant reviewer viewer",
}
ASKS: dict[Action, str] = {
    "admit": "role-given",
    "open-cycle": "cycle-opened cycle-closed cycle-deepened",
    "run-round": "round-opened round-closed round-revealed hands-counted question-parked workshop-opened "
                 "workshop-closed agenda-set question-called exercise-opened exercise-closed exercise-revealed "
                 "causes-merged",
    "report": "report-edited report-branded report-finalised",
    "agree": "agreed agreement-withdrawn",
    "answer": "answered room-joined choice-committed gate-decided gate-revoked question-flagged "
              "degrees-placed points-shared causes-named support-given commitments-made",
    "validate": "validated criterion-reviewed answer-corrected",
    "decide": "path-adopted plan-adopted",
    "plan": "plan-recorded estimate-set procedure-stated area-designed forum-defined service-promised team-stated "
            "side-stated ambition-stated use-case-defined task-asked programme-defined initiative-defined "
            "scenario-defined aim-set charter-written zone-defined connection-defined live-decided quality-routed "
            "commitment-kept risk-registered task-reported kpi-defined kpi-measured benefit-booked",
    "define": "engagement-opened pack-pinned library-pinned assumed site-defined respondent-defined "
              "function-weights-set benchmarks-imported executive-named answerer-named stated target-set "
              "preference-set capacity-set budget-set rates-set freeze-set shutdown-set baseline-set pilot-chosen "
              "ranking-shown consent-given pack-upgraded pack-upgrade-withdrawn",
}


def test_there_are_six_roles():
    assert set(ROLES) == {"owner", "facilitator", "contributor", "participant", "reviewer", "viewer"}


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_was_agreed_and_nothing_else(role: f.AppRole, action: Action):
    assert allowed(role, action) == (role in MAY[action].split())


@pytest.mark.parametrize("action", get_args(Action))
def test_without_a_role_nobody_may_anything(action: Action):
    assert not allowed(None, action)


def test_every_kind_of_fact_asks_for_what_was_agreed():
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(f.Fact)[0])}
    told = {kind: action for action, names in ASKS.items() for kind in names.split()}
    assert {kind: asks_for(kind) for kind in kinds} == {kind: told.get(kind) for kind in kinds}
    assert set(ACTION_OF) <= kinds


def test_the_latest_word_on_a_role_holds():
    who = person("IT@a")
    answers = {"q": {"a": {"IT@a": 3}}}
    given = f.RoleGiven(person=who, role="facilitator")
    withdrawn = f.RoleGiven(person=who)
    anew = f.RespondentDefined(person=who, function="IT", site="a", role="viewer")
    for facts, role in (((), "participant"), ((given,), "facilitator"), ((given, withdrawn), None),
                        ((withdrawn, given), "facilitator"), ((withdrawn, anew), "viewer"),
                        ((anew, given), "facilitator")):
        state = engagement(answers, extra=facts)
        assert state.role_of(who) == role
        assert state.people[who].function == "IT"  # who answered stays known
    assert engagement(answers).role_of("nobody") is None


def test_a_role_moves_no_result():
    who = person("IT@a")
    before = engagement({"q": {"a": {"IT@a": 3}}})
    after = engagement({"q": {"a": {"IT@a": 3}}}, extra=(f.RoleGiven(person=who, role="viewer"),))
    assert (after.input_seq, after.last_seq) == (before.input_seq, before.last_seq + 1)
