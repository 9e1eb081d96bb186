"""A reviewer sees the evidence behind a level and accepts it, or sends it back with a reason."""

import streamlit as st

from assessment.domain.engagement import Place, allowed
from assessment.domain.facts import Validated
from assessment.domain.scoring import to_review
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.title(_("Review evidence"), _("A level counts as validated once somebody else has seen its evidence."))
widgets.wait_for(workspace, _("Here stand the levels that claim evidence, until a reviewer has seen it."), "answers")
engagement, cycle = workspace.state_of(session.cycle())
items = to_review(engagement, cycle.id)
if not items:
    widgets.teach(_("No level to review yet: matters of record and agreed levels come here, single votes do not."),
                  "agree")
    st.stop()

columns = st.columns(3)
columns[0].metric(_("Wait for a reviewer"), sum(item.waits for item in items))
columns[1].metric(_("Validated"), sum(item.state == "validated" for item in items))
columns[2].metric(_("Sent back"), sum(item.sent_back for item in items))
names: dict[Place, str] = {None: _("network"), **{key: site.name for key, site in engagement.sites.items()}}
place = st.selectbox(_("Site"), ["", *names], format_func=lambda key: _("all") if key == "" else names[key])
only = st.checkbox(_("Only what waits"), value=True)
shown = [item for item in items if (place == "" or item.place == place) and (item.waits or not only)]
if not shown:
    st.success(_("Nothing waits here."))
    st.stop()
st.dataframe([{_("Question"): item.question.text, _("Where"): names[item.place], _("Level"): int(item.level),
               _("State"): _("sent back") if item.sent_back else widgets.state_name(item.state),
               _("Evidence"): "; ".join(item.evidence) or "–"} for item in shown], hide_index=True, width="stretch")
chosen = st.selectbox(_("Look at"), shown, format_func=lambda item: f"{item.question.text} ({names[item.place]})")

st.markdown(f"#### {escape_markdown(chosen.question.text)}")
anchor = chosen.question.anchors.get(int(chosen.level), "")
st.markdown(f"**{int(chosen.level)} {escape_markdown(engagement.the_pack.scale.name(int(chosen.level)))}.** "
            + escape_markdown(anchor))
for text in chosen.evidence:
    st.markdown(f"- {escape_markdown(text)}")
if not chosen.evidence:
    st.warning(_("No evidence was named."))
if chosen.measured:
    st.caption(_("The evidence is measured data."))
for text in chosen.comments:
    st.caption(escape_markdown(text))
st.caption(_("Good evidence: {text}").format(text=escape_markdown(chosen.question.evidence)))
for probe in chosen.question.probes:
    st.markdown(f"- {escape_markdown(probe)}")
if cycle.closed is None and allowed(workspace.role, "validate"):
    head = {"cycle": cycle.id, "site": chosen.place, "question": chosen.question.id}
    note = st.text_area(_("What was seen, or what is missing"), max_chars=4000)
    left, right = st.columns(2)
    if left.button(_("Accept"), type="primary"):
        widgets.record(workspace, Validated(**head, accepted=True, note=clean(note)), _("Accepted."))
    if right.button(_("Send back")):
        widgets.record(workspace, Validated(**head, accepted=False, note=clean(note)), _("Sent back."))
