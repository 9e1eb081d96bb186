"""Facts that cannot all be true: refused when stated, told where answers bring them, never computed from in silence."""

from __future__ import annotations

from datetime import date

import pytest
from domain.clients import card, client, criterion, shipped, tiny

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, Refused
from assessment.domain.library import Contradiction, StatedFact, Test
from assessment.domain.paths import contradiction_of, recommend
from assessment.shipped import SAMPLES
from assessment.workspace import Store, run_brief

AGAINST = Contradiction(id="C", when=(Test(stated="busy", **{"is": "yes"}), Test(question="a", below=2)), text="No.",
                        remedy="Look.")
STATED = StatedFact(id="busy", question="?", values=("yes", "no"))


@pytest.mark.parametrize(("word", "level", "found", "verdict"), [
    ("yes", 1.5, ("C",), "leaning"), ("yes", 2, (), "clear"), ("no", 1.5, (), "clear"), (None, 1.5, (), "clear"),
    ("yes", None, (), "leaning")])
def test_a_contradiction_holds_where_every_part_does_and_bars_a_clear_verdict(word, level, found, verdict):
    library = tiny([criterion("a", (-2, 0, 0, 0)), criterion("b", (2, -2, -2, -2), 9)], stated=[STATED],
                   contradictions=(AGAINST,))
    state = client(library, stated={"busy": word} if word else {})
    told = recommend(state, card({"b": 5, **({"a": level} if level else {})}), draws=300)
    assert told.contradictions == found
    assert ("contradiction" in told.verdict_reasons) == bool(found)
    assert told.verdict == verdict or level is None


def test_stated_facts_alone_are_held_against_each_other():
    said = {"merger-within-12-months": "yes", "merger-or-divestiture": "no"}
    assert contradiction_of(said, shipped()).id == "C1"
    assert contradiction_of({**said, "merger-or-divestiture": "yes"}, shipped()) is None
    assert contradiction_of({"merger-within-12-months": "yes"}, shipped()) is None
    assert contradiction_of({"dual-skilled-critical-mass": "yes"}, shipped()) is None  # the answers decide there


def test_a_brief_with_contradictory_facts_is_refused_with_its_place(tmp_path):
    text = (SAMPLES / "small" / "brief.yaml").read_text("utf-8")
    brief = tmp_path / "brief.yaml"
    brief.write_text(text.replace("  merger-or-divestiture: no\n",
                                  "  merger-or-divestiture: no\n  merger-within-12-months: yes\n"), "utf-8")
    with pytest.raises(InvalidInput) as refused:
        run_brief(brief)
    assert [p.code for p in refused.value.problems] == ["contradictory-facts"]
    assert refused.value.problems[0].where.startswith("brief.yaml:")


def test_the_second_of_two_contradictory_facts_is_not_recorded(tmp_path):
    with Store(tmp_path / "s.db") as store:
        workspace = store.create("C", start=date(2026, 1, 1))
        workspace.record(f.Stated(fact="merger-or-divestiture", value="no"))
        with pytest.raises(Refused, match="merger or divestiture is due"):
            workspace.record(f.Stated(fact="merger-within-12-months", value="yes"))
        workspace.record(f.Stated(fact="merger-or-divestiture", value="yes"))
        workspace.record(f.Stated(fact="merger-within-12-months", value="yes"))
        with pytest.raises(Refused, match="merger or divestiture is due"):
            workspace.record(f.Stated(fact="merger-or-divestiture", value="no"))
