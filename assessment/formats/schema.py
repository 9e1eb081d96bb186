"""JSON Schemas of the files that people write, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from assessment.domain.basis import NotFound
from assessment.domain.library import Library
from assessment.domain.pack import Dimension, Overlay, Pack, Translation
from assessment.domain.pack.overlay import AddedDimension
from assessment.formats.brief.model import Brief

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "brief": (Brief, "Interlock brief"), "library": (Library, "Interlock library"),
    "pack": (Pack, "Interlock questionnaire pack: pack.yaml"),
    "overlay": (Overlay, "Interlock overlay: pack.yaml of a pack that extends another"),
    "dimension": (Dimension, "Interlock questionnaire pack: one dimension file"),
    "overlay-dimension": (AddedDimension, "Interlock overlay: one dimension file"),
    "translation": (Translation, "Interlock questionnaire pack: one language under translations/"),
}
_OF_PACKS = ("pack", "overlay", "dimension", "overlay-dimension", "translation")
_IN_FILES_OF_THEIR_OWN = ("dimensions", "translations")
"""Keys of a pack whose parts stand beside pack.yaml."""
_SAID: dict[str, dict[str, str]] = {
    "Question": {
        "id": "Lower-case words joined by hyphens, unique in the pack. Answers hang on it: keep it when you reword.",
        "text": "One thing asked in one sentence, in plain words.",
        "why": "Why the answer matters to somebody who runs a plant.",
        "phase": "The phase of the programme in which the answer is used.",
        "actions": "Ids of actions that the question serves; declared in pack.yaml.",
        "kind": "record: a named person answers with evidence. judgement: several people vote and agree.",
        "scope": "site: asked at every site. network: asked once.",
        "functions": "Who is asked. Each function counts the same, however many people it has.",
        "anchors": "Level -> behaviour that a stranger could check.",
        "evidence": "What good evidence looks like.",
        "probes": "Two questions that a claimed level would have to stand.",
        "standards": "Identifiers only; each begins with the key of a reference.",
        "source": "Where the question comes from; EJ is expert judgement.",
        "quick": "Whether the quick scan asks it.",
        "weight": "Weight within its capability; 1 unless there is a reason.",
        "weight_reason": "Why the weight is not the usual one.",
        "site_kinds": "Kinds of sites that are asked; left out: all. A mixed site counts as every kind.",
        "when": "Conditions that all have to hold: {question, at_least | below}, {site, is | at_least | below} or "
                "{stated, is}.",
        "level": "Cumulative packs: the level of maturity that the question stands for.",
        "pass_mark": "Cumulative packs: the answer from which on it passes; left out: that of the pack.",
        "replaces": "The id under which an earlier version of the pack asked this; its answers go on counting.",
    },
    "Cap": {
        "dimension": "The dimension that is held down.", "level": "The highest level that it attains meanwhile.",
        "question": "The question that holds it down.", "below": "The cap applies while the question is below this.",
        "reason": "One sentence for the report.",
    },
    "Scale": {
        "minimum": "The lowest level.", "maximum": "The highest level.", "names": "One name a level, lowest first.",
        "meanings": "One sentence a level, lowest first.",
        "choices": "all: every question offers every level. own: only those that it has anchors for.",
        "evidence_from": "From this level on a value without evidence stays self-assessed.",
        "measured_from": "From this level on a value without measured data stays self-assessed.",
    },
    "Reference": {
        "key": "The first word of the standards that questions name.", "edition": "Edition or year.",
        "as_of": "Month in which it was looked up.", "verified": "Whether somebody checked it against the text.",
    },
    "Pack": {
        "version": "Raise it with every change; an engagement keeps the version it was opened with.",
        "theta": "Share of the weight that has to stand at a level and each below to attain it.",
        "maturity": "Makes the pack cumulative: the levels that questions stand for.",
        "pass_mark": "Cumulative packs: the answer from which on a question passes.",
    },
    "Dimension": {"index": "The index that the dimension counts in.", "code": "A short code for tables, e.g. D1."},
}
"""What an editor shows of a key, by model."""


def schema_of(what: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a `brief`, the `library` or a file of a pack. Raises NotFound.

    Files of packs: `pack`, `overlay`, `dimension`, `overlay-dimension` and `translation`.
    """
    if what not in _MODELS:
        raise NotFound("schema", what, list(_MODELS))
    schema = schema_for(*_MODELS[what])
    return _as_written(schema, _MODELS[what][0].__name__) if what in _OF_PACKS else schema


def schema_for(model: type[BaseModel], title: str, mode: Literal["validation", "serialization"] = "validation",
               ) -> dict[str, Any]:
    """JSON Schema of any model, e.g. that of results.json."""
    schema = {"$schema": DIALECT, **model.model_json_schema(by_alias=True, mode=mode), "title": title}
    parts = schema.get("$defs", {})
    if mode == "validation" and "Estimate" in parts:
        short = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}
        parts["Estimate"] = {"anyOf": [parts["Estimate"], short]}
    return schema


def _as_written(schema: dict[str, Any], model: str) -> dict[str, Any]:
    """A schema of a file as the loader reads it: numbers stand for text, and parts may stand in other files."""
    schema["required"] = [key for key in schema.get("required", []) if key not in _IN_FILES_OF_THEIR_OWN]
    schema.get("properties", {}).pop("parts", None)  # told by the loader, never written
    for name, part in [(model, schema), *schema.get("$defs", {}).items()]:
        properties = part.get("properties", {})
        for key, words in _SAID.get(name.removeprefix("Added"), {}).items():
            if key in properties:
                properties[key]["description"] = words
        if "anchors" in properties:
            properties["anchors"]["propertyNames"] = {"pattern": "^-?[0-9]+$"}
    _loosen(schema)
    return schema


def _loosen(part: Any) -> None:
    """Allow a number or truth value wherever any text is allowed: `version: 1.0` needs no quotes."""
    if isinstance(part, list):
        for inner in part:
            _loosen(inner)
    elif isinstance(part, dict):
        if part.get("type") == "string" and not {"enum", "const", "pattern"} & set(part):
            part["type"] = ["string", "number", "boolean"]
        for key, inner in part.items():
            if key != "propertyNames":
                _loosen(inner)
