"""The form of an expert case, and the facts that it tells: recorded one by one, as the product records them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from domain.building import DAY, library
from pydantic import BeforeValidator, Field, model_validator

from assessment.domain import facts as f
from assessment.domain.basis import FUNCTIONS, Frozen, Function, Source
from assessment.domain.engagement import Fold
from assessment.domain.library import Benchmark, ClassShare, StatedFact
from assessment.domain.pack import Cap, Capability, Condition, Dimension, IndexName, Pack, Question, Scale, SiteKind
from assessment.domain.scoring import NodeKind
from assessment.domain.scoring.types import State
from assessment.workspace.recording import check_fact

Number = Annotated[float, BeforeValidator(lambda given: float(Fraction(given)) if isinstance(given, str) else given)]
"""A decimal, or a fraction in words such as 35/12."""
Range = tuple[Number, Number]
Word = Literal["na", "unknown"]


class Asked(Frozen):
    """What differs from a judgement that is asked at each site, of weight 1, with an anchor at every level."""

    kind: Literal["record", "judgement"] = "judgement"
    scope: Literal["site", "network"] = "site"
    weight: float = 1
    quick: bool = False
    site_kinds: tuple[SiteKind, ...] = ()
    when: tuple[Condition, ...] = ()
    level: int | None = None
    pass_mark: int | None = None
    anchors: tuple[int, ...] | None = None


class Capable(Frozen):
    weight: float = 1
    questions: dict[str, Asked]


class Dimensioned(Frozen):
    index: IndexName = "organisation-readiness"
    weight: float = 1
    capabilities: dict[str, Capable]


class Capped(Frozen):
    id: str
    dimension: str = "dimension"
    level: int
    question: str
    below: int


class Place(Frozen):
    weight: float = 1
    kind: SiteKind = "mixed"
    markets: tuple[str, ...] = ()
    sterile: bool = False
    headcount: int = 600


class Said(Frozen):
    """An answer or an agreement with what stands behind it; `reason` why something does not apply, or was agreed."""

    level: int | Word
    evidence: tuple[str, ...] = ()
    measured: bool = False
    reason: str = ""


class Later(Frozen):
    """Something that happened after all else, in order."""

    do: Literal["answer", "agree", "review", "open-round", "reveal", "deepen"]
    question: str = ""
    by: str = ""
    says: Said | int | Word = "unknown"
    round: int = 1
    accepted: bool = True
    note: str = ""


class Figure(Frozen):
    """A published figure: of `n` answers, a share in percent, a mean level or a distribution."""

    id: str = "B"
    question: str | None = None
    dimension: str | None = None
    n: int | None
    value: float | None = None
    unit: Literal["percent", "level"] = "percent"
    at_least: int | None = None
    classes: tuple[ClassShare, ...] = ()
    track: Literal["self-reported", "field-observed"] = "self-reported"
    use: Literal["comparison", "context"] = "comparison"
    expires: int | None = None


Voice = int | Word | None
"""A level, na, unknown; nothing for somebody who did not answer."""


class Given(Frozen):
    """The pack, the client, and what people said; see the head of tests/cases/scoring-votes.yaml."""

    scale: tuple[int, int] = (1, 5)
    choices: Literal["all", "own"] = "all"
    evidence_from: int | None = None
    measured_from: int | None = None
    maturity: tuple[int, int] | None = None
    pass_mark: int | None = None
    theta: float = 0.8
    questions: dict[str, Asked] = {}
    dimensions: dict[str, Dimensioned] = {}
    caps: tuple[Capped, ...] = ()
    sites: dict[str, float | Place] = {"plant": 1.0}
    people: dict[str, str] = {}
    answerers: dict[str, str] = {}
    function_weights: dict[Function, float] = {}
    stated: dict[str, str] = {}
    depth: Literal["quick", "full"] = "full"
    blind: tuple[str, ...] = ()
    answers: dict[str, dict[str, dict[str, Voice | Said | list[Voice | Said] | dict[int, int]]]] = {}
    agreed: dict[str, Said | int | Word] = {}
    reviews: dict[str, Literal["accepted", "sent back"]] = {}
    later: tuple[Later, ...] = ()
    figures: tuple[Figure, ...] = ()
    draws: int = 0
    seed: int = 1

    @model_validator(mode="after")
    def _one_pack(self) -> Self:
        if bool(self.questions) == bool(self.dimensions):
            raise ValueError("a case names either questions or dimensions")
        return self


class WantedScore(Frozen):
    value: Number | None = None
    level: int | None = None
    uncapped: int | None = None
    caps: tuple[str, ...] = ()
    coverage: Number = 0
    interval: Range | None = None
    extremes: Range | None = None
    bounds: Range | None = None
    points: Number | None = None
    n: int = 0
    validated_share: Number = 0
    agreed_share: Number = 0
    state: State = "none"
    applicable: bool = True


class WantedPoll(Frozen):
    voted: int = 0
    hidden: bool = False
    round: int = 1
    n: int = 0
    na: int = 0
    unknown: int = 0
    medians: dict[Function, float] = {}
    median: Number | None = None
    iqr: Number | None = None
    gap: Number | None = None
    shown_gap: Number | None = None
    agreement: Number | None = None
    proposed: int | None = None
    counts: dict[int, int] = {}
    breakdown: dict[str, dict[int, int]] = {}


class WantedGap(Frozen):
    it: Number = 0
    ot: Number = 0
    gap: Number = 0
    interval: Range | None = None
    n_it: int = 0
    n_ot: int = 0
    finding: bool = False
    shown: bool = False


class WantedPeer(Frozen):
    """`rounded` holds an interval to whole percent."""

    verdict: Literal["reached", "not-reached", "above", "below", "within", "level-with", "context"] = "context"
    held: Number | None = None
    own: Number | None = None
    own_level: int | None = None
    interval: Range | None = None
    rounded: tuple[int, int] | None = None
    percentile: Number | None = None
    percentile_range: Range | None = None
    colour: bool = False
    why_context: str = ""
    stale: bool = False


class ShownGaps(Frozen):
    kind: NodeKind
    at: str | None = None
    nodes: tuple[str, ...]


class Expect(Frozen):
    """What has to come out. Keys are nodes, or node@site; only what is named is compared."""

    scores: dict[str, WantedScore | Literal["missing"]] = {}
    polls: dict[str, WantedPoll] = {}
    gaps: dict[str, WantedGap | Literal["missing"]] = {}
    shown_gaps: tuple[ShownGaps, ...] = ()
    peers: dict[str, WantedPeer] = {}
    ranks: dict[str, str] = {}
    review: dict[str, Literal["waits", "sent back", "seen"]] | None = None
    refused: str = ""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a case expects something")
        return self


class Case(Frozen):
    title: str
    source: str
    because: str = Field(min_length=1)
    given: Given
    expect: Expect


def told(given: Given) -> list[tuple[int, Any, f.Fact]]:
    """The facts of a case, in order, each checked against what was recorded before. Raises what the product raises."""
    fold = Fold("case")
    entries: list[tuple[int, Any, f.Fact]] = []
    for fact, actor, role in _facts(given):
        check_fact(fold.state(), fact, actor, role)
        entries.append((len(entries) + 1, DAY, fact))
        fold.apply(*entries[-1])
    return entries


def pack_of(given: Given) -> Pack:
    """The pack of a case: everything in one capability of one dimension unless it says otherwise."""
    dimensions = given.dimensions or {"dimension": Dimensioned(capabilities={
        "capability": Capable(questions=given.questions)})}
    scale = _scale(given.scale, choices=given.choices, evidence_from=given.evidence_from,
                   measured_from=given.measured_from)
    return Pack(
        id="case", version="1", title="Case", summary="-", theta=given.theta, scale=scale, pass_mark=given.pass_mark,
        maturity=_scale(given.maturity) if given.maturity else None,
        caps=tuple(Cap(reason="-", **cap.model_dump()) for cap in given.caps),
        dimensions=tuple(Dimension(
            id=name, code=name, name=name, index=d.index, summary="-", weight=d.weight,
            capabilities=tuple(Capability(
                id=part, name=part, weight=c.weight,
                questions=tuple(_question(key, asked, scale) for key, asked in c.questions.items()))
                for part, c in d.capabilities.items())) for name, d in dimensions.items()))


def _scale(ends: tuple[int, int], **more: Any) -> Scale:
    return Scale(minimum=ends[0], maximum=ends[1], names=tuple(map(str, range(ends[0], ends[1] + 1))), **more)


def _question(name: str, asked: Asked, scale: Scale) -> Question:
    given = asked.model_dump(exclude={"anchors", "when"})
    levels = asked.anchors if asked.anchors is not None else scale.levels
    return Question(id=name, text=name, why="-", phase="assess", functions=FUNCTIONS, evidence="-", when=asked.when,
                    anchors={level: f"{name} {level}" for level in levels}, **given)


Recorded = tuple[f.Fact, str, f.AppRole]
"""A fact, who records it, and the role in which."""


def _facts(given: Given) -> Iterator[Recorded]:
    people = {name: f.RespondentDefined(person=name, function=who.partition(" of ")[0],
                                        site=who.partition(" of ")[2] or None) for name, who in given.people.items()}
    answers = list(_answers(given, people))
    words: dict[str, list[str]] = {}
    for fact, word in given.stated.items():
        words.setdefault(fact.partition("@")[0], []).append(word)
    content = library(
        stated=tuple(StatedFact(id=fact, question=fact, values=tuple(said)) for fact, said in words.items()),
        benchmarks=tuple(_benchmark(figure) for figure in given.figures))
    opening: list[f.Fact] = [
        f.EngagementOpened(client="Client", start=DAY),
        f.PackPinned(pack=pack_of(given).model_dump(mode="json", by_alias=True)),
        f.LibraryPinned(library=content.model_dump(mode="json", by_alias=True)),
        *(_site(name, site) for name, site in given.sites.items()), *people.values(),
        f.CycleOpened(cycle="c1", date=DAY, depth=given.depth),
        *(f.AnswererNamed(**_asked(key, cycle=None), person=who) for key, who in given.answerers.items()),
        *(f.Stated(fact=fact.partition("@")[0], site=fact.partition("@")[2] or None, value=word)
          for fact, word in given.stated.items())]
    if given.function_weights:
        opening.append(f.FunctionWeightsSet(weights=given.function_weights, reason="-"))
    yield from ((fact, "olga", "owner") for fact in opening)
    yield from ((f.RoundOpened(**_asked(key), round=1), "olga", "facilitator") for key in given.blind)
    yield from ((fact, fact.person, "participant") for fact in answers)
    for key, said in given.agreed.items():
        yield _agreed(key, said)
    for key, outcome in given.reviews.items():
        yield _review(key, outcome == "accepted", "not what the level asks for")
    for event in given.later:
        yield _later(event)


def _site(name: str, given: float | Place) -> f.SiteDefined:
    site = Place(weight=given) if isinstance(given, int | float) else given
    return f.SiteDefined(site=name, name=name, site_kind=site.kind, **site.model_dump(exclude={"kind"}))


def _asked(key: str, cycle: str | None = "c1") -> dict[str, Any]:
    name, _, place = key.partition("@")
    named = {"question": name, "site": None if place == "network" else place}
    return named if cycle is None else {"cycle": cycle, **named}


def _answers(given: Given, people: dict[str, f.RespondentDefined]) -> Iterator[f.Answered]:
    """Answers in the order in which they are written; whoever answers by function is added to the people."""
    for name, places in given.answers.items():
        for place, groups in places.items():
            for group, said in groups.items():
                voices = [level for level, count in said.items() for _ in range(count)] if isinstance(said, dict) else (
                    said if isinstance(said, list) else [said])
                for number, voice in enumerate(voices, start=1):
                    who = group if group in given.people else f"{group}-{place}-{number}".lower()
                    if who not in people:
                        people[who] = f.RespondentDefined(
                            person=who, function=group, site=None if place == "network" else place)
                    if voice is not None:
                        yield _answer(f"{name}@{place}", who, voice)


def _answer(key: str, who: str, voice: int | Word | Said, round_: int = 1) -> f.Answered:
    said = voice if isinstance(voice, Said) else Said(level=voice)
    return f.Answered(**_asked(key), person=who, value=said.level, evidence=said.evidence, measured=said.measured,
                      comment=said.reason or ("does not apply here" if said.level == "na" else ""), round=round_)


def _agreed(key: str, voice: int | Word | Said) -> Recorded:
    said = voice if isinstance(voice, Said) else Said(level=voice)
    return (f.Agreed(**_asked(key), value=said.level, rationale=said.reason, evidence=said.evidence,
                     measured=said.measured), "olga", "facilitator")


def _review(key: str, accepted: bool, note: str, by: str = "rita") -> Recorded:
    return f.Validated(**_asked(key), accepted=accepted, note="" if accepted else note), by, "reviewer"


def _later(event: Later) -> Recorded:
    if event.do == "deepen":
        return f.CycleDeepened(cycle="c1"), "olga", "facilitator"
    if event.do == "answer":
        return _answer(event.question, event.by, event.says, event.round), event.by, "participant"
    if event.do == "agree":
        return _agreed(event.question, event.says)
    if event.do == "review":
        return _review(event.question, event.accepted, event.note, event.by or "rita")
    turned = f.RoundOpened if event.do == "open-round" else f.RoundRevealed
    return turned(**_asked(event.question), round=event.round), "olga", "facilitator"


def _benchmark(figure: Figure) -> Benchmark:
    return Benchmark(metric="Has it", population="plants", n_kind="not-stated" if figure.n is None else "exact",
                     year="2025", sector="cross-industry", source=Source(publisher="P"),
                     **figure.model_dump())
