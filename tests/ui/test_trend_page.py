"""The page of what moved: what will stand there, then two cycles compared, with the answers one click away."""

from __future__ import annotations

from pathlib import Path

import pytest
from report.moved import second_cycle
from ui.framing import framed, page, standing_store

from assessment.domain.facts import RespondentDefined
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
