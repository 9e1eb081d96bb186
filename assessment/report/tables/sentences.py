"""Findings as sentences, and how those that name a door are told where it is not to be named."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from pydantic import BaseModel

from assessment.domain.findings import Finding
from assessment.text import N_

CLOSED = {
    "live-overdue": N_("{count} live connections are past the day set to cut, compensate or accept them."),
    "live-hard-stops": N_(
        "{count} live connections fail a criterion of the gate that allows no exception (a hard stop)."),
    "permit-ended": N_("{count} live connections have lost their permit."),
    "cyber-held": N_("Live connections with open hard stops hold {dimension} at level {level} at one site or more."),
}
"""Findings that name a connection or the site of one, as they are told where the door is not named."""
CLOSED_ONE = {
    "live-overdue": N_("One live connection is past the day set to cut, compensate or accept it."),
    "live-hard-stops": N_("One live connection fails a criterion of the gate that allows no exception (a hard stop)."),
    "permit-ended": N_("One live connection has lost its permit."),
}
"""The same where it is one connection."""


def closed(finding: Finding, connections: Collection[str]) -> Finding:
    """The finding without the door: the risk and how often it stands, not where; no id of a connection in it."""
    if finding.code in CLOSED:
        values = {name: value for name, value in finding.values.items() if name not in ("first", "names", "sites")}
        count = len(finding.basis)
        told = CLOSED_ONE.get(finding.code, CLOSED[finding.code]) if count == 1 else CLOSED[finding.code]
        finding = finding.model_copy(update={"sentence": told, "values": {**values, "count": count}})
    return cast(Finding, _without(finding, connections))


def _without(value: Any, names: Collection[str]) -> Any:
    """The value, however deep, without these names in its lists."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={
            name: _without(getattr(value, name), names) for name in type(value).model_fields})
    if isinstance(value, dict):
        return {key: _without(held, names) for key, held in value.items() if key not in names}
    if isinstance(value, tuple | list):
        return type(value)(_without(part, names) for part in value if not isinstance(part, str) or part not in names)
    return value
