"""The PDF: against the same page without charts and tags, again and again in one process, and from 1 to 40 sites."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from assessment.formats import loads
from assessment.report import build, html
from assessment.report.charts import draw
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief
from bench.figures import ROOT, Row

CHILD = """
import json, sys, time
from pathlib import Path
from assessment.report import pdf
text, taken = Path(sys.argv[1]).read_text("utf-8"), []
for _ in range(int(sys.argv[3])):
    begin = time.perf_counter()
    out = pdf.from_html(text, tagged=sys.argv[2] == "tagged", across="DRAFT" if sys.argv[2] == "tagged" else "")
    taken.append(time.perf_counter() - begin)
peak = Path("/proc/self/status").read_text("utf-8").split("VmHWM:")[1].split()[0]  # ru_maxrss begins with the parent's
print(json.dumps([taken, int(peak) / 1024, len(out)]))
"""
TIMES = 10
"""Renders in one long-lived process."""


def _run(file: Path, mode: str, times: int = 1) -> tuple[float, list[float], float]:
    """Seconds of the whole process, seconds of each render, and highest MB."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", CHILD, str(file), mode, str(times)], capture_output=True, text=True,
                          check=True, cwd=ROOT)
    whole = time.perf_counter() - begin
    taken, memory, _size = json.loads(done.stdout)
    return whole, taken, memory


def _page(workspace: Workspace, file: Path) -> float:
    """Writes the page with its charts; seconds to draw them."""
    book = build(workspace.results())
    begin = time.perf_counter()
    images = draw(book.charts)
    drawing = time.perf_counter() - begin
    file.write_text(html.render(book, images), "utf-8")
    return drawing


def printing(workspace: Workspace, folder: Path) -> list[Row]:
    """The full PDF, charts given, each in a fresh process, imports included; then the tenth in one process."""
    full, bare = folder / "full.html", folder / "bare.html"
    drawing = _page(workspace, full)
    bare.write_text(re.sub(r"<img [^>]*>", "", full.read_text("utf-8")), "utf-8")
    ours = [_run(full, "tagged") for _ in range(3)]
    floor = statistics.median(_run(bare, "plain")[0] for _ in range(3))
    whole, memory = statistics.median(run[0] for run in ours), max(run[2] for run in ours)
    _whole, taken, grown = _run(full, "tagged", TIMES)
    return [
        Row("render the PDF, charts given", whole, floor, 3, f"goal 1.4 or less; peak {memory:.0f} MB, goal under 300"),
        Row(f"render {TIMES} in one process: the last against the first", taken[-1], taken[0], 1,
            f"goal 1.1 or less; peak {grown:.0f} MB"),
        Row("draw the charts in a child process", drawing, None, 1),
        Row("charts and PDF together", drawing + whole, None, 3),
    ]


def growth() -> list[Row]:
    """The full report of the small sample at 1, 10 and 40 sites; the floor is one site times as many."""
    rows: list[Row] = []
    one = 0.0
    for sites in (1, 10, 40):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "brief.yaml"
            path.write_text(yaml.safe_dump(_at(sites), sort_keys=False, allow_unicode=True), "utf-8")
            page = Path(folder) / "page.html"
            _page(run_brief(path), page)
            _whole, taken, memory = _run(page, "tagged")
        one = one or taken[0]
        rows.append(Row(f"render the PDF of {sites} sites", taken[0], one * sites, 1,
                        f"peak {memory:.0f} MB; floor: one site, as many times"))
    return rows


def _at(sites: int) -> dict[str, object]:
    """The small brief at a number of sites, each answered as one of its two in turn."""
    value = loads((SAMPLES / "small" / "brief.yaml").read_text("utf-8"), "brief.yaml").value
    like, people, answers = value["sites"], value["people"], value["cycles"][0]["answers"]
    made: dict[str, list[dict[str, object]]] = {"sites": [], "people": []}
    given = {}
    for number in range(sites):
        site = like[number % 2]
        made["sites"].append({**site, "id": f"s{number}", "name": f"{site['name']} {number}"})
        for person in (p for p in people if p["site"] == site["id"]):
            made["people"].append({**person, "id": f"{person['id']}-{number}", "site": f"s{number}"})
            given[f"{person['id']}-{number}"] = dict(answers[person["id"]])
    return {**value, **made, "cycles": [{**value["cycles"][0], "answers": given}]}
