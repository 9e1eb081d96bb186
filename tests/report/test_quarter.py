"""Tables of the quarter: a corrected vote is told without its level, a corrected record with it."""

from __future__ import annotations

import pytest
from domain.building import engagement, pack, question

from assessment.domain import facts as f
from assessment.domain.rescoring import REASONS, due_everywhere
from assessment.report import tables


@pytest.mark.parametrize(("kind", "told"), [("judgement", "one answer"), ("record", "4")])
def test_a_correction_tells_a_record_and_no_vote(kind, told):
    state = engagement({"q": {"a": {"IT@a": 2}}}, of=pack({"d": {"c": [question("q", kind=kind)]}}), extra=(
        f.CycleClosed(cycle="c1", date="2026-03-01"),
        f.AnswerCorrected(cycle="c1", site="a", question="q", person="it-a-1", value=4, reason="Line 4 was meant.")))
    table = tables.corrections(state)
    assert [row[1:] for row in table.rows] == [("c1", "q", "a", told, "Line 4 was meant.")]
    assert "it-a-1" not in str(table)


def test_reasons_are_counted_and_each_has_words():
    state = engagement({"q": {"a": {"IT@a": "unknown"}}}, cycles=("c1", "c2"), carry=True)
    assert tables.why_asked(due_everywhere(state, "c2"), 1).rows == (("no level so far", "1"),)
    assert len({tables.reason_name(reason) for reason in REASONS}) == len(REASONS)
