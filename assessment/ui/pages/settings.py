"""Stated facts, targets, capacity, budget: what no question measures."""

import streamlit as st

from assessment.domain.basis import ROLES
from assessment.domain.facts import BaselineSet, BudgetSet, CapacitySet, Stated, TargetSet
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import word

workspace = session.workspace()
engagement = workspace.engagement()
library, pack = engagement.the_library, engagement.the_pack
widgets.title(_("Facts, targets and means"), _("Every change is recorded with who and when."))

facts, targets, means, baselines = st.tabs([_("Stated facts"), _("Targets"), _("People and money"), _("Baselines")])

with facts:
    for fact in library.stated:
        if fact.scope != "network":
            continue
        current = engagement.fact(fact.id)
        options = ["", *fact.values]
        chosen = st.selectbox(fact.question, options, index=options.index(current) if current in options else 0,
                              format_func=lambda stated: word(stated) or _("not stated"), key=f"fact-{fact.id}")
        if chosen and chosen != current:
            widgets.record(workspace, Stated(fact=fact.id, value=chosen), _("Recorded."))

with targets:
    dimension = st.selectbox(_("Dimension"), list(pack.by_id), format_func=lambda d: pack.by_id[d].name)
    now = engagement.target(dimension, None)
    level = st.slider(_("Target level"), float(pack.scale.minimum), float(pack.scale.maximum), float(now), 0.5)
    if st.button(_("Set the target"), disabled=level == now):
        widgets.record(workspace, TargetSet(dimension=dimension, level=level), _("Target recorded."))
    st.dataframe([{_("Dimension"): d.name, _("Target"): engagement.target(d.id, None)} for d in pack.dimensions],
                 hide_index=True)

with means:
    role = st.selectbox(_("Role"), ROLES, format_func=word)
    known = engagement.capacity.get(role, (library.settings.capacity_weeks[role],))
    weeks = st.number_input(_("Person-weeks a quarter"), 0.0, 100_000.0, float(known[0]))
    if st.button(_("Set the capacity")):
        widgets.record(workspace, CapacitySet(role=role, weeks=(weeks,)), _("Capacity recorded."))
    budget = st.text_input(_("Budget by quarter, {currency} thousand, separated by spaces").format(
        currency=engagement.currency), " ".join(f"{b:g}" for b in engagement.budget))
    if st.button(_("Set the budget")):
        try:
            quarters = tuple(float(part) for part in budget.replace(",", " ").split())
        except ValueError:
            st.error(_("Write numbers separated by spaces, for example 800 800 600."))
        else:
            widgets.record(workspace, BudgetSet(quarters=quarters), _("Budget recorded."))

with baselines:
    driver = st.selectbox(_("Driver"), [d.id for d in library.drivers],
                          format_func=lambda d: next(x.name for x in library.drivers if x.id == d))
    chosen_driver = next(d for d in library.drivers if d.id == driver)
    st.caption(escape_markdown(f"{chosen_driver.baseline_name} ({chosen_driver.baseline_unit})"))
    held = engagement.baselines.get(driver)
    amount = st.number_input(_("{currency} thousand a year").format(currency=engagement.currency), 0.0,
                             value=float(held.value) if held else 0.0)
    confirmed = st.text_input(_("Confirmed by (name of the finance owner)"), held.confirmed_by if held else "")
    if st.button(_("Set the baseline")):
        widgets.record(workspace, BaselineSet(driver=driver, value=amount, confirmed_by=clean(confirmed, 120)),
                       _("Baseline recorded."))
