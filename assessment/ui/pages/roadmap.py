"""The roadmap as a Gantt, what it waits for and what it leaves out."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.report import charts, tables
from assessment.text import _, escape_markdown, number
from assessment.ui import plan_form, session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Roadmap"))
with st.status(_("Planning"), expanded=False) as status:
    results = workspace.results(session.cycle(), progress=lambda text, _share: status.write(text) if text else None)
    status.update(label=_("Planned"), state="complete")
plan = results.roadmap
for conflict in plan.conflict:
    st.error(escape_markdown(conflict))
columns = st.columns(4)
columns[0].metric(_("Tasks scheduled"), len(plan.scheduled))
columns[1].metric(_("Not scheduled"), len(plan.unscheduled))
columns[2].metric(_("Status"), {"optimal": _("optimal"), "feasible": _("best found"),
                                "infeasible": _("infeasible")}[plan.status])
columns[3].metric(_("Distance to the bound"), number(100 * plan.gap, ".1f") + " %",
                  help=_("No plan can be better than the bound; the distance says how far this one may be from it."))
by_initiative, by_site, forecast, details, change = st.tabs(
    [_("By initiative"), _("By site"), _("What it would reach"), _("Tasks and reasons"), _("Change the plan")])
with by_initiative:
    widgets.show_chart(charts.gantt(results))
with by_site:
    widgets.show_chart(charts.site_gantt(results))
    widgets.show_table(tables.stop_hours(results))
with forecast:
    widgets.show_chart(charts.forecast(results))
with details:
    widgets.show_table(tables.first_90_days(results))
    widgets.show_table(tables.initiatives(results))
    widgets.heading(_("What each task waits for"))
    st.dataframe([{_("Task"): s.task, _("Month from"): s.start + 1, _("Month to"): s.finish,
                   _("Waits for"): ", ".join(s.waits_for)} for s in plan.scheduled], hide_index=True,
                 width="stretch")
    widgets.show_table(tables.left_out(results))
with change:
    if allowed(workspace.role, "plan"):
        widgets.heading(_("Pin, ask for or leave out a task"))
        plan_form.ask_of_task(workspace, results)
        asked = plan_form.asked_rows(workspace)
        if asked:
            st.dataframe(asked, hide_index=True, width="stretch")
        widgets.heading(_("Aim"))
        plan_form.choose_aim(workspace)
    if allowed(workspace.role, "decide"):
        widgets.heading(_("Adopt"))
        plan_form.adopt(workspace, results)
