"""`make bench`: prints every figure as a ratio to a floor of the same run."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from assessment.workspace import Store, run_brief, sample_brief
from bench import charts, deciding, figures, gate, office, planning, portfolio, projects, quarter, report, room, value


def main() -> None:
    begin = time.perf_counter()
    workspace = run_brief(sample_brief())
    workspace.results()
    whole = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "bench.db"
        with Store(store) as opened:
            opened.bring_in(sample_brief())
        rows = [
            *(figures.many(count) for count in (1_000, 3_000, 10_000)),
            *(figures.many_memory(count) for count in (1_000, 10_000)), *figures.one_engagement(),
            figures.scoring(workspace), figures.path(workspace), *deciding.weightings(workspace),
            *deciding.slider(store), *figures.plan(workspace), value.value(workspace),
            *planning.first_plans(workspace), planning.climbed(), *planning.beside_one_model(), *planning.growth(),
            *planning.memory(), *projects.projects(),
            gate.many_connections(), gate.firewall_export(), *room.room(), figures.recording(Path(folder)),
            *charts.charts_per_second(workspace), *report.printing(workspace, Path(folder)), *report.growth(),
            *office.office(workspace),
            *portfolio.many_engagements(Path(folder)), *quarter.quarter(Path(folder)), figures.cold_help(),
            figures.Row("brief to results of the sample", whole, None, 1), figures.installed_size(),
        ]
    figures.show(rows)


if __name__ == "__main__":
    main()
