"""From facts and scores to a recommended path."""

from __future__ import annotations

from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.domain.library import PATHS, PathId
from assessment.domain.paths.acceptability import draw
from assessment.domain.paths.contradictions import contradictions
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.flips import Flips
from assessment.domain.paths.knockouts import eliminated_by, state_of
from assessment.domain.paths.scores import lead, parts, weigh, weights_of
from assessment.domain.paths.strengths import strength
from assessment.domain.paths.types import PathScore, Recommendation
from assessment.domain.paths.verdict import HYBRID, judge, steps
from assessment.domain.scoring import Scorecard
from assessment.text import _

DRAWS = 20_000


def recommend(engagement: Engagement, scorecard: Scorecard, seed: int = 0, draws: int = DRAWS,
              sites: tuple[str, ...] | None = None, flips: bool = True) -> Recommendation:
    """The path for the network, or for `sites` (method note, section 5).

    Criteria and knock-outs are those of the pinned library, weights the engagement's own where it set any. The
    arguments decide the result; without `flips` those are not looked for, which is most of the work. Raises Refused
    where weights are unusable, there are no draws or no sites are named, NotFound for a site that is not defined.
    """
    if draws < 1:
        raise Refused(_("A recommendation needs at least one draw."))
    if sites is not None:
        _known(sites, engagement)
    library, weights = engagement.the_library, weights_of(engagement)
    evidence = Evidence(engagement, scorecard, sites)
    strengths = tuple(strength(criterion, evidence) for criterion in library.criteria)
    states = tuple(state_of(knockout, evidence) for knockout in library.knockouts)
    eliminated = eliminated_by(library.knockouts, states)

    weighed = weigh(library.criteria, weights, strengths)
    told = parts(weighed.weights, weighed.values, weighed.effects)
    central = told.sum(axis=0)
    drawn = draw(weighed, [i for i, path in enumerate(PATHS) if path not in eliminated], seed, draws)
    wins = {path: float(drawn.ranks[i, 0]) for i, path in enumerate(PATHS)}
    winner = lead(central, eliminated, HYBRID)  # a draw goes to the path that binds least
    score = {path: float(central[i]) for i, path in enumerate(PATHS)}

    known = [s for s in strengths if s.applies]
    applicable = sum(weights[s.criterion] for s in known)
    coverage = sum(weights[s.criterion] for s in known if s.value is not None) / applicable if applicable else 0.0
    against = contradictions(evidence)
    verdict, reasons = judge(winner, lead(central, (), winner), wins, coverage, evidence.functions, library.settings,
                             quick=scorecard.depth == "quick", contradicted=bool(against))
    holding = {state.knockout for state in states if state.holds}
    first_hybrid = any(k.kind == "first-step" and k.id in holding and winner in k.paths for k in library.knockouts)
    end_state, first_step = steps(winner, verdict, score, eliminated, first_hybrid)
    scores = tuple(
        PathScore(
            path=path, score=score[path],
            contributions={name: float(told[k, i]) for k, name in enumerate(weighed.ids)},
            wins=wins[path], wins_uniform=float(drawn.uniform[i]), ranks=tuple(float(x) for x in drawn.ranks[i]),
            central_weights={name: float(drawn.central[i, k]) for k, name in enumerate(weighed.ids)}
            if wins[path] else {},
            confidence=float(drawn.confidence[i]), eliminated_by=eliminated.get(path, ()),
            silent=not weighed.effects[:, i].any())
        for i, path in enumerate(PATHS))
    pairwise = {f"{PATHS[a]}>{PATHS[b]}": float(drawn.beats[a, b])
                for a in drawn.paths for b in drawn.paths if a != b}
    change = Flips(weigh(library.criteria, weights, strengths, zero=True), evidence, library.knockouts, states, winner)
    return Recommendation(
        winner=winner, end_state=end_state, first_step=first_step, verdict=verdict, verdict_reasons=reasons,
        scores=scores, strengths=strengths, knockouts=states, pairwise=pairwise,
        flips=change.smallest() if applicable and flips else (), coverage=coverage, draws=draws, seed=seed, sites=sites,
        contradictions=tuple(found.id for found in against))


def recommend_clusters(engagement: Engagement, scorecard: Scorecard, seed: int = 0,
                       draws: int = DRAWS) -> dict[str, Recommendation]:
    """Cluster of similar sites -> its own recommendation, in order of name; empty with fewer than two clusters."""
    clusters = clusters_of(engagement)
    if len(clusters) < 2:
        return {}
    return {name: recommend(engagement, scorecard, seed, draws, sites) for name, sites in clusters.items()}


def clusters_of(engagement: Engagement) -> dict[str, tuple[str, ...]]:
    """Cluster of similar sites -> its sites, in order of name; a site without a cluster is in none."""
    clusters: dict[str, tuple[str, ...]] = {}
    for site in engagement.sites.values():
        if site.cluster:
            clusters[site.cluster] = (*clusters.get(site.cluster, ()), site.site)
    return {name: clusters[name] for name in sorted(clusters)}


def deviations(network: Recommendation, clusters: dict[str, Recommendation]) -> dict[str, tuple[PathId | None, PathId]]:
    """Clusters whose end state or first step is not the network's, each with its own two."""
    common = (network.end_state, network.first_step)
    return {name: (own.end_state, own.first_step) for name, own in clusters.items()
            if (own.end_state, own.first_step) != common}


def _known(sites: tuple[str, ...], engagement: Engagement) -> None:
    if not sites:
        raise Refused(_("A recommendation for sites needs at least one site."))
    for site in sites:
        if site not in engagement.sites:
            raise NotFound("site", site, list(engagement.sites))
