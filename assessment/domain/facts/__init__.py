"""The facts of an engagement: what is recorded, and nothing else. Everything shown is computed from these.

A fact names people by id only. Once a journal holds a fact its fields stay readable for ever: a field may be
added with a default, never renamed or removed.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from assessment.domain.facts.aiming import AmbitionStated, Audience, Supply, UseCaseDefined
from assessment.domain.facts.connecting import (
    Capacity,
    ConnectionDefined,
    CriterionReviewed,
    GateDecided,
    GateRevoked,
    LiveDecided,
    QualityRouted,
    ZoneDefined,
    ZoneLevel,
)
from assessment.domain.facts.consenting import ConsentGiven
from assessment.domain.facts.deciding import (
    BaselineSet,
    BudgetSet,
    CapacitySet,
    ChoiceCommitted,
    DecisionCondition,
    EstimateSet,
    FreezeSet,
    PathAdopted,
    PilotChosen,
    PlanRecorded,
    PreferenceSet,
    RatesSet,
    ShutdownSet,
    TargetSet,
)
from assessment.domain.facts.designing import (
    AreaDesigned,
    Degree,
    ForumDefined,
    ServicePromised,
    SideStated,
    TeamStated,
)
from assessment.domain.facts.exercising import (
    Cause,
    CausesMerged,
    CausesNamed,
    Commitment,
    CommitmentKept,
    CommitmentsMade,
    DegreesPlaced,
    ExerciseClosed,
    ExerciseKind,
    ExerciseOpened,
    ExerciseRevealed,
    PointsOver,
    PointsShared,
    RiskRegistered,
    SupportGiven,
    SupportGrade,
)
from assessment.domain.facts.flagging import FlagKind, QuestionFlagged
from assessment.domain.facts.granting import RoleGiven
from assessment.domain.facts.measuring import (
    Agreed,
    AnswerCorrected,
    Answered,
    AnswererNamed,
    CycleClosed,
    CycleDeepened,
    CycleOpened,
    FunctionWeightsSet,
    ProcedureStated,
    RoundOpened,
    RoundRevealed,
    Stated,
    Validated,
)
from assessment.domain.facts.meeting import (
    AgendaItem,
    AgendaSet,
    AgreementWithdrawn,
    HandsCounted,
    ParkedKind,
    QuestionCalled,
    QuestionParked,
    RoomJoined,
    RoundClosed,
    WorkshopClosed,
    WorkshopOpened,
)
from assessment.domain.facts.opening import (
    Assumed,
    BenchmarksImported,
    EngagementOpened,
    ExecutiveNamed,
    LibraryPinned,
    PackPinned,
    PackUpgraded,
    PackUpgradeWithdrawn,
    RespondentDefined,
    SiteDefined,
)
from assessment.domain.facts.planning import (
    AimSet,
    CharterWritten,
    InitiativeDefined,
    PlanAdopted,
    ProgrammeDefined,
    ScenarioDefined,
    TaskAsked,
)
from assessment.domain.facts.reporting import ReportBranded, ReportEdited, ReportFinalised, Variant
from assessment.domain.facts.showing import RankingShown
from assessment.domain.facts.tracking import (
    BenefitBooked,
    KpiDefined,
    KpiMeasured,
    TaskReported,
    TaskStatus,
)
from assessment.domain.facts.types import SCHEMA, AnswerValue, AppRole, Id, Name, Office, Side, Text

Fact = Annotated[
    EngagementOpened | PackPinned | LibraryPinned | Assumed | SiteDefined | RespondentDefined | CycleOpened
    | CycleDeepened | FunctionWeightsSet | BenchmarksImported | ExecutiveNamed | ChoiceCommitted | ProcedureStated
    | CycleClosed | RoundOpened | RoundRevealed | Answered | AnswererNamed | Agreed | Validated | Stated
    | TargetSet | PreferenceSet | CapacitySet | BudgetSet | RatesSet | FreezeSet | ShutdownSet | BaselineSet
    | PilotChosen | ConnectionDefined | CriterionReviewed | GateDecided | PlanRecorded | PathAdopted | EstimateSet
    | AreaDesigned | ForumDefined | ServicePromised | TeamStated | SideStated | AmbitionStated | UseCaseDefined
    | ZoneDefined | GateRevoked | LiveDecided | QualityRouted | TaskAsked | ProgrammeDefined | InitiativeDefined
    | ScenarioDefined | AimSet | PlanAdopted | CharterWritten | WorkshopOpened | WorkshopClosed | AgendaSet | RoomJoined
    | QuestionCalled | RoundClosed | HandsCounted | AgreementWithdrawn | QuestionParked | ExerciseOpened
    | ExerciseClosed | ExerciseRevealed | DegreesPlaced | PointsShared | CausesNamed | SupportGiven | CommitmentsMade
    | CommitmentKept | CausesMerged | RiskRegistered | RoleGiven | QuestionFlagged | ReportEdited | ReportBranded
    | ReportFinalised | TaskReported | KpiDefined | KpiMeasured | BenefitBooked | RankingShown
    | AnswerCorrected | PackUpgraded | ConsentGiven | PackUpgradeWithdrawn,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Fact] = TypeAdapter(Fact)


def parse_fact(value: dict[str, Any]) -> Fact:
    """A fact from its JSON form. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_python(value)

__all__ = [
    "SCHEMA",
    "AgendaItem",
    "AgendaSet",
    "Agreed",
    "AgreementWithdrawn",
    "AimSet",
    "AmbitionStated",
    "AnswerCorrected",
    "AnswerValue",
    "Answered",
    "AnswererNamed",
    "AppRole",
    "AreaDesigned",
    "Assumed",
    "Audience",
    "BaselineSet",
    "BenchmarksImported",
    "BenefitBooked",
    "BudgetSet",
    "Capacity",
    "CapacitySet",
    "Cause",
    "CausesMerged",
    "CausesNamed",
    "CharterWritten",
    "ChoiceCommitted",
    "Commitment",
    "CommitmentKept",
    "CommitmentsMade",
    "ConnectionDefined",
    "ConsentGiven",
    "CriterionReviewed",
    "CycleClosed",
    "CycleDeepened",
    "CycleOpened",
    "DecisionCondition",
    "Degree",
    "DegreesPlaced",
    "EngagementOpened",
    "EstimateSet",
    "ExecutiveNamed",
    "ExerciseClosed",
    "ExerciseKind",
    "ExerciseOpened",
    "ExerciseRevealed",
    "Fact",
    "FlagKind",
    "ForumDefined",
    "FreezeSet",
    "FunctionWeightsSet",
    "GateDecided",
    "GateRevoked",
    "HandsCounted",
    "Id",
    "InitiativeDefined",
    "KpiDefined",
    "KpiMeasured",
    "LibraryPinned",
    "LiveDecided",
    "Name",
    "Office",
    "PackPinned",
    "PackUpgradeWithdrawn",
    "PackUpgraded",
    "ParkedKind",
    "PathAdopted",
    "PilotChosen",
    "PlanAdopted",
    "PlanRecorded",
    "PointsOver",
    "PointsShared",
    "PreferenceSet",
    "ProcedureStated",
    "ProgrammeDefined",
    "QualityRouted",
    "QuestionCalled",
    "QuestionFlagged",
    "QuestionParked",
    "RankingShown",
    "RatesSet",
    "ReportBranded",
    "ReportEdited",
    "ReportFinalised",
    "RespondentDefined",
    "RiskRegistered",
    "RoleGiven",
    "RoomJoined",
    "RoundClosed",
    "RoundOpened",
    "RoundRevealed",
    "ScenarioDefined",
    "ServicePromised",
    "ShutdownSet",
    "Side",
    "SideStated",
    "SiteDefined",
    "Stated",
    "Supply",
    "SupportGiven",
    "SupportGrade",
    "TargetSet",
    "TaskAsked",
    "TaskReported",
    "TaskStatus",
    "TeamStated",
    "Text",
    "UseCaseDefined",
    "Validated",
    "Variant",
    "WorkshopClosed",
    "WorkshopOpened",
    "ZoneDefined",
    "ZoneLevel",
    "parse_fact",
]
