"""How each number came about, in words."""

from __future__ import annotations

from assessment.domain.results import Results
from assessment.text import _, number


def method(results: Results) -> tuple[tuple[str, str], ...]:
    """How each number came about, a paragraph each."""
    pack, library = results.engagement.the_pack, results.engagement.the_library
    return (
        (_("Scores"), _("{questions} questions of pack {pack} {version} on a scale from {low} to {high}. Votes are "
                        "averaged within each function first, so that no function outvotes another; matters of record "
                        "take the named answerer's level. Not answered, not applicable and unknown never count as "
                        "the lowest level.").format(
            questions=len(pack.questions), pack=pack.id, version=pack.version, low=pack.scale.minimum,
            high=pack.scale.maximum)),
        (_("Intervals"), _("90 % intervals from {draws} seeded draws of people within site and function. A group of "
                           "fewer than five people gets no interval.").format(
            draws=number(results.scorecard.draws))),
        (_("Path"), _("{criteria} conditions speak for or against each path, signed and normalised; {draws} draws "
                      "vary weights, answers and effects. Preconditions apply before the comparison. Effects are "
                      "expert judgement with named sources for their direction.").format(
            criteria=len(library.criteria), draws=number(results.recommendation.draws))),
        (_("Roadmap"), _("{status}: its aim, weighed level-years gained, comes to {goal}, and no plan can exceed "
                         "{bound} (gap {gap}). Every rule (order, people, money, freezes, shutdowns, gate) is "
                         "recomputed independently of the search. Method: {method}.").format(
            status={"optimal": _("Proven optimal"), "feasible": _("Best plan found before the search was ended"),
                    "infeasible": _("No plan possible")}[results.roadmap.status],
            goal=number(results.roadmap.objective, ".3f"), bound=number(results.roadmap.bound, ".3f"),
            gap=number(100 * results.roadmap.gap, ".1f") + " %", method=results.roadmap.method or "–")),
        (_("Value"), _("{draws} correlated draws; discount rate {rate} a year; horizon {quarters} quarters. Figures "
                       "from other companies are proxies until the client confirms its own.").format(
            draws=number(results.value.draws), rate=number(100 * results.value.discount_rate, ".1f") + " %",
            quarters=results.value.quarters)),
        (_("Benchmarks"), _("Each published figure belongs to one question and is shown with population, n, year and "
                            "source. Without a stated n it is context. No percentile below 50 respondents.")),
        (_("Record"), _("Interlock {version}; seed {seed}; digest {digest}. The journal of facts is append-only and "
                        "chained; the product is designed to support audited work and is not a validated "
                        "Part 11 system.").format(
            version=results.version, seed=results.seed, digest=results.digest)),
    )
