"""Words of the connection gate, the same on every page and in every table."""

from __future__ import annotations

from assessment.text import _


def gate_state_name(state: str) -> str:
    """Where a connection stands."""
    return {"open": _("gate open"), "ready": _("ready to decide"), "blocked": _("blocked"), "refused": _("refused"),
            "revoked": _("revoked"), "lapsed": _("lapsed"), "none": _("not reviewed")}[state]


def result_name(result: str) -> str:
    """How a criterion stands."""
    return {"met": _("met"), "conditional": _("conditional"), "not-met": _("not met"),
            "expired": _("condition expired"), "missing": _("no evidence"), "outdated": _("to be confirmed again"),
            "awaits-quality": _("waits for Quality")}[result]


def capacity_name(capacity: str) -> str:
    """A part in the decision on a connection."""
    return {"owner": _("Owner of the connection"), "ot-security": _("OT security"), "quality": _("Quality")}[capacity]


def direction_name(direction: str) -> str:
    return {"read": _("Reads only"), "write": _("Writes"), "both": _("Reads and writes")}[direction]


def level_name(level: str) -> str:
    """A level of the Purdue reference model."""
    return {"outside": _("Outside"), "5": _("5 Enterprise"), "4": _("4 Site business"), "3.5": _("3.5 Industrial DMZ"),
            "3": _("3 Site operations"), "2": _("2 Supervisory control"), "1": _("1 Basic control"),
            "0": _("0 Process")}[level]


def live_choice_name(choice: str) -> str:
    """What becomes of a live connection."""
    return {"cut": _("cut"), "compensate": _("compensate"), "accept": _("accept by name")}[choice]


def live_standing_name(standing: str) -> str:
    return {"undecided": _("undecided"), "overdue": _("overdue"), "uncovered": _("fails more than was decided on"),
            "running": _("decided")}[standing]


def route_name(route: str) -> str:
    """Quality's route."""
    return {"deviation": _("Deviation"), "capa": _("CAPA"), "change-control": _("Change control"),
            "not-required": _("Not required")}[route]


def concern_name(concern: str) -> str:
    return {"data-integrity": _("data integrity"), "patient-supply": _("patient supply")}[concern]


def quality_standing_name(standing: str) -> str:
    return {"open": _("open"), "awaits-quality": _("waits for Quality"), "closed": _("closed")}[standing]
