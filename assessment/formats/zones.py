"""Zones from an asset export: one row an asset or one row a zone, as CSV in plain shape (docs/connections.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from assessment.domain.basis import Problem
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import ZoneDefined, ZoneLevel
from assessment.domain.gate import fits
from assessment.formats.shape import cut
from assessment.formats.table import TableReader, written
from assessment.text import _, clean, quoted

ZONE_COLUMNS = ("site", "zone", "name", "level", "holds", "assets", "target_level", "gxp", "asset")
_ALIASES = {
    "plant": "site", "zone id": "zone", "zone_id": "zone", "zone name": "name", "zone_name": "name",
    "purdue level": "level", "purdue_level": "level", "purdue": "level", "sl-t": "target_level", "sl_t": "target_level",
    "target level": "target_level", "target security level": "target_level", "description": "holds", "gmp": "gxp",
    "asset name": "asset", "asset_name": "asset", "hostname": "asset", "host": "asset", "device": "asset",
}
_LEVELS: tuple[str, ...] = get_args(ZoneLevel)
_YES = {"yes", "y", "true", "1", "x", "ja", "j"}
_NO = {"no", "n", "false", "0", "-", "nein"}


def read_zones(content: bytes, name: str, engagement: Engagement) -> tuple[list[ZoneDefined], list[Problem]]:
    """Zones of a file, each once, and all problems with their lines; with a problem there are no zones.

    A row with `asset` counts one asset of its zone. An empty `site` means the network. A zone that is registered keeps
    what the file does not say.
    """
    table = TableReader(name, ZONE_COLUMNS, ("zone",), _ALIASES, others=True)
    table.read_bytes(content)
    found: dict[tuple[Place, str], dict[str, Any]] = {}
    assets: dict[tuple[Place, str], set[str]] = {}
    for row, line in zip(table.rows, table.at, strict=True):
        site = row.get("site")
        if site is not None and site not in engagement.sites:
            table.tell("unknown-site", line, _("There is no site named {name}.").format(name=quoted(site)),
                       _("Write the id of a site, or leave it empty for a zone of the network."), "site")
            continue
        key = (site, slug(row["zone"]) if row.get("zone") else "")
        if not key[1]:
            table.tell("missing-zone", line, _("The row names no zone."), _("Fill the column `zone`."), "zone")
            continue
        zone = found.setdefault(key, _base(engagement, site, row["zone"]))
        zone["line"] = zone.get("line", line)
        _add(table, zone, row, line)
        if "asset" in row:
            assets.setdefault(key, set()).add(row["asset"].casefold())
    zones = []
    for key, zone in found.items():
        line = zone.pop("line")
        zone.pop("told", None)
        if key in assets:
            zone["assets"] = len(assets[key])
        if "level" not in zone:
            table.tell("missing-level", line, _("The zone {name} has no level.").format(name=quoted(zone["name"])),
                       _("Write one of: {levels}.").format(levels=", ".join(_LEVELS)), "level")
        elif not table.problems:
            zones.append(ZoneDefined(**zone))
    return ([] if table.problems else zones), cut(table.problems)


def zones_template() -> str:
    """A file to begin with: its header and two zones."""
    return written(ZONE_COLUMNS, [
        {"zone": "supplier", "name": "Supplier network", "level": "outside", "holds": "Service stations of suppliers"},
        {"site": "north", "zone": "dmz", "name": "Industrial DMZ", "level": "3.5", "holds": "Jump host", "assets": 4,
         "target_level": 3, "gxp": "no"}])


def slug(text: str) -> str:
    """An id from words: lower-case letters and digits joined by hyphens; empty where there are none."""
    plain = re.sub(r"[^a-z0-9.]+", "-", text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
    return plain.strip("-.")[:60].strip("-.")


def truth(table: TableReader, row: Mapping[str, str], column: str, line: int) -> bool | None:
    """Yes or no of a cell; None where it is empty or, with a problem told, not understood."""
    word = row.get(column, "").casefold()
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    table.tell("unknown-word", line, _("{word} is neither yes nor no.").format(word=quoted(word)),
               _("Write yes or no."), column)
    return None


def _base(engagement: Engagement, site: Place, name: str) -> dict[str, Any]:
    """What is registered of the zone, else a new one."""
    for (place, _key), zone in engagement.zones.items():
        if place == site and fits(zone, name):
            return {**zone.model_dump(exclude={"kind"}), "withdrawn": False}
    return {"zone": slug(name), "site": site, "name": clean(name, 120).strip() or slug(name)}


def _add(table: TableReader, zone: dict[str, Any], row: Mapping[str, str], line: int) -> None:
    if name := clean(row.get("name", ""), 120).strip():
        zone["name"] = name
    if "holds" in row:
        zone["holds"] = clean(row["holds"], 400)
    level = row.get("level", "").casefold().removeprefix("level ").removeprefix("l").replace(",", ".")
    if level and level not in _LEVELS:
        table.tell("unknown-level", line, _("{word} is no level.").format(word=quoted(row["level"])),
                   _("Write one of: {levels}.").format(levels=", ".join(_LEVELS)), "level")
    elif level:
        if zone.get("told", level) != level:
            table.tell("two-levels", line, _("The zone {name} has two levels in this file.").format(
                name=quoted(zone["name"])), _("Keep one, or make two zones of it."), "level")
        zone["level"] = zone["told"] = level
    for column, most in (("assets", 1_000_000), ("target_level", 4)):
        word = row.get(column, "")
        if word.isdecimal() and int(word) <= most:
            zone[column] = int(word)
        elif word:
            table.tell("no-number", line, _("{word} is no whole number from 0 to {most}.").format(
                word=quoted(word), most=most), _("Correct it, or leave it empty."), column)
    gxp = truth(table, row, "gxp", line)
    if gxp is not None:
        zone["gxp"] = zone.get("gxp", False) or gxp
