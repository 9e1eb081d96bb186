"""From ambitions to use cases to data flows, and when the roadmap supplies the decisions that lack data."""

from assessment.domain.use_cases.tracing import connection_for, trace_all
from assessment.domain.use_cases.types import FlowNeed, InitiativeNeed, SiteSupply, UseCaseOverview, UseCaseTrace

__all__ = ["FlowNeed", "InitiativeNeed", "SiteSupply", "UseCaseOverview", "UseCaseTrace", "connection_for", "trace_all"]
