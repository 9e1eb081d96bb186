"""The zones of a site by level and the connections between them, as they stand at their gate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from assessment.domain.engagement import Engagement
from assessment.domain.gate import LEVELS, Permit, find_zone, is_direct
from assessment.report.charts.chart import ACCENT, INK, MUTED, WIDTH, Chart, finished, inline
from assessment.report.tables.gate_words import gate_state_name, level_name
from assessment.text import _, day, ngettext

LEFT, GAP, HIGH, PITCH, A_ROW = 96, 14, 40, 88, 4
"""Room for the names of levels, between boxes, height of a box, distance of rows, most boxes in a row; in px."""
BADGE = 10
"""Half the width of a number on its line."""
UNKNOWN = "?"
STATES = ("open", "ready", "blocked", "refused", "revoked", "lapsed")
COLOURS = ("#1f5a8c", "#5a8bb8", "#D55E00", "#8a2d00", "#8a2d00", "#8f6a00")
SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-up", "triangle-down")


class Box(NamedTuple):
    """A zone on the drawing: its middle, and half its width."""

    name: str
    level: str
    gxp: bool
    x: float
    y: float
    half: float


def zone_diagram(engagement: Engagement, permits: Sequence[Permit], site: str) -> Chart | None:
    """Boxes in rows by level, lines with arrow heads in the direction of the flow; None where nothing is registered.

    Lines bear the numbers of `tables.connections_of` for the same permits. Colour and shape tell the state, dashes a
    planned connection, a thick line GxP.
    """
    import altair as alt

    flows = [(number, permit) for number, permit in enumerate(
        [permit for permit in permits if permit.site == site], 1)]
    boxes, height = _boxes(engagement, site, [permit for _number, permit in flows])
    if not boxes:
        return None
    lines, heads, badges = _lines(engagement, boxes, flows)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False))
    shown = [state for state in STATES if any(permit.state == state for _number, permit in flows)]
    colour = alt.Color("state:N", title=None, scale=alt.Scale(
        domain=[gate_state_name(state) for state in shown], range=[COLOURS[STATES.index(state)] for state in shown]),
        legend=alt.Legend(orient="bottom", symbolSize=110, labelFontSize=9.5) if shown else None)
    shape = alt.Shape("state:N", title=None, scale=alt.Scale(
        domain=[gate_state_name(state) for state in shown], range=[SHAPES[STATES.index(state)] for state in shown]),
        legend=alt.Legend(orient="bottom", symbolSize=110, labelFontSize=9.5) if shown else None)
    first = {box.level: box for box in reversed(boxes)}
    rows = [{"y": box.y, "label": _wrapped(_level(box.level), LEFT / 2)} for box in first.values()]
    layers: list[Any] = [alt.Chart(inline(rows)).mark_text(
        align="left", fontSize=9, lineHeight=11, color=MUTED, lineBreak="\n").encode(
            x=alt.value(0), y=y, text=alt.Text("label:N"))]
    for dashed in (False, True):
        for wide in (False, True):
            part = [row for row in lines if row["dashed"] == dashed and row["wide"] == wide]
            if part:
                layers.append(alt.Chart(inline(part)).mark_line(
                    interpolate="basis", strokeDash=[4, 3] if dashed else [1, 0], strokeWidth=2.6 if wide else 1.2,
                ).encode(x=x, y=y, detail=alt.Detail("id:N"), order=alt.Order("order:Q"), color=colour))
    layers += _drawn_boxes(alt, boxes, x, y)
    if heads:
        layers.append(alt.Chart(inline(heads)).mark_point(
            shape="triangle", filled=True, size=60, opacity=1).encode(
                x=x, y=y, angle=alt.Angle("angle:Q", scale=None), color=colour))
        marks = alt.Chart(inline(badges)).encode(x=x, y=y)
        layers += [
            marks.mark_point(filled=True, fill="#ffffff", size=300, strokeWidth=1.6, opacity=1).encode(
                stroke=alt.Stroke("state:N", legend=None, scale=alt.Scale(
                    domain=[gate_state_name(s) for s in shown], range=[COLOURS[STATES.index(s)] for s in shown])),
                shape=shape),
            marks.mark_text(fontSize=8.5, fontWeight=600, color=INK, dy=0.5).encode(text=alt.Text("number:N"))]
    chart = alt.layer(*layers).properties(width=WIDTH, height=height)
    return Chart(f"zones-{site}", _title(engagement, site, [permit for _number, permit in flows]),
                 _("{measure}; {day}").format(day=day(engagement.as_of or engagement.start), measure=_(
                     "Zones by level of the Purdue model; numbers as in the table; dashed: planned; thick: GxP")),
                 _alt(engagement, boxes, flows), finished(chart))


def _title(engagement: Engagement, site: str, permits: Sequence[Permit]) -> str:
    live = [permit for permit in permits if permit.live and permit.state != "open"]
    return ngettext("{live} of {count} connection at {site} is live without a permit",
                    "{live} of {count} connections at {site} are live without a permit", len(permits)).format(
        site=engagement.sites[site].name, count=len(permits), live=len(live))


def _alt(engagement: Engagement, boxes: Sequence[Box], flows: Sequence[tuple[int, Permit]]) -> str:
    """The drawing in words: the zones, then each connection."""
    zones = ", ".join(f"{box.name} ({_level(box.level)})" for box in boxes)
    told = []
    for number, permit in flows:
        flow = engagement.connections[permit.connection]
        told.append(_("{number}: {start} to {end}, {use}, {state}").format(
            number=number, start=_name(engagement, flow.site, flow.from_zone),
            end=_name(engagement, flow.site, flow.to_zone), use=_("live") if flow.live else _("planned"),
            state=gate_state_name(permit.state)) + (_(", past the DMZ") if is_direct(engagement, flow) else ""))
    return _("Zones: {zones}. Connections: {flows}.").format(zones=zones, flows="; ".join(told) or _("none"))


def _name(engagement: Engagement, site: str, name: str) -> str:
    zone = find_zone(engagement, site, name)
    return zone.name if zone else name


def _level(level: str) -> str:
    return _("Not defined") if level == UNKNOWN else level_name(level)


def _boxes(engagement: Engagement, site: str, permits: Sequence[Permit]) -> tuple[list[Box], float]:
    """Zones that connections of the site touch and the site's own, in rows; and the height of the drawing."""
    touched: dict[str, tuple[str, bool]] = {
        zone.name: (zone.level, zone.gxp) for (place, _key), zone in engagement.zones.items()
        if place == site and not zone.withdrawn}
    for permit in permits:
        flow = engagement.connections[permit.connection]
        for name in (flow.from_zone, flow.to_zone):
            zone = find_zone(engagement, site, name)
            touched.setdefault(zone.name if zone else name, (zone.level, zone.gxp) if zone else (UNKNOWN, False))
    order = [*LEVELS, UNKNOWN]
    ranked = sorted(touched.items(), key=lambda item: order.index(item[1][0]))
    boxes: list[Box] = []
    y = HIGH / 2 + 22
    for level, group in groupby(ranked, key=lambda item: item[1][0]):
        members = list(group)
        rows = math.ceil(len(members) / A_ROW)
        each = math.ceil(len(members) / rows)
        for start in range(0, len(members), each):
            part = members[start:start + each]
            width = min(124.0, (WIDTH - LEFT - GAP * (len(part) - 1)) / len(part))
            room = (WIDTH - LEFT) / len(part)
            boxes += [Box(name, level, gxp, LEFT + room * (place + 0.5), y, width / 2)
                      for place, (name, (_lv, gxp)) in enumerate(part)]
            y += PITCH
    return boxes, y - PITCH + HIGH / 2 + 6


def _lines(engagement: Engagement, boxes: Sequence[Box], flows: Sequence[tuple[int, Permit]],
           ) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Points of lines, arrow heads, and badges with numbers; lines meet a box side by side, not all in one point."""
    by_name = {box.name: box for box in boxes}
    ends = {number: [by_name[_name(engagement, permit.site, name)] for name in (
        engagement.connections[permit.connection].from_zone, engagement.connections[permit.connection].to_zone)]
        for number, permit in flows}
    slots: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for number, (start, end) in ends.items():
        for one, other in ((start, end), (end, start)):
            slots.setdefault((one.name, other.y > one.y), []).append((other.x, number))
    at: dict[tuple[str, int], float] = {}
    for (name, _down), wanted in slots.items():
        box = by_name[name]
        for place, (_x, number) in enumerate(sorted(wanted)):
            at[name, number] = box.x + box.half * 1.5 * ((place + 1) / (len(wanted) + 1) - 0.5)
    lines: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    badges: list[dict[str, Any]] = []
    for number, permit in flows:
        flow = engagement.connections[permit.connection]
        start, end = ends[number]
        points = _path(start, end, at[start.name, number], at[end.name, number])
        told = {"state": gate_state_name(permit.state)}
        lines += [{"id": number, "order": order, "x": x, "y": y, "dashed": not flow.live, "wide": flow.gxp, **told}
                  for order, (x, y) in enumerate(points)]
        if flow.direction != "write" or flow.from_zone != flow.to_zone:
            heads.append({**_head(points[-2], points[-1]), **told})
        if flow.direction == "both":
            heads.append({**_head(points[1], points[0]), **told})
        x, y = _free(points, boxes, [(badge["x"], badge["y"]) for badge in badges])
        badges.append({"x": x, "y": y, "number": str(number), **told})
    return lines, heads, badges


def _free(points: Sequence[tuple[float, float]], boxes: Sequence[Box],
          taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Where on a line its number covers no box and no other number; the middle where there is no such place."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    arc = (points[1][1] - y1) * 0.62 if len(points) == 3 else 0.0
    for step in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8):
        share = 0.5 + step * 0.05
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share + arc * (1 - abs(step) / 12)
        clear = all(abs(x - box.x) > box.half + BADGE or abs(y - box.y) > HIGH / 2 + BADGE for box in boxes)
        if clear and all(abs(x - a) > 2 * BADGE or abs(y - b) > 2 * BADGE for a, b in taken):
            return x, y
    return (x1 + x2) / 2, (y1 + y2) / 2 + arc


def _path(start: Box, end: Box, x1: float, x2: float) -> list[tuple[float, float]]:
    """From box to box: straight between rows, a bow above the row within one."""
    half = HIGH / 2
    if start.y == end.y:
        return [(x1, start.y - half), ((x1 + x2) / 2, start.y - half - 34), (x2, end.y - half)]
    down = 1 if end.y > start.y else -1
    return [(x1, start.y + down * half), (x2, end.y - down * half)]


def _head(before: tuple[float, float], tip: tuple[float, float]) -> dict[str, float]:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    return {"x": tip[0] - 4 * dx / length, "y": tip[1] - 4 * dy / length, "angle": math.degrees(math.atan2(dx, -dy))}


def _drawn_boxes(alt: Any, boxes: Sequence[Box], x: Any, y: Any) -> list[Any]:
    rows = [{"x": box.x - box.half, "x2": box.x + box.half, "y": box.y - HIGH / 2, "y2": box.y + HIGH / 2,
             "known": box.level != UNKNOWN} for box in boxes]
    mark = _("GxP")
    texts = [{"x": box.x, "y": box.y, "label": _wrapped(box.name + (f" ({mark})" if box.gxp else ""), box.half)}
             for box in boxes]
    base = [alt.Chart(inline([row for row in rows if row["known"] is known])).mark_rect(
        fill="#f2f5f8" if known else "#ffffff", stroke=ACCENT if known else MUTED, strokeWidth=1,
        strokeDash=[1, 0] if known else [3, 3], cornerRadius=3).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"))
        for known in (True, False) if any(row["known"] is known for row in rows)]
    return [*base, alt.Chart(inline(texts)).mark_text(
        fontSize=9.5, lineHeight=11, color=INK, lineBreak="\n").encode(x=x, y=y, text=alt.Text("label:N"))]


def _wrapped(text: str, half: float) -> str:
    """A name in at most three lines that fit the box."""
    room = max(8, int(2 * half / 5.6))
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
        line = line if len(line) <= room else line[:room - 1] + "…"
    lines.append(line)
    return "\n".join(lines[:3]) if len(lines) <= 3 else "\n".join([*lines[:2], lines[2][:room - 1] + "…"])
