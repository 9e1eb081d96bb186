"""Progress: tasks as they stand against the plan, a report of one, what was promised and measured, the plan again."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.tracking import plan_on_record, promises, task_standings
from assessment.formats import progress_template
from assessment.report.tables import tracking as tables
from assessment.text import _, escape_markdown
from assessment.ui import planning, session, tracking_form, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Progress"), _("Where each task stands against the plan. What has begun or is done keeps its dates; "
                               "the rest is planned again."))
widgets.wait_for(workspace, _("Here stands what became of the plan: tasks on time and late, and what they brought."),
                 "answers")
engagement = workspace.engagement()
may = allowed(workspace.role, "plan")
stand, report, brought, again = st.tabs([_("Tasks"), _("Report a task"), _("Promised and measured"),
                                         _("The plan again")])

with stand:
    plan = plan_on_record(engagement)
    known = task_standings(engagement, workspace.today, workspace.frame())
    st.caption({"adopted": _("Against the plan that was adopted."),
                "recorded": _("Against the last plan before work began; none was adopted."),
                "none": _("No plan was on record before work began, so nothing is told late. Adopt one on the page "
                          "Roadmap.")}[plan.kind])
    if not engagement.progress:
        st.info(_("Nobody has reported a task yet. Report the first one here, or bring in a file."))
    columns = st.columns(4)
    for column, title, count in zip(columns, (_("Running"), _("Finished"), _("Blocked"), _("Late")), (
            *(sum(one.status == state for one in known) for state in ("running", "finished", "blocked")),
            sum(one.is_late for one in known) if plan.tasks else "–"), strict=True):
        column.metric(title, count)
    late = bool(plan.tasks) and st.toggle(_("Late tasks only"))
    widgets.show_table(tables.progress_rows(engagement, [one for one in known if one.is_late or not late]),
                       heading=False)

with report:
    if may:
        tracking_form.report_task(workspace)
        widgets.heading(_("Many at once"))
        tracking_form.bring_file(workspace, "progress", progress_template())
    else:
        st.info(_("Your role reads here; the team reports."))

with brought:
    tally = promises(engagement, workspace.state_of(session.cycle())[1].id, workspace.seed)
    st.markdown(escape_markdown(tables.calibration_in_words(tally)))
    if tally.waiting:
        st.caption(escape_markdown(_("Finished and not measured since: {names}.").format(
            names=", ".join(tally.waiting))))
    widgets.show_table(tables.promised_rows(engagement, tally), heading=False)

with again:
    if not engagement.progress and engagement.adopted_plan is None:
        st.info(_("Once a task is reported or a plan adopted, this shows how the plan of today differs from it."))
    else:
        results = planning.planned_results(workspace)
        changed = tables.differences(results)
        if results.roadmap.status == "infeasible":
            st.error(escape_markdown(" ".join(results.roadmap.conflict)))
        elif not changed.rows:
            st.success(_("The plan of today is the plan on record."))
        widgets.show_table(changed, heading=False)
        widgets.show_table(tables.forecast_pair(results))
