"""The catalogue of initiatives."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from assessment.domain.basis import Estimate, Frozen, Phase, Role
from assessment.domain.library.deciding import PathId

Stage = Literal["assess", "define", "design", "protect", "pilot", "mvp", "scale"]
_NUMBERED = re.compile(r"I\d+")
STAGES: tuple[Stage, ...] = ("assess", "define", "design", "protect", "pilot", "mvp", "scale")


class Effect(Frozen):
    """Capability raised `from_` a level `to` a level by a finished task (expert judgement)."""

    capability: str
    from_: float = Field(alias="from")
    to: float


class Initiative(Frozen):
    """A catalogue entry. Weeks are calendar weeks, effort person-weeks by role, cost thousand USD of spend.

    Estimates hold for a mid-size site (500-900 staff) or the programme.
    """

    id: str
    name: str
    change: str
    stage: Stage
    phase: Phase
    scope: Literal["programme", "site", "pilot", "rollout"]
    """programme: once; site: at each site; pilot: at the pilot site only; rollout: at each other site."""
    weeks: Estimate
    effort: dict[Role, Estimate]
    cost_kusd: Estimate
    recurring_kusd_year: Estimate | None = None
    prerequisites: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    paths: tuple[PathId, ...] = ("ot-to-it", "it-to-ot", "new-organisation", "hybrid")
    connecting: bool = False
    structural: bool = False
    validated: bool = False
    """True where the first validated release falls in it: the pilot comes before."""
    gate_criteria: tuple[str, ...] = ()
    """Criteria of the connection gate that this initiative helps to close."""
    stop_hours: Estimate | None = None
    """Hours of stopped production for its cut-over; such a cut-over needs a shutdown window."""
    kpis: tuple[str, ...]
    deliverables: tuple[str, ...] = ()
    owner: str
    actions: tuple[str, ...] = ()
    failure_modes: tuple[str, ...] = ()
    """How it goes wrong elsewhere, each a sentence."""
    standards: tuple[str, ...] = ()
    """Standards and guidance that it draws on, with the edition where the research names one."""
    way: Literal["", "hire", "train", "second", "contract"] = ""
    """How it brings people: build (hire, train), borrow (second) or buy (contract)."""
    adds: dict[Role, float] = {}
    """Person-weeks a quarter that it adds to a role once it is finished."""
    lasting_months: int | None = None
    """Months for which they stay; None: for good."""
    basis: str

    @property
    def label(self) -> str:
        """As a reader meets it: by number and name, one of the client's own by its name alone."""
        return f"{self.id} {self.name}" if _NUMBERED.fullmatch(self.id) else self.name
