"""Published figures in print: what a figure takes beside the own level, the own class, and a mark of their own."""

from __future__ import annotations

import pytest

from assessment.domain.basis import Interval, Source
from assessment.domain.benchmarking import Peer
from assessment.domain.library import Benchmark
from assessment.report import tables
from assessment.report.tables.annex import figure_mark

FIGURE = Benchmark(
    id="B06a", metric="Has it", question="q", population="plants", n=600, n_kind="exact", year="2025", unit="percent",
    value=43, at_least=3, track="self-reported", sector="cross-industry", use="comparison",
    source=Source(publisher="P"))


@pytest.mark.parametrize(("given", "told"), [
    ({"verdict": "not-reached", "held": 2}, "2; it takes 3: not reached"),
    ({"verdict": "reached", "held": 4}, "4; it takes 3: reached"),
    ({"verdict": "below", "held": 2.5, "own_class": "Level 0 to 2", "percentile_range": Interval(low=0, high=44)},
     "2.5; in the class “Level 0 to 2”, percentile 0–44"),
    ({"verdict": "above", "held": 2.5}, "2.5 above")])
def test_a_peer_is_told_by_what_it_takes_or_by_the_own_class(small_workspace, given, told):
    table = tables.benchmarks(small_workspace.results(), [Peer(benchmark=FIGURE, own=2.0, **given)])
    assert table.rows[0][0] == "Fig. 6a · Has it"
    assert table.rows[0][-1] == told


def test_a_shipped_figure_is_marked_apart_from_the_annexes_and_stands_in_order(small_workspace):
    assert [figure_mark(name) for name in ("B06a", "B14", "restore-tested")] == ["Fig. 6a", "Fig. 14", "restore-tested"]
    marks = [row[0].split(" · ")[0] for row in tables.benchmarks(small_workspace.results()).rows]
    numbers = [int("".join(filter(str.isdecimal, mark))) for mark in marks]
    assert numbers == sorted(numbers)
    assert len(numbers) > 10


def test_a_finding_names_a_published_figure_as_the_annex_does(small_workspace):
    results = small_workspace.results()
    rows = [row for row in tables.finding_evidence(results).rows if row[2] == "Published figure"]
    named = {row[0] for row in tables.benchmarks(results).rows}
    assert rows
    assert all(f"{row[5]} · {row[3]}" in named for row in rows)
