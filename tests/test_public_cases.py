"""Public accounts: each brief, what comes out and why, and the page that says what is told and what is judgement."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from domain.clients import apply as applied

from assessment.domain.paths import Flip, Recommendation, recommend
from assessment.formats import read_brief, shipped_library, shipped_pack
from assessment.shipped import SAMPLES
from assessment.workspace import DEFAULT_PACK, Workspace, run_brief

ACCOUNTS = SAMPLES / "accounts"
FOLDERS = {
    "biopharma-cyber-event": "A biopharma company after a cyber event",
    "personal-care-architecture": "A personal-care company that began with a joint architecture",
    "electronics-operating-model": "An electronics manufacturer with a new operating model",
    "medicines-automation-into-it": "A medicines maker that moved automation into IT",
    "medicines-board-directive": "A medicines maker with 42 plants after a board directive",
}
EXPECTED = {
    # the event weighs most, and nothing known speaks strongly for another host
    "biopharma-cyber-event": ("ot-to-it", "ot-to-it", "leaning"),
    # quick results, plants that are unlike, and neither side leads
    "personal-care-architecture": ("it-to-ot", "hybrid", "leaning"),
    # ambition, mandate, engineering and skills, most of them judgement
    "electronics-operating-model": ("new-organisation", "new-organisation", "clear"),
    # no attack, weak service processes, strong engineering: the contrary of what the company did first
    "medicines-automation-into-it": ("it-to-ot", "it-to-ot", "leaning"),
    # a board that presses and a strong engineering pull apart over plants that are unlike
    "medicines-board-directive": ("it-to-ot", "hybrid", "open"),
}
ON_WHAT_IS_TOLD = {
    # an account alone leaves half of the conditions or more unknown, so that none carries a verdict
    "biopharma-cyber-event": "ot-to-it",
    "personal-care-architecture": "it-to-ot",
    "electronics-operating-model": "new-organisation",
    "medicines-automation-into-it": "it-to-ot",
    "medicines-board-directive": "new-organisation",
}
BASES = {"told", "inferred", "judgement"}
NAMED = re.compile(r"`([a-z][a-z0-9-]*)(?:: ([a-z-]+)| ([1-5]))`")


def section(name: str) -> str:
    page = (ACCOUNTS / "README.md").read_text("utf-8")
    return page.split(f"## {FOLDERS[name]}\n")[1].split("\n## ")[0]


def rows(name: str) -> list[tuple[str, str]]:
    """(what it became, basis) of each row of an account's table."""
    cells = [line.strip("| ").split(" | ") for line in section(name).splitlines() if line.startswith("| ")]
    return [(became, basis) for _says, became, basis in cells if basis in BASES]


def facts_on_page(name: str) -> dict[str, tuple[str, str]]:
    """Stated fact -> (word, basis)."""
    return {fact: (word, basis) for became, basis in rows(name) for fact, word, level in NAMED.findall(became) if word}


def levels_on_page(name: str) -> dict[str, tuple[int, str]]:
    """Question -> (level, basis)."""
    return {question: (int(level), basis)
            for became, basis in rows(name) for question, word, level in NAMED.findall(became) if level}


@pytest.fixture(scope="module", params=list(FOLDERS))
def account(request) -> tuple[str, Workspace]:
    return request.param, run_brief(ACCOUNTS / request.param / "brief.yaml")


def reasons(name: str) -> dict[str, set[str]]:
    """Question -> the comments on its answers."""
    found: dict[str, set[str]] = {}
    with (ACCOUNTS / name / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["question"], set()).add(row["comment"])
    return found


def after(workspace: Workspace, flip: Flip) -> str | None:
    """The winner once one change is made to what the engagement holds, everything else as it is."""
    engagement, card = workspace.engagement(), workspace.scorecard()
    if flip.kind == "answer":
        card = card.model_copy(update={"scores": tuple(
            s.model_copy(update={"value": float(flip.to_value), "interval": None, "extremes": None})
            if (s.node, s.site) == (flip.what, None) else s for s in card.scores)})
    else:
        engagement, _answers = applied(flip, engagement, {})
    return recommend(engagement, card, workspace.seed, draws=50, flips=False).winner


def without_judgement(name: str, folder: Path) -> Recommendation:
    """The recommendation once facts and levels that are judgement alone are taken out."""
    source = ACCOUNTS / name
    judged = tuple(f"  {fact}:" for fact, (_word, basis) in facts_on_page(name).items() if basis == "judgement")
    brief = [line for line in (source / "brief.yaml").read_text("utf-8").splitlines() if not line.startswith(judged)] \
        if judged else (source / "brief.yaml").read_text("utf-8").splitlines()
    (folder / "brief.yaml").write_text("\n".join(brief), "utf-8")
    answers = (source / "answers.csv").read_text("utf-8").splitlines()
    (folder / "answers.csv").write_text("\n".join(line for line in answers if not line.endswith(",")), "utf-8")
    return run_brief(folder / "brief.yaml").recommendation()


def test_every_account_in_the_folder_is_proven_here():
    assert {path.parent.name for path in ACCOUNTS.glob("*/brief.yaml")} == set(FOLDERS) == set(EXPECTED)


def test_a_brief_is_read_without_a_problem_and_is_stamped(account):
    name, workspace = account
    _brief, problems = read_brief(ACCOUNTS / name / "brief.yaml", shipped_pack(DEFAULT_PACK), shipped_library())
    assert problems == []
    opened = workspace.engagement().opened
    assert opened is not None
    assert opened.fictional
    assert "judgement" in opened.summary


def test_the_answer_is_the_one_that_an_expert_would_give(account):
    name, workspace = account
    found = workspace.recommendation()
    assert (found.end_state, found.first_step, found.verdict) == EXPECTED[name]
    assert found.contradictions == ()
    share = re.search(r"\((?:hybrid, )?(\d+) of 100", section(name)) or re.search(r"\((\d+) of 100", section(name))
    assert share is not None
    assert 100 * found.score_of(found.winner).wins == pytest.approx(int(share[1]), abs=1)


def test_preconditions_say_what_the_account_leaves_open(account):
    name, workspace = account
    states = {k.knockout: k.holds for k in workspace.recommendation().knockouts}
    assert states["X9"] is True  # no account tells of a gate before connections were made
    assert (states["X7"], states["X10"], states["X12"]) == (None, None, None)
    skills = {"biopharma-cyber-event": True, "electronics-operating-model": False}.get(name)
    assert states["X5"] is skills


def test_every_question_that_a_condition_or_precondition_asks_is_answered(account):
    name, workspace = account
    library = workspace.engagement().the_library
    asked = {i.question for c in library.criteria for i in c.inputs} | {
        t.question for k in library.knockouts for t in k.when}
    assert {question for question in asked if question and question not in reasons(name)} == set()


def test_every_change_that_is_said_to_flip_the_answer_flips_it(account):
    _name, workspace = account
    found = workspace.recommendation()
    assert found.flips
    for flip in found.flips:
        assert flip.winner != found.winner
        assert after(workspace, flip) == flip.winner, flip


def test_the_page_names_every_stated_fact_with_its_word_and_basis(account):
    name, workspace = account
    stated = {fact: said.value for (fact, _site), said in workspace.engagement().stated.items()}
    assert {fact: word for fact, (word, _basis) in facts_on_page(name).items()} == stated
    assert "Source: " in section(name)


def test_an_answer_with_a_reason_stands_on_the_page_with_its_level(account):
    name, workspace = account
    card, given = workspace.scorecard(), reasons(name)
    on_page = levels_on_page(name)
    assert {question for question, why in given.items() if why != {""}} == set(on_page)
    for question, (level, basis) in on_page.items():
        assert basis != "judgement"
        assert all(why.startswith(("From the account: ", "Inferred: ")) for why in given[question]), question
        value = card.score(question).value
        assert value is not None
        assert abs(value - level) <= .5, question


def test_without_judgement_no_account_carries_a_verdict(account, tmp_path):
    name, _workspace = account
    found = without_judgement(name, tmp_path)
    assert (found.end_state, found.first_step, found.verdict) == (ON_WHAT_IS_TOLD[name], "hybrid", "open")
    assert found.coverage <= .5


def test_what_the_company_did_stands_beside_the_recommendation():
    did = {name: run_brief(ACCOUNTS / name / "brief.yaml").engagement().adopted for name in (
        "medicines-automation-into-it", "medicines-board-directive")}
    assert did["medicines-automation-into-it"].path == "ot-to-it"
    assert did["medicines-board-directive"].path == "hybrid"


def test_the_connection_that_is_told_of_is_held_against_the_gate():
    engagement = run_brief(ACCOUNTS / "medicines-board-directive" / "brief.yaml").engagement()
    assert list(engagement.connections) == ["plant-data"]
    assert engagement.connections["plant-data"].live
