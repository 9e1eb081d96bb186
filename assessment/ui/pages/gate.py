"""A connection at its gate: criteria, evidence, the decisions of three people, its permit."""

import streamlit as st

from assessment.domain.admission import admissions
from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import allowed, asks_for
from assessment.domain.gate import check_connection, issued_permits, writes_to_control
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import gate_form, session, widgets

SAYS = {"for": _("The answers speak for it"), "against": _("The answers speak against it"),
        "unknown": _("The answers do not tell")}
workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Connection gate"), _("Cyber and data integrity before connect, for new connections and live ones."))
permits = workspace.permits_today()
if not permits:
    widgets.teach(_("No connection is registered. List them on the page Zones and connections, the live ones first."),
                  "connections")
    st.stop()

left, right = st.columns(2)
places = ["", *dict.fromkeys(permit.site for permit in permits)]
place = left.selectbox(_("Site"), places, format_func=lambda s: engagement.sites[s].name if s else _("All sites"))
states = ["", *dict.fromkeys(permit.state for permit in permits)]
state = right.selectbox(_("State"), states, format_func=lambda s: tables.gate_state_name(s) if s else _("All states"))
shown = tables.in_need(p for p in permits if place in ("", p.site) and state in ("", p.state))
widgets.show_table(tables.connections(engagement, shown), heading=False)
if not shown:
    st.stop()
by_name = {permit.connection: permit for permit in shown}
chosen = st.selectbox(_("Look at"), list(by_name), format_func=lambda c: (
    f"{engagement.connections[c].name} ({engagement.sites[by_name[c].site].name}, "
    f"{tables.gate_state_name(by_name[c].state)})"))
permit, flow = by_name[chosen], engagement.connections[chosen]

widgets.heading(flow.name)
st.markdown(_("From **{start}** to **{end}**: {data}. {direction}; {kind}; {use}.").format(
    start=escape_markdown(tables.zone_name(engagement, flow, flow.from_zone)),
    end=escape_markdown(tables.zone_name(engagement, flow, flow.to_zone)),
    data=escape_markdown(flow.data or _("not said what")), direction=tables.direction_name(flow.direction),
    kind=tables.kind_of(flow), use=_("live") if flow.live else _("planned")))
for problem in check_connection(engagement, chosen, workspace.today):
    st.warning(escape_markdown(f"{problem.message} {problem.remedy}"))
widgets.wait_for(workspace, _("Here stands what each connection still lacks, and who decides on it."), "cycle")
cycle = engagement.cycle(session.cycle()).id
criteria = {criterion.id: criterion for criterion in engagement.the_library.gate.criteria}
told = {wanted.criterion: wanted for wanted in admissions(engagement, cycle, permit, passed=True)}
if permit.failing and (writes_to_control(engagement, flow) or not permit.live):
    with st.expander(_("What would admit it ({count})").format(count=len(permit.failing))):
        for name in permit.failing:
            st.markdown(f"- **{name}** {escape_markdown(told[name].evidence)}")
        st.markdown(_("Then the go of the owner, OT security and Quality, three different people."))

may = allowed(workspace.role, "validate")
if may:
    gate_form.confirm(workspace, list(permit.criteria))
st.caption(_("Answers never pass a criterion by themselves; a reviewer records the evidence."))
for found in permit.criteria:
    sign = ":green[:material/check:]" if found.passed else ":red[:material/close:]"
    stop = _("hard stop") if found.hard else _("conditional possible")
    said = (found.criterion, criteria[found.criterion].name, tables.result_name(found.result), stop)
    with st.expander(f"{sign} {escape_markdown(' · '.join(said))}"):
        if found.review is not None:
            st.markdown(_("Evidence: {evidence} ({day}, {who})").format(
                evidence=escape_markdown(found.review.evidence or "–"), day=found.review.date.isoformat(),
                who=escape_markdown(workspace.names.get(found.review.reviewer, found.review.reviewer))))
        says = told[found.criterion]
        st.markdown(f"{SAYS[says.says]}:" if says.answers else _("No question of the instrument shows it."))
        for answer in says.answers:
            level = _("Level {level}").format(level="–" if answer.level is None else f"{answer.level:g}")
            st.markdown(f"- {escape_markdown(engagement.the_pack.questions[answer.question].text)} "
                        f"**{level}** ({widgets.state_name(answer.state)})")
        if found.raised_on is not None and found.route is None:
            st.warning(_("A finding on data integrity or patient supply: it closes only with the quality system's "
                         "number, or with Quality's reason why none is required."))
            if allowed(workspace.role, asks_for("quality-routed")):
                gate_form.route(workspace, {"connection": chosen, "criterion": found.criterion},
                                f"{chosen}-{found.criterion}")
        if may:
            gate_form.review_criterion(workspace, flow, found, says)
if not may:
    st.info(_("Your role reads here; reviewers record evidence."))

widgets.show_table(tables.gate_parts(engagement, permit, workspace.names))
gate_form.decide(workspace, flow, permit)
issued = permit.issued
if issued is not None:
    text = _("Permit no. {number}, opened {opened}").format(number=issued.number, opened=issued.opened.isoformat())
    if permit.state == "open":
        left_days = (issued.lapses - workspace.today).days
        st.success(_("{permit}; {days} days left. It is renewed by three new decisions, best in the last two months."
                     ).format(permit=text, days=left_days))
    else:
        st.error(_("{permit} is not in force.").format(permit=text))
    try:
        st.download_button(_("Permit as PDF"), workspace.permit(chosen), f"permit-{chosen}-{issued.number}.pdf",
                           "application/pdf")
    except AssessmentError as error:
        st.error(escape_markdown(str(error)))
    widgets.show_table(tables.permit_history(issued_permits(engagement, chosen, workspace.today)))
if permit.state == "open":
    gate_form.revoke(workspace, flow)
