"""The roadmap as a Gantt with filters, money and levels over time, what waits for what, and how to change it."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.library import STAGES
from assessment.formats.exports import EXPORTS, export_plan
from assessment.report import charts, tables
from assessment.text import _, escape_markdown, number
from assessment.ui import plan_form, planning, session, widgets
from assessment.ui.words import word

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Roadmap"))
widgets.wait_for(workspace, _("Here stands the plan: who does what, when, at which site, and what it costs."),
                 "answers")
results = planning.planned_results(workspace)
planning.offer_to_go_on(workspace, results)
plan, frame, engagement = results.roadmap, results.frame, results.engagement
for conflict in plan.conflict:
    st.error(escape_markdown(conflict))
if plan.remedies:
    st.info(_("Any one of these would resolve it:") + "\n\n" + "\n".join(
        f"- {escape_markdown(remedy)}" for remedy in plan.remedies))
columns = st.columns(4)
columns[0].metric(_("Tasks scheduled"), len(plan.scheduled))
columns[1].metric(_("Not scheduled"), len(plan.unscheduled))
columns[2].metric(_("Status"), {"optimal": _("optimal"), "feasible": _("best found"),
                                "infeasible": _("infeasible")}[plan.status])
columns[3].metric(_("Distance to the bound"), number(100 * plan.gap, ".1f") + " %",
                  help=_("No plan can be better than the bound; the distance says how far this one may be from it."))
st.caption(_("Aim: {aim}.").format(aim=plan_form.aim_name(frame.aim)))
gantt, by_site, money, depends, details, change, files = st.tabs(
    [_("By stage"), _("By site"), _("Money and levels"), _("What waits for what"), _("Tasks and reasons"),
     _("Change the plan"), _("Files")], default=None if plan.scheduled else _("Change the plan"))
for empty in () if plan.scheduled else (gantt, by_site, money, depends):
    empty.info(_("Nothing is planned; what would do stands above."))

with gantt:
    left, right = st.columns(2)
    stages = left.multiselect(_("Stages"), STAGES, format_func=word, placeholder=_("all"))
    months = right.slider(_("Months"), 1, frame.months, (1, frame.months))
    widgets.show_chart(charts.stage_gantt(results, months=(months[0] - 1, months[1]), stages=stages or None))
with by_site:
    site = st.selectbox(_("Site"), list(engagement.sites), format_func=lambda s: engagement.sites[s].name)
    widgets.show_chart(charts.site_rows(results, site))
    widgets.show_table(tables.stop_hours_by_quarter(results, [site]))
with money:
    widgets.show_chart(charts.budget_curve(results))
    where = st.selectbox(_("Levels of"), [None, *engagement.sites],
                         format_func=lambda s: engagement.sites[s].name if s else _("the network"))
    widgets.show_chart(charts.projection_by_dimension(results, where))
with depends:
    planned = list(dict.fromkeys(frame.by_id[s.task].initiative for s in plan.scheduled))
    looked_at = st.selectbox(_("Initiative"), planned, key="depends", format_func=lambda i: (
        f"{i} {engagement.the_library.initiative[i].name}"))
    if looked_at:
        widgets.show_chart(charts.dependency_view(results, looked_at))
with details:
    weighed = tables.points_beside(engagement, "initiative")
    if weighed is not None:
        widgets.show_table(weighed)
    widgets.show_table(tables.first_90_days(results))
    widgets.show_table(tables.initiatives(results))
    widgets.show_table(tables.task_rows(results))
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
    if plan.scheduled and allowed(workspace.role, "decide"):
        widgets.heading(_("Adopt"))
        plan_form.adopt(workspace, results)
with files:
    form = st.selectbox(_("For"), list(EXPORTS), format_func=plan_form.export_name)
    kind = EXPORTS[form]
    st.download_button(_("Download"), lambda: export_plan(results, form), f"roadmap{kind.suffix}", kind.media_type)
