"""Charts per second: all charts of the sample made and drawn, against one bare chart drawn as many times."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from assessment.report import build
from assessment.report.charts import draw
from assessment.workspace import Workspace
from bench.figures import Row, median_time

FLOOR = """
import json, sys, vl_convert
count = int(sys.argv[1])
spec = {"data": {"values": [{"x": 1, "y": 2}]}, "mark": "point",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}}
json.dump([vl_convert.vegalite_to_svg(spec) for _turn in range(count)], sys.stdout)
"""


def charts_per_second(workspace: Workspace) -> list[Row]:
    """Specifications from results, then SVG texts in a child process, start of the process included."""
    results = workspace.results()
    book = build(results)
    count = len(book.charts)
    making = median_time(lambda: build(results), 3)

    def floor() -> object:
        done = subprocess.run([sys.executable, "-c", FLOOR, str(count)], capture_output=True, check=True)
        return json.loads(done.stdout)

    begin = time.perf_counter()
    drawn = draw(book.charts)
    drawing = time.perf_counter() - begin
    bare = median_time(floor, 3)
    size = sum(map(len, drawn.values())) / 1000
    return [Row(f"draw {count} charts of the sample", drawing, bare, 1,
                f"{count / drawing:.1f} charts a second, {size:.0f} kB of SVG; floor: as many charts of one point"),
            Row("book of the sample: all tables and charts as data", making, None, 3)]


if __name__ == "__main__":
    from assessment.workspace import run_brief, sample_brief

    for row in charts_per_second(run_brief(sample_brief())):
        print(row)
