"""The list of engagements: whole for who runs the store, the own one for everybody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from ui.framing import PAGES, framed, page, standing_store
from workspace.test_portfolio import engagement

from assessment.ui import session


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("portfolio") / "test.db"
    with standing_store(path) as opened:
        for number in range(6):
            engagement(opened, number, 1 + number % 5)
        yield opened


def everything(app: AppTest) -> str:
    return " ".join([*(str(one.value) for one in (*app.markdown, *app.caption, *app.info)),
                     *(frame.value.to_string() for frame in app.dataframe),
                     *(" ".join(choice.options) for choice in app.main.get("selectbox"))])


def test_the_owner_opens_one_and_publishes(store):
    with framed(store) as app:
        seen = page(app, "portfolio")
        assert not seen.exception
        assert list(seen.dataframe[0].value["Client"]) == [f"Secret Client {n}" for n in range(6)]
        seen.main.get("selectbox")[0].set_value("secret-client-3")
        next(one for one in seen.button if one.label == "Open").click().run()
        assert not seen.exception
        assert "Secret Client 3" in " ".join(str(one.value) for one in seen.sidebar.markdown)
        next(one for one in seen.button if one.label == "Publish").click().run()
        assert any("Benchmark 1 of" in str(one.value) for one in seen.caption)
        next(one for one in seen.button if one.label == "Use it in this engagement").click().run()
        next(one for one in seen.button if one.label == "Withdraw the consent").click().run()
        assert not seen.exception
    state = store.workspace("secret-client-3").engagement()
    assert "portfolio-1" in state.benchmark_sets
    assert not state.consents


def test_a_person_reads_nothing_of_another_engagement(store):
    state = store.workspace("secret-client-1").engagement()
    held = store.access.enter(store.access.invite(state, "p"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "cookie", lambda: held)
        app = AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=60)
        app.query_params["engagement"] = "secret-client-2"
        seen = page(app.run(), "portfolio")
        told = everything(seen)
        assert not seen.exception
        assert "Secret Client 1" in told
        assert all(f"Client {n}" not in told for n in (0, 2, 3, 4, 5))
        assert not seen.button
