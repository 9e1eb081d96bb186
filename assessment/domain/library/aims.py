"""What convergence is for: ambitions, and the use cases that carry them."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen

Audience = Literal["research-development", "production", "product-lifecycle", "supply-chain", "marketing", "sales"]
AUDIENCES: tuple[Audience, ...] = (
    "research-development", "production", "product-lifecycle", "supply-chain", "marketing", "sales")


class Ambition(Frozen):
    """What the company wants to be able to do; `kind` tells new business models and therapies from the rest."""

    id: str
    name: str
    kind: Literal["performance", "new-therapy", "new-business-model", "resilience"]
    why: str


class UseCase(Frozen):
    """A use case of the field to begin with: the decision, its data flow, and what it calls for."""

    id: str
    name: str
    ambitions: tuple[str, ...]
    decision: str
    audience: Audience
    owner: str
    data: str
    source: str
    source_zone: str
    consumer: str
    consumer_zone: str
    direction: Literal["read", "write", "both"]
    gxp: bool
    remote_access: bool = False
    drivers: tuple[str, ...]
    areas: tuple[str, ...]
    initiatives: tuple[str, ...]
    basis: str
