"""Reporting lines as a drawing: under each post the teams on its solid line and those on its dotted one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from assessment.domain.operating_model import OperatingModel, TeamLines
from assessment.domain.results import Results
from assessment.report.charts.chart import ACCENT, INK, LETTER, MUTED, Chart, dated, finished, inline, wrapped
from assessment.report.tables.operating_lines import people, step_names, steps_of, team_name
from assessment.text import _

DRAWN = 660
"""Drawing width in px: no axis labels stand beside it."""
ROW, GAP = 14, 9
"""Height of a line and space between posts, in px."""
INDENT = 15

Teams = dict[tuple[str, bool], list[str]]
"""(post, dotted) -> teams as they are written there."""


def reporting(results: Results) -> Chart | None:
    """Columns for today, the first step and the end of the path; None where no team is known."""
    model = results.operating_model
    if model is None or not model.teams:
        return None
    panels = _panels(results, model)
    heads = step_names(results, model)
    order = _order(panels)
    texts: list[dict[str, Any]] = []
    rules: list[dict[str, Any]] = []
    width = DRAWN / len(heads)
    letters = int((width - 12) / LETTER)
    below = 17 + (ROW - 2) * (max(len(wrapped(head, letters)) for head in heads) - 1)
    height = 0.0
    for index, (head, (teams, sums)) in enumerate(zip(heads, panels, strict=True)):
        x = index * width
        told = wrapped(head, letters)
        for row, line in enumerate(reversed(told)):
            texts.append({"x": x, "y": below - 9 - row * (ROW - 2), "text": line, "kind": "head", "limit": width - 12})
        rules.append({"x": x, "x2": x + width - 12, "y": below, "y2": below, "kind": "head"})
        y = below + 17.0
        for post in order:
            held, asked = teams.get((post, False), []), teams.get((post, True), [])
            if held or asked:
                for line in wrapped(f"{post} {people(sums[post])}" if sums[post] else post, letters):
                    texts.append({"x": x, "y": y, "text": line, "kind": "post", "limit": width - 12})
                    y += ROW
                y -= ROW
                y = _branch(texts, rules, (x, y, width), held, "solid")
                y = _branch(texts, rules, (x, y, width), asked, "dotted", begins=bool(held))
                y += ROW + GAP
        height = max(height, y)
    return Chart(
        "reporting", _title(model),
        dated(results, _("Under each post the teams on its solid line and, grey behind broken lines, those on its "
                         "dotted one; number: full-time equivalents. A team counts at each site")),
        _("{posts} posts and {teams} teams are drawn; the table of reporting lines says the same, team by team."
          ).format(posts=len(order), teams=len(model.teams)), finished(_drawn(texts, rules, height)))


def _panels(results: Results, model: OperatingModel) -> list[tuple[Teams, dict[str, float]]]:
    """For each step teams by post, those of several sites as one, and FTE by solid line."""
    count = 3 if model.two_steps else 2
    found = []
    for index in range(count):
        lines: dict[tuple[str, bool, str], list[TeamLines]] = defaultdict(list)
        sums: dict[str, float] = defaultdict(float)
        for team in model.teams:
            line = steps_of(model, team)[index]
            fte = team.fte_after if index else team.fte_before
            if line is None:
                continue
            lines[line.solid, False, team.team].append(team)
            sums[line.solid] += fte or 0
            if line.dotted:
                lines[line.dotted, True, team.team].append(team)
        teams: Teams = defaultdict(list)
        for (post, dotted, _team), here in lines.items():
            name = team_name(results, here)
            total = 0 if dotted else sum((team.fte_after if index else team.fte_before) or 0 for team in here)
            teams[post, dotted].append(f"{name} {people(total)}" if total else name)
        found.append((teams, sums))
    return found


def _order(panels: list[tuple[Teams, dict[str, float]]]) -> list[str]:
    """Posts in one order for all panels: by people on their solid lines at any time, then by teams."""
    posts = dict.fromkeys(post for teams, _sums in panels for post, _dotted in teams)
    people = {post: max(sums.get(post, 0.0) for _teams, sums in panels) for post in posts}
    held = {post: max(len(teams.get((post, False), [])) for teams, _sums in panels) for post in posts}
    return sorted(posts, key=lambda post: (-people[post], -held[post], post))


def _branch(texts: list[dict[str, Any]], rules: list[dict[str, Any]], at: tuple[float, float, float], teams: list[str],
            kind: str, begins: bool = False) -> float:
    """Adds the teams below (x, y) within a width, each with its twig; returns where the last one stands."""
    x, y, width = at
    if not teams:
        return y
    last = y + ROW * len(teams)
    rules.append({"x": x + 4, "x2": x + 4, "y": y if begins else y + 6, "y2": last, "kind": kind})
    for row, name in enumerate(teams, 1):
        here = y + ROW * row
        rules.append({"x": x + 4, "x2": x + 12, "y": here, "y2": here, "kind": kind})
        texts.append({"x": x + INDENT, "y": here, "text": name, "kind": kind, "limit": width - INDENT - 12})
    return last


def _drawn(texts: list[dict[str, Any]], rules: list[dict[str, Any]], height: float) -> Any:
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, DRAWN], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    layers = []
    for kind, colour, dash in (("head", INK, [1, 0]), ("solid", ACCENT, [1, 0]), ("dotted", MUTED, [2, 2])):
        lines = [rule for rule in rules if rule["kind"] == kind]
        if lines:
            layers.append(alt.Chart(inline(lines), width=DRAWN, height=height).mark_rule(
                color=colour, strokeDash=dash, strokeWidth=1.2).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q")))
    width = max(text["limit"] for text in texts)
    for kind, colour, weight, size in (("head", MUTED, "normal", 10), ("post", INK, 600, 9.5),
                                       ("solid", INK, "normal", 9.5), ("dotted", MUTED, "normal", 9.5)):
        words = [text for text in texts if text["kind"] == kind]
        if words:
            layers.append(alt.Chart(inline(words), width=DRAWN, height=height).mark_text(
                align="left", baseline="middle", color=colour, fontWeight=weight, fontSize=size,
                limit=width if kind in ("head", "post") else width - INDENT).encode(x=x, y=y, text=alt.Text("text:N")))
    return alt.layer(*layers)


def _title(model: OperatingModel) -> str:
    stood = [team for team in model.teams if team.before is not None]
    moved = sum(team.before is not None and team.before.solid != team.later.solid for team in stood)
    if not moved:
        return _("By the end of the path none of {all} teams has another solid line than today").format(all=len(stood))
    return _("By the end of the path {count} of {all} teams have another solid line than today").format(
        count=moved, all=len(stood))
