"""Redaction: names, comments and site names taken out of the results before anything is made of them.

It is done once, on the values from which every output is built, so that nothing made of them can hold what was taken
out: no table, chart label, alt text, file title or attachment. Pseudonyms are given in the order of the engagement and
stay the same from print to print.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter

from assessment.domain import facts as f
from assessment.domain.library import Library
from assessment.domain.results import Results
from assessment.report.edition import Edition
from assessment.text import _

Value = TypeVar("Value")

COMMENTS = frozenset({"blocker", "comment", "rationale", "dissent", "note", "reason", "measure", "summary"})
"""Fields of facts in which people write what they think."""
SAID: Mapping[type[BaseModel], Mapping[str, Any]] = {
    f.QuestionParked: {"text": ""}, f.RiskRegistered: {"text": ""}, f.CausesNamed: {"causes": ()},
    f.CausesMerged: {"causes": ()}, f.CommitmentsMade: {"commitments": {}}}
"""Further ones of single facts, with what stands there instead."""
BEARERS = frozenset({"confirmed_by", "decided_by", "owner", "chair", "process_owner", "system_owner", "qa_approver",
                     "solid", "dotted", "accountable", "responsible", "consulted", "informed", "members", "budget",
                     "by"})
"""Fields that name a post, in which some write a person's name."""
FACTS = f.__name__
UNTOLD = frozenset({"id", "opened", "pack", "library", "plans", "benchmark_sets", "connections", "zones", "gate_log",
                    "zone_log", "reviews", "decisions", "live_decisions", "quality_routes"})
"""Parts of an engagement in which nobody writes of a connection, or that no edition with closed doors holds."""
SHORTEST_NAME, SHORTEST_PLACE = 3, 4
"""Letters of a single word of a name that is looked for in running text."""
_WORD = re.compile(r"[^\W\d_]+")


class Redactor:
    """Takes out of any value what an edition leaves out."""

    def __init__(self, results: Results, edition: Edition) -> None:
        self.results, self.levels = results, edition.redact
        self.doors = not edition.restricted
        self.tokens: dict[str, str] = {}
        self.phrases: dict[str, str] = {}
        self._told: dict[str, str] = {}
        engagement = results.engagement
        if "sites" in self.levels:
            for place, (name, site) in enumerate(engagement.sites.items()):
                self._site(name, site.name, _letters(place))
        if "names" in self.levels:
            for place, person in enumerate(engagement.people, start=1):
                self._person(person, results.names.get(person, ""), place)
        if self.doors:
            self._connections()
        self._pattern = _any_of(self.phrases)
        self._token_pattern = _any_of(self.tokens)

    @property
    def idle(self) -> bool:
        return not (self.levels or self.tokens or self.phrases)

    def _site(self, site: str, name: str, letter: str) -> None:
        told = _("Site {letter}").format(letter=letter)
        self._token(site, f"site-{letter.lower()}")
        self.phrases[name.casefold()] = told
        client = {word.casefold() for word in _WORD.findall(self.results.engagement.client)}
        words = {site, *(word for word in _WORD.findall(name) if len(word) >= SHORTEST_PLACE)}
        for word in words:
            if word.casefold() not in self.vocabulary | client:
                self.phrases.setdefault(word.casefold(), told)

    def _person(self, person: str, name: str, place: int) -> None:
        told = _("Person {number}").format(number=place)
        self._token(person, f"person-{place}")
        if name:
            self.phrases[name.casefold()] = told
        for word in (person, *_WORD.findall(name)):
            if len(word) >= SHORTEST_NAME and word.casefold() not in self.vocabulary:
                self.phrases.setdefault(word.casefold(), told)

    def _connections(self) -> None:
        """What a connection is called says where the door is; a name made of ordinary words stays in shipped texts."""
        for place, (name, connection) in enumerate(self.results.engagement.connections.items(), start=1):
            told = _("Connection {number}").format(number=place)
            if self.levels:
                self._token(name, f"connection-{place}")
            if connection.name.casefold() not in self.corpus:
                self.phrases.setdefault(connection.name.casefold(), told)

    def _token(self, name: str, told: str) -> None:
        """An id is replaced wherever it stands, also within other ids, unless the shipped content has the same one."""
        if name.casefold() not in self.reserved:
            self.tokens[name.casefold()] = told

    @cached_property
    def reserved(self) -> frozenset[str]:
        return frozenset(line for line in self.corpus.split("\n") if not re.search(r"\s", line))

    @cached_property
    def corpus(self) -> str:
        """Shipped texts and the words of the format, in small letters; what the client added is not in it."""
        engagement = self.results.engagement
        library, pack = engagement.the_library, engagement.the_pack
        shipped = {name: getattr(library, name) for name in Library.model_fields if name != "initiatives"}
        shipped["initiatives"] = [i for i in library.initiatives if i.id not in engagement.own_initiatives]
        told = [*_texts(shipped), *_texts(pack), *_texts(TypeAdapter(f.Fact).json_schema())]
        return "\n".join(told).casefold()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.corpus))

    # values

    def of_results(self) -> Results:
        """The results without what the edition leaves out."""
        if self.idle:
            return self.results
        if not self.levels:  # what people wrote of a connection; all that names one by its id is left out elsewhere
            engagement = self.results.engagement
            told = {field.name: self._value(getattr(engagement, field.name), field.name)
                    for field in dataclasses.fields(engagement) if field.init and field.name not in UNTOLD}
            return dataclasses.replace(self.results, engagement=dataclasses.replace(engagement, **told),
                                       findings=self.value(self.results.findings))
        changed = {field.name: self.value(getattr(self.results, field.name), field.name)
                   for field in dataclasses.fields(self.results) if field.name != "names"}
        names = {} if "names" in self.levels else self.results.names
        return dataclasses.replace(self.results, **changed, names=names)

    def value(self, value: Value, name: str = "") -> Value:
        """The value, however deep, with every text in it redacted; `name` is the field that it stands in."""
        return cast(Value, self._value(value, name))

    def _value(self, value: Any, name: str) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self._text(value, name)
        if isinstance(value, BaseModel):
            return self._model(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = {field.name: self._value(getattr(value, field.name), field.name)
                       for field in dataclasses.fields(value) if field.init}
            return dataclasses.replace(value, **changed)
        if isinstance(value, Mapping):
            return {self._value(key, ""): self._value(held, key if isinstance(key, str) else name)
                    for key, held in value.items()}
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*(self._value(part, name) for part in value))
        if isinstance(value, tuple | list | set | frozenset):
            return type(value)(self._value(part, name) for part in value)
        return value

    def _model(self, model: BaseModel) -> BaseModel:
        changed = {name: self._value(getattr(model, name), name) for name in type(model).model_fields}
        if "comments" in self.levels and type(model).__module__.startswith(FACTS):
            told = {name for name in COMMENTS & changed.keys() if isinstance(changed[name], str)}
            changed |= dict.fromkeys(told, "") | dict(SAID.get(type(model), {}))
        if isinstance(model, f.SiteDefined) and "sites" in self.levels:
            changed.update(name=self._told_site(model.site), country="")
        return type(model).model_construct(**changed)

    def _told_site(self, site: str) -> str:
        return _("Site {letter}").format(letter=_letters(list(self.results.engagement.sites).index(site)))

    def _text(self, text: str, name: str) -> str:
        if not text:
            return text
        if "names" in self.levels and name in BEARERS and not self._a_post(text):
            return _("a named person")
        if text not in self._told:
            self._told[text] = self._replaced(text)
        return self._told[text]

    def _a_post(self, text: str) -> bool:
        """Whether every word is one of the shipped texts: `Head of Quality`, not a name."""
        return all(word.casefold() in self.vocabulary for word in _WORD.findall(text) if len(word) >= SHORTEST_NAME)

    def _replaced(self, text: str) -> str:
        if self._token_pattern is not None and not re.search(r"\s", text):
            text = self._token_pattern.sub(lambda found: self.tokens[found[0].casefold()], text)
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self.phrases[found[0].casefold()], text)
        return text


def _any_of(known: Mapping[str, str]) -> re.Pattern[str] | None:
    """Any of these as whole words, the longest first, in any case."""
    if not known:
        return None
    longest = sorted(known, key=lambda text: (-len(text), text))
    return re.compile(r"(?<![\w])(?:" + "|".join(re.escape(text) for text in longest) + r")(?![\w])", re.IGNORECASE)


def _letters(place: int) -> str:
    """A, B .. Z, AA, AB .."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _texts(key)
            yield from _texts(held)
    elif isinstance(value, tuple | list | set | frozenset):
        for held in value:
            yield from _texts(held)
