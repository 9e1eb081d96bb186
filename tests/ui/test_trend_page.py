"""The page of what moved: what will stand there, then two cycles compared, with the answers one click away."""

from __future__ import annotations

from pathlib import Path

import pytest
from report.moved import second_cycle
from streamlit.testing.v1 import AppTest
from ui.framing import framed, page, standing_store

from assessment.domain.facts import RespondentDefined
from assessment.domain.findings import parse_answer_key
from assessment.shipped import SAMPLES
from assessment.workspace import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("trend") / "test.db"
    with Store(path) as made:
        made.bring_in(SAMPLES / "small" / "brief.yaml")
    with standing_store(path) as opened:
        yield opened


def test_one_cycle_teaches_and_two_are_told_with_the_answers_behind_each_move(store: Store):
    with framed(store) as app:
        shown = page(app, "trend")
        assert not shown.exception
        assert any("first cycle" in info.value for info in shown.info)
        assert not shown.tabs
    workspace = store.workspace(store.only(None))
    second_cycle(workspace)
    sites = workspace.engagement().sites
    first, *others = sites
    workspace.record(RespondentDefined(person="local", function="OT", site=first, role="viewer"))
    with framed(store) as app:
        shown = page(app, "trend")
        assert not shown.exception
        assert len(shown.tabs) == 4
        assert shown.expander
        behind = [list(table.value.columns) for table in (*shown.table, *shown.dataframe)]
        assert any("Votes × level by function" in columns or "Agreed" in columns for columns in behind)
        told = str([table.value.to_dict() for table in (*shown.table, *shown.dataframe)])
        assert "later/" in told
        assert all(site.name in told for site in sites.values())
    with framed(store, "local") as app:
        shown = page(app, "trend")
        assert not shown.exception
        told = str([table.value.to_dict() for table in (*shown.table, *shown.dataframe)])
        assert sites[first].name in told
        assert not any(sites[other].name in told for other in others)


def clicked(app: AppTest, *tables: str) -> AppTest:
    """The first row of each table, by its key, is chosen: a browser sends every choice with each run."""
    for key in tables:
        app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    return app.run()


def test_a_number_leads_to_its_answers_and_each_to_its_votes(store: Store):
    """From an index's row to all that adds to its parts, from an answer to the votes then and now and the page of
    them; a person of one site is told what the others add together, and no more."""
    workspace = store.workspace(store.only(None))
    engagement = workspace.engagement()
    first, later = engagement.cycles
    for key in ("indices", "dimensions"):
        with framed(store) as app:
            row = f"{key}-{first}-{later}-None"
            shown = clicked(page(app, "trend"), row)
            assert not shown.exception
            moved = next(table.value for table in shown.dataframe
                         if table.value.columns[0] in ("Index", "Dimension") and "Panel" in table.value.columns
                         and (table.value.columns[0] == "Index") is (key == "indices"))
            answers = next(table.value for table in shown.dataframe if "Adds" in table.value.columns)
            for name in ("Like for like", "Panel", "Scope", "Questions"):
                told = moved.iloc[0][name].split(" ")[0].replace("−", "-").replace("–", "0")
                added = sum(float(cell.replace("−", "-")) for cell in answers[answers["Part"] == name]["Adds"])
                assert added == pytest.approx(float(told), abs=0.005 + 0.0005 * len(answers))
            assert f"{later}/" in answers.iloc[0]["Answers"]
            kind = "index" if key == "indices" else "dimension"
            node = next(move.node for move in workspace.trend(later).moves if move.kind == kind)
            shown = clicked(shown, row, f"answers-{node}-{first}-{later}-None")
            assert not shown.exception
            assert any("Votes × level by function" in table.value.columns for table in (*shown.table, *shown.dataframe))
            links = [(link.proto.label, link.proto.query_string) for link in shown.get("page_link")]
            assert [label for label, query in links if "question=" in query] == ["Votes and evidence"], links
            keys = [query for _label, query in links if "answers=" in query]
            assert len(keys) == 2
    with framed(store) as app:
        app.query_params["answers"] = answers.iloc[0]["Answers"].split(", ")[-1]
        trail = page(app, "audit").dataframe[0].value
        assert set(trail["Kind"]) == {"answered"}
        assert len(trail) == len(engagement.votes(*parse_answer_key(answers.iloc[0]["Answers"].split(", ")[-1])))
    with framed(store, "local") as app:
        shown = clicked(page(app, "trend"), f"indices-{first}-{later}-None")
        assert not shown.exception
        told = str([table.value.to_dict() for table in (*shown.table, *shown.dataframe)])
        assert "answers that are not shown here" in told
        assert not any(f"/{site}/" in told for site in list(engagement.sites)[1:])
