"""What the effort costs, what it brings, what staying costs, and how sure that is."""

import streamlit as st

from assessment.domain.basis import Severity
from assessment.report import charts, tables
from assessment.text import _, escape_markdown, number
from assessment.ui import session, widgets

workspace = session.workspace()
currency = workspace.engagement().currency
widgets.title(_("Value case"), _("Amounts in thousand {currency} where nothing else is said; of 100 draws 10 lie below "
                                 "P10, 50 below P50 and 90 below P90.").format(currency=currency))
widgets.wait_for(workspace, _("Here stands what the plan costs, what it brings and what staying as we are costs."),
                 "answers")
results = workspace.results(session.cycle())
value = results.value
stamp = tables.value_stamp(results)
if stamp:
    st.warning(escape_markdown(stamp))

for found in value.problems:
    if found.severity == Severity.WARNING:
        st.warning(escape_markdown(f"{found.message} {found.remedy}"))

shown = [(_("Whole effort (P50)"), value.investment), (_("Benefit over the horizon (P50)"), value.benefit)]
if not value.indicative:
    shown.append((_("Net present value (P50)"), value.npv))
shown.append((_("Staying as we are (P50)"), value.stay_as_we_are))
for column, (name, amounts) in zip(st.columns(len(shown)), shown, strict=True):
    low, middle, high = (number(amount / 1000, ",.1f") for amount in amounts)
    column.metric(name, _("{currency} {amount} m").format(currency=currency, amount=middle), border=True)
    column.caption(escape_markdown(_("{low} to {high} million (P10 to P90)").format(low=low, high=high)))
st.markdown(escape_markdown(_("Over {years} years; cost and benefit undiscounted, staying as we are at today's "
                              "value.").format(years=f"{value.quarters / 4:.0f}")))
if not value.indicative:
    st.markdown(escape_markdown(_("How sure: the net present value is above zero in {share} of 100 draws; {confirmed} "
                                  "% of the benefit rests on figures that a finance owner confirmed.").format(
        share=f"{100 * value.chance_positive:.0f}", confirmed=f"{100 * value.confirmed_share:.0f}")))

widgets.show_table(tables.standing(results))
with st.expander(_("Why staying as we are costs money")):
    widgets.show_table(tables.standing_basis(results), heading=False)
widgets.show_table(tables.delay(results))

widgets.show_chart(charts.bridge(results))
widgets.show_chart(charts.cost(results))
widgets.show_table(tables.costs(results))
with st.expander(_("How the cost came about")):
    widgets.show_table(tables.cost_basis(results), heading=False)

widgets.show_table(tables.drivers(results))
widgets.show_table(tables.overlaps(results))
for sentence in tables.overlaps_in_words(results):
    st.markdown(escape_markdown(sentence))
widgets.show_table(tables.not_valued(results))
widgets.show_table(tables.money_doubts(results))

widgets.show_chart(charts.cash(results))
widgets.show_table(tables.measures(results))
widgets.show_chart(charts.tornado(results))
