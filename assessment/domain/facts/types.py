"""Words that facts are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

SCHEMA = 1
"""Version of the fact models; stands in every journal entry under `schema`."""

Text = Annotated[str, Field(max_length=4000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Id = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
AnswerValue = int | Literal["na", "unknown"]
Office = Literal["CIO", "COO", "Quality", "CISO", "Site head"]
"""Executives whose weights are asked for."""
Side = Literal["IT", "OT"]
AppRole = Literal["owner", "facilitator", "contributor", "participant", "reviewer", "viewer"]
