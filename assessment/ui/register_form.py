"""Zones and connections of a site as tables that are filled like a spreadsheet, and what they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st

from assessment.domain.basis import AssessmentError, InvalidInput
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import ConnectionDefined, Fact, ZoneDefined, ZoneLevel
from assessment.domain.gate import find_zone, zones_of
from assessment.formats import slug
from assessment.report.tables import direction_name, level_name
from assessment.text import _, clean, escape_markdown
from assessment.ui import session
from assessment.workspace import Workspace
from assessment.workspace.registering import Kind, is_registered, register_from

Row = Mapping[str, Any]
"""A row of the editor: column -> cell, with `id` empty in a new one."""
DIRECTIONS = ("read", "write", "both")
PARTS = ("owner", "ot_security", "quality")
ROW = 35
"""Height of a row of the editor in px."""
MOST_TOLD, MOST_SHOWN = 20, 200
"""Problems and rows of a file that are shown at once."""


def edit_zones(workspace: Workspace, site: Place) -> None:
    """The table of a site's zones, or of the network's, with a button that records what changed."""
    engagement = workspace.engagement()
    known = [zone for (place, _zone), zone in engagement.zones.items() if place == site and not zone.withdrawn]
    rows = pd.DataFrame([{"id": z.zone, "name": z.name, "level": z.level, "holds": z.holds, "assets": z.assets,
                          "target_level": z.target_level, "gxp": z.gxp} for z in known],
                        columns=["id", "name", "level", "holds", "assets", "target_level", "gxp"])
    rows = rows.astype({"assets": "Int64", "target_level": "Int64", "gxp": "boolean"})
    edited = st.data_editor(
        rows, num_rows="dynamic", hide_index=True, width="stretch", key=f"zones-{site}", column_config={
            "id": None,
            "name": st.column_config.TextColumn(_("Zone"), required=True, max_chars=120),
            "level": st.column_config.SelectboxColumn(
                _("Level"), required=True, options=list(get_args(ZoneLevel)), format_func=level_name),
            "holds": st.column_config.TextColumn(_("Holds"), max_chars=400),
            "assets": st.column_config.NumberColumn(_("Assets"), min_value=0, max_value=1_000_000, step=1),
            "target_level": st.column_config.NumberColumn(_("SL-T"), min_value=0, max_value=4, step=1),
            "gxp": st.column_config.CheckboxColumn(_("GxP")),
        })
    if st.button(_("Save zones"), key=f"save-zones-{site}"):
        record(workspace, zone_facts(engagement, site, edited.to_dict("records")), f"zones-{site}")


def zone_facts(engagement: Engagement, site: Place, rows: Sequence[Row]) -> list[Fact]:
    """What the rows of a table of zones change; a zone whose row was taken out is withdrawn."""
    facts: list[Fact] = []
    kept = {zone.zone: zone for (place, _zone), zone in engagement.zones.items()
            if place == site and not zone.withdrawn}
    taken = {name for _place, name in engagement.zones}
    for row in rows:
        given = clean(_text(row["name"])).strip()
        if not given or not _text(row["level"]):
            continue
        name = _text(row["id"]) or _free(slug(given) or "zone", taken)
        taken.add(name)
        before = kept.pop(name, None)
        fact = ZoneDefined(zone=name, site=site, name=given[:120], level=row["level"], holds=clean(_text(row["holds"])),
                           assets=_number(row["assets"]), target_level=_number(row["target_level"]),
                           gxp=_truth(row["gxp"]))
        if fact != before:
            facts.append(fact)
    return [*facts, *(gone.model_copy(update={"withdrawn": True}) for gone in kept.values())]


def edit_connections(workspace: Workspace, site: str) -> None:
    """The table of a site's connections with a button that records what changed; a row taken out is retired."""
    engagement = workspace.engagement()
    zones = {zone.zone: zone.name for zone in zones_of(engagement, site)}
    known = [flow for flow in engagement.connections.values() if flow.site == site and not flow.retired]
    people = ["", *(person for person, who in engagement.people.items() if who.site in (None, site))]
    columns = ["id", "name", "from_zone", "to_zone", "direction", "live", "gxp", "remote_access", "one_way", "data",
               *PARTS, "service"]
    rows = pd.DataFrame([{
        **{column: getattr(flow, column, "") for column in columns if column != "id"}, "id": flow.connection,
        "from_zone": _zone_id(engagement, flow, flow.from_zone), "to_zone": _zone_id(engagement, flow, flow.to_zone),
        **{part: getattr(flow, part) or "" for part in PARTS}} for flow in known], columns=columns)
    rows = rows.astype(dict.fromkeys(("one_way", "gxp", "remote_access", "live"), "boolean"))

    def person_name(person: str) -> str:
        return workspace.names.get(person, person) if person else ""

    def zone_name(zone: str) -> str:
        return zones.get(zone, zone)

    choices = list(dict.fromkeys([*zones, *rows["from_zone"], *rows["to_zone"]]))
    edited = st.data_editor(
        rows, num_rows="dynamic", hide_index=True, width="stretch", key=f"connections-{site}",
        height=ROW * (min(max(len(rows), 4), 24) + 2), column_config={
            "id": None,
            "name": st.column_config.TextColumn(_("Connection"), required=True, max_chars=120, width=210),
            "from_zone": st.column_config.SelectboxColumn(
                _("From"), required=True, width=130, options=choices, format_func=zone_name),
            "to_zone": st.column_config.SelectboxColumn(
                _("To"), required=True, width=130, options=choices, format_func=zone_name),
            "data": st.column_config.TextColumn(_("What flows"), max_chars=400, width=160),
            "service": st.column_config.TextColumn(_("Service"), max_chars=400),
            "direction": st.column_config.SelectboxColumn(
                _("Direction"), options=list(DIRECTIONS), default="read", required=True, format_func=direction_name),
            "one_way": st.column_config.CheckboxColumn(_("One-way"), default=False, help=_(
                "One-way by its build, such as a data diode: the lighter set of criteria applies to a read-only flow")),
            "gxp": st.column_config.CheckboxColumn(_("GxP"), default=False),
            "remote_access": st.column_config.CheckboxColumn(_("Remote access"), default=False),
            "live": st.column_config.CheckboxColumn(_("Live"), default=False),
            **{part: st.column_config.SelectboxColumn(title, options=people, format_func=person_name)
               for part, title in zip(PARTS, (_("Owner"), _("OT security"), _("Quality")), strict=True)},
        })
    facts = connection_facts(engagement, site, edited.to_dict("records"))
    gone = [fact.name for fact in facts if isinstance(fact, ConnectionDefined) and fact.retired]
    sure = not gone or st.checkbox(_("Retire what was taken out: {names}").format(
        names=", ".join(map(escape_markdown, gone))), key=f"retire-{site}")
    if st.button(_("Save connections"), key=f"save-connections-{site}", disabled=not sure):
        record(workspace, facts, f"connections-{site}")


def connection_facts(engagement: Engagement, site: str, rows: Sequence[Row]) -> list[Fact]:
    """What the rows of a table of connections change; a connection whose row was taken out is retired."""
    facts: list[Fact] = []
    kept = {name: flow for name, flow in engagement.connections.items() if flow.site == site and not flow.retired}
    taken = set(engagement.connections)
    for row in rows:
        given = clean(_text(row["name"])).strip()
        if not given or not _text(row["from_zone"]) or not _text(row["to_zone"]):
            continue
        name = _text(row["id"])
        if not name:
            name = _free(slug(f"{site}-{given}"), taken)
            taken.add(name)
        kept.pop(name, None)
        fact = ConnectionDefined(
            connection=name, site=site, name=given[:120], from_zone=row["from_zone"], to_zone=row["to_zone"],
            data=clean(_text(row["data"])), service=clean(_text(row["service"])),
            direction=row["direction"] if _text(row["direction"]) else "read", one_way=_truth(row["one_way"]),
            gxp=_truth(row["gxp"]), remote_access=_truth(row["remote_access"]), live=_truth(row["live"]),
            **{part: _text(row[part]) or None for part in PARTS})
        if not is_registered(engagement, fact):
            facts.append(fact)
    return [*facts, *(gone.model_copy(update={"retired": True}) for gone in kept.values())]


def bring(workspace: Workspace, kind: Kind, content: bytes, name: str) -> None:
    """What a file would change, its problems, and a button that records it."""
    found = register_from(workspace.engagement(), kind, content, name)
    if kind == "connections":
        st.write(_("{rows} rows read, {denied} of them deny and were left out.").format(
            rows=found.rows, denied=found.denied))
    for problem in found.problems[:MOST_TOLD]:
        st.error(escape_markdown(str(problem)))
    if found.problems:
        return
    st.write(_("{changed} new or changed, {same} as they stand already.").format(
        changed=len(found.changed), same=found.same))
    st.dataframe([fact.model_dump(mode="json", exclude={"kind"}) for fact in found.changed[:MOST_SHOWN]],
                 width="stretch", hide_index=True)
    if found.changed and st.button(_("Record them")):
        record(workspace, found.changed, "import")


def record(workspace: Workspace, facts: Sequence[Fact], table: str) -> None:
    """Record what changed, all of it or none; a refusal names the row and leaves the table as it was typed."""
    if not facts:
        st.info(_("Nothing changed."))
        return
    try:
        workspace.record_together(facts)
    except InvalidInput as error:
        for problem in error.problems:
            row = facts[int(problem.where)] if problem.where.isdecimal() else None
            name = getattr(row, "name", "")
            st.error(escape_markdown(f"{name}: {problem.message}" if name else problem.message))
        return
    except AssessmentError as error:
        st.error(escape_markdown(str(error)))
        return
    st.session_state.pop(table, None)
    session.say(_("{count} entries recorded.").format(count=len(facts)))
    st.rerun()


def _zone_id(engagement: Engagement, flow: ConnectionDefined, name: str) -> str:
    zone = find_zone(engagement, flow.site, name)
    return zone.zone if zone else name


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()


def _number(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _truth(value: Any) -> bool:
    return False if value is None or pd.isna(value) else bool(value)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    found, number = name[:70], 2
    while found in taken:
        found, number = f"{name[:70]}-{number}", number + 1
    return found
