"""Stated facts, targets, capacity, budget: what no question measures."""

import streamlit as st

from assessment.domain.basis import FUNCTIONS, ROLES
from assessment.domain.engagement import allowed
from assessment.domain.facts import BudgetSet, CapacitySet, FunctionWeightsSet, Stated, TargetSet
from assessment.text import _, clean
from assessment.ui import session, widgets
from assessment.ui.words import word

workspace = session.workspace()
engagement = workspace.engagement()
library, pack = engagement.the_library, engagement.the_pack
widgets.title(_("Facts, targets and means"), _("Every change is recorded with who and when."))

may = allowed(workspace.role, "define")
if not may:
    st.info(_("Your role reads here; the owner states."))
facts, targets, means, weights = st.tabs([
    _("Stated facts"), _("Targets"), _("People and money"), _("Weight of functions")])

with facts:
    for fact in library.stated:
        if fact.scope != "network":
            continue
        current = engagement.fact(fact.id)
        options = ["", *fact.values]
        chosen = st.selectbox(fact.question, options, index=options.index(current) if current in options else 0,
                              format_func=lambda stated: word(stated) or _("not stated"), key=f"fact-{fact.id}",
                              disabled=not may)
        if chosen and chosen != current:
            widgets.record(workspace, Stated(fact=fact.id, value=chosen), _("Recorded."))

with targets:
    dimension = st.selectbox(_("Dimension"), list(pack.by_id), format_func=lambda d: pack.by_id[d].name)
    now = engagement.target(dimension, None)
    level = st.slider(_("Target level"), float(pack.scale.minimum), float(pack.scale.maximum), float(now), 0.5)
    if st.button(_("Set the target"), disabled=level == now or not may):
        widgets.record(workspace, TargetSet(dimension=dimension, level=level), _("Target recorded."))
    st.dataframe([{_("Dimension"): d.name, _("Target"): engagement.target(d.id, None)} for d in pack.dimensions],
                 hide_index=True)

with means:
    role = st.selectbox(_("Role"), ROLES, format_func=word)
    known = engagement.capacity.get(role, (library.settings.capacity_weeks[role],))
    weeks = st.number_input(_("Person-weeks a quarter"), 0.0, 100_000.0, float(known[0]))
    if st.button(_("Set the capacity"), disabled=not may):
        widgets.record(workspace, CapacitySet(role=role, weeks=(weeks,)), _("Capacity recorded."))
    budget = st.text_input(_("Budget by quarter, {currency} thousand, separated by spaces").format(
        currency=engagement.currency), " ".join(f"{b:g}" for b in engagement.budget))
    if st.button(_("Set the budget"), disabled=not may):
        try:
            quarters = tuple(float(part) for part in budget.replace(",", " ").split())
        except ValueError:
            st.error(_("Write numbers separated by spaces, for example 800 800 600."))
        else:
            widgets.record(workspace, BudgetSet(quarters=quarters), _("Budget recorded."))

with weights:
    st.caption(_("How much the mean vote of each function counts in a judgement. All count alike unless there is a "
                 "reason; ten people of one function never outvote two of another."))
    with st.form("function-weights", enter_to_submit=False):
        columns = st.columns(len(FUNCTIONS))
        tried = {function: column.number_input(word(function), 0.1, 100.0,
                                               float(engagement.function_weights.get(function, 1.0)), 0.5)
                 for column, function in zip(columns, FUNCTIONS, strict=True)}
        reason = st.text_input(_("Why"), max_chars=400)
        if st.form_submit_button(_("Set the weights"), disabled=not may):
            if clean(reason):
                widgets.record(workspace, FunctionWeightsSet(weights=tried, reason=clean(reason)), _("Recorded."),
                               reason=clean(reason))
            else:
                st.error(_("Weights of functions change only with a reason."))
