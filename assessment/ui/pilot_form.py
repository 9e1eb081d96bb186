"""Forms of the pilot: another site than the one that ranks first, and the charter."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from assessment.domain.facts import CharterWritten, PilotChosen
from assessment.domain.roadmap import PilotRank
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.workspace import Workspace

REVIEW_DAYS = 365


def override(workspace: Workspace, rank: PilotRank) -> None:
    """Choose the site by hand, with a reason; what that costs shows among the scenarios."""
    sites = workspace.engagement().sites
    site = st.selectbox(_("Pilot site"), list(rank.order), format_func=lambda s: sites[s].name)
    if site != rank.site:
        at = next(number for number, score in enumerate(rank.scores, 1) if score.site == site)
        st.warning(escape_markdown(_("{site} ranks {number} of {count}. Its tasks then come first and at full effort; "
                                     "the other sites follow.").format(
            site=sites[site].name, number=at, count=len(rank.scores))))
    reason = st.text_input(_("Why"), max_chars=400, key="pilot-reason")
    if st.button(_("Choose this site"), disabled=site == rank.site and rank.chosen):
        if not clean(reason).strip():
            st.error(_("A choice by hand needs its reason."))
            return
        widgets.record(workspace, PilotChosen(site=site, reason=clean(reason).strip()),
                       _("Recorded; the plan is drawn up anew."))


def charter(workspace: Workspace, site: str) -> None:
    """Scope, owner, what success is, when to stop, what it takes to scale, and the day of the review."""
    engagement = workspace.engagement()
    before = engagement.charter if engagement.charter and engagement.charter.site == site else None
    st.caption(_("One criterion a line, with a number and how it is measured."))
    with st.form(f"charter-{site}"):
        scope = st.text_area(_("Scope: areas, systems, data"), value=before.scope if before else "", max_chars=1000)
        owner = st.text_input(_("Owner (a post)"), value=before.owner if before else "", max_chars=120)
        success = st.text_area(_("Success"), value="\n".join(before.success) if before else "")
        stop = st.text_area(_("Stop when"), value="\n".join(before.stop) if before else "")
        scale = st.text_area(_("Scale when"), value="\n".join(before.scale) if before else "")
        review = st.date_input(_("Review on"), value=before.review if before else engagement.start + timedelta(
            days=REVIEW_DAYS), min_value=engagement.start)
        if st.form_submit_button(_("Record the charter")):
            if not (clean(scope).strip() and clean(owner).strip()):
                st.error(_("A charter needs its scope and an owner."))
                return
            widgets.record(workspace, CharterWritten(
                site=site, scope=clean(scope).strip(), owner=clean(owner).strip(), success=_lines(success),
                stop=_lines(stop), scale=_lines(scale), review=review), _("The charter is recorded."))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:400] for line in clean(text).splitlines() if line.strip())[:20]
