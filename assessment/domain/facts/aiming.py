"""What convergence is for: ambitions, and the use cases that carry them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id, Name, Text

Audience = Literal["research-development", "production", "product-lifecycle", "supply-chain", "marketing", "sales"]
"""Part of the business whose decision improves."""
Supply = Literal["none", "manual", "delayed", "live"]
"""How the data reach the decision today: not at all, by hand, late, or when they are needed."""


class AmbitionStated(Frozen):
    """An ambition of the library, or one of the client's own, and how much it matters."""

    kind: Literal["ambition-stated"] = "ambition-stated"
    ambition: Id
    name: Name
    importance: Literal["low", "medium", "high"] = "medium"
    note: Text = ""
    withdrawn: bool = False


class UseCaseDefined(Frozen):
    """A decision that better data improve, and the data flow that it needs.

    `owner` is the post that answers for the benefit. `template` names the library's use case that it began with.
    `drivers`, `areas` and `initiatives` are ids of the library; `sites` where it is wanted, none for all.
    """

    kind: Literal["use-case-defined"] = "use-case-defined"
    use_case: Id
    name: Name
    template: Id | None = None
    ambition: Id | None = None
    decision: Text
    audience: Audience
    owner: Name
    data: Text = ""
    source: Name
    source_zone: Name
    consumer: Name
    consumer_zone: Name
    direction: Literal["read", "write", "both"] = "read"
    gxp: bool = False
    remote_access: bool = False
    supply: Supply = "none"
    sites: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    drivers: Annotated[tuple[Id, ...], Field(max_length=30)] = ()
    areas: Annotated[tuple[Id, ...], Field(max_length=30)] = ()
    initiatives: Annotated[tuple[Id, ...], Field(max_length=60)] = ()
    withdrawn: bool = False
