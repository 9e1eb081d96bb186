"""The roadmap: what to plan (Frame), what came out (Roadmap), and a check that needs no solver."""

from assessment.domain.roadmap.aims import DROPPED, goal, is_required, price, rewards
from assessment.domain.roadmap.calendar import first_day, frozen_months, month_of
from assessment.domain.roadmap.deciding import halfway, opened_by
from assessment.domain.roadmap.finishing import finish_at, finish_of, first_finish_of, why_missing
from assessment.domain.roadmap.footprint import (
    Footprint,
    Wait,
    added_months,
    footprint,
    footprints,
    refusals,
    waits,
    walk,
)
from assessment.domain.roadmap.framing import frame, usd_rate
from assessment.domain.roadmap.ledger import Ledger
from assessment.domain.roadmap.naming import named
from assessment.domain.roadmap.pilot import PilotRank, SiteScore, choose_pilot
from assessment.domain.roadmap.projection import gain, project, spend, standing
from assessment.domain.roadmap.rules import check_frame, circles, verify
from assessment.domain.roadmap.scenarios import (
    PERSON_WEEKS,
    Alternatives,
    Decision,
    Gain,
    Option,
    Outcome,
    changed,
    last_day_to_decide,
    no_regret,
    only,
    other_paths,
    outcome,
    slack,
    usual,
)
from assessment.domain.roadmap.types import PROGRAMME, Aim, Frame, Roadmap, ScheduledTask, Task, TaskEffect
from assessment.domain.roadmap.underway import usual_months
from assessment.domain.roadmap.waiting import explain, left_shift

__all__ = [
    "DROPPED", "PERSON_WEEKS", "PROGRAMME", "Aim", "Alternatives", "Decision", "Footprint", "Frame", "Gain", "Ledger",
    "Option", "Outcome", "PilotRank", "Roadmap", "ScheduledTask", "SiteScore", "Task", "TaskEffect", "Wait",
    "added_months", "changed", "check_frame", "choose_pilot", "circles", "explain", "finish_at", "finish_of",
    "first_day", "first_finish_of", "footprint", "footprints", "frame", "frozen_months", "gain", "goal", "halfway",
    "is_required", "last_day_to_decide", "left_shift", "month_of", "named", "no_regret", "only", "opened_by",
    "other_paths", "outcome", "price", "project", "refusals", "rewards", "slack", "spend", "standing", "usd_rate",
    "usual", "usual_months", "verify", "waits", "walk", "why_missing",
]
