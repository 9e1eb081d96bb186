"""Findings as sentences, and how those that name a door are told where it is not to be named."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from pydantic import BaseModel

from assessment.domain.findings import Finding
from assessment.text import N_

CLOSED = {
    "live-overdue": N_("Live connections past the day that was set to cut, compensate or accept them: {count}."),
    "live-hard-stops": N_("Live connections with open hard stops at the gate: {count}."),
    "permit-ended": N_("Live connections that have lost their permit: {count}."),
    "cyber-held": N_("Live connections with open hard stops hold {dimension} at level {level} at one site or more."),
}
"""Findings that name a connection or the site of one, as they are told where the door is not named."""


def closed(finding: Finding, connections: Collection[str]) -> Finding:
    """The finding without the door: the risk and how often it stands, not where; no id of a connection in it."""
    if finding.code in CLOSED:
        values = {name: value for name, value in finding.values.items() if name not in ("first", "names", "sites")}
        finding = finding.model_copy(update={"sentence": CLOSED[finding.code],
                                             "values": {**values, "count": len(finding.basis)}})
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
