"""Values read from a file, held against a model: every misfit becomes a problem in plain words with file:line."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assessment.domain.basis import Estimate, Problem, Severity, listed
from assessment.formats.lines import Lines, Loc
from assessment.text import _, clean, quoted

M = TypeVar("M", bound=BaseModel)
MOST_PROBLEMS = 200
MOST_COMPARED = 150
"""Names that a misspelt one is compared with; a file of thousands of faults must end quickly too."""


def validated(model: type[M], value: Any, lines: Lines) -> tuple[M | None, list[Problem]]:
    """The value as `model`, or None and all that is wrong with it.

    A number or truth value where text is wanted is taken as it was written, so that `version: 1.0` needs no quotes.
    """
    fitted, errors = _fit(model, value)
    unquoted = [_plain(found["loc"]) for found in errors
                if found["type"] == "string_type" and _plain(found["loc"]) in lines.words]
    if unquoted:
        value = copy.deepcopy(value)
        for loc in unquoted:
            _put(value, loc, lines.words[loc])
        fitted, errors = _fit(model, value)
    if fitted is not None:
        return fitted, []
    errors = errors[:5 * MOST_PROBLEMS]
    meant = {(*found["loc"][:-1], _nearest_key(model, found["loc"])) for found in errors
             if found["type"] == "extra_forbidden"}  # a misspelt key is told once, not as missing too
    around = {found["loc"][:depth] for found in errors for depth in range(len(found["loc"]))}
    return None, cut([_problem(model, found, lines) for found in errors
                      if (found["type"] != "missing" or found["loc"] not in meant)
                      and (found["type"] != "too_short" or found["loc"] not in around)][:MOST_PROBLEMS + 1])


def _fit(model: type[M], value: Any) -> tuple[M | None, list[ErrorDetails]]:
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_context=True)
    except TypeError:  # the short form of an estimate counts before it checks
        found: list[ErrorDetails] = [{"type": "float_type", "loc": (*loc, index), "msg": "", "input": item}
                                     for loc, pair in _estimates(model, value) for index, item in enumerate(pair)
                                     if isinstance(item, bool) or not isinstance(item, (int, float))]
        if not found:
            raise
        return None, found


def _estimates(kind: Any, value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, list[Any]]]:
    """The lists in `value` that stand for estimates."""
    if isinstance(value, list) and Estimate in _shapes(kind):
        yield loc, value
    elif isinstance(value, (list, dict)):
        for key, part in enumerate(value) if isinstance(value, list) else value.items():
            for inner in _inside(kind, key):
                yield from _estimates(inner, part, (*loc, key))


def cut(problems: list[Problem]) -> list[Problem]:
    """At most 200 problems, the last of them telling that there are more."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], Problem(
        code="more-problems", where=problems[MOST_PROBLEMS].where, message=_("There are more problems from here on."),
        remedy=_("Solve the ones above first."))]


def stops(problems: list[Problem]) -> bool:
    """Whether any of the problems is an error, not only a warning or a note."""
    return any(problem.severity == Severity.ERROR for problem in problems)


def nearest(word: object, known: list[str]) -> str:
    """A remedy: the known word that was probably meant, else those there are."""
    asked = str(word)[:80]
    among = known if len(known) <= MOST_COMPARED else [name for name in known if name[:2] == asked[:2]][:MOST_COMPARED]
    found = get_close_matches(asked, among, n=1, cutoff=0.6)
    if found:
        return _("Did you mean {known}?").format(known=found[0])
    return _("Known: {known}.").format(known=listed(known)) if known else ""


def _nearest_key(model: type[BaseModel], loc: Loc) -> str:
    """The key that was probably meant by an unknown one, or nothing."""
    return next(iter(get_close_matches(str(loc[-1])[:80], _keys(model, _plain(loc[:-1])), n=1, cutoff=0.6)), "")


def _plain(loc: Loc) -> Loc:
    """A position without what pydantic adds to tell alternatives and keys apart."""
    return tuple(part for part in loc if not (isinstance(part, str) and part.startswith(("<", "["))))


def _put(value: Any, loc: Loc, words: str) -> None:
    for key in loc[:-1]:
        value = value[key]
    value[loc[-1]] = words


def _problem(model: type[BaseModel], found: ErrorDetails, lines: Lines) -> Problem:
    loc = _plain(found["loc"])
    kind = found["type"]
    name = str(loc[-1]) if loc else ""
    if kind == "missing":
        return Problem(code="missing-key", where=lines.where(loc[:-1]),
                       message=_("{name} is missing.").format(name=quoted(name)),
                       remedy=_("Add it here."))
    if kind == "extra_forbidden":
        return Problem(code="unknown-key", where=lines.where(loc),
                       message=_("The key {name} is not known here.").format(name=quoted(name)),
                       remedy=nearest(name, _keys(model, loc[:-1])))
    if found["loc"] and found["loc"][-1] == "[key]":
        return Problem(code="unknown-key", where=lines.where(loc),
                       message=_("The key {name} is not known here.").format(name=quoted(name)),
                       remedy=_wanted(found))
    code, message = _misfit(found)
    return Problem(code=code, where=lines.where(loc), message=message, remedy=_wanted(found))


def _wants(kind: str) -> str:
    """What a pydantic error type such as `int_parsing` asks for, or nothing."""
    return {
        "string": _("text"), "int": _("a whole number"), "float": _("a number"), "bool": _("true or false"),
        "date": _("a date"), "tuple": _("a list"), "list": _("a list"), "finite": _("a number"),
        "dict": _("a mapping of keys to values"), "model": _("a mapping of keys to values"),
    }.get(kind.split("_")[0], "")


def _misfit(found: ErrorDetails) -> tuple[str, str]:
    """Code and message for a value that does not fit."""
    kind, context, given = found["type"], found.get("ctx", {}), _told(found["input"])
    match kind:
        case "literal_error" | "enum":
            return "unknown-word", _("{given} is not one of the known words.").format(given=given)
        case "value_error" | "assertion_error":
            return "wrong-value", _sentence(clean(str(context.get("error", "")), 200)) or _("The value does not fit.")
        case "string_pattern_mismatch":
            return "wrong-form", _("{given} does not have the wanted form.").format(given=given)
        case "string_too_long" | "too_long" if isinstance(found["input"], str):
            return "too-long", _("The text is longer than {most} characters.").format(most=context.get("max_length"))
        case "string_too_short" | "too_short":
            return "too-short", _("Something is wanted here, and there is nothing or too little.")
        case "too_long":
            return "too-long", _("There are more than {most} entries.").format(most=context.get("max_length"))
    for limit, words in (("ge", _("less than {limit}")), ("gt", _("not more than {limit}")),
                         ("le", _("more than {limit}")), ("lt", _("not less than {limit}"))):
        if limit in context:
            told = words.format(limit=f"{context[limit]:g}")
            return "out-of-range", _("{given} is {told}.").format(given=given, told=told)
    wanted = _wants(kind)
    if wanted:
        return "wrong-type", _("{given} stands where {wanted} is wanted.").format(given=given, wanted=wanted)
    return "wrong-value", _("{given} does not fit here.").format(given=given)


def _sentence(words: str) -> str:
    """What a model says of a value, as a sentence."""
    return words[:1].upper() + words[1:].rstrip(".") + "." if words else ""


def _wanted(found: ErrorDetails) -> str:
    """What to write instead."""
    kind, context = found["type"], found.get("ctx", {})
    expected = str(context.get("expected", ""))
    if kind in ("literal_error", "enum") and expected:
        words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
        return nearest(found["input"], words) if len(words) > 5 else _("Write one of: {words}.").format(
            words=", ".join(words))
    if kind.startswith("date"):
        return _("Write it as year-month-day, for example 2026-03-01.")
    if kind == "string_pattern_mismatch":
        if context.get("pattern") == "^[A-Z]{3}$":
            return _("Write the three capital letters of a currency, for example EUR.")
        if context.get("pattern") == "^[a-z]{2}$":
            return _("Write the two small letters of a language, for example de.")
        return _("Use letters, digits, hyphens, dots and underscores, and begin with a letter or digit.")
    if kind == "string_type":
        return _("Put it in quotes if it is meant as text.")
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return _("Write indented lines `key: value`; an estimate as [low, high] or [low, mode, high].")
    if kind in ("tuple_type", "list_type"):
        return _("Write [a, b] or lines that begin with a hyphen.")
    if kind in ("string_too_long", "too_long"):
        return _("Shorten it.")
    return _("Correct the value.")


def _told(value: Any) -> str:
    """Input as it may stand in a message: short, and never a whole list or mapping."""
    if isinstance(value, dict):
        return _("A mapping")
    if isinstance(value, (list, tuple)):
        return _("A list")
    if value is None:
        return _("Nothing")
    return quoted(value) if isinstance(value, str) else quoted(str(value)).strip("'")


def _keys(model: Any, loc: Loc) -> list[str]:
    """Names of the fields of the model that stands at `loc` inside `model`."""
    found = [model]
    for part in loc:
        found = [inner for kind in found for inner in _inside(kind, part)]
    return sorted({info.alias or name for kind in found for shape in _shapes(kind)
                   if isinstance(shape, type) and issubclass(shape, BaseModel)
                   for name, info in shape.model_fields.items() if name != "kind"})


def _shapes(kind: Any) -> list[Any]:
    """The alternatives of a type, without what annotates them."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _shapes(get_args(kind)[0])
    if origin in (Union, UnionType):
        return [shape for option in get_args(kind) for shape in _shapes(option)]
    return [kind]


def _inside(kind: Any, part: str | int) -> list[Any]:
    found: list[Any] = []
    for shape in _shapes(kind):
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            found += [info.annotation for name, info in shape.model_fields.items() if part in (name, info.alias)]
        elif get_origin(shape) in (tuple, list):
            found.append(get_args(shape)[0])
        elif get_origin(shape) is dict:
            found.append(get_args(shape)[1])
    return found
