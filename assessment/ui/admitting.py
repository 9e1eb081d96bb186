"""Forms of the page on who may come in: roles, links, addresses, names."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import ROLES
from assessment.domain.facts import AppRole
from assessment.text import _, escape_markdown
from assessment.ui import session, signing
from assessment.ui.words import word
from assessment.workspace import OWNER, Store, Workspace
from assessment.workspace.access import ALL, MOST_TICKET_DAYS, TICKET_DAYS
from assessment.workspace.admitting import Admitted, forget_name, give_role, invite, keep_email, shut_out


def role_name(role: AppRole | None) -> str:
    return _("withdrawn") if role is None else word(role)


def role_table() -> list[tuple[str, str]]:
    """Each role with what it may do, in words."""
    return [
        (word("owner"), _("everything: sites, people, roles, rates, and what leadership decided")),
        (word("facilitator"), _("runs rooms and cycles, agrees levels, answers for others, plans; sees who answered "
                                "what where answers bear names")),
        (word("contributor"), _("answers the own questions, plans, and reads everything but single answers")),
        (word("participant"), _("answers the own questions and sees nothing else")),
        (word("reviewer"), _("accepts evidence or sends it back, and reads")),
        (word("viewer"), _("reads")),
    ]


def moment(told: str) -> str:
    """A time of the journal's form to the minute."""
    return told[:16].replace("T", " ") or "–"


def change_role(store: Store, workspace: Workspace, one: Admitted) -> None:
    with st.form(f"role-{one.person}", enter_to_submit=False):
        options: list[AppRole | None] = [*ROLES, None]
        role = st.selectbox(_("Role"), options, index=options.index(one.role), format_func=role_name,
                            help=_("Withdrawn: every link and device is out at once. What was answered stays."))
        if st.form_submit_button(_("Give this role")):
            try:
                give_role(store, workspace, one.person, role)
            except AssessmentError as error:
                st.error(escape_markdown(str(error)))
                return
            session.say(_("Recorded."))
            st.rerun()


def change_email(store: Store, workspace: Workspace, person: str, email: str) -> None:
    """Only where the server has an identity provider: without one nobody signs in."""
    if not signing.providers():
        return
    with st.form(f"email-{person}", enter_to_submit=False):
        typed = st.text_input(_("Signs in with the e-mail address"), email, max_chars=254,
                              help=_("The first account that signs in with it stays the only one, until the address "
                                     "is kept again here."))
        if st.form_submit_button(_("Keep the address")):
            try:
                keep_email(store, workspace, person, typed)
            except AssessmentError as error:
                st.error(escape_markdown(str(error)))
                return
            session.say(_("Kept."))
            st.rerun()


def own_email(store: Store, workspace: Workspace) -> None:
    """The address of whoever runs the store, who is owner of every engagement."""
    if signing.providers():
        st.markdown("#### " + _("Your own sign-in"))
        st.caption(_("With it you come in as owner of every engagement, without the link of the start."))
        change_email(store, workspace, OWNER, store.journal.beside.email(ALL, OWNER))


def links(store: Store, workspace: Workspace, one: Admitted) -> None:
    """A new link, and the end of those that were given."""
    if one.role is None:
        st.info(_("Who has no role gets no link."))
        return
    days = st.number_input(_("The link works for so many days"), 1, MOST_TICKET_DAYS, TICKET_DAYS,
                           key=f"days-{one.person}")
    if st.button(_("Make a link")):
        st.code(invite(store, workspace, one.person, int(days)), language=None)
        st.caption(_("Put the address of this app before it. Whoever has it comes in as this person. It is shown "
                     "once."))
    if st.button(_("Revoke the links"), disabled=not one.standing.links):
        shut_out(store, workspace, one.person, links_only=True)
        session.say(_("No link of before works any more; signed-in devices stay."))
        st.rerun()
    if st.button(_("Sign out everywhere"), disabled=not (one.standing.links or one.standing.devices)):
        shut_out(store, workspace, one.person)
        session.say(_("Every link and every device is out."))
        st.rerun()


def erase(store: Store, workspace: Workspace, one: Admitted) -> None:
    with st.expander(_("Erase the name")):
        st.caption(_("Name and address are deleted for good. What was answered stays, under an id that then points to "
                     "nobody."))
        if st.button(_("Erase for good"), disabled=one.name == one.person and not one.email):
            forget_name(store, workspace, one.person)
            session.say(_("Erased."))
            st.rerun()
