"""The roadmap: what to plan (Frame), what came out (Roadmap), and a check that needs no solver."""

from assessment.domain.roadmap.finishing import finish_at, finish_of, first_finish_of, why_missing
from assessment.domain.roadmap.footprint import Footprint, Wait, footprint, footprints, refusals, waits, walk
from assessment.domain.roadmap.framing import frame, usd_rate
from assessment.domain.roadmap.ledger import Ledger
from assessment.domain.roadmap.pilot import PilotRank, choose_pilot
from assessment.domain.roadmap.projection import gain, goal, project, spend
from assessment.domain.roadmap.rules import check_frame, circles, verify
from assessment.domain.roadmap.types import PROGRAMME, Frame, Roadmap, ScheduledTask, Task, TaskEffect
from assessment.domain.roadmap.waiting import explain, left_shift

__all__ = [
    "PROGRAMME", "Footprint", "Frame", "Ledger", "PilotRank", "Roadmap", "ScheduledTask", "Task", "TaskEffect",
    "Wait", "check_frame", "choose_pilot", "circles", "explain", "finish_at", "finish_of", "first_finish_of",
    "footprint", "footprints", "frame", "gain", "goal", "left_shift", "project", "refusals", "spend", "usd_rate",
    "verify", "waits", "walk", "why_missing",
]
