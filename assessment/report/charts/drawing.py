"""Child process that draws: specifications as JSON on standard input, SVG texts as JSON on standard output."""

from __future__ import annotations

import json
import sys


def main() -> None:
    import vl_convert

    from assessment.report.charts.chart import FONTS

    vl_convert.register_font_directory(str(FONTS))
    specs = json.load(sys.stdin)
    json.dump({name: vl_convert.vegalite_to_svg(spec) for name, spec in specs.items()}, sys.stdout)


if __name__ == "__main__":
    main()
