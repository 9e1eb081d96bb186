"""Every page while there is next to nothing: no error, no empty table, and words that say what will stand here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from ui.framing import NAMES, framed, page, standing_store

from assessment.domain import facts as f

STATES = ("only a client", "sites without answers")
COMPLETE = ("audit", "baselines", "catalogue", "coverage", "portfolio", "settings", "upgrade")
"""Pages that hold something from the start: entries, shipped figures, catalogue, statements, facts, the pack."""
LED_ON = {"scope": (), "use_cases": (), "procedures": (), "calendar": (), "connections": (), "workshop": (),
          "agree": (), "sides": (), "kpis": ()}
"""Pages with the form that fills them: nothing to link to once what they rest on is there."""


@dataclass
class Seen:
    errors: list[str]
    told: list[str]
    links: int
    empty_tables: int
    empty_choices: list[str]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Seen]:
    found = {}
    for state in STATES:
        path: Path = tmp_path_factory.mktemp("empty") / "test.db"
        with standing_store(path) as store:
            workspace = store.create("Empty Pharma")
            if state != STATES[0]:
                workspace.record_together([
                    f.SiteDefined(site="north", name="North"), f.SiteDefined(site="south", name="South"),
                    f.CycleOpened(cycle="2027-q1", date=date(2027, 1, 4))])
            with framed(store) as app:
                for name in NAMES:
                    shown = page(app, name)
                    found[state, name] = Seen(
                        [str(e.message) for e in shown.exception] + [str(e.value) for e in shown.error],
                        [str(i.value) for i in shown.info],
                        len([e for e in shown.main if e.type == "page_link"]) + len(shown.main.get("page_link")),
                        sum(not len(frame.value) and name != "connections" for frame in shown.dataframe),
                        [choice.label for choice in shown.main.get("selectbox") if not choice.options])
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_data_teaches(seen: dict[tuple[str, str], Seen], state: str, name: str):
    found = seen[state, name]
    assert found.errors == []
    assert found.empty_tables == 0
    assert found.empty_choices == []
    if name in COMPLETE:
        return
    assert name == "home" or found.told, "an empty page says what will stand here"
    if name == "home" or name not in LED_ON or (state == STATES[0] and name not in ("scope", "use_cases",
                                                                                    "procedures", "kpis")):
        assert found.links, "and leads to where it is done"


def test_a_store_without_an_engagement_offers_to_begin(tmp_path: Path):
    with standing_store(tmp_path / "test.db") as store, framed(store) as app:
        assert not app.exception
        assert "Create the first one" in app.info[0].value
        assert {"Create", "Load the fictional sample"} <= {button.label for button in app.button}
        assert store.engagements() == []


def test_the_fictional_sample_is_a_click_away(tmp_path: Path):
    with standing_store(tmp_path / "test.db") as store, framed(store) as app:
        next(button for button in app.button if button.label == "Load the fictional sample").click().run(timeout=120)
        assert not app.exception
        assert store.engagements() == ["halvorne"]
        assert any("Everything in it is made up" in message.value for message in app.success)
        assert len(app.main.get("page_link")) > 3
