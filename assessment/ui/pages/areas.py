"""Integration areas: how far IT and OT come together in each, why, from when, and what was designed."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import designing, session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Areas"), _("Where IT and OT come together, how far, from when and under whom; four tests show why."))
widgets.wait_for(workspace, _("Here stand the areas in which IT and OT come together, proposed for the path that "
                              "the answers recommend."), "answers")
with st.spinner(_("Planning")):
    results = workspace.results(session.cycle())
engagement, model, library = results.engagement, results.operating_model, results.engagement.the_library
if model is None:
    st.info(_("The library of this engagement proposes no operating model."))
    st.stop()
    raise AssertionError("the page has stopped")
columns = st.columns(4)
columns[0].metric(_("Areas"), len(model.areas))
columns[1].metric(_("Above separate at the end"), sum(area.later != "separate" for area in model.areas))
columns[2].metric(_("Designed by you"), sum(area.stated is not None for area in model.areas))
columns[3].metric(_("Exceptions at sites"), len(model.exceptions))
designing.show_open_points(model, "areas.", "knockouts.")

degrees, tests, raci, sites = st.tabs([_("Degrees"), _("Why"), _("Who"), _("Exceptions at sites")])
with degrees:
    widgets.show_table(tables.integration_areas(results), heading=False)
with tests:
    widgets.show_table(tables.area_tests(results), heading=False)
with raci:
    widgets.show_table(tables.area_raci(results))
    widgets.show_table(tables.gxp_owners(results))
with sites:
    found = tables.area_exceptions(results)
    widgets.show_table(found, heading=False)
    if not found.rows:
        st.info(_("No site has an exception, and no site's own answers call for one."))

widgets.heading(_("One area"))
left, right = st.columns(2)
name = left.selectbox(_("Area"), list(library.area), format_func=lambda area: library.area[area].name)
places = designing.place_names(engagement)
place = right.selectbox(_("Where"), list(places), format_func=places.__getitem__)
area, known = model.area(name, place), library.area[name]
if area is None:
    st.stop()
    raise AssertionError("the page has stopped")
st.caption(escape_markdown(known.covers))
st.markdown(escape_markdown(_("{degree} with the first step, {begins}. At the end of the path: {later}.").format(
    degree=tables.degree_name(area.degree).capitalize(), begins=tables.begins(results, area, area.start),
    later=tables.later_in_words(results, area))))
for waits in dict.fromkeys(tables.waits_in_words(results, start) for start in (area.start, area.later_start)):
    if waits:
        st.caption(escape_markdown(waits))
widgets.show_table(tables.area_answers(results, area))
with st.expander(_("The answers, place by place")):
    for basis, table in tables.answers_of(results, (text for test in area.tests for text in test.basis)):
        widgets.show_table(table)
        if basis.kind == "question" and basis.what in engagement.the_pack.questions:
            st.page_link("ui/pages/agree.py", label=_("Votes and evidence"), query_params={"question": basis.what})

if allowed(workspace.role, "plan") and results.cycle.id == workspace.engagement().cycle().id:
    widgets.heading(_("Design it for the network") if place is None else _("An exception at {site}").format(
        site=places[place]))
    designing.design_area(workspace, area, place, known.gxp)
