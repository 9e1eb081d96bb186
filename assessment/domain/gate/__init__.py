"""The connection gate: cyber and data integrity before connect, for new connections and live ones."""

from assessment.domain.gate.checks import check_connection
from assessment.domain.gate.course import GateCourse, course, named, three
from assessment.domain.gate.criteria import applies, concern_of, is_hard
from assessment.domain.gate.live import LiveConnection, held_sites, without_gate
from assessment.domain.gate.routes import is_route
from assessment.domain.gate.standing import connections_of, issued_permits, review, review_all, review_live
from assessment.domain.gate.types import CAPACITIES, CriterionState, Ended, IssuedPermit, Permit, Result
from assessment.domain.gate.zones import DMZ, LEVELS, find_zone, fits, is_direct, writes_to_control, zones_of

__all__ = [
    "CAPACITIES", "DMZ", "LEVELS", "CriterionState", "Ended", "GateCourse", "IssuedPermit", "LiveConnection", "Permit",
    "Result", "applies", "check_connection", "concern_of", "connections_of", "course", "find_zone", "fits",
    "held_sites", "is_direct", "is_hard", "is_route", "issued_permits", "named", "review", "review_all",
    "review_live", "three", "without_gate", "writes_to_control", "zones_of",
]
