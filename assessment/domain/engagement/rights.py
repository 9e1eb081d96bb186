"""Which role may do what, and what recording a fact asks for."""

from __future__ import annotations

from typing import Literal, get_args

from assessment.domain import facts as f

Action = Literal[
    "define", "admit", "open-cycle", "run-round", "answer", "answer-for-others", "agree", "validate", "plan", "decide",
    "report", "read", "read-votes", "read-own",
]
"""admit: give roles and links; read-votes: see who answered what, where answers bear names."""

ROLES: tuple[f.AppRole, ...] = get_args(f.AppRole)

_MAY: dict[f.AppRole, frozenset[str]] = {
    "owner": frozenset(get_args(Action)),
    "facilitator": frozenset({"open-cycle", "run-round", "answer", "answer-for-others", "agree", "plan", "report",
                              "read", "read-votes", "read-own"}),
    "contributor": frozenset({"answer", "plan", "read", "read-own"}),
    "participant": frozenset({"answer", "read-own"}),
    "reviewer": frozenset({"validate", "read", "read-own"}),
    "viewer": frozenset({"read", "read-own"}),
}

ACTION_OF: dict[str, Action] = {
    "cycle-deepened": "open-cycle", "choice-committed": "answer",
    "round-opened": "run-round", "round-revealed": "run-round", "answered": "answer", "agreed": "agree",
    "cycle-opened": "open-cycle", "cycle-closed": "open-cycle", "validated": "validate", "plan-recorded": "plan",
    "criterion-reviewed": "validate", "gate-decided": "answer", "gate-revoked": "answer",
    "path-adopted": "decide", "estimate-set": "plan",
    "procedure-stated": "plan", "area-designed": "plan", "forum-defined": "plan", "service-promised": "plan",
    "team-stated": "plan", "side-stated": "plan", "ambition-stated": "plan", "use-case-defined": "plan",
    "task-asked": "plan", "programme-defined": "plan", "initiative-defined": "plan", "scenario-defined": "plan",
    "aim-set": "plan", "charter-written": "plan", "plan-adopted": "decide",
    "workshop-opened": "run-round", "workshop-closed": "run-round", "agenda-set": "run-round",
    "question-called": "run-round", "round-closed": "run-round", "hands-counted": "run-round",
    "question-parked": "run-round", "agreement-withdrawn": "agree", "room-joined": "answer",
    "exercise-opened": "run-round", "exercise-closed": "run-round", "exercise-revealed": "run-round",
    "degrees-placed": "answer", "points-shared": "answer", "causes-named": "answer", "support-given": "answer",
    "commitments-made": "answer", "commitment-kept": "plan", "causes-merged": "run-round", "risk-registered": "plan",
    "question-flagged": "answer",
    "task-reported": "plan", "kpi-defined": "plan", "kpi-measured": "plan", "benefit-booked": "plan",
    "answer-corrected": "validate",
    "zone-defined": "plan", "connection-defined": "plan", "live-decided": "plan", "quality-routed": "plan",
    "role-given": "admit",
    "report-edited": "report", "report-branded": "report", "report-finalised": "report",
}
"""What recording a fact of a kind asks for; kinds not named here need `define`."""


def allowed(role: f.AppRole | None, action: Action) -> bool:
    """Whether a role may do an action: the one place that decides. None, no role, may nothing."""
    return role is not None and action in _MAY[role]


def asks_for(kind: str) -> Action:
    """What recording a fact of a kind asks for."""
    return ACTION_OF.get(kind, "define")
