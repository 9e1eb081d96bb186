"""The path told down to its answers, and the decision beside the recommendation, on the small sample."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assessment.domain.findings import maturity
from assessment.domain.findings.types import money
from assessment.domain.paths import ExecutiveView, Flip, failure_modes, parse_basis
from assessment.domain.roadmap import finish_of, first_day
from assessment.domain.scoring import PerceptionGap, Scorecard
from assessment.report import build, frontpage, html, tables
from assessment.report.charts.maturity import _dimensions_title
from assessment.report.material import TrailLine
from assessment.report.tables import explanation, registers
from assessment.report.tables.decision import stands
from assessment.shipped import SAMPLES
from assessment.text import number
from assessment.workspace import run_brief

DECIDED = """
adopted:
  path: new-organisation
  first_step: hybrid
  decided_by: Board <b>of</b> Example Pharma
  on: 2026-09-20
  rationale: The unit is part of the new strategy.
  dissent: The COO holds that plants lose support.
  review: 2027-11-01
  conditions:
    - {text: Every plant has signed its service promises, owner: COO, due: 2027-01-31}
    - {text: The mandate is renewed, owner: CEO}
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    brief = tmp_path_factory.mktemp("decided") / "brief.yaml"
    brief.write_text((SAMPLES / "small" / "brief.yaml").read_text("utf-8") + DECIDED, "utf-8")
    return run_brief(brief).results()


def test_the_decision_stands_beside_the_recommendation(results):
    assert results.departs
    assert tables.decision_record(results).rows == (
        ("End state", "New organisation", "OT aligns with IT"), ("First step", "Hybrid", "OT aligns with IT"))
    assert tables.decision_conditions(results).rows == (
        ("Every plant has signed its service promises", "COO", "31 January 2027"),
        ("The mandate is renewed", "CEO", "no date"))
    said = " ".join(tables.adopted_in_words(results))
    for words in ("On 20 September 2026", "departs from", "part of the new strategy", "The COO holds",
                  "reviewed on 1 November 2027"):
        assert words in said


def test_the_report_says_that_leadership_departs_and_follows_it(results):
    book = build(results)
    assert book.headline.startswith("Work jointly before changing the structure")
    text = html.render(book, dict.fromkeys(book.charts, ""))
    assert "Leadership took another path than the answers recommend today" in text
    assert "Board &lt;b&gt;of&lt;/b&gt; Example Pharma" in text
    assert "<b>of</b>" not in text
    codes = [finding.code for finding in results.findings]
    assert "adopted-departs" in codes
    assert "decide-path" not in codes


def test_the_plan_waits_for_no_decision_that_was_taken(results):
    assert results.frame.decided
    assert not any(task.initiative == "I09" for task in results.frame.tasks)


def test_the_exit_review_has_leaderships_day_and_its_end_state(results):
    assert results.exit_review.due == date(2027, 11, 1)
    assert results.exit_review.end_state == "new-organisation"
    table = tables.exit_checks(results)
    assert "1 November 2027" in table.title
    states = {row[0]: row[3] for row in table.rows}
    assert states["Zones pass the connection gate before anything is connected"] == "not yet"
    assert any(state == "to be shown" for state in states.values())


def test_an_exit_review_that_comes_before_what_it_asks_for_says_so(results):
    def note(review: date) -> str:
        adopted = results.engagement.adopted.model_copy(update={"review": review})
        return tables.exit_checks(replace(results, engagement=replace(results.engagement, adopted=adopted))).note

    early, late = note(date(2026, 10, 2)), note(date(2099, 1, 1))
    assert "come after that day or not everywhere" in early
    open_ones = [check for check in results.exit_review.checks if check.met is not True and check.initiatives]
    assert f"By the plan, {len(open_ones)} of these" in early
    never = [check for check in open_ones
             if finish_of(check.initiatives, results.frame, results.roadmap) is None]
    assert len(never) < len(open_ones)
    assert ("By the plan, " in late) is bool(never)


def test_the_areas_say_that_a_review_which_can_only_move_moves_them(results):
    def note(review: date) -> str:
        adopted = results.engagement.adopted.model_copy(update={"review": review})
        shown = replace(results, engagement=replace(results.engagement, adopted=adopted))
        late = explanation.late_for_review(shown)
        return late, tables.integration_areas(shown).note

    for day in (date(2026, 10, 2), date(2099, 1, 1)):
        late, told = note(day)
        assert ("that review can only set a new date" in told) is (late > 0)
    assert note(date(2026, 10, 2))[0] > note(date(2099, 1, 1))[0]


def test_the_doubts_say_when_the_plan_itself_lets_another_path_lead(results):
    held = next(s for s in results.recommendation.knockouts
                if (k := next(k for k in results.engagement.the_library.knockouts if k.id == s.knockout)).initiatives
                and finish_of(k.initiatives, results.frame, results.roadmap))
    knockout = next(k for k in results.engagement.the_library.knockouts if k.id == held.knockout)
    other = next(path for path in results.engagement.the_library.path if path not in results.chosen_paths)
    flip = Flip(kind="knock-out", what=knockout.id, from_value="holds", to_value="lifted", winner=other)
    lifted = first_day(results.frame.start, finish_of(knockout.initiatives, results.frame, results.roadmap))

    def doubts(review: date, flip: Flip = flip) -> str:
        adopted = results.engagement.adopted.model_copy(update={"review": review})
        return " ".join(tables.doubts(replace(
            results, engagement=replace(results.engagement, adopted=adopted),
            recommendation=results.recommendation.model_copy(update={"flips": (flip,)}))))

    assert f"By the plan '{knockout.name}' is lifted in " in doubts(lifted)
    assert "before the exit review on" in doubts(lifted)
    assert "would lead then" in doubts(date(2026, 10, 2))
    assert "before the exit review" not in doubts(date(2026, 10, 2))
    assert "By the plan" not in doubts(lifted, flip.model_copy(update={"to_value": "holds"}))


def test_the_headline_promises_a_roll_out_only_where_the_plan_has_one(results):
    known = results.engagement.the_library.initiative
    rolls = [t for t in results.roadmap.scheduled
             if known[results.frame.by_id[t.task].initiative].scope == "rollout"]
    without = results.roadmap.model_copy(update={
        "scheduled": tuple(t for t in results.roadmap.scheduled if t not in rolls)})
    told = frontpage.headline(results)
    assert told.endswith("then scale") is bool(rolls)
    shown = replace(results, roadmap=without)
    assert frontpage.headline(shown).endswith("no roll-out is planned yet")
    alone = dict(list(results.engagement.sites.items())[:1])
    assert "roll-out" not in frontpage.headline(replace(shown, engagement=replace(results.engagement, sites={
        **alone, **{t.unit: results.engagement.sites[t.unit] for t in results.frame.tasks
                    if known[t.initiative].scope == "pilot"}})))


def test_every_condition_leads_to_its_answers_place_by_place(results):
    for criterion in results.engagement.the_library.criteria:
        behind = tables.answers_behind(results, criterion.id)
        strength = next(s for s in results.recommendation.strengths if s.criterion == criterion.id)
        assert [basis for basis, _table in behind] == [parse_basis(text) for text in strength.basis]
        for basis, table in behind:
            assert table.rows, criterion.id
            if basis.kind == "question":
                question = results.engagement.the_pack.questions[basis.what]
                assert len(table.rows) == len(results.engagement.places(question))
    reached = tables.answers_behind(results, "X9")
    assert [basis.what for basis, _table in reached] == ["cyber-gate"]
    assert tables.answers_behind(results, "no such condition") == ()


def test_the_levels_shown_behind_a_condition_are_those_of_the_scorecard(results):
    (_basis, table), *_rest = tables.answers_behind(results, "K5")
    node = results.scorecard.score("governance-mandate")
    assert table.rows[0][2] == f"{node.value:.1f}"


def test_two_paths_side_by_side_end_in_their_fit(results):
    table = tables.two_paths(results, "ot-to-it", "hybrid")
    first, second = (results.recommendation.score_of(path).score for path in ("ot-to-it", "hybrid"))
    assert table.rows[-1][0] == "Fit"
    assert table.rows[-1][1] == f"{first:+.2f}".replace("-", "−")
    assert table.rows[-1][2] == f"{second:+.2f}".replace("-", "−")
    assert table.rows[-1][3].endswith("A1")


@pytest.mark.parametrize("present", [True, False])
def test_a_condition_that_helps_by_its_absence_is_told_as_absent(results, present):
    library, found = results.engagement.the_library, results.recommendation
    name = results.best_case.speaks[0]
    turned = replace(results, recommendation=found.model_copy(update={"strengths": tuple(
        s.model_copy(update={"value": 1.0 if present else -1.0, "low": -1.0, "high": 1.0}) for s in found.strengths)}))
    condition = next(c.condition for c in library.criteria if c.id == name)
    speaking = next(said for said in tables.runner_up(turned) if "speaks most for it" in said)
    assert condition in speaking
    assert (f"absence of: {condition}" in speaking) is not present
    assert ("absence of: " in " ".join(frontpage.reasons(turned))) is not present
    assert any("at the weights as they are" in said for said in tables.runner_up(turned))


def test_what_goes_wrong_says_when_its_counter_is_there(results):
    table = tables.failures(results)
    assert {row[0] for row in table.rows} >= {"Eternal hybrid: committees without transfer of accountability"}
    assert all("(I" in row[3] for row in table.rows)


def test_a_precondition_that_holds_says_what_it_does_and_when_it_is_lifted(results):
    rows = {row[0].split(" ")[0]: row for row in tables.knockouts(results).rows}
    assert rows["X9"][1:3] == ("holds", "blocks connections (all paths)")
    assert "On the plan:" in rows["X9"][4]
    assert rows["X13"][1] != "holds"
    assert "On the plan:" not in rows["X13"][4]
    assert any("Nothing new is connected" in said for said in tables.held_back(results))


def test_without_a_decision_nothing_is_said_of_one():
    found = run_brief(Path(SAMPLES / "small" / "brief.yaml")).results()
    assert tables.adopted_in_words(found) == ()
    assert tables.decision_record(found).rows == ()
    assert not found.departs
    assert "decide-path" in [finding.code for finding in found.findings]


def test_page_one_tells_executives_under_whose_weights_another_path_leads(results):
    winner = results.recommendation.winner
    other = next(path.id for path in results.engagement.the_library.paths if path.id != winner)
    view = ExecutiveView(person="a", office="CIO", choice=winner, winner=winner, score=0.1, own_score=0.1, wins=0.9,
                         groups={"risk": 1.0})
    for winners, told in (((winner,), ""), ((winner, other, None), "one of 3 executives"),
                          ((other, other), "of 2 of 2 executives")):
        views = tuple(view.model_copy(update={"winner": one}) for one in winners)
        asked = results.executives.model_copy(update={"views": views})
        shown = frontpage.confidence(replace(results, executives=asked))
        assert ("another path leads" in shown) is bool(told)
        assert told in shown


def test_what_is_missing_is_told_apart_from_what_is_planned_or_in_place(results):
    """One initiative that is left out does not take the others off the plan."""
    task = results.roadmap.scheduled[0].task.split("@")[0]
    when = explanation.planned_by(results, (task,))
    assert when != "not on the plan"
    assert explanation._brought(results, (task, "I99")) == f"I99 not on the plan ({task} {when})"
    there = replace(results, frame=results.frame.model_copy(update={"in_place": (*results.frame.in_place, "I98")}))
    assert explanation._brought(there, (task, "I98")) == f"{when} ({task}; in place: I98)"
    assert explanation._brought(results, ("I97", "I99")) == "not on the plan (I97, I99)"


def test_a_risk_without_an_initiative_has_the_owner_who_is_asked(results):
    found = next(f for f in results.findings if f.topic not in registers.NEVER and f.code not in registers.NO_RISK)
    asked = found.model_copy(update={"initiatives": (), "basis": (), "severity": "critical",
                                     "by_whom": "Head of Quality"})
    asked = asked.model_copy(update={"asked": "Do it.", "by_when": date(2026, 12, 1), "values": found.values})
    row, *_more = tables.risks(replace(results, findings=(asked,))).rows
    assert row[1:] == ("Asked for by 1 December 2026: Do it.", "Head of Quality")
    silent = asked.model_copy(update={"asked": ""})
    assert tables.risks(replace(results, findings=(silent,))).rows[0][1:] == ("–", "Head of Quality")


def test_what_goes_wrong_on_the_path_is_a_risk_where_its_counter_is_not_on_the_plan(results):
    mode = next(m for m in failure_modes(results.chosen_paths, results.engagement.the_library) if m.initiatives)
    name = mode.initiatives[0]
    tasks = {t.id for t in results.frame.tasks if t.initiative == name}
    gone = replace(results, findings=(), frame=results.frame.model_copy(update={
        "in_place": tuple(n for n in results.frame.in_place if n != name)}), roadmap=results.roadmap.model_copy(update={
            "scheduled": tuple(s for s in results.roadmap.scheduled if s.task not in tasks)}))
    shown = {row[0]: row[1:] for row in tables.risks(gone).rows}
    initiative = results.engagement.the_library.initiative[name]
    assert f"{name} {initiative.name} (not on the plan)" in shown[mode.name][0]
    planned = {m.name for m in failure_modes(results.chosen_paths, results.engagement.the_library) if all(
        finish_of((n,), results.frame, results.roadmap) is not None for n in m.initiatives)}
    assert not planned & {row[0] for row in tables.risks(replace(results, findings=())).rows}


def test_a_risk_whose_answers_come_after_its_day_says_what_is_done_before(results):
    task = next(t for t in results.roadmap.scheduled
                if finish_of((t.task.split("@")[0],), results.frame, results.roadmap))
    name = task.task.split("@")[0]
    finish = first_day(results.frame.start, finish_of((name,), results.frame, results.roadmap))
    found = next(f for f in results.findings if f.topic not in registers.NEVER and f.code not in registers.NO_RISK)
    early = found.model_copy(update={
        "initiatives": (name,), "basis": (), "severity": "critical", "by_whom": "Head of Quality", "asked": "Do it.",
        "by_when": date(2026, 12, 1), "event": finish - timedelta(days=1)})
    for finding, late in ((early, True), (early.model_copy(update={"event": finish}), False)):
        row, *_more = tables.risks(replace(results, findings=(finding,))).rows
        assert row[1].endswith("which finish after that day. Asked for by 1 December 2026: Do it.") is late
        assert (row[2] == "Head of Quality") is late


def test_the_journal_adds_up_and_a_check_may_be_later_than_the_report(results):
    kinds = ("opening", "tracking", "tracking", "something-new")
    trail = [TrailLine(seq=n, at="2026-09-14T10:00:00Z", actor="a", role="owner", via="cli", reason="", kind="k",
                       topic=kind, hash="h", fact=None) for n, kind in enumerate(kinds)]
    rows = dict(tables.audit_summary(results, trail).rows)
    assert (rows["Progress and benefits"], rows["Other entries"]) == ("2", "1")
    cited = tables.references(results)
    assert cited.columns[2].name == "Checked in"
    assert "after the day of this report" in cited.note


def test_what_no_site_has_to_answer_is_not_applicable_and_not_left_open(results):
    question = next(q for q in results.engagement.the_pack.questions.values() if q.scope == "site")
    card = results.scorecard
    scores = tuple(score.model_copy(update={"applicable": False, "value": None, "coverage": 0.0})
                   if score.node == question.id and score.site is None else score for score in card.scores)
    shown = replace(results, scorecards={**results.scorecards, results.cycle.id: Scorecard(**{
        **dict(card), "scores": scores})})
    assert next(row for row in tables.answers(shown).rows if row[1] == question.id)[-1] == "not applicable"


def test_numbers_on_the_first_page_hold_beside_those_of_the_tables(results):
    money = [told for told in frontpage.levers(results) if "moves the result" in told]
    assert money
    assert all("by about " in told for told in money)
    gap = PerceptionGap(node="n", kind="capability", site=None, it=3.1, ot=2.0, gap=1.1, interval=None, n_it=9,
                        n_ot=9, finding=True)
    assert maturity._form(gap) == ".1f"
    assert maturity._form(gap.model_copy(update={"it": 3.12, "ot": 2.06, "gap": 1.06})) == ".2f"  # 3.1 and 2.1, not 1.1


def test_dimensions_that_are_equally_far_from_their_target_are_named_together():
    rows = [{"name": f"D{n} Name {n}", "gap": gap, "gap_told": told} for n, gap, told in (
        (4, 1.02, "1.0"), (10, 0.98, "1.0"), (7, 0.5, "0.5"))]
    assert _dimensions_title(rows) == (
        "3 of 3 dimensions stand below their target, furthest 'Name 4' and 'Name 10': by 1.0 levels")


def test_the_first_90_days_say_when_the_plan_has_what_they_are_for(results):
    """Nothing where the plan has it within three months, and all of it with its months where one part is later."""
    known = {s.task.split("@")[0]: finish_of((s.task.split("@")[0],), results.frame, results.roadmap)
             for s in results.roadmap.scheduled}
    early = next(name for name, finish in known.items() if finish and finish <= 3)
    late = next(name for name, finish in known.items() if finish and finish > 3)

    def told(*names: str) -> str:
        library = results.engagement.the_library
        paths = tuple(path.model_copy(update={"first_90_days_by": names}) for path in library.paths)
        engagement = replace(results.engagement, library=type(library)(
            **{**{name: getattr(library, name) for name in type(library).model_fields}, "paths": paths}))
        return explanation.first_days_planned(replace(results, engagement=engagement))

    assert told(early) == told() == ""
    named = [f"{name} {explanation.planned_by(results, (name,))}" for name in (early, late)]
    assert told(early, late) == f"The plan has this later: {', '.join(named)}."


@pytest.mark.parametrize(("now", "to", "told"), [
    ("2.7476", "4", ("2.7", "4")), ("2.9512", "3", ("2.95", "3")), ("2.95", "3.5", ("3.0", "3.5")),
    ("low", "high", ("low", "high"))])
def test_a_level_that_would_have_to_change_is_rounded_once(now, to, told):
    flip = Flip(kind="answer", what="q", from_value=now, to_value=to, winner="hybrid")
    assert stands(flip) in (told, tuple(text.replace("3.0", "2.9") for text in told))  # 2.95 in binary


def test_machine_keys_behind_a_finding_are_told_in_words(results):
    finding = next(f for f in results.findings if f.code == "knockout")
    shown = tables.finding_evidence(replace(results, findings=(finding,)))
    assert not any(re.search(r"(question|stated|capability):", row[-1]) for row in shown.rows)
    names = {k.id: k.name for k in results.engagement.the_library.knockouts}
    assert shown.rows[0][3] == names[finding.basis[0]]
    assert shown.columns[-1].ids


def test_a_site_that_a_table_leaves_out_is_named_below_it(results):
    card = results.scorecard
    gap = PerceptionGap(node=results.engagement.the_pack.dimensions[0].id, kind="dimension", site="north", it=3, ot=2,
                        gap=1, interval=None, n_it=3, n_ot=3, finding=False)
    whole = gap.model_copy(update={"site": None, "n_it": 9, "n_ot": 9})
    seen = replace(results, scorecards={results.cycle.id: Scorecard(
        **{name: getattr(card, name) for name in Scorecard.model_fields} | {"gaps": (whole, gap)})})
    note = tables.perception_by_site(seen).note
    assert results.engagement.sites["south"].name in note
    assert results.engagement.sites["north"].name not in note


def test_what_staying_costs_is_told_with_what_the_roadmap_takes_of_it(results):
    taken = sum(item.taken_away for item in results.value.standing)
    assert f"takes {money(taken, 'EUR')} of it away" in tables.value_answer(results)[2]
    assert number(results.value.stay_as_we_are[1]) in tables.standing(results).note


def test_published_figures_in_the_argument_say_that_they_are_a_selection(results):
    count = len(results.comparison.peers)
    assert f"{count} figures" in tables.peers(results, most=1).note
    assert "annex B has them all" not in tables.peers(results, most=count).note
