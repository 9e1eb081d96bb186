"""Clients for the choice of a path: a library, answers told as scores, and changes applied one at a time.

A case of tests/cases/paths*.yaml is a client in words. `like` names the client that it begins from; its own `sites`,
`stated`, `answers` and `weights` go before that client's, and `without` names stated facts and answers nobody gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessment.domain import facts as f
from assessment.domain.basis import Interval
from assessment.domain.engagement import Cycle, Engagement
from assessment.domain.library import PATHS, Criterion, GateRules, Library, StrengthInput
from assessment.domain.pack import Capability, Dimension, Pack, Question, Scale
from assessment.domain.paths import Flip
from assessment.domain.scoring import Score, Scorecard
from assessment.formats.library import load_library
from assessment.shipped import DATA

SITE_QUESTIONS = {"skills-dual", "culture-trust", "org-relationship", "org-site-support", "asset-obsolescence",
                  "service-configuration", "service-incident", "inspection-readiness", "arch-independence"}
CASES = Path(__file__).parents[1] / "cases"
ALL_THREE = ("IT", "OT", "Quality")


@cache
def cases(name: str) -> Any:
    """What a file of tests/cases holds."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


@cache
def shipped() -> Library:
    """The library of the product."""
    loaded, problems = load_library(DATA)
    assert loaded is not None, problems
    return loaded


ALONE = ("paths-borderline", "paths-conditions")
"""Files that hold nothing but a list of cases."""


def single() -> list[dict[str, Any]]:
    """All expert cases of one client whose sites are alike."""
    found = [*cases("paths")["archetypes"], *(case for name in ALONE for case in cases(name))]
    return [case for case in found if "clusters" not in case]


def named(name: str) -> dict[str, Any]:
    return next(case for case in single() if case["name"] == name)


def told(case: Mapping[str, Any]) -> dict[str, Any]:
    """The case with what it takes over from the archetype that it is `like`."""
    base = next((a for a in cases("paths")["archetypes"] if a["id"] == case.get("like")), {})
    without = set(case.get("without", ()))
    both = {key: {name: value for name, value in {**base.get(key, {}), **case.get(key, {})}.items()
                  if name not in without} for key in ("stated", "answers", "weights")}
    return {"sites": base.get("sites", 3), "functions": ALL_THREE, **case, **both}


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
        Question(id=name, text=name, why="-", phase="assess", kind="judgement", functions=ALL_THREE,
                 scope="site" if name in SITE_QUESTIONS else "network", anchors={}, evidence="-")
        for name in sorted(name for name in names if name))
    capability = Capability(id="culture-readiness", name="Readiness", questions=questions)
    return Pack(id="p", version="1", title="P", summary="-",
                scale=Scale(minimum=1, maximum=5, names=("a", "b", "c", "d", "e")),
                dimensions=(Dimension(id="d", code="D", name="D", index="organisation-readiness", summary="-",
                                      capabilities=(capability,)),))


def client(library: Library, sites=3, stated=None, weights=None, functions=ALL_THREE, clusters=None) -> Engagement:
    people = {name.lower(): f.RespondentDefined(person=name.lower(), function=name) for name in functions}
    votes = {person: f.Answered(cycle="c1", question="any", person=person, value=3) for person in people}
    return Engagement(
        id="e", pack=pack_for(library), library=library, people=people,
        sites={f"s{i}": f.SiteDefined(site=f"s{i}", name=f"S{i}", cluster=(clusters or {}).get(f"s{i}", ""))
               for i in range(sites)},
        cycles={"c1": Cycle("c1", 1, date(2025, 1, 1))}, answers={("c1", None, "any", 1): votes},
        stated={(name, None): f.Stated(fact=name, value=word) for name, word in (stated or {}).items()},
        weights=weights or {})


def node(name: str, level, site: str | None = None) -> Score:
    """A score at a place; a triple is (mean, lowest, highest), `na` is not applicable."""
    kind = "capability" if name == "culture-readiness" else "question"
    if level == "na":
        return Score(node=name, kind=kind, site=site, value=None, applicable=False, state="na")
    if isinstance(level, (list, tuple)):
        return Score(node=name, kind=kind, site=site, value=level[0], coverage=1,
                     extremes=Interval(low=level[1], high=level[2]))
    return Score(node=name, kind=kind, site=site, value=level, coverage=1)


def card(answers, more=(), gaps=(), depth="full") -> Scorecard:
    """Network scores by node, and `more` scores at sites."""
    at_network = tuple(node(name, level) for name, level in answers.items())
    return Scorecard(cycle="c1", seed=0, draws=0, scores=(*at_network, *more), gaps=tuple(gaps), voters=9, sites=(),
                     depth=depth)


def of_case(case, library: Library) -> tuple[Engagement, dict]:
    """The client of a case without clusters, and its answers for the network."""
    given = told(case)
    return client(library, given["sites"], given["stated"], given["weights"], given["functions"]), given["answers"]


def of_clusters(case, library: Library) -> tuple[Engagement, Scorecard]:
    """The client of a case whose clusters of sites differ: site questions are told at sites, and the network's level is
    the mean of the sites."""
    given = told(case)
    state, at_sites, number = client(library, 0, given["stated"], given["weights"], given["functions"]), [], 0
    sites, stated, levels = {}, dict(state.stated), {}
    for cluster, own in given["clusters"].items():
        for _site in range(own["sites"]):
            site, number = f"s{number}", number + 1
            sites[site] = f.SiteDefined(site=site, name=site, cluster=cluster)
            for fact, word in own.get("stated", {}).items():
                stated[fact, site] = f.Stated(fact=fact, value=word, site=site)
            for name, level in {**given["answers"], **own.get("answers", {})}.items():
                if name in SITE_QUESTIONS or name == "culture-readiness":
                    at_sites.append(node(name, level, site))
                    levels.setdefault(name, []).append(level)
    means = {name: sum(found) / len(found) for name, found in levels.items()}
    return replace(state, sites=sites, stated=stated), card({**given["answers"], **means}, at_sites)


def apply(flip: Flip, state: Engagement, answers: dict) -> tuple[Engagement, dict]:
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
