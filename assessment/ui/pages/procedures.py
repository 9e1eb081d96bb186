"""IT's procedure beside OT's on eight subjects, and where the two would tell an inspector different things."""

import streamlit as st

from assessment.domain.engagement import Place, allowed
from assessment.domain.facts import ProcedureStated
from assessment.domain.procedures import APART, differences_at, lay_out, lay_out_all
from assessment.report import tables
from assessment.text import _, clean, day, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
library = engagement.the_library
widgets.title(_("IT and OT procedures"), _("What each side's procedure says, where an inspector would hear two things, "
                                           "and the single procedure that ends it. Nothing here states compliance."))
if not library.procedures:
    st.info(_("The library of this engagement has no procedures to set side by side."))
    st.stop()
overview = lay_out_all(engagement)
names: dict[Place, str] = {None: _("network"), **{key: site.name for key, site in engagement.sites.items()}}
place = st.selectbox(_("Where"), list(names), format_func=names.__getitem__)
found, subjects = differences_at(engagement, place), lay_out(engagement, place)

any_stated = any(side is not None for subject in subjects for side in (subject.it, subject.ot))
if not any_stated:
    st.info(_("Nothing is stated yet. Ask IT and OT for the procedure that each of them follows on the eight subjects "
              "below, and state here what it says; the page then shows where an inspector would hear two things."))
else:
    columns = st.columns(4)
    columns[0].metric(_("Two answers"), sum(d.kind == "two-answers" for d in found))
    columns[1].metric(_("One side is silent"), sum(d.kind == "silent" for d in found))
    columns[2].metric(_("Same, not the target"), sum(d.kind == "off-target" for d in found))
    columns[3].metric(_("One side not stated yet"), sum((s.it is None) != (s.ot is None) for s in subjects))
for coming in overview.inspections[:3]:
    text = _("{site}: inspection on {day}, in {days} days ({agencies}); {count} points differ there.").format(
        site=engagement.sites[coming.site].name, day=day(coming.day), days=coming.days, count=coming.apart,
        agencies=", ".join(map(_, coming.agencies)) or _("authority not stated"))
    (st.warning if coming.soon and coming.apart else st.caption)(escape_markdown(text))

widgets.show_table(tables.told_apart(engagement, found))
if any_stated and not any(d.kind in APART for d in found):
    st.info(_("No difference was found here. Differences show once both sides have stated their procedure."))
widgets.heading(_("Subject by subject"))
for sides in subjects:
    procedure = library.procedure[sides.procedure]
    with st.expander(escape_markdown(_("{subject}: {count} points differ").format(
            subject=procedure.name, count=sides.count(*APART)))):
        columns = st.columns(2)
        for column, name, own in ((columns[0], "IT", sides.it), (columns[1], "OT", sides.ot)):
            column.markdown(f"**{name}.** " + escape_markdown(tables.titled(own)))
        widgets.show_table(tables.aspects(procedure, sides), heading=False)
        for label, words in (
                (_("Single target procedure"), procedure.target), (_("Owner"), procedure.owner),
                (_("With the quality unit"), procedure.quality), (_("References"), tables.cited(engagement, procedure)),
                (_("Asked in the questionnaire"), " ".join(
                    engagement.the_pack.questions[q].text for q in procedure.questions
                    if q in engagement.the_pack.questions)),
                (_("Brought by"), ", ".join(
                    library.initiative[i].name for i in procedure.initiatives if i in library.initiative))):
            st.markdown(f"**{escape_markdown(label)}.** {escape_markdown(words)}")
widgets.show_table(tables.editions(engagement))

if allowed(workspace.role, "plan"):
    widgets.heading(_("State what one side's procedure says"))
    left, right = st.columns(2)
    chosen = left.selectbox(_("Subject"), list(library.procedure), format_func=lambda p: library.procedure[p].name)
    side = right.radio(_("Side"), ["IT", "OT"], horizontal=True)
    held = engagement.procedures.get((chosen, side, place)) or engagement.procedures.get((chosen, side, None))
    if place is not None:
        st.caption(_("What is stated for a site stands there in place of the network's procedure, whole."))
    with st.form(f"{chosen}-{side}-{place}", enter_to_submit=False):
        title = st.text_input(_("Number and title of the procedure; empty where there is none"),
                              held.title if held else "", max_chars=120)
        owner = st.text_input(_("Owner"), held.owner if held else "", max_chars=120)
        choices: dict[str, str] = {}
        for aspect in library.procedure[chosen].aspects:
            options = ["", *aspect.choices]
            word = held.choices.get(aspect.id, "") if held else ""
            said = st.selectbox(
                escape_markdown(aspect.question), options, index=options.index(word) if word in options else 0,
                format_func=lambda w, a=aspect: a.choices.get(w, _("it says nothing")),
                help=escape_markdown(aspect.why), key=f"{chosen}-{side}-{place}-{aspect.id}")
            if said:
                choices[aspect.id] = said
        note = st.text_area(_("Note"), held.note if held else "", max_chars=4000)
        if st.form_submit_button(_("Record")):
            widgets.record(workspace, ProcedureStated(
                procedure=chosen, side=side, site=place, title=clean(title, 120), owner=clean(owner, 120),
                choices=choices, note=clean(note)), _("Recorded."))

if place is not None and allowed(workspace.role, "define"):
    widgets.heading(_("Authorities and inspections"))
    site = engagement.sites[place]
    with st.form(f"inspection-{place}", enter_to_submit=False):
        agencies = st.text_input(_("Authorities that inspect it, separated by commas"), ", ".join(site.agencies))
        last = st.date_input(_("Last inspection"), site.last_inspection, key=f"last-{place}")
        following = st.date_input(_("Next inspection"), site.next_inspection, key=f"next-{place}")
        if st.form_submit_button(_("Record the inspections")):
            widgets.record(workspace, site.model_copy(update={
                "agencies": tuple(name for part in agencies.split(",") if (name := clean(part, 60))),
                "last_inspection": last, "next_inspection": following}), _("Site recorded."))
