"""Which role may do what, and what recording a fact asks for."""

from __future__ import annotations

from typing import Literal

from assessment.domain import facts as f

Action = Literal[
    "define", "open-cycle", "run-round", "answer", "answer-for-others", "agree", "validate", "plan", "decide", "read",
    "read-own",
]

_MAY: dict[f.AppRole, frozenset[str]] = {
    "owner": frozenset({"define", "open-cycle", "run-round", "answer", "answer-for-others", "agree", "validate",
                        "plan", "decide", "read", "read-own"}),
    "facilitator": frozenset({"open-cycle", "run-round", "answer", "answer-for-others", "agree", "plan", "read",
                              "read-own"}),
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
    "task-reported": "plan", "kpi-defined": "plan", "kpi-measured": "plan", "benefit-booked": "plan",
    "answer-corrected": "validate",
    "zone-defined": "plan", "connection-defined": "plan", "live-decided": "plan", "quality-routed": "plan",
}
"""What recording a fact of a kind asks for; kinds not named here need `define`."""


def allowed(role: f.AppRole, action: Action) -> bool:
    """Whether a role may do an action: the one place that decides."""
    return action in _MAY[role]
