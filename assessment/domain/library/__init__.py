"""The library: paths with criteria and knock-outs, benchmarks, initiatives, drivers, gate, areas, use cases."""

from assessment.domain.library.aims import AUDIENCES, Ambition, Audience, UseCase
from assessment.domain.library.deciding import (
    PATHS,
    Contradiction,
    Criterion,
    CriterionGroup,
    ExitCriterion,
    FailureMode,
    Knockout,
    Path,
    PathId,
    StatedFact,
    StrengthInput,
    Test,
)
from assessment.domain.library.figures import Benchmark, BenchmarkSet, ClassShare
from assessment.domain.library.gate import Concern, GateCriterion, GateRules, WatchedQuestion
from assessment.domain.library.initiatives import STAGES, Effect, Initiative, Stage
from assessment.domain.library.library import Library
from assessment.domain.library.money import CYBER, STOP_HOUR, CyberLoss, Driver, OverlapGroup, StandingCost
from assessment.domain.library.operating import (
    DEGREES,
    Area,
    DecisionRight,
    Degree,
    DegreeRules,
    Forum,
    OperatingModelLibrary,
    Post,
    QualityWords,
    ReportingLine,
    ServicePromise,
    Team,
)
from assessment.domain.library.procedures import Aspect, Authority, Procedure
from assessment.domain.library.settings import Settings
from assessment.domain.library.sides import Reconciliation, SideItem, SideTopic

__all__ = [
    "AUDIENCES", "CYBER", "DEGREES", "PATHS", "STAGES", "STOP_HOUR", "Ambition", "Area", "Aspect", "Audience",
    "Authority", "Benchmark", "BenchmarkSet", "ClassShare", "Concern", "Contradiction", "Criterion",
    "CriterionGroup", "CyberLoss", "DecisionRight", "Degree", "DegreeRules", "Driver", "Effect", "ExitCriterion",
    "FailureMode", "Forum", "GateCriterion", "GateRules", "Initiative", "Knockout", "Library",
    "OperatingModelLibrary", "OverlapGroup", "Path", "PathId", "Post", "Procedure", "QualityWords",
    "Reconciliation", "ReportingLine", "ServicePromise", "Settings", "SideItem", "SideTopic", "Stage",
    "StandingCost", "StatedFact", "StrengthInput", "Team", "Test", "UseCase", "WatchedQuestion",
]
