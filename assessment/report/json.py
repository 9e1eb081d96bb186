"""results.json: scorecards, recommendation, roadmap and value under those words, with a published schema.

The number behind the slash of `format` changes when a reader of the old form could no longer read the new one; a
field that is added leaves it. docs/formats.md says the rest.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assessment.domain.benchmarking import Comparison
from assessment.domain.facts import PathAdopted
from assessment.domain.findings import Finding
from assessment.domain.gate import LiveConnection, Permit
from assessment.domain.operating_model import OperatingModel
from assessment.domain.paths import BestCase, Executives, ExitReview, Recommendation
from assessment.domain.procedures import ProcedureOverview
from assessment.domain.quality import QualityFinding
from assessment.domain.results import Results
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.sides import SidesOverview
from assessment.domain.trend import Trend
from assessment.domain.use_cases import UseCaseOverview
from assessment.domain.value import ValueCase
from assessment.report.edition import Edition, Redaction, Variant


class Printed(BaseModel):
    """Which edition the results were taken for, and what is left out of them."""

    model_config = ConfigDict(extra="forbid")

    variant: Variant = "full"
    site: str | None = Field(default=None, description="The site that the variant `site` is about")
    left_out: tuple[Redaction, ...] = Field(default=(), description="Sorted; empty where nothing was left out")


class Document(BaseModel):
    """Results of one cycle of an engagement. Money in thousand of `currency`, levels on the pack's scale."""

    model_config = ConfigDict(title="Interlock results", extra="forbid")

    format: str = "interlock-results/1"
    client: str
    fictional: bool
    currency: str
    cycle: str
    as_of: date
    version: str
    seed: int
    stamp: str
    digest: str
    edition: Printed = Printed()
    pack: dict[str, str]
    assumed: dict[str, str]
    scorecards: dict[str, Scorecard] = Field(description="By cycle, oldest first")
    comparison: Comparison
    recommendation: Recommendation
    clusters: dict[str, Recommendation]
    executives: Executives = Field(description="What each executive chose blind, and the result under their weights")
    best_case: BestCase | None = Field(description="The runner-up's case against the winner")
    exit_review: ExitReview | None = Field(description="Review of a hybrid first step; null for any other")
    adopted: PathAdopted | None = Field(description="The path that leadership adopted")
    permits: tuple[Permit, ...]
    live: tuple[LiveConnection, ...] = Field(description="Live connections without a permit in force")
    quality: tuple[QualityFinding, ...] = Field(description="Findings on data integrity and patient supply")
    frame: Frame
    roadmap: Roadmap
    value: ValueCase
    trend: Trend | None
    use_cases: UseCaseOverview | None = Field(description="Use cases; null where none was defined")
    procedures: ProcedureOverview | None = Field(description="IT's and OT's procedures; null where none was stated")
    sides: SidesOverview | None = Field(description="What IT and OT stated of themselves; null where neither did")
    operating_model: OperatingModel | None = Field(
        description="Areas, owners, forums, lines and promises; null where the library proposes none")
    findings: tuple[Finding, ...]


def render(results: Results, stamp: str, edition: Edition | None = None) -> bytes:
    """The results of an edition, of the full one where none is named; the same input gives the same bytes."""
    engagement = results.engagement
    printed = Printed() if edition is None else Printed(
        variant=edition.variant, site=edition.site, left_out=tuple(sorted(edition.redact)))
    document = Document(
        client=engagement.client, fictional=bool(engagement.opened and engagement.opened.fictional),
        currency=engagement.currency, cycle=results.cycle.id, as_of=results.as_of, version=results.version,
        seed=results.seed, stamp=stamp, digest=results.digest,
        edition=printed,
        pack={"id": engagement.the_pack.id, "version": engagement.the_pack.version},
        assumed={assumed.what: assumed.text for assumed in engagement.assumed},
        scorecards=dict(results.scorecards), comparison=results.comparison, recommendation=results.recommendation,
        clusters=results.clusters, executives=results.executives, best_case=results.best_case,
        exit_review=results.exit_review, adopted=results.engagement.adopted, permits=results.permits,
        live=results.live, quality=results.quality,
        frame=results.frame, roadmap=results.roadmap, value=results.value, trend=results.trend,
        use_cases=results.use_cases if results.use_cases.traces else None,
        operating_model=results.operating_model,
        procedures=results.procedures if results.procedures.stated else None,
        sides=results.sides if results.sides.stated else None, findings=results.findings)
    text = json.dumps(document.model_dump(mode="json", by_alias=True), indent=1, ensure_ascii=False, sort_keys=True)
    return text.encode() + b"\n"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `render` writes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema",
            **Document.model_json_schema(mode="serialization")}
