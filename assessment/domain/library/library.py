"""The library as one value."""

from __future__ import annotations

from functools import cached_property

from assessment.domain.basis import Frozen
from assessment.domain.library.aims import Ambition, UseCase
from assessment.domain.library.deciding import (
    Contradiction,
    Criterion,
    CriterionGroup,
    ExitCriterion,
    FailureMode,
    Knockout,
    Path,
    StatedFact,
)
from assessment.domain.library.figures import Benchmark
from assessment.domain.library.gate import GateRules
from assessment.domain.library.initiatives import Initiative
from assessment.domain.library.money import CyberLoss, Driver, OverlapGroup, StandingCost
from assessment.domain.library.operating import Area, OperatingModelLibrary
from assessment.domain.library.procedures import Procedure
from assessment.domain.library.settings import Settings
from assessment.domain.library.sides import SideTopic
from assessment.domain.pack import Reference


class Library(Frozen):
    """Everything that is not the client's and not the questionnaire's; pinned whole in each engagement."""

    version: str
    as_of: str
    paths: tuple[Path, ...]
    groups: tuple[CriterionGroup, ...]
    criteria: tuple[Criterion, ...]
    stated: tuple[StatedFact, ...]
    knockouts: tuple[Knockout, ...]
    failure_modes: tuple[FailureMode, ...]
    exit_criteria: tuple[ExitCriterion, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    areas: tuple[Area, ...]
    benchmarks: tuple[Benchmark, ...]
    initiatives: tuple[Initiative, ...]
    drivers: tuple[Driver, ...]
    cyber_loss: CyberLoss | None = None
    overlaps: tuple[OverlapGroup, ...] = ()
    standing_costs: tuple[StandingCost, ...] = ()
    gate: GateRules
    settings: Settings = Settings()
    procedures: tuple[Procedure, ...] = ()
    operating: OperatingModelLibrary | None = None
    sides: tuple[SideTopic, ...] = ()
    ambitions: tuple[Ambition, ...] = ()
    use_cases: tuple[UseCase, ...] = ()
    references: tuple[Reference, ...] = ()
    """What the procedures cite beyond the references of the pack."""

    @cached_property
    def path(self) -> dict[str, Path]:
        return {path.id: path for path in self.paths}

    @cached_property
    def initiative(self) -> dict[str, Initiative]:
        return {initiative.id: initiative for initiative in self.initiatives}

    @cached_property
    def procedure(self) -> dict[str, Procedure]:
        return {procedure.id: procedure for procedure in self.procedures}

    @cached_property
    def stated_by_id(self) -> dict[str, StatedFact]:
        return {fact.id: fact for fact in self.stated}

    @cached_property
    def area(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def driver(self) -> dict[str, Driver]:
        return {driver.id: driver for driver in self.drivers}
