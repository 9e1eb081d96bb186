"""Cost, benefit and their range."""

import streamlit as st

from assessment.report import charts, tables
from assessment.text import _, number
from assessment.ui import session, widgets

results = session.workspace().results(session.cycle())
value, currency = results.value, results.engagement.currency
widgets.title(_("Value case"))
if value.indicative:
    st.warning(_("Indicative: figures confirmed by a finance owner carry {share} % of the benefit.").format(
        share=f"{100 * value.confirmed_share:.0f}"))


def million(amount: float) -> str:
    return _("{currency} {amount} m").format(currency=currency, amount=number(amount / 1000, ",.1f"))


columns = st.columns(3)
columns[0].metric(_("Whole effort (P50)"), million(value.investment[1]))
columns[1].metric(_("Benefit over the horizon (P50)"), million(value.benefit[1]))
if not value.indicative:
    columns[2].metric(_("Net present value (P50)"), million(value.npv[1]))
widgets.show_chart(charts.cost(results))
widgets.show_table(tables.costs(results))
widgets.show_chart(charts.cash(results))
widgets.show_chart(charts.tornado(results))
widgets.show_table(tables.drivers(results))
