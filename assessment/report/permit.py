"""The connection permit: one page that records what three people decided on, and on what evidence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from assessment.domain.basis import Frozen, NotFound
from assessment.domain.gate import CriterionState, Ended, IssuedPermit
from assessment.report.html import faces
from assessment.report.tables.gate_words import (
    capacity_name,
    direction_name,
    level_name,
    result_name,
    route_name,
)
from assessment.shipped import TEMPLATES, templates
from assessment.text import _, language

LONG = 150
"""Characters of evidence that fit in the table; a longer text stands in full under it."""


class Signing(Frozen):
    """A decision as it was recorded: who it is of, who entered it, and when (UTC, to the second)."""

    capacity: str
    person: str
    name: str
    function: str
    date: date
    note: str
    recorded: str
    entered_by: str
    """Name of whoever entered it, where that was somebody else; else empty."""
    entry: int


class PermitRecord(Frozen):
    """All that is printed. `state` on the day `asked`; `ended` and `ended_on` where the permit is in force no more."""

    client: str
    fictional: bool
    site: str
    issued: IssuedPermit
    suspended: bool
    """In force, while a condition ran out or a post changed hands."""
    ended: Ended
    ended_on: date | None
    ended_why: str
    asked: date
    signings: tuple[Signing, ...]
    people: dict[str, str]
    """Person id -> name as it may be printed."""
    criteria: dict[str, str]
    """Criterion id -> name."""
    left_out: tuple[str, ...]
    """Criteria that do not apply to the flow."""
    version: str


def render_permit(record: PermitRecord, to: str) -> bytes:
    """The permit as `pdf` or `html`; the same record gives the same bytes. Raises NotFound for another format."""
    text = templates("permit").get_template("permit.html.j2").render(
        record=record, flow=record.issued.flow, language=language(), faces=faces(),
        last=(record.issued.lapses - timedelta(days=1)).isoformat(),
        css=(TEMPLATES / "permit" / "permit.css").read_text("utf-8"), ends=_ends(record), status=status(record),
        rows=[_row(record, state) for state in record.issued.criteria], capacity_name=capacity_name,
        direction_name=direction_name, long=[state for state in record.issued.criteria if _is_long(state)],
        routed=[(state.criterion, route_name(state.route.route), state.route.reference or state.route.reason)
                for state in record.issued.criteria if state.route is not None])
    if to == "html":
        return text.encode()
    if to == "pdf":
        from assessment.report import pdf

        return pdf.from_html(text, identifier=record.issued.digest[:32].encode())
    raise NotFound("report format", to, ["pdf", "html"])


def status(record: PermitRecord) -> str:
    """Whether it is in force, in one sentence."""
    on = record.ended_on.isoformat() if record.ended_on else ""
    ended = {
        "time": _("Lapsed on {day}: its twelve months are over.").format(day=on),
        "changed": _("Ended on {day}: the flow or one of its zones changed.").format(day=on),
        "refused": _("Ended on {day}: one of the three said no.").format(day=on),
        "revoked": _("Revoked on {day}.").format(day=on),
        "criterion": _("Ended on {day}: a criterion was found not to be met.").format(day=on),
    }
    if record.ended:
        return ended[record.ended]
    if record.suspended:
        return _("Suspended on {day}: a condition ran out, or a post changed hands.").format(
            day=record.asked.isoformat())
    return ""


def _ends(record: PermitRecord) -> list[str]:
    """Both zones with level and target security level."""
    known = {word.casefold(): zone for zone in record.issued.zones for word in (zone.zone, zone.name)}
    found = []
    for name in (record.issued.flow.from_zone, record.issued.flow.to_zone):
        zone = known.get(name.casefold())
        if zone is None:
            found.append(_("{name} (zone not registered)").format(name=name))
        else:
            target = _("SL-T not set") if zone.target_level is None else f"SL-T {zone.target_level}"
            found.append(f"{zone.name} ({level_name(zone.level)}, {target})")
    return found


def _is_long(state: CriterionState) -> bool:
    return state.review is not None and len(state.review.evidence) > LONG


def _row(record: PermitRecord, state: CriterionState) -> dict[str, Any]:
    review = state.review
    evidence = review.evidence if review else ""
    if len(evidence) > LONG:
        evidence = _("{text}… (in full below)").format(text=evidence[:LONG].rsplit(" ", 1)[0])
    condition = ""
    if state.due is not None and review is not None and review.owner is not None:
        condition = _("{owner} until {day}").format(
            owner=record.people.get(review.owner, review.owner), day=state.due.isoformat())
    return {
        "criterion": state.criterion, "name": record.criteria.get(state.criterion, state.criterion), "hard": state.hard,
        "result": result_name(state.result), "condition": condition, "evidence": evidence,
        "dated": (review.evidence_date or review.date).isoformat() if review else "",
        "reviewer": record.people.get(review.reviewer, review.reviewer) if review else "",
        "reviewed": review.date.isoformat() if review else "",
    }
