"""Forms of what became of the plan: a report of a task, files of reports and actuals, key figures, booked benefits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

import streamlit as st

from assessment.domain.basis import ROLES
from assessment.domain.engagement import Engagement
from assessment.domain.facts import BenefitBooked, Fact, KpiDefined, KpiMeasured, TaskReported
from assessment.domain.facts.tracking import TaskStatus
from assessment.domain.tracking import units_of
from assessment.formats import read_actuals, read_progress
from assessment.report.tables import tracking as tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.plan_form import unit_name
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Workspace

MOST_TOLD = 20
"""Problems of a file that are shown at once."""


def report_task(workspace: Workspace) -> None:
    """Where a task stands today; what was said last is filled in."""
    engagement = workspace.engagement()
    left, right = st.columns(2)
    initiative = left.selectbox(_("Initiative"), engagement.the_library.initiatives, key="report-initiative",
                                format_func=lambda i: f"{i.id} {i.name}")
    unit = right.selectbox(_("Where"), units_of(engagement, initiative), key="report-unit",
                           format_func=lambda u: unit_name(workspace, u))
    reports = engagement.progress.get((initiative.id, unit), ())
    last = reports[-1] if reports else None
    key = f"{initiative.id}-{unit}"
    states: Sequence[TaskStatus] = get_args(TaskStatus)
    with st.form(f"report-{key}"):
        status = st.radio(_("State"), states, states.index(last.status) if last else 0, tables.status_name,
                          horizontal=True, key=f"state-{key}")
        first, second, third, fourth = st.columns(4)
        on = first.date_input(_("As of"), value=workspace.today, max_value=workspace.today, key=f"on-{key}")
        started = second.date_input(_("Started on (empty: not yet)"), value=last.started if last else None,
                                    key=f"started-{key}", max_value=workspace.today)
        finished = third.date_input(_("Finished on"), value=last.finished if last else None, key=f"finished-{key}",
                                    max_value=workspace.today)
        expected = fourth.date_input(_("Expected to be done on"), value=last.expected if last else None,
                                     key=f"expected-{key}")
        percent = first.number_input(_("Done, %"), 0, 100, last.percent if last else None, 5, key=f"percent-{key}")
        cost = second.number_input(_("Spent, {currency} thousand").format(currency=engagement.currency), 0.0, 1e7,
                                   last.cost if last else None, key=f"cost-{key}")
        owner = third.selectbox(_("Who sees to it"), [None, *engagement.people], key=f"owner-{key}",
                                index=[None, *engagement.people].index(last.owner) if last else 0,
                                format_func=lambda p: workspace.names.get(p, p) if p else "–")
        weeks = {role: column.number_input(_("{role}, person-weeks so far").format(role=word(role)), 0.0, 100_000.0,
                                           last.effort.get(role) if last else None, key=f"{role}-{key}")
                 for role, column in zip(ROLES, st.columns(len(ROLES)), strict=True)}
        blocker = st.text_input(_("Blocked by"), last.blocker if last else "", max_chars=400, key=f"blocker-{key}")
        note = st.text_input(_("Note"), max_chars=400, key=f"note-{key}")
        if st.form_submit_button(_("Record how it stands")) and isinstance(on, date):
            done, begun = status == "finished", status != "planned"
            widgets.record(workspace, TaskReported(
                initiative=initiative.id, unit=unit, on=on, status=status, percent=percent if begun else None,
                started=started if begun else None, finished=finished if done else None,
                expected=None if done else expected, owner=owner, cost=cost,
                effort={role: spent for role, spent in weeks.items() if spent is not None},
                blocker="" if done else clean(blocker).strip(), note=clean(note)), _("Recorded."))


def bring_file(workspace: Workspace, kind: str, template: str) -> None:
    """A CSV file of `progress` or `kpis`, as a whole or, with any problem, not at all."""
    reads: dict[str, Callable[[bytes, str, Engagement], tuple[Any, Any]]] = {
        "progress": read_progress, "kpis": read_actuals}
    st.download_button(_("A file to begin with"), template, f"{kind}.csv", "text/csv; charset=utf-8",
                       key=f"template-{kind}")
    file = st.file_uploader(_("From a file (CSV)"), type=["csv"], key=f"file-{kind}")
    if file is None:
        return
    found, problems = reads[kind](file.getvalue(), clean(file.name, 80), workspace.engagement())
    for problem in problems[:MOST_TOLD]:
        st.error(escape_markdown(str(problem)))
    if not problems:
        st.caption(_("{count} rows, no problem.").format(count=len(found)))
        if st.button(_("Take the file over"), key=f"take-{kind}"):
            widgets.record_together(workspace, found, _("Recorded."))


def define_kpi(workspace: Workspace) -> None:
    """A new key figure, or another definition of a known one; its values stay."""
    engagement = workspace.engagement()
    standing = {key: kpi for key, kpi in engagement.kpis.items() if not kpi.withdrawn}
    chosen = st.selectbox(_("Key figure"), [None, *standing], key="kpi-chosen",
                          format_func=lambda k: standing[k].name if k else _("a new one"))
    kpi = standing[chosen] if chosen else KpiDefined(kpi="new", name="-")
    key = chosen or "new"
    dimensions = {d.id: f"{d.code} {d.name}" for d in engagement.the_pack.dimensions}
    with st.form(f"kpi-{key}"):
        name = st.text_input(_("Name"), kpi.name if chosen else "", max_chars=120, key=f"name-{key}")
        definition = st.text_area(_("What it measures"), kpi.definition, max_chars=4000, key=f"definition-{key}")
        first, second, third = st.columns(3)
        unit = first.text_input(_("Unit"), kpi.unit, max_chars=40, key=f"unit-{key}")
        better = second.radio(_("Better is"), ["higher", "lower"], ["higher", "lower"].index(kpi.better),
                              {"higher": _("more"), "lower": _("less")}.__getitem__, horizontal=True,
                              key=f"better-{key}")
        sites = [None, *engagement.sites]
        site = third.selectbox(_("Where"), sites, sites.index(kpi.site), key=f"site-{key}",
                               format_func=lambda s: engagement.sites[s].name if s else _("the network"))
        baseline = first.number_input(_("Baseline"), value=kpi.baseline, key=f"baseline-{key}")
        baseline_on = first.date_input(_("measured on"), kpi.baseline_on, key=f"baseline-on-{key}")
        target = second.number_input(_("Target"), value=kpi.target, key=f"target-{key}")
        target_on = second.date_input(_("to be reached by"), kpi.target_on, key=f"target-on-{key}")
        people = [None, *engagement.people]
        owner = third.selectbox(_("Who owns it"), people, people.index(kpi.owner), key=f"kpi-owner-{key}",
                                format_func=lambda p: workspace.names.get(p, p) if p else "–")
        source = third.text_input(_("Where it is read"), kpi.source, max_chars=400, key=f"source-{key}")
        shows = st.multiselect(_("Dimensions whose rise it should show"), list(dimensions), list(kpi.dimensions),
                               dimensions.__getitem__, key=f"dimensions-{key}", placeholder=_("none"))
        drivers = [None, *engagement.the_library.driver]
        driver = st.selectbox(_("Value driver that it measures"), drivers, drivers.index(kpi.driver),
                              format_func=lambda d: engagement.the_library.driver[d].name if d else "–",
                              key=f"driver-{key}")
        gone = bool(chosen) and st.checkbox(_("Withdraw it"), key=f"gone-{key}")
        if st.form_submit_button(_("Record the key figure")):
            if not clean(name).strip():
                st.error(_("Give it a name."))
                return
            widgets.record(workspace, KpiDefined(
                kpi=chosen or free_id(name_to_id(name), engagement.kpis), name=clean(name).strip(),
                definition=clean(definition), unit=clean(unit).strip(), better=better, site=site, baseline=baseline,
                baseline_on=baseline_on, target=target, target_on=target_on, owner=owner, source=clean(source),
                initiatives=kpi.initiatives, dimensions=tuple(shows), driver=driver, withdrawn=gone), _("Recorded."))


def measure_kpi(workspace: Workspace) -> None:
    """A value of a key figure on a day."""
    standing = {key: kpi for key, kpi in workspace.engagement().kpis.items() if not kpi.withdrawn}
    with st.form("measure"):
        first, second, third = st.columns(3)
        chosen = first.selectbox(_("Key figure"), list(standing), key="measured-kpi", format_func=lambda k: (
            f"{standing[k].name} ({standing[k].unit})" if standing[k].unit else standing[k].name))
        on = second.date_input(_("As of"), value=workspace.today, max_value=workspace.today, key="measured-on")
        value = third.number_input(_("Value (empty: take that day's back)"), value=None, key="measured-value")
        if st.form_submit_button(_("Record the value")) and isinstance(on, date):
            widgets.record(workspace, KpiMeasured(kpi=chosen, on=on, value=value), _("Recorded."))


def book_benefit(workspace: Workspace) -> None:
    """A benefit that finance has seen over a span of days."""
    engagement = workspace.engagement()
    with st.form("benefit", clear_on_submit=False):
        driver = st.selectbox(_("Value driver"), list(engagement.the_library.driver), key="booked-driver",
                              format_func=lambda d: engagement.the_library.driver[d].name)
        first, second, third = st.columns(3)
        begin = first.date_input(_("From"), value=None, max_value=workspace.today, key="booked-first")
        end = second.date_input(_("To"), value=None, max_value=workspace.today, key="booked-last")
        amount = third.number_input(_("Amount, {currency} thousand").format(currency=engagement.currency), value=0.0,
                                    key="booked-amount")
        sites = [None, *engagement.sites]
        site = first.selectbox(_("Where"), sites, key="booked-site",
                               format_func=lambda s: engagement.sites[s].name if s else _("the network"))
        by = second.text_input(_("Confirmed by (a post)"), max_chars=120, key="booked-by")
        if st.form_submit_button(_("Book the benefit")):
            if not isinstance(begin, date) or not isinstance(end, date):
                st.error(_("Say from when to when."))
                return
            widgets.record(workspace, BenefitBooked(
                benefit=free_id(f"{driver}-{begin.isoformat()}", engagement.benefits), driver=driver, site=site,
                first=begin, last=end, amount=amount, confirmed_by=clean(by).strip()), _("Recorded."))


def take_back_benefit(workspace: Workspace) -> None:
    """Withdraw what was booked in error."""
    engagement = workspace.engagement()
    standing = {key: one for key, one in engagement.benefits.items() if not one.withdrawn}
    if not standing:
        return
    chosen = st.selectbox(_("Booked in error"), list(standing), index=None, format_func=lambda key: (
        f"{engagement.the_library.driver[standing[key].driver].name}, {standing[key].first.isoformat()}"))
    if chosen and st.button(_("Take it back")):
        fact: Fact = standing[chosen].model_copy(update={"withdrawn": True})
        widgets.record(workspace, fact, _("Taken back."))
