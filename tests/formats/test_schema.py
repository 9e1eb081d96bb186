"""The JSON Schemas accept what the loaders accept and find what they find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assessment.domain.basis import Estimate, NotFound
from assessment.formats import load, schema_for, schema_of
from assessment.formats.yaml import BRIEF

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def brief() -> dict[str, Any]:
    value = load(SMALL / "brief.yaml", BRIEF).value
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("what", ["brief", "pack", "library"])
def test_each_schema_is_one(what: str) -> None:
    schema = schema_of(what)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"].startswith("Interlock")


def test_a_full_brief_with_short_forms_fits(brief: dict[str, Any]) -> None:
    jsonschema.validate(brief, schema_of("brief"))
    brief["cycles"][0]["answers"] = "answers.csv"
    brief["pilot"] = {"site": "basel"}
    jsonschema.validate(brief, schema_of("brief"))


@pytest.mark.parametrize(("key", "value"), [
    ("clinet", "Acme"), ("currency", "euro"), ("sites", []), ("budget", -1), ("people", [{"id": "a"}]),
])
def test_a_misfit_is_found(brief: dict[str, Any], key: str, value: object) -> None:
    brief[key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(brief, schema_of("brief"))


def test_an_unknown_schema_is_named() -> None:
    with pytest.raises(NotFound, match="brief, library, pack"):
        schema_of("everything")


def test_a_results_schema_is_made_from_any_model() -> None:
    assert schema_for(Estimate, "An estimate", mode="serialization")["required"] == ["low", "mode", "high"]
