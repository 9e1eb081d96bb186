"""From a claimed level to a validated one, and a quick scan that grows: facts in, states and questions out."""

from __future__ import annotations

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, Refused
from assessment.domain.scoring import score, to_review
from assessment.web.questions import sheet
from assessment.workspace import Workspace

RECORD = "arch-segmentation"


def place_of(workspace: Workspace) -> tuple[str, str, str]:
    """Cycle, site and a person of OT there."""
    engagement = workspace.engagement()
    person = next(name for name, p in engagement.people.items() if p.site and p.function == "OT")
    return engagement.cycle().id, engagement.people[person].site, person


def as_person(workspace: Workspace, actor: str, role: f.AppRole) -> Workspace:
    return Workspace(workspace._shared.journal, workspace.id, actor=actor, role=role, shared=workspace._shared)


def state_of(workspace: Workspace) -> tuple[str, bool]:
    cycle, site, _ = place_of(workspace)
    item = next(i for i in to_review(workspace.engagement(), cycle) if (i.question.id, i.place) == (RECORD, site))
    return item.state, item.sent_back


def test_a_record_is_claimed_sent_back_answered_anew_and_accepted(workspace: Workspace):
    cycle, site, person = place_of(workspace)
    head = {"cycle": cycle, "site": site, "question": RECORD}
    workspace.record(f.AnswererNamed(site=site, question=RECORD, person=person))
    workspace.record(f.Answered(**head, person=person, value=3, evidence=("Drawing ND-7",)))
    reviewer = as_person(workspace, "r", "reviewer")
    with pytest.raises(Refused, match="needs a reason"):
        reviewer.record(f.Validated(**head, accepted=False))
    reviewer.record(f.Validated(**head, accepted=False, note="The drawing is of 2021."))
    assert state_of(workspace) == ("self-assessed", True)
    asked = sheet(workspace, person).find(RECORD)
    assert asked is not None
    assert asked.sent_back == "The drawing is of 2021."
    assert asked in sheet(workspace, person).open
    workspace.record(f.Answered(**head, person=person, value=3, evidence=("Drawing ND-8, 2026",)))
    assert state_of(workspace) == ("self-assessed", False)
    reviewer.record(f.Validated(**head, accepted=True, note="Seen."))
    assert state_of(workspace) == ("validated", False)


def test_only_levels_that_ask_for_evidence_wait_and_opinions_never(workspace: Workspace):
    cycle, site, person = place_of(workspace)
    workspace.record(f.AnswererNamed(site=site, question=RECORD, person=person))
    head = {"cycle": cycle, "site": site, "question": RECORD, "person": person}
    trust = {**head, "question": "culture-trust"}
    workspace.record(f.Answered(**trust, value=5))

    def waits(question: str) -> list[bool]:
        items = to_review(workspace.engagement(), cycle)
        return [item.waits for item in items if (item.question.id, item.place) == (question, site)]

    assert waits("culture-trust") == []
    for value, expected in ((2, [False]), (3, [True])):
        workspace.record(f.Answered(**head, value=value))
        assert waits(RECORD) == expected
    workspace.record(f.Agreed(cycle=cycle, site=site, question="culture-trust", value=4, rationale="-"))
    assert waits("culture-trust") == [True]


def test_a_changed_answer_is_no_longer_validated_and_a_comment_leaves_it(workspace: Workspace):
    cycle, site, person = place_of(workspace)
    head = {"cycle": cycle, "site": site, "question": RECORD}
    workspace.record(f.AnswererNamed(site=site, question=RECORD, person=person))
    workspace.record(f.Answered(**head, person=person, value=4))
    as_person(workspace, "r", "reviewer").record(f.Validated(**head, accepted=True))
    workspace.record(f.Answered(**head, person=person, value=4, comment="as before"))
    assert state_of(workspace)[0] == "validated"
    other = next(n for n, p in workspace.engagement().people.items() if p.site == site and n != person)
    workspace.record(f.Answered(**head, person=other, value=1))
    assert state_of(workspace)[0] == "validated"
    workspace.record(f.Answered(**head, person=person, value=5))
    assert state_of(workspace)[0] == "self-assessed"


def test_nobody_reviews_an_own_answer_or_nothing(workspace: Workspace):
    cycle, site, person = place_of(workspace)
    head = {"cycle": cycle, "site": site, "question": RECORD}
    workspace.record(f.AnswererNamed(site=site, question=RECORD, person=person))
    workspace.record(f.Answered(**head, person=person, value=4))
    with pytest.raises(Refused, match="own answer"):
        as_person(workspace, person, "reviewer").record(f.Validated(**head, accepted=True))
    with pytest.raises(NotAllowed):
        as_person(workspace, person, "participant").record(f.Validated(**head, accepted=True))
    unknown = {**head, "question": "cyber-backup"}
    workspace.record(f.AnswererNamed(site=site, question="cyber-backup", person=person))
    workspace.record(f.Answered(**unknown, person=person, value="unknown"))
    with pytest.raises(Refused, match="no level to review"):
        as_person(workspace, "r", "reviewer").record(f.Validated(**unknown, accepted=True))


def test_a_quick_scan_asks_little_and_grows_without_asking_twice(workspace: Workspace):
    _, site, person = place_of(workspace)
    workspace.record(f.CycleClosed(cycle=workspace.engagement().cycle().id, date=workspace.engagement().as_of))
    workspace.record(f.CycleOpened(cycle="scan", date=workspace.engagement().as_of, depth="quick"))
    quick = sheet(workspace, person)
    assert quick.asked
    assert all(asked.question.quick for asked in quick.asked)
    first = quick.asked[0].question.id
    workspace.record(f.Answered(cycle="scan", site=site, question=first, person=person, value=2))
    deep = next(q.id for q in workspace.engagement().the_pack.questions.values() if not q.quick and q.scope == "site")
    with pytest.raises(Refused, match="quick scan"):
        workspace.record(f.Answered(cycle="scan", site=site, question=deep, person=person, value=2))
    card = score(workspace.engagement(), "scan", draws=0)
    assert card.depth == "quick"
    assert {s.node for s in card.scores if s.kind == "question"} <= {
        q.id for q in workspace.engagement().the_pack.questions.values() if q.quick}
    workspace.record(f.CycleDeepened(cycle="scan"))
    full = sheet(workspace, person)
    assert len(full.asked) > len(quick.asked)
    assert first not in {asked.question.id for asked in full.open}


def test_points_follow_the_journal(workspace: Workspace):
    cycle, site, person = place_of(workspace)
    workspace.points(cycle)
    for value in (1, 5):
        workspace.record(f.Answered(cycle=cycle, site=site, question="culture-trust", person=person, value=value))
        assert workspace.points(cycle).scores == score(workspace.engagement(), cycle, draws=0).scores
    workspace.record(f.FunctionWeightsSet(weights={"OT": 3}))
    assert workspace.points(cycle).scores == score(workspace.engagement(), cycle, draws=0).scores
