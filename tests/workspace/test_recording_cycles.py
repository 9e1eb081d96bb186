"""Cycles that carry one another, recorded: what is refused, what a close seals, what a correction leaves alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.workspace import Workspace
from assessment.workspace.closing import close_cycle, still_the_same


def one_vote(workspace: Workspace) -> f.Answered:
    """An answer with a level of the sample that a person of the place gave to a question without a round."""
    known = workspace.engagement()
    return next(given for (cycle, site, question, _round), votes in known.answers.items() for given in votes.values()
                if isinstance(given.value, int) and (cycle, site, question) not in known.rounds
                and known.the_pack.questions[question].kind == "judgement"
                and (cycle, site, question) not in known.agreed)


def renewed(given: f.Answered, **more: object) -> f.Answered:
    return f.Answered(**{"cycle": "next", "site": given.site, "question": given.question, "person": given.person,
                         "value": given.value, **more})


def opened(workspace: Workspace, cycle: str = "next") -> tuple[str, date]:
    first = workspace.engagement().cycle()
    day = first.opened + timedelta(days=90)
    workspace.record(f.CycleOpened(cycle=cycle, date=day, carries=first.id))
    return first.id, day


def test_a_cycle_carries_one_that_is_closed_or_the_last(workspace: Workspace):
    first, day = opened(workspace)
    with pytest.raises(Refused, match="not closed"):
        workspace.record(f.CycleOpened(cycle="third", date=day, carries=first))
    with pytest.raises(NotFound):
        workspace.record(f.CycleOpened(cycle="third", date=day, carries="nowhere"))
    with pytest.raises(Refused, match="begin before"):
        workspace.record(f.CycleOpened(cycle="third", date=day - timedelta(days=1), carries="next"))
    with pytest.raises(Refused, match="still open"):
        workspace.record(f.CycleClosed(cycle="next", date=day))


def test_a_level_that_moves_needs_a_reason_and_one_that_stays_does_not(workspace: Workspace):
    given = one_vote(workspace)
    first, _day = opened(workspace)
    other = 1 if given.value != 1 else 2
    with pytest.raises(Refused, match="needs a reason"):
        workspace.record(renewed(given, value=other))
    with pytest.raises(Refused, match="not the answer of before"):
        workspace.record(renewed(given, value=other, confirms=first))
    with pytest.raises(Refused, match="no earlier answer"):
        workspace.record(renewed(given, confirms="next"))
    workspace.record(renewed(given, confirms=first))
    workspace.record(renewed(given, value=other, comment="The line was rebuilt."))


def test_a_closed_cycle_takes_corrections_and_no_answers(workspace: Workspace):
    given = one_vote(workspace)
    first = given.cycle
    fix = f.AnswerCorrected(cycle=first, site=given.site, question=given.question, person=given.person,
                            value=1 if given.value != 1 else 2, reason="Another line was meant.")
    with pytest.raises(Refused, match="is open"):
        workspace.record(fix)
    opened(workspace)
    with pytest.raises(Refused, match="needs a statement"):
        close_cycle(workspace, first, workspace.today, approved_by=given.person)
    close_cycle(workspace, first, workspace.today, given.person, "The scores are ours.")
    with pytest.raises(Refused, match="recorded by a reviewer as a correction"):
        workspace.record(given)
    stranger = fix.model_copy(update={"value": given.value})
    with pytest.raises(Refused, match="like that already"):
        workspace.record(stranger)
    participant = Workspace(workspace._shared.journal, workspace.id, actor=given.person, role="participant",
                            shared=workspace._shared)
    with pytest.raises(NotAllowed):
        participant.record(fix)
    place = {"node": given.question, "site": given.site}
    closed, running = (workspace.scorecard(cycle).score(**place).value for cycle in (first, "next"))
    assert closed == running
    workspace.record(fix)
    assert workspace.scorecard(first).score(**place).value == closed
    assert workspace.scorecard("next").score(**place).value != closed


def test_a_cycle_closed_long_ago_gives_the_same_digest_whatever_came_later(workspace: Workspace):
    given = one_vote(workspace)
    assert still_the_same(workspace, given.cycle) is None
    close_cycle(workspace, given.cycle, workspace.today, given.person, "Approved.")
    closing = workspace.engagement().cycle(given.cycle).closing
    assert closing is not None
    assert (closing.approved_by, closing.statement, len(closing.digest)) == (given.person, "Approved.", 64)
    opened(workspace)
    site = given.site or next(iter(workspace.engagement().sites))
    weighed = workspace.engagement().sites[site].model_copy(update={"weight": 77.0})
    for fact in (weighed, renewed(given, value=1 if given.value != 1 else 2, comment="Rebuilt."),
                 f.AnswerCorrected(cycle=given.cycle, site=given.site, question=given.question, person=given.person,
                                   value="unknown", reason="Guessed.")):
        workspace.record(fact)
    assert still_the_same(workspace, given.cycle) is True
