"""Forms of the page on the quarter: open the next one, close with an approval, correct what was closed."""

from __future__ import annotations

import streamlit as st

from assessment.domain.engagement import Cycle
from assessment.domain.facts import AnswerCorrected, CycleOpened
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.words import name_to_id
from assessment.workspace import Workspace
from assessment.workspace.closing import close_cycle, still_the_same


def open_next(workspace: Workspace, last: Cycle) -> None:
    """The next quarter, in which the answers of the last one stand until somebody answers anew."""
    with st.form("next-quarter", enter_to_submit=False):
        name = st.text_input(_("Name of the next quarter"), placeholder="2026-q4", max_chars=40)
        opened = st.date_input(_("Date"), workspace.today)
        if not st.form_submit_button(_("Open it and carry {name} forward").format(name=last.id)):
            return
        if not clean(name):
            st.error(_("Give the cycle a name."))
            return
        widgets.record(workspace, CycleOpened(cycle=name_to_id(name), date=opened, carries=last.id), _("Cycle opened."))


def close(workspace: Workspace, cycle: Cycle) -> None:
    """Who approves the results, in which words; the digest is computed and recorded with them."""
    with st.form("close-quarter", enter_to_submit=False):
        people = workspace.engagement().people
        approver = st.selectbox(_("Approved by"), [workspace.actor, *(p for p in people if p != workspace.actor)],
                                format_func=lambda p: workspace.names.get(p, p))
        statement = st.text_area(_("Statement"), max_chars=4000, placeholder=_(
            "The scores of this quarter are agreed by the site heads."))
        if st.form_submit_button(_("Approve and close {name}").format(name=cycle.id)):
            widgets.attempt(lambda: close_cycle(workspace, cycle.id, workspace.today, approver,
                                                clean(statement, 4000)), _("Closed: it cannot change any more."))


def seal(workspace: Workspace, cycle: Cycle) -> None:
    """With what a cycle was closed, and whether it still gives the same."""
    closing = cycle.closing
    if closing is None:
        return
    told = _("Closed on {day}.").format(day=closing.date.isoformat())
    if closing.approved_by:
        told += " " + _("Approved by {name}: {statement}").format(
            name=escape_markdown(workspace.names.get(closing.approved_by, closing.approved_by)),
            statement=escape_markdown(closing.statement))
    st.markdown(told)
    if closing.digest:
        st.caption(_("Digest {digest}, version {version}").format(
            digest=closing.digest[:16], version=escape_markdown(closing.version)))
        if st.button(_("Score it again and compare")):
            same = still_the_same(workspace, cycle.id)
            if same is None:
                st.info(_("It was closed by another version, which may score differently."))
            elif same:
                st.success(_("It gives the same digest as at the close."))
            else:
                st.error(_("It gives another digest than at the close. Look at the audit trail."))


def correct(workspace: Workspace, cycle: Cycle) -> None:
    """A correction of one answer of a closed cycle, with its reason."""
    engagement = workspace.engagement()
    pack = engagement.the_pack
    told = {key[2] for key in engagement.answers if key[0] == cycle.id}
    names = [name for name in pack.questions if name in told]
    if not names:
        return
    name = st.selectbox(_("Question"), names, format_func=lambda q: pack.questions[q].text)
    place = widgets.pick_place(engagement, pack.questions[name], "correct-place")
    given = engagement.votes(cycle.id, place, name)
    with st.form("correction", enter_to_submit=False):
        person = st.selectbox(_("Person"), list(given), format_func=lambda p: workspace.names.get(p, p))
        values = [*pack.choices(pack.questions[name]), "na", "unknown"]
        value = st.selectbox(_("Right would have been"), values, format_func=lambda v: {
            "na": _("does not apply"), "unknown": _("not known")}.get(v, str(v)))
        reason = st.text_area(_("Reason"), max_chars=4000)
        if not st.form_submit_button(_("Record the correction")):
            return
        if not clean(reason) or person is None:
            st.error(_("Choose who answered, and say what was wrong."))
            return
        widgets.record(workspace, AnswerCorrected(cycle=cycle.id, site=place, question=name, person=person, value=value,
                                                  reason=clean(reason, 4000)), _("Correction recorded."))
