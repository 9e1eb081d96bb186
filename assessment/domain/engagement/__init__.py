"""The state of an engagement, how facts lead to it, and who may record what."""

from assessment.domain.engagement.fold import MOVES_NOTHING, Fold, replay
from assessment.domain.engagement.reporting import Reporting
from assessment.domain.engagement.rights import ACTION_OF, Action, allowed
from assessment.domain.engagement.state import (
    Answer,
    Cycle,
    Engagement,
    GateEntry,
    Place,
    Respondent,
    Round,
    Site,
    Steering,
    Workshop,
)

__all__ = [
    "ACTION_OF", "MOVES_NOTHING", "Action", "Answer", "Cycle", "Engagement", "Fold", "GateEntry", "Place",
    "Reporting", "Respondent", "Round", "Site", "Steering", "Workshop", "allowed", "replay",
]
