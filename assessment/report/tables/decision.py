"""What to decide, which path and why."""

from __future__ import annotations

import re

from assessment.domain.library import Knockout, PathId
from assessment.domain.paths import Flip, KnockoutState, deviations
from assessment.domain.results import Results
from assessment.domain.roadmap import finish_of, first_day
from assessment.report.tables.explanation import planned_by
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, signed, told
from assessment.text import N_, _, day, in_words, number

FIGURE = re.compile(r"\d+(\.\d+)?")


def decisions(results: Results) -> Table:
    asked = [finding for finding in results.findings if finding.topic == "decision"]
    rows = tuple(
        (str(place), told(f), str(f.values.get("who", "")), str(f.values.get("by", "")))
        for place, f in enumerate(asked, start=1))
    return Table("decisions", _("Decisions asked for"), (
        Column(_("No."), 6), Column(_("Decision"), 58), Column(_("Who decides"), 18), Column(_("By"), 18)), rows)


def alternatives(results: Results) -> Table:
    recommendation, library = results.recommendation, results.engagement.the_library
    named = {knockout.id: knockout.name for knockout in library.knockouts}
    rows = []
    for score in sorted(recommendation.scores, key=lambda s: (s.score is None, -(s.score or 0))):
        ruled = _("ruled out: {names}").format(
            names="; ".join(named.get(name, name) for name in score.eliminated_by)) if score.eliminated_by else ""
        role = []
        if score.path == recommendation.first_step:
            role.append(_("first step"))
        if score.path == recommendation.end_state:
            role.append(_("end state"))
        rows.append((
            library.path[score.path].name, "–" if score.score is None else signed(score.score, 2),
            f"{100 * score.wins:.0f}", f"{100 * score.wins_uniform:.0f}", ruled or ", ".join(role)))
    return Table("alternatives", _("The four alternatives"), (
        Column(_("Path"), 22), Column(_("Fit"), 8, "right"), Column(_("Won of 100 weightings"), 13, "right"),
        Column(_("Won with no weight known"), 12, "right"), Column(_("Standing"), 45)), tuple(rows),
        _("Fit runs from −1 to 1: how far the conditions found speak for a path, signed and normalised. For the "
          "weightings won, weights, answers and effects vary within their range; beside them any mix of weights is "
          "as likely."))


def clusters(results: Results) -> Table:
    """The recommendation for each cluster of similar sites, those that deviate from the network's named."""
    path, apart = results.engagement.the_library.path, deviations(results.recommendation, results.clusters)
    rows = []
    for name, own in results.clusters.items():
        sites = ", ".join(results.engagement.sites[site].name for site in own.sites or ())
        wins, verdict = own.score_of(own.winner).wins if own.winner else 0.0, _(own.verdict)
        beside = _("as the network") if own.verdict == results.recommendation.verdict else _(
            "as the network, with another verdict")
        rows.append((name, sites, path[own.first_step].name, path[own.end_state].name if own.end_state else "–",
                     f"{verdict} ({100 * wins:.0f})", _("deviates") if name in apart else beside))
    settings = results.engagement.the_library.settings
    return Table("clusters", _("By cluster of similar sites"), (
        Column(_("Cluster"), 15), Column(_("Sites"), 27), Column(_("First step"), 16), Column(_("End state"), 16),
        Column(_("Verdict (won of 100)"), 13), Column(_("Beside the network"), 13)), tuple(rows),
        _("Clear: its path won at least {clear} of 100 weightings and nothing else speaks against it; leaning: at "
          "least {leaning}; open: fewer. A cluster that deviates wants its own step inside the programme, or a reason "
          "why it follows the network.").format(clear=f"{100 * settings.clear_share:.0f}",
                                         leaning=f"{100 * settings.leaning_share:.0f}"))


def doubts(results: Results) -> tuple[str, ...]:
    """Why the verdict on the path is not firmer, in sentences; empty for a clear one that nothing speaks against."""
    chosen, settings = results.recommendation, results.engagement.the_library.settings
    wins = chosen.score_of(chosen.winner).wins if chosen.winner else 0.0
    better = _ruled_out_ahead(results)
    against = {found.id: found for found in results.engagement.the_library.contradictions}
    texts = {
        "contradiction": " ".join(_("Facts contradict each other: {text} {remedy}").format(
            text=against[name].text, remedy=against[name].remedy) for name in chosen.contradictions),
        "coverage": _("{known} % of the weight of the conditions is known; {needed} % are needed for a clear "
                      "verdict.").format(known=f"{100 * chosen.coverage:.0f}",
                                         needed=f"{100 * settings.verdict_coverage:.0f}"),
        "functions": _("Not all of IT, OT and Quality have answered."),
        "quick": _("The answers are those of a quick scan."),
        "shares": _("The recommended path won {wins} of 100 weightings; {needed} are needed for a clear "
                    "verdict.").format(
            wins=f"{100 * wins:.0f}", needed=f"{100 * settings.clear_share:.0f}"),
        "mismatch": _("Another path won more weightings."),
        "eliminated": _("'{path}' fits better and is ruled out by a precondition.").format(
            path=results.engagement.the_library.path[better].name) if better else _(
            "A path with a better fit is ruled out by a precondition."),
    }
    return (*(texts[reason] for reason in chosen.verdict_reasons), *_lifted_by_plan(results))


def _ruled_out_ahead(results: Results) -> PathId | None:
    """The path of the best fit where that is one that is ruled out."""
    ruled = [s for s in results.recommendation.scores if s.score is not None]
    best = max(ruled, key=lambda s: s.score or 0.0, default=None)
    return best.path if best is not None and best.eliminated_by else None


def _lifted_by_plan(results: Results) -> tuple[str, ...]:
    """For each precondition that keeps another path from leading and that the plan itself lifts: when it does."""
    library, review = results.engagement.the_library, results.exit_review
    known = {knockout.id: knockout for knockout in library.knockouts}
    said = []
    for flip in results.recommendation.flips:
        if flip.kind != "knock-out" or flip.to_value != "lifted" or flip.winner in results.chosen_paths[:1]:
            continue
        finish = finish_of(known[flip.what].initiatives, results.frame, results.roadmap)
        if not finish:
            continue
        before = review is not None and first_day(results.frame.start, finish) <= review.due
        form = _("By the plan '{name}' is lifted in {month}, before the exit review on {day}: '{path}' would lead "
                 "then, and the review has to settle the end state.") if before else _(
            "By the plan '{name}' is lifted in {month}: '{path}' would lead then.")
        said.append(form.format(name=known[flip.what].name, month=month_name(results.frame.start, finish - 1),
                                path=library.path[flip.winner].name, day=day(review.due) if review else ""))
    return tuple(said)


def criteria(results: Results) -> Table:
    recommendation, library = results.recommendation, results.engagement.the_library
    strengths = {strength.criterion: strength for strength in recommendation.strengths}
    rows = []
    for criterion in library.criteria:
        strength = strengths.get(criterion.id)
        value = strength.value if strength else None
        cells = []
        for path in library.paths:
            contribution = recommendation.score_of(path.id).contributions.get(criterion.id, 0.0)
            cells.append("·" if abs(contribution) < 0.005 else signed(contribution, 2))
        shown = _("unknown") if value is None else signed(value)
        rows.append((f"{criterion.id} {criterion.condition}", shown, *cells))
    return Table("criteria", _("What speaks for which path"), (
        Column(_("Condition"), 46), Column(_("Found"), 12, "right"),
        *(Column(path.name, 42 / len(library.paths), "right") for path in library.paths)), tuple(rows),
        _("Found: −1 clearly absent to 1 strongly present. The path columns show what each condition adds to the fit; "
          "·: nothing."))


DOES = {
    "eliminate": N_("rules the path out"), "first-step": N_("makes the hybrid the first step"),
    "delay": N_("delays people and contracts"), "block-connections": N_("blocks connections"),
    "forbid-design": N_("forbids the design"), "bar-end-state": N_("is no end state"),
}
"""What a knock-out does while it holds."""


def knockouts(results: Results) -> Table:
    known = {knockout.id: knockout for knockout in results.engagement.the_library.knockouts}
    words = {True: _("holds"), False: _("does not hold"), None: _("unknown")}
    ordered = sorted(results.recommendation.knockouts, key=lambda s: (s.holds is not True, s.holds is not None))
    rows = tuple(
        (f"{s.knockout} {known[s.knockout].name}", words[s.holds], _does(results, known[s.knockout]),
         known[s.knockout].reason, _lifted(results, known[s.knockout], s))
        for s in ordered)
    return Table("knockouts", _("Preconditions"), (
        Column(_("Precondition"), 21), Column(_("State"), 9), Column(_("While it holds"), 18),
        Column(_("Why it matters"), 26), Column(_("What lifts it"), 26)), rows,
        "; ".join(f"{path.code}: {path.name}" for path in results.engagement.the_library.paths) + ".")


def _does(results: Results, knockout: Knockout) -> str:
    path = results.engagement.the_library.path
    told = ", ".join(path[name].code for name in knockout.paths) if len(knockout.paths) < len(path) else _("all paths")
    does = _(DOES[knockout.kind])
    return f"{does} ({told})"


def _lifted(results: Results, knockout: Knockout, state: KnockoutState) -> str:
    """What lifts it, and for one that holds the month in which the plan has done so."""
    if not state.holds or not knockout.initiatives:
        return knockout.lifted_by
    return knockout.lifted_by + " " + _("On the plan: {when}.").format(when=planned_by(results, knockout.initiatives))


def stands(flip: Flip) -> tuple[str, str]:
    """What it is today and what it would have to be: levels with one decimal where that tells the two apart, else with
    two."""
    texts = [in_words(value) for value in (flip.from_value, flip.to_value)]
    if all(FIGURE.fullmatch(value) for value in (flip.from_value, flip.to_value)):
        form = ".1f" if abs(float(flip.from_value) - float(flip.to_value)) >= 0.1 else ".2f"
        texts = [text if "." not in value else number(float(value), form)
                 for text, value in zip(texts, (flip.from_value, flip.to_value), strict=True)]
    return texts[0], texts[1]


def flips(results: Results) -> Table:
    library, pack = results.engagement.the_library, results.engagement.the_pack
    names = {
        **{q.id: q.text for q in pack.questions.values()}, **{s.id: s.question for s in library.stated},
        **{c.id: _("Weight of: {condition}").format(condition=c.condition) for c in library.criteria},
        **{k.id: k.name for k in library.knockouts}, **{c.id: c.name for c in pack.capabilities.values()},
    }
    rows = tuple(
        (names.get(flip.what, flip.what), *stands(flip), library.path[flip.winner].name)
        for flip in results.recommendation.flips[:8])
    return Table("flips", _("The smallest changes that would change the answer"), (
        Column(_("What would have to change"), 52), Column(_("From"), 12, figures=True),
        Column(_("To"), 12, figures=True), Column(_("Then ahead"), 24)), rows)
