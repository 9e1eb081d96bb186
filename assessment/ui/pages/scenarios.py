"""What if: scenarios beside the plan, the decision in three options, no-regret moves, what more would buy."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import plan_form, session, widgets
from assessment.workspace.comparing import compare_plans, scenarios

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("What if"), _("Each scenario is a whole plan of its own, recorded when it is drawn up. A plan of eight "
                              "sites takes some 20 seconds."))
widgets.wait_for(workspace, _("Here stand other plans beside the plan: half the money, another path, more people."),
                 "answers")
engagement, may = workspace.engagement(), allowed(workspace.role, "plan")
names = {scenario.scenario: scenario.name for scenario in scenarios(workspace, session.cycle())}
found = workspace.alternatives(session.cycle())
beside, decide, moves, more, own = st.tabs([
    _("Scenarios"), _("Three options"), _("No-regret moves"), _("What more would buy"), _("Own scenario")])

with beside:
    if found.waiting:
        st.info(escape_markdown(_("Not planned yet: {names}.").format(
            names=", ".join(names[name] for name in found.waiting))))
        if may and st.button(_("Plan them now")):
            with st.status(_("Planning"), expanded=True) as status:
                compare_plans(workspace, session.cycle(), solve=True,
                              progress=lambda text, _share: status.write(escape_markdown(text)) if text else None)
                status.update(label=_("Planned"), state="complete")
            st.rerun()
    widgets.show_table(tables.scenario_differences(engagement, found.outcomes), heading=False)

with decide:
    widgets.show_table(tables.decision_options(engagement, found.options), heading=False)
    if found.waiting:
        st.info(_("Plan the scenarios first; half the money is one of them."))

with moves:
    if found.moves:
        widgets.show_table(tables.no_regret_moves(engagement, found.moves), heading=False)
    else:
        st.info(_("Which moves are right in every case shows once all paths that nothing rules out are planned."))

with more:
    if found.gains:
        widgets.show_table(tables.more_buys(found.gains), heading=False)
    elif may and st.button(_("Find out (five plans)")):
        with st.status(_("Planning"), expanded=True) as status:
            compare_plans(workspace, session.cycle(), solve=True, gains=True,
                          progress=lambda text, _share: status.write(escape_markdown(text)) if text else None)
        st.rerun()

with own:
    if may:
        plan_form.own_scenario(workspace)
    for scenario in engagement.scenarios.values():
        if not scenario.withdrawn and may and st.button(
                escape_markdown(_("Take out: {name}").format(name=scenario.name)), key=f"out-{scenario.scenario}"):
            widgets.record(workspace, scenario.model_copy(update={"withdrawn": True}), _("The scenario is taken out."))
