"""The decision, timed: draws of weightings, and a slider that is moved until the page stands again."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Page
from pymcdm.methods import WSM

from assessment.domain.library import PATHS
from assessment.domain.paths.acceptability import CONCENTRATION, EFFECT_RANGE, draw
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.scores import weigh, weights_of
from assessment.domain.paths.strengths import strength
from assessment.workspace import Workspace
from bench.figures import Row, median_time
from tests.serving import free_port, served

DRAWS = 100_000
BESIDE = 2_000
"""Weightings that the peer library scores one by one; its time is scaled to all of them."""


def weightings(workspace: Workspace) -> list[Row]:
    """All shares from 100,000 draws, against numpy drawing the same arrays and doing the same sums plainly."""
    engagement = workspace.engagement()
    evidence = Evidence(engagement, workspace.scorecard())
    library = engagement.the_library
    weighed = weigh(library.criteria, weights_of(engagement), [strength(c, evidence) for c in library.criteria])
    alive = list(range(len(PATHS)))
    count = len(weighed.criteria)

    def floor() -> object:
        """Bare numpy: dense arrays, no names, no guards against a path of which nothing speaks."""
        rng = np.random.default_rng(1)
        strengths = rng.uniform(weighed.low, weighed.high, (DRAWS, count))
        declared = rng.dirichlet(CONCENTRATION * count * weighed.weights / weighed.weights.sum(), DRAWS)
        simplex = rng.dirichlet(np.ones(count), DRAWS)
        columns, others = [], []
        for path in alive:
            spoken = np.flatnonzero(weighed.effects[:, path])
            effects = weighed.effects[spoken, path] + rng.uniform(-EFFECT_RANGE, EFFECT_RANGE, (DRAWS, len(spoken)))
            for weights, kept in ((declared, columns), (simplex, others)):
                gain = (weights[:, spoken] * strengths[:, spoken] * effects).sum(axis=1)
                kept.append(gain / (weights[:, spoken] * np.abs(effects)).sum(axis=1))
        scores, places = np.stack(columns, axis=1), (-np.stack(columns, axis=1)).argsort(axis=1).argsort(axis=1)
        ranks = [np.bincount(places[:, path], minlength=len(alive)) / DRAWS for path in alive]
        beats = [[np.mean(scores[:, a] > scores[:, b]) for b in alive] for a in alive]
        central = [declared[places[:, path] == 0].mean(axis=0) for path in alive if (places[:, path] == 0).any()]
        return ranks, beats, central, np.bincount(np.stack(others, axis=1).argmax(axis=1), minlength=len(alive))

    def beside() -> object:
        matrix = (weighed.values[:, None] * weighed.effects).T + 3.0
        weights = np.random.default_rng(1).dirichlet(np.ones(count), BESIDE)
        method = WSM(lambda column, cost=False: column)
        return [method(matrix, row, np.ones(count)) for row in weights]

    peer = median_time(beside, 3) * DRAWS / BESIDE
    return [Row(f"shares of wins, {DRAWS:,} draws", median_time(lambda: draw(weighed, alive, 1, DRAWS), 5),
                median_time(floor, 5), 5,
                f"goal 1.3; floor: numpy, same draws; pymcdm for the weighted sum alone {peer:.1f} s")]


BARE = """
import streamlit as st
for name in "abcde":
    st.slider(name, 0, 100, 50, 5)
st.session_state["run"] = st.session_state.get("run", 0) + 1
st.markdown(f"drawn {st.session_state['run']}")
with st.form("f", enter_to_submit=False):
    st.text_area("why")
    st.form_submit_button("go")
"""
MOVES = 12


def slider(store: Path) -> list[Row]:
    """In a browser: a what-if slider moved by a key until the result stands, against the bare widgets."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(store) as server:
            page = browser.new_page()
            page.goto(server.owner_link)
            page.goto(f"{server.base}/weights")
            ours = _moves(page, "With these weights")
        with bare(bare) as base:
            page = browser.new_page()
            page.goto(base)
            floor = _moves(page, "drawn")
        browser.close()
    return [Row("slider of weights moved to result redrawn", ours, floor, MOVES - 2,
                "goal 2; in Chromium; floor: a bare page of the same widgets")]


@contextmanager
def bare(script: Path) -> Iterator[str]:
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.address",
             "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as server:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and server.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, 15)
            server.wait(timeout=20)


def _moves(page: Page, shown: str) -> float:
    """Median seconds from a key on the first slider to another text; the first two moves warm up."""
    result = page.get_by_text(shown).first
    result.wait_for(timeout=60_000)
    thumb = page.get_by_role("slider").first
    taken = []
    for number in range(MOVES):
        before = result.inner_text()
        thumb.focus()
        begin = time.perf_counter()
        page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
        page.wait_for_function("([text, before]) => { const found = [...document.querySelectorAll('p')].find("
                               "e => e.textContent.includes(text)); return found && found.textContent !== before }",
                               arg=[shown, before], timeout=20_000)
        taken.append(time.perf_counter() - begin)
        page.wait_for_timeout(300)
    return statistics.median(taken[2:])
