"""Three briefs from public accounts: what comes out, why, and that every change said to flip the answer does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from domain.clients import apply as applied

from assessment.domain.paths import Flip, recommend
from assessment.domain.scoring import Scorecard
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

ACCOUNTS = SAMPLES / "accounts"
EXPECTED = {
    # the event, the contracts and the mandate speak for IT; too much is unknown for a clear verdict
    "biopharma-cyber-event": ("ot-to-it", "ot-to-it", "leaning"),
    # autonomous, unlike plants that want results within a year: jointly first
    "personal-care-architecture": ("it-to-ot", "hybrid", "leaning"),
    # ambition, mandate, strong engineering and people for it
    "electronics-operating-model": ("new-organisation", "new-organisation", "clear"),
}


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def account(request) -> tuple[str, Workspace]:
    return request.param, run_brief(ACCOUNTS / request.param / "brief.yaml")


def flipped(workspace: Workspace, flip: Flip, card: Scorecard) -> str | None:
    """The winner after one change to what the engagement holds, everything else as it is."""
    engagement = workspace.engagement()
    if flip.kind != "answer":
        engagement, _answers = applied(flip, engagement, {})
        return recommend(engagement, card, workspace.seed, draws=50, flips=False).winner
    scores = tuple(
        s.model_copy(update={"value": float(flip.to_value), "interval": None, "extremes": None, "applicable": True})
        if (s.node, s.site) == (flip.what, None) else s for s in card.scores)
    return recommend(engagement, card.model_copy(update={"scores": scores}), workspace.seed, draws=50,
                     flips=False).winner


def test_the_answer_is_the_one_that_an_expert_would_give(account):
    name, workspace = account
    found = workspace.recommendation()
    assert (found.end_state, found.first_step, found.verdict) == EXPECTED[name]
    assert found.contradictions == ()


def test_every_change_that_is_said_to_flip_the_answer_flips_it(account):
    _name, workspace = account
    found, card = workspace.recommendation(), workspace.scorecard()
    assert found.flips
    for flip in found.flips:
        assert flipped(workspace, flip, card) == flip.winner, flip


def test_the_report_sets_the_programme_beside_the_recommendation(account):
    _name, workspace = account
    adopted = workspace.engagement().adopted
    assert adopted is not None
    assert adopted.review is not None
    assert len(workspace.engagement().use_cases) == 2


def test_the_page_names_every_stated_fact_and_its_source():
    text = (ACCOUNTS / "README.md").read_text("utf-8")
    for name in EXPECTED:
        section = text.split("## ")[1 + list(EXPECTED).index(name)]
        stated = {fact for fact, _place in run_brief(ACCOUNTS / name / "brief.yaml").engagement().stated}
        assert {fact for fact in stated if fact not in section} == set(), name
        assert "Source:" in section


def test_without_its_weights_an_account_says_nothing():
    """The proof can fail: with the weight of one condition only, another path may lead."""
    workspace = run_brief(ACCOUNTS / "electronics-operating-model" / "brief.yaml")
    engagement = workspace.engagement()
    only = {c.id: float(c.id == "K7") for c in engagement.the_library.criteria} | {"K16": 1.0}
    found = recommend(replace(engagement, weights=only), workspace.scorecard(), draws=50, flips=False)
    assert found.winner != "new-organisation"
