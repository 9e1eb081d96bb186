"""Clients for the choice of a path: a library, answers told as scores, and changes applied one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.domain import facts as f
from assessment.domain.basis import Interval
from assessment.domain.engagement import Cycle, Engagement
from assessment.domain.library import PATHS, Criterion, GateRules, Library, StrengthInput
from assessment.domain.pack import Capability, Dimension, Pack, Question, Scale
from assessment.domain.scoring import Score, Scorecard

SITE_QUESTIONS = {"skills-dual", "culture-trust", "org-relationship", "org-site-support", "asset-obsolescence"}


def tiny(criteria=(), knockouts=(), stated=(), **more) -> Library:
    return Library(version="1", as_of="2025", paths=(), groups=(), criteria=tuple(criteria), stated=tuple(stated),
                   knockouts=tuple(knockouts), failure_modes=(), areas=(), benchmarks=(), initiatives=(), drivers=(),
                   gate=GateRules(criteria=()), **more)


def criterion(name: str, effects, weight: float = 1, **given) -> Criterion:
    """A criterion fed by the question of the same name unless `given` says otherwise; effects in order of PATHS."""
    return Criterion(id=name, condition=name, group="g", weight=weight, effects=dict(zip(PATHS, effects, strict=True)),
                     inputs=(StrengthInput(**(given or {"question": name})),), evidence="-", basis="EJ")


def pack_for(library: Library) -> Pack:
    """A pack that holds each question the library names, on levels 1 to 5."""
    names = {i.question for c in library.criteria for i in c.inputs} | {
        t.question for k in library.knockouts for t in k.when}
    questions = tuple(
        Question(id=name, text=name, why="-", phase="assess", kind="judgement", functions=("IT", "OT", "Quality"),
                 scope="site" if name in SITE_QUESTIONS else "network", anchors={}, evidence="-")
        for name in sorted(name for name in names if name))
    capability = Capability(id="culture-readiness", name="Readiness", questions=questions)
    return Pack(id="p", version="1", title="P", summary="-",
                scale=Scale(minimum=1, maximum=5, names=("a", "b", "c", "d", "e")),
                dimensions=(Dimension(id="d", code="D", name="D", index="organisation-readiness", summary="-",
                                      capabilities=(capability,)),))


def client(library: Library, sites=3, stated=None, weights=None, functions=("IT", "OT", "Quality"),
           clusters=None) -> Engagement:
    people = {name.lower(): f.RespondentDefined(person=name.lower(), function=name) for name in functions}
    votes = {person: f.Answered(cycle="c1", question="any", person=person, value=3) for person in people}
    return Engagement(
        id="e", pack=pack_for(library), library=library, people=people,
        sites={f"s{i}": f.SiteDefined(site=f"s{i}", name=f"S{i}", cluster=(clusters or {}).get(f"s{i}", ""))
               for i in range(sites)},
        cycles={"c1": Cycle("c1", 1, date(2025, 1, 1))}, answers={("c1", None, "any", 1): votes},
        stated={(name, None): f.Stated(fact=name, value=word) for name, word in (stated or {}).items()},
        weights=weights or {})


def card(answers, more=(), gaps=()) -> Scorecard:
    """Network scores by node; a triple is (mean, lowest, highest), `na` is not applicable."""
    scores = []
    for node, given_ in answers.items():
        kind = "capability" if node == "culture-readiness" else "question"
        if given_ == "na":
            scores.append(Score(node=node, kind=kind, site=None, value=None, applicable=False, state="na"))
        elif isinstance(given_, (list, tuple)):
            scores.append(Score(node=node, kind=kind, site=None, value=given_[0], coverage=1,
                                extremes=Interval(low=given_[1], high=given_[2])))
        else:
            scores.append(Score(node=node, kind=kind, site=None, value=given_, coverage=1))
    return Scorecard(cycle="c1", seed=0, draws=0, scores=(*scores, *more), gaps=tuple(gaps), voters=9, sites=())


def of_case(case, library: Library) -> tuple[Engagement, dict]:
    state = client(library, case.get("sites", 3), case.get("stated"), case.get("weights"),
                   case.get("functions", ("IT", "OT", "Quality")))
    return state, case.get("answers", {})


def apply(flip, state: Engagement, answers: dict) -> tuple[Engagement, dict]:
    """The same client after one change, with nothing else touched."""
    if flip.kind == "answer":
        return state, {**answers, flip.what: float(flip.to_value)}
    if flip.kind == "stated":
        word = f.Stated(fact=flip.what, value=flip.to_value)
        return replace(state, stated={**state.stated, (flip.what, None): word}), answers
    if flip.kind == "weight":
        return replace(state, weights={**state.weights, flip.what: float(flip.to_value)}), answers
    kept = tuple(k.model_copy(update={"when": ()}) if k.id == flip.what else k for k in state.the_library.knockouts
                 if k.id != flip.what or flip.to_value == "holds")
    return replace(state, library=state.the_library.model_copy(update={"knockouts": kept})), answers
