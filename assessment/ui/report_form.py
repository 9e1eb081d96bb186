"""Forms of the page Report: edition, sections, the client's look, draft or final, the sealed annex."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import Cycle, Engagement, allowed
from assessment.domain.facts import ReportBranded, ReportEdited, ReportFinalised
from assessment.report.edition import REDACTIONS, VARIANTS, Edition
from assessment.report.sections import Section
from assessment.text import N_, NAMES, _, clean, escape_markdown, language, languages, speaking
from assessment.ui import widgets
from assessment.workspace import Workspace
from assessment.workspace.reporting import edition_of

VARIANT_NAMES = {
    "full": N_("Full report with annexes"), "board": N_("Board: six pages"), "brief": N_("Brief: one page"),
    "delta": N_("Quarterly: what moved"), "site": N_("Site sheet: one site"),
}
REDACTION_NAMES = {"names": N_("names of people"), "comments": N_("comments"), "sites": N_("names of sites")}


def pick_edition(engagement: Engagement) -> tuple[Edition, str]:
    """The edition that is looked at, and the language of its report."""
    first, second, third = st.columns([2, 1, 1])
    variant = first.selectbox(_("Variant"), VARIANTS, format_func=lambda name: _(VARIANT_NAMES[name]))
    paper = second.selectbox(_("Paper"), ("A4", "Letter"))
    known = languages()
    told = third.selectbox(_("Language of the report"), known, index=known.index(language()),
                           format_func=lambda name: NAMES.get(name, name), disabled=len(known) == 1)
    site = None
    if variant == "site":
        site = st.selectbox(_("Site"), list(engagement.sites), format_func=lambda s: engagement.sites[s].name)
    redact = st.multiselect(_("Leave out for whoever the copy goes to"), REDACTIONS, placeholder=_("nothing"),
                            format_func=lambda name: _(REDACTION_NAMES[name]))
    archive = st.checkbox(_("For the archive: PDF/A-3 with the data attached"))
    return edition_of(engagement, variant, paper, redact, site, archive), told


def address(engagement: Engagement, name: str, cycle: Cycle, edition: Edition, told: str) -> str:
    """Where a file of an edition is downloaded."""
    asked = {"cycle": cycle.id, "language": told, "variant": edition.variant, "paper": edition.paper,
             "redact": ",".join(sorted(edition.redact)), "archive": "yes" if edition.archive else "",
             "site": edition.site or ""}
    return f"/report/{engagement.id}/{name}?" + urlencode({key: value for key, value in asked.items() if value})


def edit_section(workspace: Workspace, edition: Edition, cycle: Cycle) -> None:
    """One section at a time: shown or not, where, under which headline, with which comment."""
    sections = workspace.reports.sections(edition, cycle.id)
    st.dataframe([{_("Place"): s.position, _("Section"): s.title, _("Annex"): s.annex, _("Shown"): not s.hidden,
                   _("Headline as edited"): s.headline, _("Management comment"): s.comment} for s in sections],
                 hide_index=True, width="stretch", alt=_("Sections of this variant"))
    known = {section.id: section for section in sections}
    name = st.selectbox(_("Section to edit"), list(known), format_func=lambda s: known[s].title)
    if name is not None:
        _edit(workspace, edition, cycle, known[name])


def _edit(workspace: Workspace, edition: Edition, cycle: Cycle, section: Section) -> None:
    with st.form(f"section-{edition.variant}-{section.id}", enter_to_submit=False):
        shown = st.checkbox(_("Shown in this variant"), not section.hidden)
        position = int(st.number_input(_("Place among the sections"), 1, 999, section.position))
        headline = st.text_input(_("Headline in place of the computed one"), section.headline, max_chars=200)
        comment = st.text_area(_("Management comment, printed above the section"), section.comment, max_chars=4000)
        if st.form_submit_button(_("Record this edit")):
            moved = position != section.places.get(edition.variant)
            widgets.record(workspace, ReportEdited(
                variant=edition.variant, section=section.id, cycle=cycle.id, hidden=not shown,
                position=position if moved else None, headline=clean(headline, 200), comment=clean(comment)),
                _("The edit is recorded. The report of this cycle is a draft until it is marked final again."))


def edit_brand(workspace: Workspace, engagement: Engagement) -> None:
    """Logo, two colours, a line for the cover and one for the footer."""
    brand, logo = engagement.reporting.brand, workspace.reports.logo()
    if logo is not None:
        st.image(logo.body, width=180)
    with st.form("brand", enter_to_submit=False):
        picture = st.file_uploader(_("Logo (PNG or JPEG, at most 2 MB)"), type=["png", "jpg", "jpeg"])
        keep = st.checkbox(_("Print the logo"), bool(brand.logo) or picture is not None, disabled=logo is None)
        left, right = st.columns(2)
        accent = left.text_input(_("Colour of headings, as #1f5a8c"), brand.accent, max_chars=7)
        second = right.text_input(_("Colour of the rule on page one"), brand.second, max_chars=7)
        cover = st.text_input(_("Line on the cover"), brand.cover, max_chars=400)
        line = st.text_input(_("Confidentiality, in every footer"), brand.confidentiality, max_chars=120,
                             placeholder=_("Confidential"))
        if st.form_submit_button(_("Record the look")):
            _record_brand(workspace, picture.getvalue() if picture is not None else None,
                          brand.logo if keep or logo is None else "", accent, second, cover, line)


def _record_brand(workspace: Workspace, picture: bytes | None, logo: str, accent: str, second: str, cover: str,
                  line: str) -> None:
    from assessment.report.brand import RULE, TEXT, check_colour

    colours = (accent.strip().lower(), second.strip().lower())
    try:
        for colour, least in zip(colours, (TEXT, RULE), strict=True):
            if colour:
                check_colour(colour, least)
        name = workspace.reports.keep_logo(picture) if picture is not None else logo
    except AssessmentError as error:
        st.error(escape_markdown(str(error)))
        return
    widgets.record(workspace, ReportBranded(logo=name, accent=colours[0], second=colours[1], cover=clean(cover, 400),
                                            confidentiality=clean(line, 120)), _("The look is recorded."))


def mark_final(workspace: Workspace, cycle: Cycle) -> None:
    """Draft or final, and the one step to the other."""
    final = workspace.reports.is_final(cycle.id)
    if final:
        st.success(_("Final: the report is printed without a watermark until something that it shows changes."))
    else:
        st.info(_("Draft: every page says so. Mark it final once it has been read."))
    if not allowed(workspace.role, "report"):
        return
    if st.button(_("Make it a draft again") if final else _("Mark the report of this cycle final")):
        digest = workspace.results(cycle.id).digest
        widgets.record(workspace, ReportFinalised(cycle=cycle.id, digest=digest, withdrawn=final), _("Recorded."))


def seal_annex(workspace: Workspace, engagement: Engagement, cycle: Cycle, paper: str) -> None:
    """The annex with the weak points of single sites: made here, with a password that is shown once."""
    st.markdown(_("Open hard stops, live connections, zone diagrams and answers on cyber security by site stand in no "
                  "other report. The annex is an encrypted PDF; its password is shown once and kept nowhere."))
    if not allowed(workspace.role, "report"):
        st.caption(_("The owner or a facilitator makes it."))
        return
    if st.button(_("Make the restricted annex")):
        try:
            annex = workspace.reports.seal(cycle.id, paper)
        except AssessmentError as error:
            st.error(escape_markdown(str(error)))
            return
        st.warning(_("Password, shown this once. Hand it over by another way than the file:"))
        st.code(annex.password, language=None)
        st.link_button(_("Download the restricted annex"), f"/report/{engagement.id}/restricted.pdf")


def preview(workspace: Workspace, cycle: Cycle, edition: Edition, told: str) -> None:
    """The first page as it will be printed; markup is cleaned by the sink, and nothing in it can run."""
    if st.toggle(_("Show the first page")):
        with speaking(told):
            page = workspace.reports.first_page(edition, cycle.id)
        st.html(page)
