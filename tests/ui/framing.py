"""Pages within their frame, one after another in the same session, as a given person: cheaper than a start each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.ui import session
from assessment.ui.sections import PAGES
from assessment.workspace import Store
from assessment.workspace import store as store_module

NAMES = sorted(path.stem for path in PAGES.glob("*.py"))


@contextmanager
def standing_store(path: Path) -> Iterator[Store]:
    """The store of this process at a path, for a module of tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERLOCK_STORE", str(path))
        store_module._SHARED.clear()
        opened = Store.shared()
        yield opened
        opened.close()
        store_module._SHARED.clear()


@contextmanager
def framed(store: Store, person: str | None = None) -> Iterator[AppTest]:
    """The app as the owner of the store, or as a person of its only engagement, at Home."""
    ticket = store.access.invite_owner() if person is None else store.access.invite(
        store.workspace(store.only(None)).engagement(), person)
    held = store.access.enter(ticket)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "cookie", lambda: held)
        yield AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=120).run()


def page(app: AppTest, name: str) -> AppTest:
    return app if name == "home" else app.switch_page(f"ui/pages/{name}.py").run()
