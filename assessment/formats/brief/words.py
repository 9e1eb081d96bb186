"""What a brief is written in: cleaned texts, levels, days and amounts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from assessment.text import _, clean


def cleaned(value: Any) -> Any:
    """Text without what must not be kept; one character more than is allowed, so that nothing is cut in silence."""
    return clean(value, 4001) if isinstance(value, str) else value


def as_list(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


def _level(value: Any) -> Any:
    """A level, `na` or `unknown`."""
    if isinstance(value, bool):
        raise ValueError(_("A truth value is no level."))
    if isinstance(value, int):
        return value
    word = str(value).strip().lower()
    if word in ("na", "n/a", "unknown"):
        return "na" if word == "n/a" else word
    if word.removeprefix("-").isdecimal() and len(word) < 6:
        return int(word)
    raise ValueError(_("An answer is a level of the scale, na or unknown."))


Words = Annotated[str, BeforeValidator(cleaned), Field(max_length=4000)]
Called = Annotated[str, BeforeValidator(cleaned), Field(min_length=1, max_length=120)]
AnyLevel = Annotated[Any, BeforeValidator(_level),
                     WithJsonSchema({"anyOf": [{"type": "integer"}, {"enum": ["na", "unknown"]}]})]
Day = dt.date
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Amounts = Annotated[tuple[Amount, ...], BeforeValidator(as_list, json_schema_input_type=tuple[Amount, ...] | Amount),
                    Field(min_length=1, max_length=80)]
Evidence = Annotated[tuple[Words, ...], BeforeValidator(as_list, json_schema_input_type=tuple[str, ...] | str)]
Confidence = Literal["low", "medium", "high"]
