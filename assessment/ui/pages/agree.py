"""Look at the votes on a question and record the agreed level."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import Agreed, AnswererNamed, RoundRevealed
from assessment.domain.scoring import applies
from assessment.text import _, clean, escape_markdown, number
from assessment.ui import session, widgets
from assessment.ui.words import word

workspace = session.workspace()
widgets.title(_("Agree levels"), _("Votes by function, then the level that the group agrees on, with its reason."))
widgets.wait_for(workspace, _("Here stand the votes on each question, and the level that the group agrees on."),
                 "cycle")
engagement, cycle = workspace.state_of(session.cycle())
pack = engagement.the_pack

left, right = st.columns([2, 3])
with left:
    wanted = pack.questions.get(st.query_params.get("question", ""))
    named = pack.dimension_of[pack.capability_of[wanted.id]] if wanted else next(iter(pack.by_id))
    dimension = st.selectbox(_("Dimension"), list(pack.by_id), format_func=lambda d: pack.by_id[d].name,
                             index=list(pack.by_id).index(named))
    so_far = workspace.points(cycle.id).branches[None, dimension].top if cycle.closed is None else None
    if so_far is not None and so_far.value is not None:
        st.caption(_("{dimension} so far: {value}, {coverage} % answered").format(
            dimension=escape_markdown(pack.by_id[dimension].name), value=number(so_far.value, ".1f"),
            coverage=f"{100 * so_far.coverage:.0f}"))
    asked = [q for q in pack.by_id[dimension].questions if engagement.asks(cycle.id, q) and engagement.places(q)]
    if not asked:
        st.info(_("Nothing of this dimension is asked in this cycle."))
        st.stop()
    question = st.radio(_("Question"), asked, format_func=lambda q: escape_markdown(q.text),
                        index=asked.index(wanted) if wanted in asked else 0)
with right:
    place = widgets.pick_place(engagement, question, "place")
    st.markdown(f"#### {escape_markdown(question.text)}")
    st.caption(escape_markdown(question.why))
    poll = workspace.poll(question.id, place, cycle.id)
    key = (cycle.id, place, question.id)
    here = applies(engagement, cycle.id, question, place)
    if here is None:
        st.info(_("Whether this applies follows from another question that is not answered yet."))
    elif not here:
        st.info(_("This question does not apply here."))
    if poll.hidden:
        st.info(_("{count} people voted. The round is blind until it is revealed.").format(count=poll.voted))
        if allowed(workspace.role, "run-round") and st.button(_("Reveal the votes")):
            widgets.record(workspace, RoundRevealed(cycle=cycle.id, site=place, question=question.id,
                                                    round=poll.round), _("Revealed."))
    elif poll.n == 0 and key not in engagement.agreed:
        st.info(_("Nobody has answered this question here yet. Votes come from a room, by personal links or in "
                  "workbooks; a level can also be agreed without them."))
    else:
        columns = st.columns(4)
        columns[0].metric(_("Votes"), poll.n)
        columns[1].metric(_("Median"), "–" if poll.median is None else number(poll.median, "g"))
        columns[2].metric(_("Spread (IQR)"), "–" if poll.iqr is None else number(poll.iqr, "g"))
        columns[3].metric(_("IT minus OT"), "–" if poll.shown_gap is None else number(poll.shown_gap, "+g"))
        if poll.breakdown:
            st.dataframe([{_("Function"): word(name),
                           **{str(level): counts.get(level, 0) for level in pack.scale.levels}}
                          for name, counts in poll.breakdown.items()], hide_index=True)
    for level in pack.choices(question):
        st.markdown(f"**{level} {escape_markdown(pack.scale.name(level))}.** "
                    f"{escape_markdown(question.anchors[level])}")
    st.caption(_("Good evidence: {text}").format(text=escape_markdown(question.evidence)))
    agreed = engagement.agreed.get(key)
    if agreed is not None:
        st.success(_("Agreed: {value}. {rationale}").format(
            value=agreed.value, rationale=escape_markdown(agreed.rationale)))
    if question.kind == "record":
        st.caption(_("A matter of record: the named answerer's level counts; votes show how it is seen."))
        may_define = allowed(workspace.role, "define")
        people = [key for key, person in engagement.people.items() if person.site in (None, place)]
        held = engagement.answerers.get((place, question.id))
        answerer = st.selectbox(_("Named answerer"), people, index=people.index(held) if held in people else None,
                                format_func=lambda p: workspace.names.get(p, p), placeholder=_("nobody yet"),
                                key=f"answerer-{question.id}-{place}", disabled=not may_define)
        if answerer and answerer != held and may_define and st.button(_("Name this person")):
            widgets.record(workspace, AnswererNamed(site=place, question=question.id, person=answerer), _("Recorded."))
    if cycle.closed is None and not poll.hidden and here and allowed(workspace.role, "agree"):
        with st.form(f"agree-{question.id}-{place}", enter_to_submit=False):
            options = [*pack.choices(question), "na"]
            start = poll.proposed if poll.proposed in options else options[0]
            value = st.radio(_("Agreed level"), options, index=options.index(agreed.value if agreed else start),
                             horizontal=True,
                             format_func=lambda v: _("not applicable") if v == "na" else str(v))
            rationale = st.text_area(_("Why this level"), agreed.rationale if agreed else "", max_chars=4000)
            dissent = st.text_area(_("Who sees it differently, and why"), agreed.dissent if agreed else "",
                                   max_chars=4000)
            evidence = st.text_area(_("Evidence, one piece a line"), "\n".join(agreed.evidence) if agreed else "",
                                    max_chars=4000)
            measured = st.checkbox(_("The evidence is measured data"), agreed.measured if agreed else False)
            if st.form_submit_button(_("Record the agreed level"), type="primary"):
                widgets.record(workspace, Agreed(
                    cycle=cycle.id, site=place, question=question.id, value=value, round=poll.round,
                    rationale=clean(rationale), dissent=clean(dissent), measured=measured,
                    evidence=tuple(filter(None, map(clean, evidence.split("\n"))))), _("Recorded."))
