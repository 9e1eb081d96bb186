"""What the scores say: gaps to target, caps, sites apart, IT and OT apart, peers."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.scoring import PerceptionGap
from assessment.text import N_, lowered, number

MOST = 3


def find(inputs: Inputs) -> Iterator[Finding]:
    yield from _gaps(inputs)
    yield from _caps(inputs)
    yield from _sites(inputs)
    yield from _perception(inputs)
    yield from _peers(inputs)
    yield from _confidence(inputs)


def _gaps(inputs: Inputs) -> Iterator[Finding]:
    """The dimensions furthest below their target."""
    rows = []
    for dimension in inputs.engagement.the_pack.dimensions:
        node = inputs.scorecard.score(dimension.id)
        if node is not None and node.value is not None:
            gap = inputs.engagement.target(dimension.id, None) - node.value
            rows.append((gap, dimension, node.value))
    for gap, dimension, value in sorted(rows, key=lambda row: (-row[0], row[1].code))[:MOST]:
        if gap > 0:
            yield Finding(
                code="gap", topic="maturity", severity="important",
                sentence=N_("{dimension} stands at {value} on a scale to {maximum}, {gap} levels below its target."),
                values={"dimension": dimension.name, "value": number(value, ".1f"), "gap": number(gap, ".1f"),
                        "maximum": inputs.engagement.the_pack.scale.maximum},
                basis=(dimension.id,), size=gap / inputs.span, evidence=(inputs.answers(
                    dimension.id, value=value, gap=gap, maximum=inputs.engagement.the_pack.scale.maximum),))


def _caps(inputs: Inputs) -> Iterator[Finding]:
    caps = {cap.id: cap for cap in inputs.engagement.the_pack.caps}
    for dimension in inputs.engagement.the_pack.dimensions:
        node = inputs.scorecard.score(dimension.id)
        if node is None or not node.caps or node.level is None or node.level == node.uncapped:
            continue
        reasons = [caps[name].reason for name in node.caps if name in caps]
        yield Finding(
            code="cap", topic="cyber" if dimension.index == "cyber-readiness" else "maturity", severity="important",
            sentence=N_("{dimension} is held at level {level}: {reason}"),
            values={"dimension": dimension.name, "level": node.level, "reason": reasons[0] if reasons else ""},
            basis=(dimension.id, *node.caps),
            size=((node.uncapped or 0) - (node.level or 0)) / inputs.span,
            evidence=(inputs.answers(dimension.id, level=node.level or 0),))


def _sites(inputs: Inputs) -> Iterator[Finding]:
    """The site ahead and the site behind, where the network has at least three."""
    values = []
    for site in inputs.engagement.sites:
        nodes = [inputs.scorecard.score(d.id, site) for d in inputs.engagement.the_pack.dimensions]
        known = [node.value for node in nodes if node is not None and node.value is not None]
        if known:
            values.append((median(known), site))
    if len(values) >= 3:
        ordered = sorted(values)
        names = {key: site.name for key, site in inputs.engagement.sites.items()}
        yield Finding(
            code="sites-apart", topic="maturity", severity="note",
            sentence=N_("{ahead} is ahead of the network with a median of {high} over its dimensions; {behind} stands "
                        "at {low}."),
            values={"ahead": names[ordered[-1][1]], "high": number(ordered[-1][0], ".1f"),
                    "behind": names[ordered[0][1]], "low": number(ordered[0][0], ".1f")},
            basis=(ordered[-1][1], ordered[0][1]), size=(ordered[-1][0] - ordered[0][0]) / inputs.span,
            evidence=(inputs.answers_at(ordered[-1][1], high=ordered[-1][0]),
                      inputs.answers_at(ordered[0][1], low=ordered[0][0])))


def _perception(inputs: Inputs) -> Iterator[Finding]:
    network = [gap for gap in inputs.scorecard.gaps_of("capability") if gap.finding]
    for gap in sorted(network, key=lambda g: (-abs(g.gap), g.node))[:MOST]:
        form = _form(gap)
        higher, lower = ("IT", "OT") if gap.gap > 0 else ("OT", "IT")
        yield Finding(
            code="perception", topic="perception", severity="important",
            sentence=N_("{higher} rates {capability} {gap} levels above {lower} (IT {it}, OT {ot}; "
                        "{n_it} and {n_ot} people)."),
            values={"higher": higher, "lower": lower,
                    "capability": lowered(inputs.engagement.the_pack.capabilities[gap.node].name),
                    "gap": number(abs(gap.gap), form), "it": number(gap.it, form), "ot": number(gap.ot, form),
                    "n_it": gap.n_it, "n_ot": gap.n_ot},
            basis=(gap.node,), initiatives=("I17", "I33"), size=abs(gap.gap) / inputs.span, evidence=(inputs.answers(
                gap.node, n=gap.n_it + gap.n_ot, gap=abs(gap.gap), it=gap.it, ot=gap.ot, n_it=gap.n_it,
                n_ot=gap.n_ot),))


def _form(gap: PerceptionGap) -> str:
    """One decimal where the two sides, so rounded, lie as far apart as is said; else two."""
    return ".1f" if round(abs(round(gap.it, 1) - round(gap.ot, 1)), 1) == round(abs(gap.gap), 1) else ".2f"


def _peers(inputs: Inputs) -> Iterator[Finding]:
    """Shares of peers that stand where the client does not, the commonest first."""
    missed = [p for p in inputs.comparison.peers
              if p.verdict == "not-reached" and p.benchmark.value is not None and not p.stale]
    for peer in sorted(missed, key=lambda p: (-(p.benchmark.value or 0), p.benchmark.id))[:2]:
        benchmark = peer.benchmark
        yield Finding(
            code="peers", topic="maturity", severity="note",
            sentence=N_("{share} % of {population} report: {metric} (n = {n}, {year}, {source}); "
                        "the own level is {own}."),
            values={"share": f"{benchmark.value:.0f}", "population": benchmark.population, "metric": benchmark.metric,
                    "n": benchmark.n, "year": benchmark.year, "source": benchmark.source.publisher,
                    "own": number(peer.held or 0.0, "g")},
            basis=(benchmark.id,), size=(benchmark.value or 0) / 100, evidence=(
                Evidence(kind="benchmark", what=benchmark.id, ids=(benchmark.id,),
                         figures={"share": benchmark.value or 0.0, "n": benchmark.n or 0,
                                  **({"year": float(benchmark.year)} if benchmark.year.isdecimal() else {})}),
                inputs.answers(benchmark.question or benchmark.dimension or "", own=peer.held or 0.0)))


def _confidence(inputs: Inputs) -> Iterator[Finding]:
    nodes = [inputs.scorecard.score(d.id) for d in inputs.engagement.the_pack.dimensions]
    known = [node for node in nodes if node is not None and node.applicable]
    if not known:
        return
    coverage = sum(node.coverage for node in known) / len(known)
    validated = sum(node.validated_share for node in known) / len(known)
    if inputs.scorecard.depth == "quick":
        questions = inputs.engagement.the_pack.questions.values()
        yield Finding(
            code="quick-scan", topic="confidence", severity="important",
            sentence=N_("These are the results of a quick scan: {asked} of {all} questions. The full assessment asks "
                        "the rest, and nothing twice."),
            values={"asked": sum(question.quick for question in questions), "all": len(questions)},
            basis=("coverage",), size=1 - sum(question.quick for question in questions) / max(1, len(questions)),
            evidence=(inputs.answers_at(n=inputs.scorecard.voters, all=len(questions),
                                        asked=sum(question.quick for question in questions)),))
    yield Finding(
        code="confidence", topic="confidence", severity="note", sentence=N_(
            "One person answered {coverage} % of what was asked, by weight; a reviewer has seen evidence for "
            "{validated} % of it.") if inputs.scorecard.voters == 1 else N_(
            "{voters} people answered {coverage} % of what was asked, by weight; a reviewer has seen evidence for "
            "{validated} % of it."),
        values={"voters": inputs.scorecard.voters, "coverage": f"{100 * coverage:.0f}",
                "validated": f"{100 * validated:.0f}"},
        basis=("coverage",), size=1 - coverage, evidence=(inputs.answers_at(
            n=inputs.scorecard.voters, voters=inputs.scorecard.voters, coverage=100 * coverage,
            validated=100 * validated),))
