"""Small packs and engagements for tests, from the form in which experts write cases.

A case names sites with weights, people as `function@site` (`function` alone: network), and answers as
question -> place -> person -> value; `people("IT@a", 2)` gives ids like it-a-1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.domain.library import GateRules, Library
from assessment.domain.pack import Cap, Capability, Dimension, Pack, Question, Scale

DAY = date(2026, 3, 2)


def question(name: str, kind: Literal["record", "judgement"] = "judgement",
             scope: Literal["site", "network"] = "site", weight: float = 1) -> Question:
    return Question(
        id=name, text=name, why="-", phase="assess", kind=kind, scope=scope,
        functions=("IT", "OT", "Operations", "Quality", "Business"), anchors={i: f"{name} {i}" for i in range(1, 6)},
        evidence="-", weight=weight)


def pack(layout: Mapping[str, Mapping[str, list[Question]]] | None = None, caps: tuple[Cap, ...] = (),
         theta: float = 0.8, scale: tuple[int, int] = (1, 5), weights: Mapping[str, float] | None = None) -> Pack:
    """A pack from dimension -> capability -> questions; the default has one dimension d with capability c."""
    layout = layout or {"d": {"c": [question("q")]}}
    weights = weights or {}
    names = tuple(f"level {i}" for i in range(scale[0], scale[1] + 1))
    return Pack(
        id="small", version="1", title="Small", summary="-", theta=theta, caps=caps,
        scale=Scale(minimum=scale[0], maximum=scale[1], names=names),
        dimensions=tuple(
            Dimension(id=d, code=d.upper(), name=d, index="organisation-readiness", summary="-",
                      weight=weights.get(d, 1),
                      capabilities=tuple(Capability(id=c, name=c, weight=weights.get(c, 1), questions=tuple(qs))
                                         for c, qs in capabilities.items()))
            for d, capabilities in layout.items()))


def library(**more: Any) -> Library:
    empty: dict[str, Any] = dict.fromkeys((
        "paths", "groups", "criteria", "stated", "knockouts", "failure_modes", "areas", "benchmarks", "initiatives",
        "drivers"), ())
    return Library(**{**empty, "version": "1", "as_of": "2026", "gate": GateRules(criteria=()), **more})


def person(group: str, number: int = 1) -> str:
    """Id of the n-th person of a group such as IT@a or Quality."""
    return f"{group.replace('@', '-').lower()}-{number}"


def engagement(answers: Mapping[str, Mapping[str, Mapping[str, Any]]], *, of: Pack | None = None,
               sites: Mapping[str, float] | None = None, cycles: tuple[str, ...] = ("c1",), carry: bool = False,
               agreed: Mapping[tuple[str, str], Any] | None = None,
               extra: tuple[f.Fact, ...] = (), content: Library | None = None) -> Engagement:
    """An engagement whose first cycle holds `answers`: question -> place (`-` for the network) -> person -> value.

    A value may be a list: one person of the group each, e.g. {"IT@a": [3, 4]}. With several cycles a question key
    may be `c2:q`. With `carry` each cycle carries the one before; they begin every three months.
    """
    sites = sites or {"a": 1.0}
    facts: list[f.Fact] = [
        f.EngagementOpened(client="Client", start=date(2026, 4, 1)),
        f.PackPinned(pack=(of or pack()).model_dump(mode="json", by_alias=True)),
        f.LibraryPinned(library=(content or library()).model_dump(mode="json", by_alias=True)),
        *(f.SiteDefined(site=name, name=name, weight=weight) for name, weight in sites.items()),
        *(f.CycleOpened(cycle=name, date=date(2026 + number // 4, 3 * (number % 4) + 1, 1),
                        carries=cycles[number - 1] if carry and number else None)
          for number, name in enumerate(cycles)),
    ]
    given: list[f.Answered] = []
    people: dict[str, f.RespondentDefined] = {}
    for name, places in answers.items():
        cycle, _, asked = name.rpartition(":")
        for place, groups in places.items():
            for group, value in groups.items():
                for number, level in enumerate(value if isinstance(value, list) else [value], start=1):
                    if level is None:
                        continue
                    who = person(group, number)
                    function, _, home = group.partition("@")
                    people[who] = f.RespondentDefined(person=who, function=function, site=home or None)
                    given.append(f.Answered(cycle=cycle or cycles[0], site=None if place == "-" else place,
                                            question=asked, person=who, value=level))
    facts += [*people.values(), *given]
    for (asked, place), value in (agreed or {}).items():
        facts.append(f.Agreed(cycle=cycles[0], question=asked, site=None if place == "-" else place, value=value,
                              rationale="agreed in the room"))
    facts += extra
    return replay((seq, DAY, fact) for seq, fact in enumerate(facts, start=1))
