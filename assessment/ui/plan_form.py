"""Forms of the plan: what is asked of a task, the aim, adopting the plan, and a scenario of one's own."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assessment.domain.basis import ROLES
from assessment.domain.facts import AimSet, PlanAdopted, ScenarioDefined, TaskAsked
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Workspace
from assessment.workspace.recording_planning import units_of

AIMS = ("value", "finish", "cost", "moves")


def aim_name(aim: str) -> str:
    return {"value": _("Most value soonest"), "finish": _("Earliest finish of what is required"),
            "cost": _("Least cost to the targets"), "moves": _("Few moves against the adopted plan")}[aim]


def export_name(form: str) -> str:
    return {"xlsx": _("Spreadsheet (XLSX)"), "msproject": _("Microsoft Project (XML)"), "jira": _("Jira (CSV)"),
            "azure": _("Azure DevOps (CSV)"), "ical": _("Calendar (iCalendar)"),
            "mermaid": _("Diagram (Mermaid)")}[form]


def unit_name(workspace: Workspace, unit: str) -> str:
    sites = workspace.engagement().sites
    return _("programme") if unit == PROGRAMME else sites[unit].name if unit in sites else unit


def ask_of_task(workspace: Workspace, results: Results) -> None:
    """Pin a task, give it a day to be done by, ask for it or leave it out; the plan is drawn up anew."""
    engagement = workspace.engagement()
    library = engagement.the_library
    left, right = st.columns(2)
    initiative = left.selectbox(_("Initiative"), library.initiatives, format_func=lambda i: f"{i.id} {i.name}",
                                key="asked-initiative")
    unit = right.selectbox(_("Where"), units_of(engagement, initiative), key="asked-unit",
                           format_func=lambda u: unit_name(workspace, u))
    planned = results.roadmap.at(f"{initiative.id}@{unit}")
    before = engagement.asked.get((initiative.id, unit))
    if planned is None:
        st.caption(_("It is not in the plan there today."))
    with st.form(f"ask-{initiative.id}-{unit}"):
        first, second = st.columns(2)
        start = first.date_input(_("Starts in the month of (empty: free)"), value=before.start if before else None,
                                 min_value=engagement.start)
        due = second.date_input(_("Done by (empty: free)"), value=before.due if before else None,
                                min_value=engagement.start)
        wish = st.radio(_("In the plan"), ["free", "must", "exclude"], horizontal=True,
                        key=f"wish-{initiative.id}-{unit}",
                        index=2 if before and before.exclude else 1 if before and before.must else 0,
                        format_func=lambda w: {"free": _("where it pays"), "must": _("it must be"),
                                               "exclude": _("leave it out")}[w])
        reason = st.text_input(_("Why"), max_chars=400, value=before.reason if before else "")
        if st.form_submit_button(_("Record and plan anew")):
            out = wish == "exclude"
            widgets.record(workspace, TaskAsked(
                initiative=initiative.id, unit=unit, start=None if out else start, due=None if out else due,
                must=wish == "must", exclude=out, reason=clean(reason)), _("Recorded; the plan is drawn up anew."))


def asked_rows(workspace: Workspace) -> list[dict[str, str]]:
    """What is asked of tasks, one row each."""
    engagement = workspace.engagement()
    library = engagement.the_library
    return [{
        _("Initiative"): f"{name} {library.initiative[name].name}" if name in library.initiative else name,
        _("Where"): unit_name(workspace, unit),
        _("Starts"): asked.start.strftime("%Y-%m") if asked.start else "–",
        _("Done by"): asked.due.isoformat() if asked.due else "–",
        _("In the plan"): _("left out") if asked.exclude else _("must be") if asked.must or asked.start else "–",
        _("Why"): asked.reason,
    } for (name, unit), asked in engagement.asked.items()
        if asked.exclude or asked.must or asked.start or asked.due]


def choose_aim(workspace: Workspace) -> None:
    engagement = workspace.engagement()
    now = engagement.aim.aim if engagement.aim else "value"
    aims = [aim for aim in AIMS if aim != "moves" or engagement.adopted_plan is not None]
    aim = st.selectbox(_("What the best plan is"), aims, index=aims.index(now) if now in aims else 0,
                       format_func=aim_name)
    reason = st.text_input(_("Why"), max_chars=400, key="aim-reason")
    if st.button(_("Plan for this"), disabled=aim == now):
        widgets.record(workspace, AimSet(aim=aim, reason=clean(reason)), _("Recorded; the plan is drawn up anew."))


def adopt(workspace: Workspace, results: Results) -> None:
    """Leadership takes the plan as it stands; later plans can keep close to it."""
    before = workspace.engagement().adopted_plan
    if before is not None:
        st.caption(escape_markdown(_("Adopted: {count} tasks, by {who}.").format(
            count=len(before.starts), who=before.by)))
    with st.form("adopt"):
        by = st.text_input(_("Adopted by (a post or body)"), max_chars=200)
        on = st.date_input(_("On"), value=workspace.today, max_value=workspace.today)
        if st.form_submit_button(_("Adopt this plan")):
            if not clean(by).strip():
                st.error(_("Say who adopted it."))
                return
            widgets.record(workspace, PlanAdopted(
                cycle=results.cycle.id, starts={s.task: s.start for s in results.roadmap.scheduled},
                by=clean(by).strip(), on=on if isinstance(on, date) else None), _("The plan is adopted."))


def own_scenario(workspace: Workspace) -> None:
    """A scenario that somebody asks for: money, people, path, pilot, a shutdown moved, the aim, change load."""
    engagement = workspace.engagement()
    library = engagement.the_library
    with st.form("own-scenario", clear_on_submit=False):
        name = st.text_input(_("Name of the scenario"), max_chars=120)
        left, right = st.columns(2)
        factor = left.number_input(_("Budget, % of the plan's"), 0, 1000, 100, 5)
        load = right.number_input(_("Tasks at a site at once"), 1, 100, library.settings.change_load)
        people = {role: column.number_input(_("{role}, person-weeks a quarter more or less").format(role=word(role)),
                                            -10_000, 10_000, 0)
                  for role, column in zip(ROLES, st.columns(len(ROLES)), strict=True)}
        path = left.selectbox(_("Path"), [None, *library.path],
                              format_func=lambda p: library.path[p].name if p else "–")
        pilot = right.selectbox(_("Pilot site"), [None, *engagement.sites],
                                format_func=lambda s: engagement.sites[s].name if s else "–")
        shutdown = left.selectbox(_("Shutdown to move"), [None, *engagement.shutdowns], format_func=lambda s: (
            f"{engagement.sites[engagement.shutdowns[s].site].name} {engagement.shutdowns[s].first.isoformat()}"
            if s else "–"))
        days = right.number_input(_("by days"), -730, 730, 0)
        aim = left.selectbox(_("Aim"), [None, *AIMS[:3]], format_func=lambda a: aim_name(a) if a else "–")
        if st.form_submit_button(_("Record the scenario")):
            if not clean(name).strip():
                st.error(_("Give the scenario a name."))
                return
            widgets.record(workspace, ScenarioDefined(
                scenario=free_id(name_to_id(name), engagement.scenarios), name=clean(name).strip(),
                budget_factor=factor / 100, people={role: float(n) for role, n in people.items() if n}, path=path,
                pilot=pilot, shutdown=shutdown, shutdown_moved_days=days if shutdown else 0, aim=aim,
                change_load=load if load != library.settings.change_load else None), _("The scenario is recorded."))
