"""The operating model: integration areas, forums and their decisions, teams, promises to plants."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.library.deciding import PathId, StrengthInput

Degree = Literal["separate", "common-standard", "joint-team", "one-team"]
DEGREES: tuple[Degree, ...] = ("separate", "common-standard", "joint-team", "one-team")


class Post(Frozen):
    """A post that can be named in the operating model; `side` is where its line ends today, `under` the post that leads
    it where that is not plain from its name (expert judgement)."""

    id: str
    name: str
    side: Literal["IT", "OT", "Quality", "Engineering", "Business", "joint"]
    under: str = ""


class Area(Frozen):
    """Where IT and OT may come together; degree runs separate, common standard, joint team, one team.

    `technology` and `risk` are strengths from -1 to 1 from answers: how alike the technology of both sides is, and
    how far a fault or attack on one side reaches the other. `response` is how soon somebody has to act on a failure,
    `site_specific` from 0 (the same everywhere) to 1 (every plant differs); both are attributes of the area (expert
    judgement). Posts are ids, some by path; a GxP area also has a process owner, a system owner and a QA approver.
    """

    id: str
    name: str
    gxp: bool
    covers: str
    capability: str
    local: str
    """What stays at the plant in every degree."""
    quality_unit: bool = False
    """True where decisions of the quality unit are what the area is about: its accountable owner is of Quality."""
    technology: tuple[StrengthInput, ...] = ()
    risk: tuple[StrengthInput, ...] = ()
    response: Literal["minutes", "hours", "days"] = "hours"
    site_specific: float = Field(default=0.5, ge=0, le=1)
    accountable: dict[PathId, str] = {}
    budget: dict[PathId, str] = {}
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    process_owner: str = ""
    system_owner: str = ""
    qa_approver: str = ""
    initiatives: tuple[str, ...] = ()
    """What has to be finished before the proposed degree can begin."""


class DecisionRight(Frozen):
    """A kind of decision that belongs to exactly one forum. `quality` marks those of the quality unit."""

    id: str
    name: str
    area: str | None = None
    quality: bool = False


class Forum(Frozen):
    """A standing meeting that the library proposes; posts and decision rights are ids."""

    id: str
    name: str
    chair: str
    members: tuple[str, ...]
    cadence: Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"]
    decides: tuple[str, ...]
    escalates_to: str | None = None
    paths: tuple[PathId, ...] = ("ot-to-it", "it-to-ot", "new-organisation", "hybrid")


class ServicePromise(Frozen):
    """What plants are promised, by whom (a post), and how it is measured."""

    id: str
    name: str
    measure: str
    target: str
    owner: dict[PathId, str]
    area: str | None = None


class ReportingLine(Frozen):
    """Posts that a team reports to: `solid` decides on people and priorities, `dotted` has a say."""

    solid: str
    dotted: str = ""


class Team(Frozen):
    """A team of the field as it usually stands today, and its lines after each path."""

    id: str
    name: str
    side: Literal["IT", "OT", "Quality", "Engineering", "joint"]
    per: Literal["network", "site"]
    before: ReportingLine
    after: dict[PathId, ReportingLine]


class DegreeRules(Frozen):
    """How degrees are proposed (expert judgement): pull towards one team minus pull of the plant, and thresholds.

    The pull together is the mean of technology and risk, moved to 0..1; the pull of the plant the mean of response
    and site-specificity, 0..1; the balance lies between -1 and 1.
    """

    response_pull: dict[Literal["minutes", "hours", "days"], float]
    """Pull of the plant by response time, 0 to 1."""
    old_plant_pull: float = Field(default=0.0, ge=0, le=1)
    """What a plant older than the settings' brownfield years adds to its site-specificity."""
    thresholds: dict[Degree, float]
    """Least balance for common-standard, joint-team and one-team."""
    exception_margin: float = Field(default=0.0, ge=0)
    """How far a site's balance must lie from the network's before another degree is proposed there."""
    least_level: dict[Degree, float]
    """Level of the area's capability below which a degree is not begun with."""
    initiatives: dict[Degree, tuple[str, ...]] = {}
    """What has to be finished before a degree begins, besides the area's own."""
    most_before_review: Degree = "joint-team"
    """Highest degree before the exit review of a hybrid."""
    basis: str


class QualityWords(Frozen):
    """How a post that is stated in words is known as one of the quality unit: one of `names`, and none of `others`."""

    names: tuple[str, ...]
    others: tuple[str, ...]


class OperatingModelLibrary(Frozen):
    """What an operating model is proposed from; areas stand beside it."""

    posts: tuple[Post, ...]
    rules: DegreeRules
    quality_words: QualityWords
    decision_rights: tuple[DecisionRight, ...]
    forums: tuple[Forum, ...]
    promises: tuple[ServicePromise, ...]
    teams: tuple[Team, ...]
    basis: str
