"""The state of an engagement, how facts lead to it, and who may record what."""

from assessment.domain.engagement.columns import AnswerColumns, AnswerColumnsMade, Answers
from assessment.domain.engagement.fold import MOVES_NOTHING, Fold, replay
from assessment.domain.engagement.refolding import Dated, refold
from assessment.domain.engagement.reporting import Reporting
from assessment.domain.engagement.rights import ACTION_OF, ROLES, Action, allowed, asks_for
from assessment.domain.engagement.showing import sees_ranking
from assessment.domain.engagement.state import (
    Answer,
    Correction,
    Cycle,
    Engagement,
    Exercise,
    Flag,
    GateEntry,
    Place,
    Respondent,
    Response,
    Round,
    Site,
    Steering,
    Workshop,
)

__all__ = [
    "ACTION_OF", "MOVES_NOTHING", "ROLES", "Action", "Answer", "AnswerColumns", "AnswerColumnsMade", "Answers",
    "Correction", "Cycle", "Dated", "Engagement", "Exercise", "Flag", "Fold", "GateEntry", "Place", "Reporting",
    "Respondent", "Response", "Round", "Site", "Steering", "Workshop", "allowed", "asks_for", "refold", "replay",
    "sees_ranking",
]
