"""How IT and OT see the same thing: means side by side, and the votes behind the widest gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessment.domain.consensus import told_sides
from assessment.domain.engagement import Place
from assessment.domain.results import Results
from assessment.domain.scoring import NodeKind, PerceptionGap
from assessment.report.charts.chart import INK, IT, OT, WHOLE, Chart, dated, finished, inline, name_axis
from assessment.report.charts.maturity import NAMES, ROOM, columns, level_axis
from assessment.report.tables.maturity import node_names
from assessment.report.tables.table import one
from assessment.text import _, lowered, ngettext

ROW = 23
STRIP, DOT = 62, 9.0
"""Height in px of the strip of one question, and distance of its dots."""
BEFORE = 0.45
"""Room for the marks of the lowest level, in levels."""
SHAPES = {"IT": "circle", "OT": "square"}
Rows = list[dict[str, Any]]


def perception(results: Results, kind: NodeKind = "capability", site: Place = None, most: int = 14) -> Chart | None:
    """Circle for IT, square for OT, the widest gap first; None where fewer than three people a side answered."""
    import altair as alt

    called = node_names(results.engagement.the_pack)
    known = results.scorecard.gaps_of(kind, site)
    gaps = known[:most]
    if not gaps:
        return None
    names = {gap.node: called[gap.node] for gap in gaps}
    rows = [{"key": gap.node, "low": min(gap.it, gap.ot), "high": max(gap.it, gap.ot), "gap_told": one(abs(gap.gap)),
             "n_told": f"{gap.n_it} / {gap.n_ot}"} for gap in gaps]
    points = [{"key": gap.node, "who": who, "value": value} for gap in gaps
              for who, value in (("IT", gap.it), ("OT", gap.ot))]
    y = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    first = gaps[0]
    heads = [{"key": first.node, "value": value, "label": who} for who, value in (("IT", first.it), ("OT", first.ot))]
    words = [alt.Chart(inline([head])).mark_text(
        dx=9 * sign, align="left" if sign > 0 else "right", fontSize=9, fontWeight=600).encode(
            x=alt.X("value:Q"), y=y, text=alt.Text("label:N")) for head, sign in zip(
                heads, (1, -1) if first.it >= first.ot else (-1, 1), strict=True)]
    chart = alt.layer(
        alt.Chart(inline(rows)).mark_rule(color="#c3c9d0", strokeWidth=3).encode(
            y=y, x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        _points(alt, points, y, level_axis(results, ROOM), 80), *words,
        *columns(results, rows, (("gap_told", _("gap")), ("n_told", _("n IT / OT"))), y),
    ).properties(width=WHOLE - NAMES, height=ROW * len(names))
    n_it, n_ot = max(gap.n_it for gap in gaps), max(gap.n_ot for gap in gaps)
    which = _("widest gap first") if len(gaps) == len(known) else _("the {shown} widest of {all} gaps").format(
        shown=len(gaps), all=len(known))
    return Chart(
        "perception", _title(kind, known, names[first.node]),
        dated(results, _("Mean level by function; circle: IT; square: OT; {which}; n = up to {it} people of IT and "
                         "{ot} of OT").format(which=which, it=n_it, ot=n_ot)),
        _("Gaps run from {least} to {most} levels over {all} rows; the table of perception gives the numbers.").format(
            least=one(abs(gaps[-1].gap)), most=one(abs(first.gap)), all=len(gaps)), finished(chart))


def _points(alt: Any, points: Rows, y: Any, x: Any, size: int) -> Any:
    """Markers of IT and OT: their luminance is close, so that the shape tells them apart as well."""
    return alt.Chart(inline(points)).mark_point(filled=True, size=size, opacity=1, stroke="#ffffff",
                                                         strokeWidth=0.8).encode(
        y=y, x=x, color=alt.Color("who:N", scale=alt.Scale(domain=["IT", "OT"], range=[IT, OT]), legend=None),
        shape=alt.Shape("who:N", scale=alt.Scale(domain=["IT", "OT"], range=list(SHAPES.values())), legend=None))


def _title(kind: NodeKind, gaps: tuple[PerceptionGap, ...], widest: str) -> str:
    """Of all gaps, not of those alone that are drawn: the table beside it counts them all."""
    first = gaps[0]
    higher, lower = ("IT", "OT") if first.gap > 0 else ("OT", "IT")
    above = sum((gap.gap > 0) == (first.gap > 0) and abs(gap.gap) >= 0.05 and _beyond_noise(gap) for gap in gaps)
    large = sum((gap.gap > 0) == (first.gap > 0) and gap.finding for gap in gaps)
    form = {"capability": _("{higher} rates {above} of {all} capabilities above {lower} by more than noise, {large} by "
                            "a level or more; most of all {widest}: by {gap} levels"),
            "dimension": _("{higher} rates {above} of {all} dimensions above {lower} by more than noise, {large} by a "
                           "level or more; most of all {widest}: by {gap} levels"),
            "question": _("{higher} rates {above} of {all} questions above {lower} by more than noise, {large} by a "
                          "level or more, the widest by {gap} levels")}
    if abs(first.gap) < 0.05:
        return _("IT and OT differ by less than {limit} levels everywhere").format(limit=one(0.1))
    return form[kind if kind in form else "capability"].format(
        higher=higher, lower=lower, above=above, all=len(gaps), large=large, widest=lowered(widest),
        gap=one(abs(first.gap)))


def _beyond_noise(gap: PerceptionGap) -> bool:
    """Whether its interval leaves out zero; without one nothing says so."""
    return gap.interval is not None and (gap.interval.low > 0 or gap.interval.high < 0)


def votes(results: Results, site: Place = None, most: int = 3) -> Chart | None:
    """A strip for each of the questions on which IT and OT stand furthest apart: a mark a vote, IT above, OT below.

    Only votes that the breakdown by function tells at their place, from three a side; None where it tells none.
    """
    import altair as alt

    engagement = results.engagement
    chosen: list[tuple[PerceptionGap, dict[str, dict[int, int]]]] = []
    for gap in results.scorecard.gaps_of("question", site):
        question = engagement.the_pack.questions[gap.node]
        places = engagement.places(question) if site is None else (site,)
        told = told_sides(engagement, results.cycle.id, gap.node, places)
        if told and len(chosen) < most:
            chosen.append((gap, {side: told[side] for side in ("IT", "OT")}))
    if not chosen:
        return None
    height = STRIP * len(chosen)
    names, marks, lines, words = {}, [], [], []
    for place, (gap, sides) in enumerate(chosen):
        names[gap.node] = engagement.the_pack.questions[gap.node].text
        middle = STRIP * (place + 0.5)
        lines.append({"y": middle})
        for side, sign in (("IT", -1), ("OT", 1)):
            marks += _dots(results, sides[side], side, middle, sign)
            words.append({"y": middle + 14 * sign, "label": _("{side}: n = {n}, median {median}").format(
                side=side, n=sum(sides[side].values()), median=one(_median(sides[side])))})
    x = level_axis(results, ROOM, BEFORE)
    y = alt.Y("y:Q", title=None, axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    heads = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names), paddingInner=0, paddingOuter=0),
                  axis=name_axis(names, NAMES, lines=4, size=9.5))
    told_at = alt.X("value:Q")
    end = engagement.the_pack.scale.maximum + ROOM - 0.02
    layers = alt.layer(
        alt.Chart(inline(lines)).mark_rule(color="#b8c0c8", strokeWidth=1).encode(
            y=y, x=alt.value(0), x2=alt.value("width")),
        _points(alt, marks, y, x, 58),
        alt.Chart(inline([{**word, "value": end} for word in words])).mark_text(
            align="right", fontSize=9, color=INK).encode(x=told_at, y=y, text=alt.Text("label:N")))
    rows = alt.Chart(inline([{"key": key} for key in names])).mark_point(opacity=0, size=1).encode(y=heads)
    chart = alt.layer(layers, rows).resolve_scale(y="independent").properties(width=WHOLE - NAMES, height=height)
    apart = abs(_median(chosen[0][1]["IT"]) - _median(chosen[0][1]["OT"]))
    return Chart(
        "votes", ngettext(
            "On the question that divides IT and OT most, their medians lie {gap} levels apart",
            "On the {count} questions that divide IT and OT most, their medians lie up to {gap} levels apart",
            len(chosen)).format(count=len(chosen), gap=one(max(apart, *(
                abs(_median(sides["IT"]) - _median(sides["OT"])) for _gap, sides in chosen)))),
        dated(results, _("One mark a vote; circle: IT; square: OT; only places at which at least three people of each "
                         "side voted")),
        "; ".join(_("{question}: IT from {it_low} to {it_high}, OT from {ot_low} to {ot_high}").format(
            question=names[gap.node], **_ends("it", sides["IT"]), **_ends("ot", sides["OT"]))
            for gap, sides in chosen) + ".", finished(chart))


def _dots(results: Results, counts: Mapping[int, int], side: str, middle: float, sign: int) -> Rows:
    """Marks of one side, packed in rows around their level, away from the line between the sides."""
    scale = results.engagement.the_pack.scale
    level_px = (WHOLE - NAMES) / (scale.maximum + ROOM + BEFORE - scale.minimum)
    across = max(1, int(level_px * 0.82 / DOT))
    high = max(1, int((STRIP / 2 - 6) / DOT))
    found = []
    for level, count in counts.items():
        tight = min(1.0, across * high / max(1, count))  # more votes than places stand closer, and none is dropped
        wide = max(across, -(-count // high))
        for number in range(count):
            row, column = divmod(number, wide)
            filled = min(wide, count - row * wide)
            found.append({"who": side, "y": middle + sign * (8 + row * DOT),
                          "value": level + (column - (filled - 1) / 2) * DOT * tight / level_px})
    return found


def _median(counts: Mapping[int, int]) -> float:
    votes = [level for level in sorted(counts) for _vote in range(counts[level])]
    middle = len(votes) // 2
    return float(votes[middle]) if len(votes) % 2 else (votes[middle - 1] + votes[middle]) / 2


def _ends(name: str, counts: Mapping[int, int]) -> dict[str, int]:
    given = [level for level, count in counts.items() if count]
    return {f"{name}_low": min(given), f"{name}_high": max(given)}


__all__ = ["perception", "votes"]
