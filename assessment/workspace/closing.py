"""Closing a cycle with the digest of its results, and holding a closed one against it."""

from __future__ import annotations

from datetime import date

import assessment
from assessment.domain import facts as f
from assessment.domain.basis import Refused, digest
from assessment.domain.engagement import Engagement
from assessment.domain.scoring import score
from assessment.journal import Entry
from assessment.text import _, speaking
from assessment.workspace.workspace import Workspace


def close_cycle(workspace: Workspace, cycle: str, on: date, approved_by: str | None = None,
                statement: str = "") -> Entry:
    """Close a cycle with what its results are by now. Raises Refused where something was recorded meanwhile."""
    with speaking("en"):
        state = workspace.engagement()
        sealed = digest_of(workspace, state, cycle)
    fact = f.CycleClosed(cycle=cycle, date=on, approved_by=approved_by, statement=statement, digest=sealed,
                         version=assessment.__version__)
    with workspace.held():
        if workspace.engagement().input_seq != state.input_seq:
            raise Refused(_("Something was recorded while the results were computed."),
                          _("Look at them again, then close the cycle."))
        return workspace.record(fact)


def still_the_same(workspace: Workspace, cycle: str) -> bool | None:
    """Whether a closed cycle, scored again from what was known at its close, gives the digest that it was closed with;
    None where it was closed without one, or by another version of the product."""
    chosen = workspace.engagement().cycle(cycle)
    if chosen.closing is None or not chosen.closing.digest or chosen.closing.version != assessment.__version__:
        return None
    with speaking("en"):
        before = workspace._shared.before(chosen.closed_at)
        return digest_of(workspace, before, cycle) == chosen.closing.digest


def digest_of(workspace: Workspace, state: Engagement, cycle: str) -> str:
    """Digest over the facts, the pack, the library, the seed and the scores of a cycle."""
    return digest({
        "facts": workspace._head(state), "pack": digest(state.the_pack.model_dump(mode="json")),
        "library": digest(state.the_library.model_dump(mode="json")), "seed": workspace.seed,
        "scorecard": digest(score(state, cycle, workspace.seed).model_dump(mode="json"))})
