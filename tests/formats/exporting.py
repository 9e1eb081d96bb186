"""Plans to export: the small sample's, one with all that an export tells, hostile ones, and one without tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.results import Results
from assessment.domain.roadmap import ScheduledTask, explain
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief

TOLD = "The budget leaves nothing for what must be done."
HOSTILE = {
    "formula": '=HYPERLINK("http://x.example","y")', "plus": "+1+1", "minus": "-2+3", "at": "@SUM(A1)", "tab": "\t=1+1",
    "return": "\r=1+1", "escape": "_x003D_1+1", "error": "#REF!", "xml": "<b a='1'>&amp;\"</b>]]><!--",
    "lines": "one\r\ntwo\nthree", "long": "long name " * 30, "emoji": "🧪 Reaktor 🏭 ∞ – é",
    "control": "bell\x07null\x00esc\x1b[31m\ufffe\ud800\u202eend",
    "signs": "a:b;c#d,e%f|g", "markup": "{code}!http://x.example/y.png![a|b]*c*{{7*7}}${x}", "blank": " ",
    "calendar": "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:1", "gantt": "section x :done, 2026-01-01, 3d",
}


@cache
def small() -> Results:
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


@cache
def busy() -> Results:
    """The small sample's plan with a pause, a gate, a running programme, and a cut-over in a window."""
    results = small()
    changes = {
        "I15@programme": {"opens": "gate"}, "I29@north": {"connecting": True},
        "I29@south": {"given": True, "pinned": 19, "effort": {}, "cost": 0.0},
        "I33@north": {"stop_hours": Estimate(low=10, mode=40, high=60)}, "I22@programme": {"validated": True}}
    frame = results.frame.model_copy(update={
        "tasks": tuple(task.model_copy(update=changes.get(task.id, {})) for task in results.frame.tasks),
        "frozen": {"north": (7,)}, "windows": {"north": (19,)}, "window_hours": {"north": {19: 72.0}}})
    frame = type(frame).model_validate(frame.model_dump())
    engagement = replace(
        results.engagement,
        shutdowns={"may": f.ShutdownSet(shutdown="may", site="north", first=date(2028, 5, 2), last=date(2028, 5, 4),
                                        area="line 1")},
        freezes={"audit": f.FreezeSet(freeze="audit", site="north", first=date(2027, 5, 1), last=date(2027, 5, 31),
                                      stops=("site-work",), reason="Inspection")})
    starts = {s.task: s.start for s in results.roadmap.scheduled}
    return replace(results, engagement=engagement, frame=frame,
                   roadmap=results.roadmap.model_copy(update={"scheduled": explain(frame, starts)}))


def infeasible() -> Results:
    """No plan at all: every rule cannot hold at once."""
    results = small()
    return replace(results, roadmap=results.roadmap.model_copy(update={
        "status": "infeasible", "scheduled": (), "unscheduled": {}, "conflict": (TOLD,)}))


def named(text: str, results: Results | None = None) -> Results:
    """A plan in which every name and sentence is this text."""
    results = results or busy()
    engagement = results.engagement
    library = engagement.the_library
    words = {"name": text, "owner": text, "change": text, "deliverables": (text, text), "kpis": (text,)}
    hostile = library.model_copy(update={
        "initiatives": tuple(one.model_copy(update=words) for one in library.initiatives)})
    hostile.__dict__.pop("initiative", None)  # what was kept of the other names
    engagement = replace(
        engagement, library=hostile, opened=engagement.opened.model_copy(update={"client": text}),
        sites={key: site.model_copy(update={"name": text}) for key, site in engagement.sites.items()},
        shutdowns={key: one.model_copy(update={"area": text}) for key, one in engagement.shutdowns.items()},
        freezes={key: one.model_copy(update={"reason": text}) for key, one in engagement.freezes.items()})
    frame = results.frame.model_copy(update={"excluded": dict.fromkeys(results.frame.excluded, text), "notes": (text,)})
    return replace(results, engagement=engagement, frame=frame, roadmap=results.roadmap.model_copy(update={
        "unscheduled": dict.fromkeys(results.roadmap.unscheduled, text), "conflict": (text,)}))


def moved(results: Results, months: int) -> Results:
    """The same tasks so many months later, whatever the rules say."""
    later = tuple(ScheduledTask(task=s.task, start=s.start + months, finish=s.finish + months)
                  for s in results.roadmap.scheduled)
    return replace(results, roadmap=results.roadmap.model_copy(update={"scheduled": later}))
