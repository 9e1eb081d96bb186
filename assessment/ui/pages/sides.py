"""IT beside OT: values, priorities, KPIs, skills and constraints as each side states them, and what reconciles them."""

import streamlit as st

from assessment.domain.engagement import Place, allowed
from assessment.domain.facts import SideStated
from assessment.domain.sides import lay_out
from assessment.report import tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
topics = workspace.engagement().the_library.sides
widgets.title(_("IT and OT side by side"), _("What each side values, puts first, is judged by, masters and is bound "
                                             "by, as it says of itself, and what reconciles the two."))
if not topics:
    st.info(_("The library of this engagement has no topics to lay side by side."))
    st.stop()
widgets.wait_for(workspace, _("Here stands what IT and OT each say of themselves, side by side."), "cycle")
engagement, cycle = workspace.state_of(session.cycle())
names: dict[Place, str] = {None: _("network"), **{key: site.name for key, site in engagement.sites.items()}}
place = st.selectbox(_("Where"), list(names), format_func=names.__getitem__)
view = lay_out(engagement, cycle.id, place)
beside = {sides.topic: sides for sides in view.topics}

if not any(sides.items for sides in view.topics):
    st.info(_("Nothing is stated yet. A workshop fills this page: IT and OT each go to a room of their own and state "
              "all five topics below in ten minutes; then both look at this page together. Nobody speaks for the "
              "other side."))
else:
    columns = st.columns(4)
    columns[0].metric(_("Named by both"), sum(len(sides.shared) for sides in view.topics if not sides.waits))
    columns[1].metric(_("By IT alone"), sum(len(sides.alone("IT")) for sides in view.topics if not sides.waits))
    columns[2].metric(_("By OT alone"), sum(len(sides.alone("OT")) for sides in view.topics if not sides.waits))
    columns[3].metric(_("Reconciliations called for"), len(view.actions))
plan = None
if view.actions and engagement.plans:  # a first plan takes its time: it is made on the roadmap's page
    with st.spinner(_("Planning")):
        plan = workspace.frame(cycle.id), workspace.roadmap(cycle.id)
for tab, topic in zip(st.tabs([escape_markdown(topic.name) for topic in topics]), topics, strict=True):
    sides = beside[topic.id]
    with tab:
        st.caption(escape_markdown(topic.question))
        columns = st.columns(3, border=True)
        heads = ("IT", "OT") if sides.waits else (_("IT alone"), _("OT alone"))
        shown = ((columns[0], heads[0], sides.alone("IT"), sides.it),
                 (columns[1], _("Both"), sides.shared, not sides.waits),
                 (columns[2], heads[1], sides.alone("OT"), sides.ot))
        for column, name, items, stated in shown:
            column.markdown(f"#### {escape_markdown(name)}")
            told = [escape_markdown(tables.ranked_name(topic, item)) for item in items]
            column.markdown("\n\n".join(told) if told else _("Nothing.") if stated else _("Not stated yet."))
            note = getattr(stated, "note", "")
            if note:
                column.caption(escape_markdown(note))
        if sides.distance is not None:
            st.markdown(escape_markdown(_("Their orders lie {distance} apart, on a scale from 0 (the same) to 1 "
                                          "(nothing shared).").format(distance=tables.distance_in_words(sides))))
        for side, stated in (("IT", sides.it), ("OT", sides.ot)):
            unnamed = [item.name for item in topic.items
                       if side in item.usual and stated is not None and item.id not in stated.items]
            if unnamed:
                st.caption(escape_markdown(_("Elsewhere {side} usually names, and here does not (expert judgement): "
                                             "{items}").format(side=side, items="; ".join(unnamed))))
        widgets.show_table(tables.question_votes(engagement, sides))
        called = [action for action in view.actions if action.topic == topic.id]
        if called:
            widgets.show_table(tables.reconciling(engagement, called, plan))

if allowed(workspace.role, "plan") and cycle.id == workspace.engagement().cycle().id:
    widgets.heading(_("State what one side says"))
    if place is not None:
        st.caption(_("What is stated for a site stands there in place of the network's statement, whole."))
    left, right = st.columns(2)
    known = {topic.id: topic for topic in topics}
    chosen = known[left.selectbox(_("Topic"), list(known), format_func=lambda t: known[t].name)]
    side = right.radio(_("Side"), ["IT", "OT"], horizontal=True)
    held = engagement.sides.get((side, chosen.id, place))
    with st.form(f"{chosen.id}-{side}-{place}", enter_to_submit=False):
        items = st.multiselect(
            escape_markdown(chosen.question), list(chosen.item), max_selections=chosen.most,
            default=[item for item in held.items if item in chosen.item] if held else [],
            format_func=lambda name: chosen.item[name].name, placeholder=_("Choose up to {most}, in order").format(
                most=chosen.most) if chosen.ranked else _("Choose up to {most}").format(most=chosen.most))
        note = st.text_area(_("Note"), held.note if held else "", max_chars=4000)
        if st.form_submit_button(_("Record")):
            widgets.record(workspace, SideStated(side=side, topic=chosen.id, site=place, items=tuple(items),
                                                 note=clean(note)), _("Recorded."))
