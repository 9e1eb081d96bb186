"""Page journeys on the small sample with the real workspace: every page, and facts recorded through them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.shipped import SAMPLES
from assessment.text import escape_markdown
from assessment.ui import session
from assessment.workspace import Store
from assessment.workspace import store as store_module

PAGES = Path(__file__).parents[2] / "assessment" / "ui" / "pages"
LINKING = ("areas", "commitments", "gate", "home", "leaders", "live", "operating", "path", "quality", "scope")
"""Pages that link to other pages, which only the frame around them knows."""


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """A store with the small sample, its plan already recorded."""
    path = tmp_path_factory.mktemp("store") / "test.db"
    with Store(path) as store:
        workspace, _ = store.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
    return path


@pytest.fixture
def store(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(path))
    store_module._SHARED.clear()
    opened = Store.shared()
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture
def opened(store: Store, monkeypatch: pytest.MonkeyPatch):
    """Opens a page as the owner, or with a given cookie: a browser sends cookies, this harness cannot."""

    def run(name: str, cookie: str | None = None) -> AppTest:
        held = cookie if cookie is not None else store.access.enter(store.access.invite_owner())
        monkeypatch.setattr(session, "cookie", lambda: held)
        if name not in LINKING:
            return AppTest.from_file(PAGES / f"{name}.py", default_timeout=60).run()
        page = AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=60).run()
        return page if name == "home" else page.switch_page(f"ui/pages/{name}.py").run()

    return run


@pytest.mark.parametrize("name", sorted(p.stem for p in PAGES.glob("*.py")))
def test_every_page_opens_on_the_sample(name: str, opened):
    page = opened(name)
    assert not page.exception
    assert page.title[0].value


@pytest.mark.parametrize("name", ["settings", "scorecard", "audit"])
def test_without_a_cookie_a_page_shows_nothing(name: str, opened):
    page = opened(name, cookie="somebody-elses")
    assert [info.value for info in page.info] == ["Open an engagement on the page Home first."]
    assert len(page.dataframe) == 0


def test_an_agreed_level_is_recorded_with_its_reason(opened, store: Store):
    page = opened("agree")
    page.text_area[0].input("Shown in the ambition paper of May")
    page.radio[1].set_value(4)
    page.button[-1].click().run()
    assert not page.exception
    entry = store.workspace(store.only(None)).entries()[-1]
    assert (entry.fact["kind"], entry.fact["value"]) == ("agreed", 4)
    assert entry.fact["rationale"] == "Shown in the ambition paper of May"
    assert (entry.actor, entry.via) == ("owner", "app")
    assert any("Recorded" in message.value for message in page.success)


def test_a_level_off_the_rules_is_refused_in_words(opened, store: Store):
    page = opened("agree")
    page.radio[1].set_value("na")
    page.text_area[0].input("")
    before = len(store.workspace(store.only(None)).entries())
    page.button[-1].click().run()
    assert "needs a reason" in page.error[0].value
    assert len(store.workspace(store.only(None)).entries()) == before


def test_a_target_moves_the_scorecard(opened, store: Store):
    page = opened("settings")
    page.slider[0].set_value(4.5).run()
    next(b for b in page.button if b.label == "Set the target").click().run()
    assert not page.exception
    engagement = store.workspace(store.only(None)).engagement()
    assert engagement.target(engagement.the_pack.dimensions[0].id, None) == 4.5


def test_a_budget_that_is_no_number_is_said(opened, store: Store):
    page = opened("settings")
    next(t for t in page.text_input if t.label.startswith("Budget")).input("much").run()
    next(b for b in page.button if b.label == "Set the budget").click().run()
    assert "numbers" in page.error[0].value


def test_the_decision_is_recorded_with_who_when_and_its_review(opened, store: Store):
    page = opened("decision")
    next(s for s in page.selectbox if s.label == "First step").select("hybrid")
    next(b for b in page.button if b.label == "Record the decision").click().run()
    assert [error.value for error in page.error] == ["Say who decided."]
    next(t for t in page.text_input if t.label == "Decided by").input("Board of Example Pharma")
    on, review = (next(d for d in page.date_input if d.label == label)
                  for label in ("Decided on", "Review of the decision"))
    review.set_value(on.value)
    next(b for b in page.button if b.label == "Record the decision").click().run()
    assert "review after the decision" in page.error[0].value
    next(d for d in page.date_input if d.label == "Review of the decision").set_value(on.value + timedelta(days=400))
    next(b for b in page.button if b.label == "Record the decision").click().run()
    assert not page.exception
    facts = [entry.fact for entry in store.workspace(store.only(None)).entries()]
    decided = next(fact for fact in reversed(facts) if fact["kind"] == "path-adopted")
    assert (decided["first_step"], decided["decided_by"]) == ("hybrid", "Board of Example Pharma")
    assert "Board of Example Pharma" in " ".join(markdown.value for markdown in page.markdown)
    assert any("took another path" in warning.value for warning in page.warning)


def test_a_site_is_changed_and_keeps_what_was_not_touched(opened, store: Store):
    page = opened("scope")
    before = store.workspace(store.only(None)).engagement().sites["north"]
    next(s for s in page.selectbox if s.label == "Add or change").select("north").run()
    next(t for t in page.text_input if t.label == "Markets, separated by commas").input("EU, , US")
    next(b for b in page.button if b.label == "Record the site").click().run()
    assert not page.exception
    after = store.workspace(store.only(None)).engagement().sites["north"]
    assert after == before.model_copy(update={"markets": ("EU", "US")})


def test_functions_weigh_otherwise_only_with_a_reason(opened, store: Store):
    page = opened("settings")
    next(n for n in page.number_input if n.label == "OT").set_value(2.0)
    next(b for b in page.button if b.label == "Set the weights").click().run()
    assert "only with a reason" in page.error[0].value
    next(t for t in page.text_input if t.label == "Why").input("OT runs seven of eight systems")
    next(b for b in page.button if b.label == "Set the weights").click().run()
    assert store.workspace(store.only(None)).engagement().function_weights["OT"] == 2.0


def test_the_named_answerer_of_a_record_is_set_where_the_group_agrees(opened, store: Store):
    workspace = store.workspace(store.only(None))
    record = next(q for q in workspace.engagement().the_pack.questions.values()
                  if q.kind == "record" and q.scope == "site" and not q.when)
    page = opened("agree")
    dimension = workspace.engagement().the_pack.dimension_of[
        workspace.engagement().the_pack.capability_of[record.id]]
    next(s for s in page.selectbox if s.label == "Dimension").select(dimension).run()
    question = page.radio[0]
    question.set_value(next(option for option in question.options if option == escape_markdown(record.text))).run()
    next(s for s in page.selectbox if s.label == "Named answerer").select_index(0).run()
    next(b for b in page.button if b.label == "Name this person").click().run()
    assert not page.exception
    assert record.id in {name for _place, name in store.workspace(store.only(None)).engagement().answerers}


def test_a_new_engagement_begins_empty_and_teaches(opened, store: Store):
    page = opened("home")
    page.text_input[0].input("New client")
    next(b for b in page.button if b.label == "Create").click().run()
    assert not page.exception
    assert "new-client" in store.engagements()
    made = store.workspace("new-client").engagement()
    assert made.client == "New client"
    assert made.pack is not None
