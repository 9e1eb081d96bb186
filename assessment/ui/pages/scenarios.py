"""What if: scenarios beside the plan, the decision in three options, no-regret moves, what more would buy."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.report import tables
from assessment.text import _
from assessment.ui import plan_form, session, widgets
from assessment.workspace.comparing import compare_plans, known_sensitivity, options, scenarios, sensitivity

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("What if"), _("Each scenario is a whole plan of its own, recorded when it is drawn up. A plan of eight "
                              "sites takes some 20 seconds."))
engagement, may = workspace.engagement(), allowed(workspace.role, "plan")
names = {scenario.scenario: scenario.name for scenario in scenarios(workspace, session.cycle())}
found = compare_plans(workspace, session.cycle(), names=())
beside, decide, moves, more, own = st.tabs([
    _("Scenarios"), _("Three options"), _("No-regret moves"), _("What more would buy"), _("Own scenario")])

with beside:
    if found.waiting:
        st.info(_("Not planned yet: {names}.").format(names=", ".join(names[name] for name in found.waiting)))
        if may and st.button(_("Plan them now")):
            with st.status(_("Planning"), expanded=True) as status:
                compare_plans(workspace, session.cycle(), lambda text, _share: status.write(text) if text else None)
                status.update(label=_("Planned"), state="complete")
            st.rerun()
    widgets.show_table(tables.scenario_differences(engagement, found.outcomes), heading=False)

with decide:
    if {"half-budget"} & set(found.waiting):
        st.info(_("Plan the scenarios first; half the money is one of them."))
    else:
        widgets.show_table(tables.decision_options(engagement, options(workspace, found, session.cycle())),
                           heading=False)

with moves:
    if found.moves:
        widgets.show_table(tables.no_regret_moves(engagement, found.moves), heading=False)
    else:
        st.info(_("Which moves are right in every case shows once all paths that nothing rules out are planned."))

with more:
    gains = known_sensitivity(workspace, session.cycle())
    if gains is not None:
        widgets.show_table(tables.more_buys(gains), heading=False)
    elif may and st.button(_("Find out (five plans)")):
        with st.status(_("Planning"), expanded=True) as status:
            sensitivity(workspace, session.cycle(), lambda text, _share: status.write(text) if text else None)
        st.rerun()

with own:
    if may:
        plan_form.own_scenario(workspace)
    for scenario in engagement.scenarios.values():
        if not scenario.withdrawn and may and st.button(
                _("Take out: {name}").format(name=scenario.name), key=f"out-{scenario.scenario}"):
            widgets.record(workspace, scenario.model_copy(update={"withdrawn": True}), _("The scenario is taken out."))
