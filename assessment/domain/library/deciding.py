"""Convergence paths, the conditions that speak for them, preconditions and what goes wrong on each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessment.domain.basis import Frozen

PathId = Literal["ot-to-it", "it-to-ot", "new-organisation", "hybrid"]
PATHS: tuple[PathId, ...] = ("ot-to-it", "it-to-ot", "new-organisation", "hybrid")


class StatedFact(Frozen):
    """A fact that the client states and no questionnaire measures; `values` are the allowed words."""

    id: str
    question: str
    values: tuple[str, ...]
    scope: Literal["network", "site"] = "network"


class Path(Frozen):
    """One of the four alternatives. `title` is a verb phrase for headlines."""

    id: PathId
    code: str
    name: str
    title: str
    summary: str
    first_90_days: str
    first_90_days_by: tuple[str, ...] = ()
    """Initiatives that bring what the first 90 days are for."""
    structural_step: str
    not_before: str
    must_have: tuple[str, ...] = ()
    """Initiatives that the path cannot do without."""

    @property
    def gist(self) -> str:
        """The first sentence of the summary."""
        return self.summary.split(". ")[0].rstrip(".") + "."


class StrengthInput(Frozen):
    """One input of a criterion's strength, linear from the scale's lowest level to its highest, or a word map.

    Exactly one of `question`, `capability` and `stated` is set. Strength is -1 (clearly absent) to 1 (strongly
    present). With `gap` true a capability contributes |IT - OT| in levels, 0 -> at_min, 2 or more -> at_max.
    """

    question: str | None = None
    capability: str | None = None
    stated: str | None = None
    gap: bool = False
    at_min: float = Field(default=-1, ge=-1, le=1)
    at_max: float = Field(default=1, ge=-1, le=1)
    words: dict[str, float] = {}


class Criterion(Frozen):
    """A condition that speaks for or against paths; strength = mean of its inputs (docs/method.md 5)."""

    id: str
    condition: str
    group: str
    weight: float = Field(ge=0)
    effects: dict[PathId, float]
    inputs: tuple[StrengthInput, ...]
    evidence: str
    basis: str
    results_within_months: int | None = Field(default=None, ge=1)
    """Months within which the condition asks for results, where it does."""


class CriterionGroup(Frozen):
    id: str
    name: str


class Test(Frozen):
    """One condition on the state of an engagement: a stated fact, an answer's level or a count of sites."""

    __test__ = False  # a word of the field, not a test case for pytest

    stated: str | None = None
    is_: str | None = Field(default=None, alias="is")
    question: str | None = None
    capability: str | None = None
    below: float | None = None
    at_least: float | None = None
    sites_above: int | None = None


class Knockout(Frozen):
    """A precondition. `kind` says what it does when all tests in `when` hold; an unknown only warns."""

    id: str
    name: str
    kind: Literal["eliminate", "first-step", "delay", "block-connections", "forbid-design", "bar-end-state"]
    paths: tuple[PathId, ...]
    when: tuple[Test, ...]
    reason: str
    lifted_by: str
    basis: str
    initiatives: tuple[str, ...] = ()
    """What has to be finished before it can be lifted; none where only a decision or an event lifts it."""


class Contradiction(Frozen):
    """Facts and answers that cannot all be true; one of them is wrong or speaks of something else."""

    id: str
    when: tuple[Test, ...] = Field(min_length=2)
    text: str
    remedy: str


class ExitCriterion(Frozen):
    """What has to hold at the exit review of a hybrid: a level, or initiatives that are finished and shown to work."""

    id: str
    text: str
    question: str | None = None
    capability: str | None = None
    at_least: float | None = None
    initiatives: tuple[str, ...] = ()
    basis: str


class FailureMode(Frozen):
    id: str
    name: str
    paths: tuple[PathId, ...]
    sign: str
    counter: str
    initiatives: tuple[str, ...] = ()
