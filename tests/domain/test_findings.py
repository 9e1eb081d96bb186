"""Findings on the shipped sample: decisions first, each sentence whole, nothing said twice."""

from __future__ import annotations

import pytest

from assessment.domain import facts as f
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
