"""The pages of areas and of the operating model: the proposal, forms that begin with it, open points, hostile text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.domain.facts import AreaDesigned, ForumDefined, ServicePromised, TeamStated
from assessment.shipped import SAMPLES
from assessment.ui import session
from assessment.workspace import Store
from assessment.workspace import store as store_module

PAGES = Path(__file__).parents[2] / "assessment" / "ui" / "pages"
HOSTILE = "<script>alert(1)</script> **b** [x](http://evil.example)"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small sample and its plan."""
    path = tmp_path_factory.mktemp("store") / "test.db"
    with Store(path) as made:
        workspace, _new = made.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
    return path


@pytest.fixture
def store(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = Path(shutil.copy(planned, tmp_path / "test.db"))
    monkeypatch.setenv("INTERLOCK_STORE", str(path))
    store_module._SHARED.clear()
    opened = Store.shared()
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture
def shown(store: Store, monkeypatch: pytest.MonkeyPatch):
    held = store.access.enter(store.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: held)

    def run(name: str) -> AppTest:
        """The page in the frame around it, which knows where its links lead."""
        page = AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=120).run()
        return page.switch_page(f"ui/pages/{name}.py").run()

    return run


def named(elements, label: str):
    return next(element for element in elements if element.label == label)


def last_fact(store: Store) -> dict:
    entries = store.workspace(store.only(None)).entries()
    return next(e.fact for e in reversed(entries) if e.fact["kind"] != "plan-recorded")


def texts(page: AppTest) -> list[str]:
    kinds = (page.markdown, page.caption, page.info, page.success, page.error, page.warning)
    return [element.value.replace("\\", "") for kind in kinds for element in kind]


def test_an_area_is_designed_from_its_proposal_and_taken_back(shown, store: Store):
    page = shown("areas")
    assert not page.exception
    assert {m.label: m.value for m in page.metric}["Areas"] == "14"
    assert page.radio[0].value == "one-team"
    page.radio[0].set_value("joint-team")
    page.multiselect[0].select("Head of global automation")
    page = named(page.button, "Record").click().run()
    assert not page.exception
    fact = last_fact(store)
    assert [fact[key] for key in ("kind", "area", "site", "degree")] == ["area-designed", "network", None, "joint-team"]
    assert fact["accountable"] == ["Head of networks", "Head of global automation"]
    assert fact["budget"] == "Chief information officer"
    assert any("Network has 2 accountable owners" in text for text in texts(page))
    page = named(page.button, "Take it back to the proposal").click().run()
    assert last_fact(store)["withdrawn"]
    assert not page.error


def test_an_exception_wants_a_reason(shown, store: Store):
    page = shown("areas")
    named(page.selectbox, "Where").select("north").run()
    page = named(page.button, "Record").click().run()
    assert any("lacks its reason" in text for text in texts(page))
    named(page.text_area, "Reason; an exception needs it").input("Old plant")
    page = named(page.button, "Record").click().run()
    assert not page.exception
    assert (last_fact(store)["site"], last_fact(store)["reason"]) == ("north", "Old plant")
    assert any("has no end" in text for text in texts(page))


def test_the_answers_of_an_area_are_two_clicks_away(shown):
    page = shown("areas")
    named(page.selectbox, "Area").select("service-desk").run()
    behind = [t.value for t in page.table if "Rests on" in t.value.columns]
    assert behind
    assert "service-incident" not in behind[0].to_string()  # in words, not by id
    assert "handled in one process" in behind[0].to_string().replace("\\", "")


def test_teams_forums_and_promises_are_stated(shown, store: Store):
    page = shown("operating")
    assert not page.exception
    assert any("Nothing has been designed yet" in text for text in texts(page))
    named(page.number_input, "Full-time equivalents").set_value(12.0)
    page = named(page.button, "Record the team").click().run()
    assert not page.exception
    fact = last_fact(store)
    assert (fact["team"], fact["fte"], fact["solid"]) == ("networks", 12, "Chief information officer")
    named(page.selectbox, "Forum").select("site-council").run()
    named(page.multiselect, "Decides on").unselect("standstills")
    page = named(page.button, "Record the forum").click().run()
    assert (last_fact(store)["forum"], last_fact(store)["decides"]) == ("site-council", ["shift-support"])
    open_points = next(t.value for t in (*page.table, *page.dataframe) if "What to do" in t.value.columns)
    assert "Standstills" in open_points.to_string()
    named(page.selectbox, "To").select("north").run()
    named(page.text_input, "Target").input("5 minutes")
    page = named(page.button, "Record the promise").click().run()
    assert not page.exception
    assert (last_fact(store)["promise"], last_fact(store)["site"], last_fact(store)["target"]) == (
        "answer", "north", "5 minutes")


def test_a_forum_of_ones_own_gets_an_id_and_needs_a_chair(shown, store: Store):
    page = shown("operating")
    named(page.selectbox, "Forum").select("+").run()
    page = named(page.button, "Record the forum").click().run()
    assert any("A forum has a name and a chair" in text for text in texts(page))
    name = next(t for t in page.text_input if t.key == "name-+")
    name.input("Läb council / 2")
    named(page.selectbox, "Chair").select("Head of Quality")
    page = named(page.button, "Record the forum").click().run()
    assert not page.exception
    assert (last_fact(store)["forum"], last_fact(store)["chair"]) == ("l-b-council-2", "Head of Quality")


def test_hostile_text_stays_text(shown, store: Store):
    workspace = store.workspace(store.only(None))
    site = next(iter(workspace.engagement().sites.values()))
    workspace.record(site.model_copy(update={"name": HOSTILE}))
    workspace.record(AreaDesigned(area="network", degree="joint-team", accountable=(HOSTILE, "B"), reason=HOSTILE))
    workspace.record(AreaDesigned(area="network", site=site.site, degree="separate", reason=HOSTILE))
    workspace.record(ForumDefined(forum="own", name=HOSTILE, chair=HOSTILE, decides=("data-integrity",)))
    workspace.record(ServicePromised(promise="p", name=HOSTILE, measure=HOSTILE, target=HOSTILE, owner=HOSTILE))
    workspace.record(TeamStated(team="t", name=HOSTILE, side="IT", fte=1, solid=HOSTILE))
    for name in ("areas", "operating"):
        page = shown(name)
        assert not page.exception
        kinds = (page.markdown, page.caption, page.info, page.error, page.warning)
        told = [element.value for kind in kinds for element in kind] + [t.value.to_string() for t in page.table]
        assert any("evil" in text for text in told)
        assert not [text for text in told if "<script>" in text or "**b**" in text or "[x](" in text]
