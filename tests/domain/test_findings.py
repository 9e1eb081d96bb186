"""Findings on the shipped sample: decisions first, each sentence whole, nothing said twice."""

from __future__ import annotations

import dataclasses
import re
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Interval
from assessment.domain.engagement import Site
from assessment.domain.facts import PathAdopted
from assessment.domain.findings import (
    FINDINGS,
    Evidence,
    Finding,
    answer_key,
    findings,
    parse_answer_key,
)
from assessment.domain.findings.ranking import FEW, HALF, SAID_ALREADY, reservations
from assessment.domain.findings.telling import TELLINGS
from assessment.domain.paths import Flip
from assessment.domain.results import Results
from assessment.domain.scoring import PerceptionGap, Score, Scorecard
from assessment.domain.trend import Move, Trend
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


@pytest.fixture(scope="module")
def results():
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


def test_every_sentence_is_whole(results):
    for finding in results.findings:
        assert "{" not in finding.text
        assert finding.text[0].isupper() or finding.text[0].isdigit()
        assert finding.text.endswith((".", "?"))


def test_decisions_come_first_with_who_and_by(results):
    topics = [finding.topic for finding in results.findings]
    asked = topics.count("decision")
    assert asked >= 3
    assert topics[:asked] == ["decision"] * asked
    assert all(f.values["who"] and f.values["by"] for f in results.findings[:asked])


def test_a_single_owner_is_asked_for_only_while_there_is_none(results):
    level = results.scorecard.score("owner-network").value
    assert (level is not None and level < 3) == any(f.code == "decide-owner" for f in results.findings)


def test_the_case_is_indicative_or_gives_a_net_present_value(results):
    codes = {finding.code for finding in results.findings}
    assert len(codes & {"indicative", "npv"}) == 1
    assert ("indicative" in codes) == results.value.indicative


def test_more_severe_comes_before_heavier(results):
    rank = {"critical": 0, "important": 1, "note": 2}
    told = [(rank[f.severity], -f.weight) for f in results.findings if f.topic != "decision"]
    assert told == sorted(told)


def test_every_basis_is_something_that_exists(results):
    pack, library = results.engagement.the_pack, results.engagement.the_library
    known = {*pack.questions, *pack.capabilities, *pack.by_id, *(cap.id for cap in pack.caps), *library.initiative,
             *results.engagement.sites, *results.engagement.connections, *(k.id for k in library.knockouts),
             *(b.id for b in library.benchmarks), *library.path, *library.stated_by_id,
             *(c.id for c in library.criteria), "recommendation", "roadmap", "value", "coverage"}
    unknown = {basis for finding in results.findings for basis in finding.basis
               if basis not in known and ":" not in basis}
    assert unknown == set()


def test_a_quick_scan_says_that_it_is_one_and_no_verdict_on_it_is_clear():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    day = workspace.engagement().as_of
    workspace.record(f.CycleClosed(cycle=workspace.engagement().cycle().id, date=day))
    workspace.record(f.CycleOpened(cycle="scan", date=day, depth="quick"))
    for person, known in workspace.engagement().people.items():
        for question in workspace.engagement().the_pack.questions.values():
            if question.quick and (known.site is not None) == (question.scope == "site"):
                place = {"cycle": "scan", "site": known.site, "question": question.id}
                workspace.record(f.Answered(**place, person=person, value=3))
    told = [finding for finding in workspace.findings("scan") if finding.code == "quick-scan"]
    assert [(t.values["asked"], t.values["all"]) for t in told] == [(29, 118)]
    assert "quick" in workspace.recommendation("scan").verdict_reasons
    assert workspace.recommendation("scan").verdict != "clear"


# every number of a sentence is traced to its evidence

NUMBER = re.compile(r"(?:[A-Z]{3} )?(?P<sign>[-−]?)(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?)"
                    r"(?: (?P<unit>million|thousand))?")


def wrong_numbers(finding: Finding) -> list[str]:
    """Names in the sentences of a finding whose number is not that of its evidence, rounded as it is told."""
    told = " ".join((finding.sentence, finding.so_what, finding.asked, *finding.options, *finding.care))
    wrong = []
    for name in {field for _text, field, _form, _as in Formatter().parse(told) if field}:
        found = NUMBER.fullmatch(str(finding.values[name]))
        if found is None:
            continue
        amount = float(found["amount"].replace(",", "")) * (-1 if found["sign"] else 1)
        unit = {"million": 1000.0, "thousand": 1.0}.get(found["unit"] or "", 1.0)
        step = unit * 10.0 ** -len(found["amount"].partition(".")[2])
        if name not in finding.figures or abs(amount * unit - finding.figures[name]) > step / 2 + 1e-9:
            wrong.append(name)
    return wrong


def unsaid(finding: Finding) -> list[str]:
    """Nodes with few people, little answered or nothing reviewed that a finding rests on without saying so."""
    found = []
    for part in finding.evidence:
        if part.kind == "answers" and finding.code not in SAID_ALREADY:
            said = finding.text
            if (part.n or 0) < FEW and not re.search(r"only (one person|[0-9]+ people) answered|nobody answered", said):
                found.append(f"{part.what}: people")
            if (part.coverage or 0) < HALF and "of the weight is answered" not in said:
                found.append(f"{part.what}: coverage")
            if (part.validated or 0) < HALF and "self-reported" not in said:
                found.append(f"{part.what}: review")
    return found


def told(results: Results, **changes) -> dict[str, Finding]:
    """The findings of the results with parts of them changed, by code."""
    made = dataclasses.replace(results, **changes)
    found = findings(made.engagement, made.scorecard, made.comparison, made.recommendation, made.permits, made.frame,
                     made.roadmap, made.value, made.trend)
    return {finding.code: finding for finding in reversed(found)}


def carded(results: Results, **changes) -> Scorecard:
    """The scorecard with fields changed, and nothing kept of what it had looked up."""
    card = results.scorecard
    return Scorecard(**{name: getattr(card, name) for name in Scorecard.model_fields} | changes)


def with_scores(results: Results, **by_node: dict) -> dict:
    """The scorecard with fields of nodes set: of the network, or of `node__site`."""
    changes = {(node.partition("__")[0].replace("_", "-"), node.partition("__")[2] or None): update
               for node, update in by_node.items()}
    scores = tuple(s.model_copy(update=changes.get((s.node, s.site), {})) for s in results.scorecard.scores)
    return {"scorecards": {results.cycle.id: carded(results, scores=scores)}}


def engaged(results: Results, **changes) -> dict:
    return {"engagement": dataclasses.replace(results.engagement, **changes)}


def changed(results: Results) -> dict[str, dict]:
    """A change of the results for each kind of finding that the sample does not have by itself."""
    today, pack = results.as_of, results.engagement.the_pack
    gap = PerceptionGap(node="organisation-collaboration", kind="capability", site=None, it=3.14, ot=1.61, gap=1.53,
                        interval=Interval(low=1.1, high=1.9), n_it=4, n_ot=3, finding=True)
    card = carded(results, gaps=(gap,))
    cap = next(cap for cap in pack.caps)
    first = results.engagement.the_pack.dimensions[0].id
    paths = list(results.engagement.the_library.path)
    adoption = {"path": paths[0], "first_step": paths[-1], "decided_by": "Board"}
    flipped = results.recommendation.model_copy(update={"flips": (Flip(
        kind="answer", what="owner-network", from_value="1.83", to_value="4", winner=paths[0]),)})
    stopped = results.roadmap.model_copy(update={"status": "infeasible", "scheduled": (), "conflict": ("A and B.",),
                                                 "remedies": ("Give B 3 months.",)})
    move = Move(node=first, kind="dimension", before=2.0, after=2.6, change=0.6, like_for_like=0.57, panel=0,
                scope=0.03, instrument=0, interval=Interval(low=0.3, high=0.8), real=True)
    three = dict(results.engagement.sites) | {"third": Site(site="third", name="Third 3", weight=1)}
    third = tuple(Score(node=d.id, kind="dimension", site="third", value=4.2, coverage=0.3, n=2, state="self-assessed")
                  for d in pack.dimensions)
    return {
        "gap": {}, "confidence": {}, "path-stability": {}, "investment": {}, "stay-as-we-are": {}, "decide-fund": {},
        "decide-path": {}, "indicative": {}, "plan": {}, "knockout": {}, "decide-pilot": {}, "quality-route": {},
        "perception": {"scorecards": {results.cycle.id: card}},
        "cap": with_scores(results, **{first: {"level": 2, "uncapped": 4, "caps": (cap.id,)}}),
        "flip": {"recommendation": flipped},
        "infeasible": {"roadmap": stopped}, "decide-give-way": {"roadmap": stopped},
        "moved": {"trend": Trend(from_cycle=results.cycle.id, to_cycle=results.cycle.id, moves=(move,))},
        "npv": {"value": results.value.model_copy(update={"indicative": False})},
        "stops-unpriced": {"value": results.value.model_copy(update={"stops_priced": False, "stop_hours": 41.6})},
        "decide-owner": with_scores(results, owner_network={"value": 1.4, "n": 2, "coverage": 1.0}),
        "adopted-departs": engaged(results, adopted=PathAdopted(**adoption), adopted_on=today),
        "review-due": engaged(results, adopted=PathAdopted(**adoption, review=today), adopted_on=today),
        "sites-apart": {**engaged(results, sites=three), "scorecards": {results.cycle.id: carded(
            results, scores=(*results.scorecard.scores, *third))}},
        "quick-scan": {"scorecards": {results.cycle.id: carded(results, depth="quick")}},
        "peers": {},
    }


def test_each_kind_of_finding_is_told_with_traced_numbers_and_its_reservations(results):
    for code, change in changed(results).items():
        found = told(results, **change)
        assert code in found, code
        for finding in found.values():
            assert wrong_numbers(finding) == [], (code, finding.code)
            assert unsaid(finding) == [], (code, finding.code)
            assert finding.evidence, finding.code
            assert any(part.ids for part in finding.evidence), finding.code


def test_a_number_that_is_not_in_its_evidence_is_found(results):
    finding = next(f for f in results.findings if f.code == "gap")
    assert wrong_numbers(finding) == []
    other = finding.model_copy(update={"values": {**finding.values, "gap": "2.9"}})
    assert wrong_numbers(other) == ["gap"]
    without = finding.model_copy(update={"evidence": ()})
    assert set(wrong_numbers(without)) >= {"value", "gap", "maximum"}


def test_answers_behind_a_finding_are_those_that_were_given(results):
    for finding in results.findings:
        for part in finding.evidence:
            for key in part.ids if part.kind == "answers" else ():
                cycle, place, question = parse_answer_key(key)
                assert answer_key(cycle, place, question) == key
                assert (results.engagement.votes(cycle, place, question)
                        or (cycle, place, question) in results.engagement.agreed), key


@settings(deadline=None)
@given(n=st.integers(0, 9), coverage=st.floats(0, 1), validated=st.floats(0, 1))
def test_no_finding_rests_on_few_on_little_or_on_the_unreviewed_in_silence(n, coverage, validated):
    bare = Finding(code="gap", topic="maturity", severity="important", sentence="S.", evidence=(
        Evidence(kind="answers", what="d", ids=("c/-/q",), n=n, coverage=coverage, validated=validated),
        Evidence(kind="answers", what="e", ids=("c/-/r",), n=9, coverage=1, validated=1)))
    care, values, evidence = reservations(bare)
    made = bare.model_copy(update={"care": care, "values": values, "evidence": evidence})
    assert unsaid(made) == []
    assert len(care) == (n < FEW) + (coverage < HALF) + (validated < HALF)
    assert wrong_numbers(made) == []


def test_every_kind_has_what_follows_and_who_is_asked_for_what_by_when(results):
    assert set(TELLINGS) == set(FINDINGS)
    for finding in results.findings:
        assert finding.so_what.endswith("."), finding.code
        assert bool(finding.asked) == bool(finding.by_whom), finding.code
        assert not finding.asked or finding.by_when is not None, finding.code
        assert finding.by_when is None or finding.by_when > results.as_of, finding.code
        assert len(finding.options) != 1, finding.code
    assert all(len(f.options) >= 2 for f in results.findings if f.topic == "decision")


def test_the_order_follows_the_declared_weights_and_nothing_else(results):
    magnitudes = results.engagement.the_library.settings
    for finding in results.findings:
        days = None if finding.by_when is None else (finding.by_when - results.as_of).days
        urgency = 0.0 if days is None else 1 - min(365, days) / 365
        parts = {"size": min(1, max(0, finding.size)), "urgency": urgency, "sureness": 1 - len(finding.care) / 3}
        assert finding.weight == pytest.approx(100 * sum(magnitudes.finding_weights[k] * v for k, v in parts.items()))
    assert sum(magnitudes.finding_weights.values()) == pytest.approx(1)
    # other weights, another order: nothing has a place of its own
    library = results.engagement.the_library
    other = library.model_copy(update={"settings": magnitudes.model_copy(
        update={"finding_weights": {"size": 0.0, "urgency": 0.0, "sureness": 1.0}})})
    made = dataclasses.replace(results, engagement=dataclasses.replace(results.engagement, library=other))
    again = findings(made.engagement, made.scorecard, made.comparison, made.recommendation, made.permits, made.frame,
                     made.roadmap, made.value, made.trend)
    assert [f.code for f in again] != [f.code for f in results.findings]
    assert sorted(f.code for f in again) == sorted(f.code for f in results.findings)


def test_a_wider_gap_comes_before_a_smaller_one(results):
    gaps = [f for f in results.findings if f.code == "gap" and len(f.care) == 2]
    assert [f.size for f in gaps] == sorted((f.size for f in gaps), reverse=True)
