"""The pages in their sections, who sees which, and that nobody is offered what the role may not do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from ui.framing import NAMES, framed, page, standing_store

from assessment.domain import facts as f
from assessment.domain.engagement import ROLES, allowed
from assessment.shipped import SAMPLES
from assessment.ui.sections import may_open, sections, shown
from assessment.workspace import Store

RUN = {"entry", "workshop", "workbooks"}
HIDDEN: dict[str, set[str]] = {"owner": set(), "facilitator": {"access", "upgrade"},
                               "contributor": {"access", "upgrade", *RUN},
                               "reviewer": {"access", "upgrade", *RUN},
                               "viewer": {"access", "upgrade", *RUN}, "participant": set(NAMES)}
READS = {"review": {"Accept", "Send back"}, "gate": {"Record the review", "Everything still holds, seen today"}}
"""What a reviewer records."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("roles") / "test.db"
    with standing_store(path) as opened:
        workspace, _new = opened.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
        site = next(iter(workspace.engagement().sites))
        workspace.record_together([f.RespondentDefined(person=f"r-{role}", function="OT", site=site, role=role)
                                   for role in ROLES])
        yield opened


def test_there_are_six_sections_and_every_page_stands_in_exactly_one():
    assert list(sections()) == ["Prepare", "Run", "Understand", "Decide", "Report", "Admin"]
    assert Counter(entry.name for entries in sections().values() for entry in entries) == Counter(NAMES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_pages_that_it_may_use(role: f.AppRole):
    assert {name for name in NAMES if not may_open(name, role)} == HIDDEN[role]
    assert all(shown(role).values()), "no section without a page"


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_reads_is_offered_nothing_to_record(store: Store, role: f.AppRole):
    offered: dict[str, set[str]] = {}
    with framed(store, f"r-{role}") as app:
        for name in NAMES:
            if may_open(name, role):
                seen = page(app, name)
                assert not seen.exception, name
                left = {b.label for b in seen.button if not b.disabled} - (READS.get(name, set()) if role == "reviewer"
                                                                           else set())
                if left or seen.main.get("file_uploader"):
                    offered[name] = left
    assert offered == {}


def test_a_page_that_is_hidden_says_why_where_it_is_opened_all_the_same(store: Store):
    with framed(store, "r-viewer"):
        for name in HIDDEN["viewer"]:
            alone = AppTest.from_file(Path(__file__).parents[2] / "assessment" / "ui" / "pages" / f"{name}.py",
                                      default_timeout=60).run()
            assert not alone.exception
            assert len(alone.info) == 1
            assert not alone.button


def test_a_participant_is_led_to_the_questions(store: Store):
    with framed(store, "r-participant") as app:
        assert "leads to the questions" in app.info[0].value
        assert not app.title


def test_single_answers_are_read_by_those_who_run_it_only(store: Store):
    workspace = store.workspace(store.only(None))
    answered = next(e for e in workspace.entries() if e.fact["kind"] == "answered")
    told = {}
    for role in ("owner", "facilitator", "contributor", "reviewer", "viewer"):
        with framed(store, f"r-{role}") as app:
            rows = page(app, "audit").dataframe[0].value
            told[role] = '"value"' in next(row["What"] for _n, row in rows.iterrows() if row["Seq"] == answered.seq)
    assert told == {role: allowed(role, "read-votes") for role in told}  # type: ignore[arg-type]
