"""Rates and the client's own figures for the value case, each with who in finance confirmed it."""

import streamlit as st

from assessment.domain.basis import ROLES, Severity
from assessment.domain.checking import check_baseline
from assessment.domain.engagement import allowed, asks_for
from assessment.domain.facts import BaselineSet, RatesSet
from assessment.domain.library import STOP_HOUR, Driver, StandingCost
from assessment.domain.roadmap import usd_rate
from assessment.domain.value import day_rates, figure_of
from assessment.report import tables
from assessment.text import _, clean, escape_markdown, number
from assessment.ui import session, widgets
from assessment.ui.words import word

workspace = session.workspace()
engagement = workspace.engagement()
library, currency, rates = engagement.the_library, engagement.currency, engagement.rates
widgets.title(_("Figures for the value case"), _("In {currency}, fixed when the engagement was opened. Every change is "
                                                 "recorded with who and when.").format(currency=currency))

may = allowed(workspace.role, asks_for("baseline-set"))
widgets.heading(_("Rates"))
known = currency in library.settings.usd_rate
if rates.usd_rate is None and not known:
    st.warning(escape_markdown(_("Nobody gave an exchange rate for {currency}: until then no amount of the value case "
                                 "may be used.").format(currency=currency)))
with st.form("rates", enter_to_submit=False):
    left, right = st.columns(2)
    used = library.settings.discount_rate if rates.discount_rate is None else rates.discount_rate
    discount = left.number_input(_("Discount rate, % a year"), 0.0, 100.0, step=0.5, value=round(100 * used, 6))
    per_dollar = right.number_input(_("{currency} for one US dollar").format(currency=currency), 0.0, step=0.01,
                                    format="%.4f", value=usd_rate(engagement) if rates.usd_rate or known else 0.0,
                                    disabled=currency == "USD")
    daily = {role: column.number_input(_("{role}: {currency} a person-day").format(role=word(role), currency=currency),
                                       0.0, step=10.0, value=float(rates.day_rate.get(role, shipped)))
             for column, (role, shipped) in zip(st.columns(len(ROLES)), day_rates(engagement).items(), strict=True)}
    if st.form_submit_button(_("Set the rates"), disabled=not may):
        if per_dollar <= 0:
            st.error(_("State how many units of the currency one US dollar costs."))
        else:
            shipped_daily = day_rates(engagement)  # what nobody changed stays a shipped rate, and is called one
            widgets.record(workspace, RatesSet(
                day_rate={role: rate for role, rate in daily.items()
                          if role in rates.day_rate or rate != shipped_daily[role]},
                discount_rate=round(discount / 100, 8) if discount != round(100 * used, 6) else rates.discount_rate,
                usd_rate=per_dollar if per_dollar != usd_rate(engagement) or not known else rates.usd_rate),
                _("Rates recorded."))

widgets.heading(_("Baselines"))
st.caption(_("One figure for all sites together. A figure counts as confirmed once a finance owner is named."))
items: dict[str, Driver | StandingCost] = dict(library.driver)
items |= {cost.id: cost for cost in library.standing_costs if cost.driver is None}
rows = []
for item in items.values():
    figure = figure_of(engagement, item)
    rows.append({
        _("Figure"): item.name, _("{currency} thousand a year").format(currency=currency):
            number(figure.amount) if figure else _("not valued"),
        _("Basis"): tables.basis_of_figure(figure.confirmed_by, figure.proxy) if figure else _("no figure")})
st.dataframe(rows, hide_index=True, width="stretch", height="content")

names = {**{name: item.name for name, item in items.items()},
         **{group.id: _("{name}: the whole loss").format(name=group.name) for group in library.overlaps},
         STOP_HOUR: _("An hour of stopped production")}
chosen = st.selectbox(_("Which figure"), list(names), format_func=names.__getitem__, key="figure")
if chosen in items:
    st.caption(escape_markdown(f"{items[chosen].baseline_name}. {items[chosen].proxy_basis}"))
held = engagement.baselines.get(chosen)
unit = _("{currency} thousand an hour") if chosen == STOP_HOUR else _("{currency} thousand a year")
with st.form(f"baseline-{chosen}", enter_to_submit=False):
    amount = st.number_input(unit.format(currency=currency), 0.0, value=held.value if held else None)
    confirmed = st.text_input(_("Confirmed by (name of the finance owner)"), held.confirmed_by if held else "",
                              max_chars=120)
    note = st.text_input(_("Where the figure is from"), held.note if held else "", max_chars=500)
    if st.form_submit_button(_("Set the baseline"), disabled=not may):
        if amount is None:
            st.error(_("Write a figure; without one the stand-in holds, or the item is not valued."))
        else:
            odd = [found for found in check_baseline(
                library, chosen, amount, "thousand a year", currency, usd_rate(engagement), len(engagement.sites))
                if found.severity == Severity.WARNING]
            widgets.record(workspace, BaselineSet(
                driver=chosen, value=amount, confirmed_by=clean(confirmed, 120), note=clean(note, 500)),
                " ".join([_("Baseline recorded."), *(f"{found.message} {found.remedy}" for found in odd)]))
