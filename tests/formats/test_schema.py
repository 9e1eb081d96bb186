"""The JSON Schemas accept what the loaders accept and find what they find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assessment.domain.basis import Estimate, NotFound
from assessment.formats import load, schema_for, schema_of
from assessment.formats.yaml import BRIEF
from assessment.shipped import PACKS

SMALL = Path(__file__).parent / "small"
BAD = Path(__file__).parents[1] / "bad_packs"


@pytest.fixture
def brief() -> dict[str, Any]:
    value = load(SMALL / "brief.yaml", BRIEF).value
    assert isinstance(value, dict)
    return value


OF_PACKS = ["pack", "overlay", "dimension", "overlay-dimension", "translation"]


@pytest.mark.parametrize("what", ["brief", "library", *OF_PACKS])
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
    with pytest.raises(NotFound, match="brief, dimension, library"):
        schema_of("everything")


def test_a_results_schema_is_made_from_any_model() -> None:
    assert schema_for(Estimate, "An estimate", mode="serialization")["required"] == ["low", "mode", "high"]


def as_editors_read(path: Path) -> Any:
    """A file's value with keys as JSON has them."""
    return json.loads(json.dumps(load(path).value))


@pytest.mark.parametrize("folder", sorted([*PACKS.iterdir(), *BAD.glob("good*"), SMALL / "pack"]),
                         ids=lambda folder: folder.name)
def test_every_file_of_a_sound_pack_fits_its_schema(folder: Path) -> None:
    overlay = "extends" in load(folder / "pack.yaml").value
    jsonschema.validate(as_editors_read(folder / "pack.yaml"), schema_of("overlay" if overlay else "pack"))
    for path in folder.glob("*.yaml"):
        if path.name != "pack.yaml":
            jsonschema.validate(as_editors_read(path), schema_of("overlay-dimension" if overlay else "dimension"))
    for path in folder.glob("translations/*.yaml"):
        jsonschema.validate(as_editors_read(path), schema_of("translation"))


@pytest.mark.parametrize(("name", "file", "what"), [
    ("unknown-key-translation", "translations/de.yaml", "translation"),
    ("wrong-form", "translations/de.yaml", "translation"), ("unknown-key", "pack.yaml", "pack"),
    ("missing-key", "pack.yaml", "pack"), ("wrong-type-file", "pack.yaml", "pack"),
])
def test_editors_find_what_the_loader_finds(name: str, file: str, what: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_editors_read(BAD / name / file), schema_of(what))


def test_editors_show_what_a_key_is_for() -> None:
    schema = schema_of("overlay-dimension")
    question = schema["$defs"]["Question"]["properties"]
    assert {key for key, told in question.items() if not told.get("description")} == set()
    assert schema_of("pack")["properties"]["theta"]["description"]
