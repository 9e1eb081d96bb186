"""The state of an engagement, how facts lead to it, and who may record what."""

from assessment.domain.engagement.fold import Fold, replay
from assessment.domain.engagement.rights import ACTION_OF, Action, allowed
from assessment.domain.engagement.state import Answer, Cycle, Engagement, GateEntry, Place, Respondent, Round, Site

__all__ = [
    "ACTION_OF", "Action", "Answer", "Cycle", "Engagement", "Fold", "GateEntry", "Place", "Respondent", "Round",
    "Site", "allowed", "replay",
]
