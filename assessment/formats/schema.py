"""JSON Schemas of the files that people write, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from assessment.domain.basis import NotFound
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats.brief.model import Brief

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "brief": (Brief, "Interlock brief"), "pack": (Pack, "Interlock questionnaire pack"),
    "library": (Library, "Interlock library"),
}


def schema_of(what: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a `brief`, a `pack` or the `library`. Raises NotFound."""
    if what not in _MODELS:
        raise NotFound("schema", what, list(_MODELS))
    return schema_for(*_MODELS[what])


def schema_for(model: type[BaseModel], title: str, mode: Literal["validation", "serialization"] = "validation",
               ) -> dict[str, Any]:
    """JSON Schema of any model, e.g. that of results.json."""
    schema = {"$schema": DIALECT, **model.model_json_schema(by_alias=True, mode=mode), "title": title}
    parts = schema.get("$defs", {})
    if mode == "validation" and "Estimate" in parts:
        short = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}
        parts["Estimate"] = {"anyOf": [parts["Estimate"], short]}
    return schema
