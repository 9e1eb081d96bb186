"""Freezes and shutdowns of the plants: as tables that say what they mean for the plan, and forms that change them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

import streamlit as st

from assessment.domain.engagement import Engagement
from assessment.domain.facts import FreezeSet, ShutdownSet
from assessment.domain.roadmap import PROGRAMME, first_day, frozen_months, month_of
from assessment.domain.roadmap.calendar import window_hours
from assessment.text import _, clean, escape_markdown, month, number
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id
from assessment.workspace import Workspace

Stop = Literal["site-work", "cut-over", "validation"]
STOPS: tuple[Stop, ...] = ("site-work", "cut-over", "validation")
MOST = 120
"""Characters of a name."""


def stop_name(stop: str) -> str:
    return {"site-work": _("work at the site"), "cut-over": _("cut-overs"), "validation": _("validation")}[stop]


def place_name(engagement: Engagement, site: str | None) -> str:
    if site is None:
        return _("everywhere")
    return engagement.sites[site].name if site in engagement.sites else site


def freeze_rows(engagement: Engagement) -> list[dict[str, str]]:
    """One row a freeze in the order of their days, last the months of the plan that stand still."""
    still = {stop: frozen_months(engagement, _horizon(engagement), stop) for stop in STOPS}
    rows = []
    for freeze in sorted(engagement.freezes.values(), key=lambda f: (f.first, f.freeze)):
        units = (PROGRAMME, *engagement.sites) if freeze.site is None else (freeze.site,)
        frozen = {m for stop in freeze.stops for unit in units for m in still[stop].get(unit, ())}
        rows.append({
            _("Freeze"): freeze.reason or freeze.freeze, _("Where"): place_name(engagement, freeze.site),
            _("From"): freeze.first.isoformat(), _("To"): freeze.last.isoformat(),
            _("What it stops"): _("everything") if set(freeze.stops) == set(STOPS) else ", ".join(
                stop_name(stop) for stop in freeze.stops),
            _("Months that stand still"): _still_in(engagement, freeze, frozen), _("Id"): freeze.freeze})
    return rows


def shutdown_rows(engagement: Engagement) -> list[dict[str, str]]:
    """One row a shutdown by site and day, last the hours that it leaves a cut-over in each month of the plan."""
    months = _horizon(engagement)
    closed = frozen_months(engagement, months, "cut-over")
    rows = []
    for shutdown in sorted(engagement.shutdowns.values(), key=lambda s: (s.site, s.first, s.shutdown)):
        alone = replace(engagement, shutdowns={shutdown.shutdown: shutdown})
        hours = window_hours(alone, months)[shutdown.site]
        told = [_("{month}: none, a freeze").format(month=_month(engagement, m))
                if m in closed.get(shutdown.site, ()) else f"{_month(engagement, m)}: {number(h)}"
                for m, h in hours.items()]
        rows.append({
            _("Site"): place_name(engagement, shutdown.site), _("Area"): shutdown.area,
            _("From"): shutdown.first.isoformat(), _("To"): shutdown.last.isoformat(),
            _("Hours for a cut-over"): ", ".join(told) or _("outside the roadmap"), _("Id"): shutdown.shutdown})
    return rows


def sites_without_cut_over(engagement: Engagement) -> list[str]:
    """Names of sites whose shutdowns all lie outside the roadmap: no cut-over that stops production fits there."""
    hours = window_hours(engagement, _horizon(engagement))
    return [place_name(engagement, site) for site, by_month in hours.items() if not by_month]


def edit_freezes(workspace: Workspace) -> None:
    """Add or change a freeze, or take one out."""
    engagement = workspace.engagement()
    known = engagement.freezes
    chosen = st.selectbox(_("Add or change"), ["", *known], key="freeze-chosen", format_func=lambda name: (
        _label(engagement, known[name]) if name in known else _("a new freeze")))
    held = known.get(chosen)
    # one more freeze is another form, so that a new one begins empty
    with st.form(f"freeze-{chosen}" if held else f"new-freeze-{len(known)}", enter_to_submit=False):
        name = st.text_input(_("What it is for, such as an inspection"), held.reason if held else "")
        left, middle, right = st.columns(3)
        sites = [None, *engagement.sites]
        site = left.selectbox(_("Where"), sites, index=sites.index(held.site) if held else 0,
                              format_func=lambda s: place_name(engagement, s))
        first = middle.date_input(_("From"), value=held.first if held else None)
        last = right.date_input(_("To"), value=held.last if held else None)
        stops = st.multiselect(_("What it stops"), STOPS, default=held.stops if held else STOPS, format_func=stop_name)
        if st.form_submit_button(_("Record the freeze")):
            given = clean(name)
            wrong = _told(_wrong_days(first, last), _wrong_name(given),
                          None if given else _("Say what the freeze is for."),
                          None if stops else _("Name what stands still, or take the freeze out."))
            if wrong or first is None or last is None:
                return
            widgets.record(workspace, FreezeSet(
                freeze=held.freeze if held else free_id(name_to_id(given), known), site=site,
                first=first, last=last, stops=tuple(stop for stop in STOPS if stop in stops), reason=given),
                _("The freeze is recorded; the plan is drawn up anew."))
    if held is not None and st.button(_("Take the freeze out")):
        widgets.record(workspace, held.model_copy(update={"withdrawn": True}), _("The freeze is taken out."))


def edit_shutdowns(workspace: Workspace) -> None:
    """Add or change a shutdown, or take one out."""
    engagement = workspace.engagement()
    if not engagement.sites:
        st.info(_("Define the sites first."))
        return
    known = engagement.shutdowns
    chosen = st.selectbox(_("Add or change"), ["", *known], key="shutdown-chosen", format_func=lambda name: (
        _label(engagement, known[name]) if name in known else _("a new shutdown")))
    held = known.get(chosen)
    with st.form(f"shutdown-{chosen}" if held else f"new-shutdown-{len(known)}", enter_to_submit=False):
        left, middle, right = st.columns(3)
        sites = list(engagement.sites)
        site = left.selectbox(_("Site"), sites, index=sites.index(held.site) if held else 0,
                              format_func=lambda s: place_name(engagement, s))
        first = middle.date_input(_("From"), value=held.first if held else None)
        last = right.date_input(_("To"), value=held.last if held else None)
        area = st.text_input(_("Area that stands still (empty: the whole site)"), held.area if held else "")
        if st.form_submit_button(_("Record the shutdown")):
            given = clean(area)
            wrong = _told(_wrong_days(first, last), _wrong_name(given))
            if wrong or first is None or last is None:
                return
            name = free_id(name_to_id(f"{site}-{first.isoformat()}"), known)
            widgets.record(workspace, ShutdownSet(
                shutdown=held.shutdown if held else name, site=site, first=first, last=last, area=given),
                _("The shutdown is recorded; the plan is drawn up anew."))
    if held is not None and st.button(_("Take the shutdown out")):
        widgets.record(workspace, held.model_copy(update={"withdrawn": True}), _("The shutdown is taken out."))


def _label(engagement: Engagement, period: FreezeSet | ShutdownSet) -> str:
    name = period.freeze if isinstance(period, FreezeSet) else period.shutdown
    return f"{name} ({place_name(engagement, period.site)}, {period.first.isoformat()})"


def _wrong_days(first: date | None, last: date | None) -> str | None:
    if first is None or last is None:
        return _("Give the first and the last day.")
    if last >= first:
        return None
    return _("The end lies before the beginning.") + " " + _("Exchange the two dates.")


def _wrong_name(given: str) -> str | None:
    return _("This is longer than {most} characters: shorten it.").format(most=MOST) if len(given) > MOST else None


def _told(*wrong: str | None) -> bool:
    """Say what is wrong; whether anything is."""
    found = [text for text in wrong if text]
    for text in found:
        st.error(escape_markdown(text))
    return bool(found)


def _horizon(engagement: Engagement) -> int:
    return 3 * engagement.the_library.settings.horizon_quarters


def _month(engagement: Engagement, at: int) -> str:
    return month(first_day(engagement.start, at))


def _still_in(engagement: Engagement, freeze: FreezeSet, frozen: Iterable[int]) -> str:
    """Months of the freeze that stand still, neighbours joined; why there are none."""
    touched = range(max(0, month_of(engagement.start, freeze.first)),
                    min(_horizon(engagement), month_of(engagement.start, freeze.last) + 1))
    if not touched:
        return _("outside the roadmap")
    runs: list[list[int]] = []
    for found in sorted(set(touched) & set(frozen)):
        if runs and runs[-1][-1] == found - 1:
            runs[-1].append(found)
        else:
            runs.append([found])
    ends = [dict.fromkeys(_month(engagement, end) for end in (run[0], run[-1])) for run in runs]
    return ", ".join(" – ".join(pair) for pair in ends) or _("no month: it covers less than half of any")
