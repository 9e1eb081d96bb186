"""The page of the network: places for who may see them, the own site alone for who may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.framing import framed, page, standing_store

from assessment.domain.facts import RankingShown, RespondentDefined
from assessment.shipped import SAMPLES
from assessment.workspace import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("network") / "test.db"
    with Store(path) as made:
        made.bring_in(SAMPLES / "small" / "brief.yaml")
    with standing_store(path) as opened:
        site = next(iter(opened.workspace(opened.only(None)).engagement().sites))
        opened.workspace(opened.only(None)).record(
            RespondentDefined(person="local", function="OT", site=site, role="viewer"))
        yield opened


def test_an_owner_sees_places_and_a_person_of_a_site_only_the_own(store: Store):
    workspace = store.workspace(store.only(None))
    sites = workspace.engagement().sites
    first, *others = (site.name for site in sites.values())
    with framed(store) as app:
        shown = page(app, "network")
        assert not shown.exception
        assert [tab.label for tab in shown.tabs] == ["Places", "Levels", "Learn from", "Clusters and order", "Targets"]
        assert set(shown.dataframe[0].value["Site"]) == {first, *others}
    with framed(store, "local") as app:
        shown = page(app, "network")
        assert not shown.exception
        assert [tab.label for tab in shown.tabs] == ["Learn from", "Targets"]
        tables = [*shown.dataframe, *shown.table]
        assert all(set(table.value.reset_index()["Site"]) == {first} for table in tables)
        assert tables
        workspace.record(RankingShown(to="everyone"))
        assert len(page(app, "network").tabs) == 5
