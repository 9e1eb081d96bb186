"""The small sample with a second cycle, in which some answers rose and some fell."""

from __future__ import annotations

from datetime import timedelta

from assessment.domain import facts as f
from assessment.workspace import Workspace


def second_cycle(workspace: Workspace) -> str:
    """Open a second cycle and answer it: every vote again, one level higher in even and lower in odd questions."""
    state = workspace.engagement()
    first = state.cycle()
    pack = state.the_pack
    workspace.record(f.CycleOpened(cycle="later", date=first.opened + timedelta(days=91), carries=first.id))
    answered: list[f.Fact] = []
    for number, question in enumerate(pack.questions.values()):
        if question.kind != "judgement":
            continue
        for place in state.places(question):
            for person, answer in state.votes(first.id, place, question.id).items():
                if isinstance(answer.value, int):
                    level = answer.value + (-1 if number % 3 == 0 else 1)
                    answered.append(f.Answered(
                        cycle="later", site=place, question=question.id, person=person,
                        value=min(max(level, pack.scale.minimum), pack.scale.maximum),
                        comment="Seen again on the floor."))
    workspace.record_together(answered)
    return "later"
