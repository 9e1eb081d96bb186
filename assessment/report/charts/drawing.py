"""Child process that draws: specifications as JSON on standard input, SVG texts as JSON on standard output."""

from __future__ import annotations

import json
import sys


def main() -> None:
    import vl_convert

    from assessment.report.charts.chart import FONTS

    vl_convert.register_font_directory(str(FONTS))
    specs = json.load(sys.stdin)
    json.dump({name: anchored(vl_convert.vegalite_to_svg(spec)) for name, spec in specs.items()}, sys.stdout)


def anchored(svg: str) -> str:
    """The same drawing, with a place for the first line of a text of several too: without one, the layout engine of the
    PDF sets it flush with the next line's left end, whatever its anchor."""
    return svg.replace("<tspan>", '<tspan x="0">')


if __name__ == "__main__":
    main()
