"""Published observations, and a client's own sets of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Source


class ClassShare(Frozen):
    """One class of a published distribution: `share` in percent; levels of the pack that it stands for."""

    label: str
    share: float = Field(ge=0, le=100)
    levels: tuple[float, float] | None = None


class Benchmark(Frozen):
    """One published observation. It belongs to one question or one node and is never averaged with another."""

    id: str
    metric: str
    question: str | None = None
    dimension: str | None = None
    population: str
    n: int | None
    n_kind: Literal["exact", "at-least", "about", "not-stated"]
    year: str
    unit: Literal["percent", "level", "rank", "ratio", "usd"]
    value: float | None = None
    at_least: int | None = None
    """The level of the question that the share stands for; without one the share is context."""
    classes: tuple[ClassShare, ...] = ()
    scale_note: str = ""
    track: Literal["self-reported", "field-observed"]
    sector: Literal["pharma", "cross-industry"]
    use: Literal["comparison", "context"]
    source: Source
    note: str = ""
    expires: int | None = None
    """Year after which the figure is shown as stale."""
    own_set: str = ""
    """Title of the imported set that the figure comes from; empty for published figures."""


class BenchmarkSet(Frozen):
    """A client's or consortium's own figures. `organisations` counts who gave them: at least five, or a reader could
    tell one from the rest; every figure rests on as many answers or more.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    title: str = Field(min_length=1, max_length=120)
    owner: str = Field(min_length=1, max_length=120)
    kind: Literal["client", "consortium"]
    organisations: int = Field(ge=1)
    collected: str = Field(min_length=4, max_length=40)
    """When the figures were collected, e.g. 2026 or 2026-03."""
    method: str = Field(min_length=1, max_length=1000)
    """How they were collected: who was asked, by what means."""
    observations: tuple[Benchmark, ...] = Field(min_length=1, max_length=1000)

    @property
    def figures(self) -> tuple[Benchmark, ...]:
        """The observations under ids of their own, each saying which set it comes from."""
        return tuple(b.model_copy(update={"id": f"{self.id}:{b.id}", "own_set": self.title})
                     for b in self.observations)
