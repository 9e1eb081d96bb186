"""Reporting lines, FTE by line, forums, promises to plants, and what is open in the operating model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assessment.domain.basis import Problem, Severity
from assessment.domain.operating_model import OperatingModel, TeamLine, TeamLines
from assessment.domain.results import Results
from assessment.report.tables.table import Column, Table
from assessment.text import N_, _, number, retold

CADENCES = {"daily": N_("daily"), "weekly": N_("weekly"), "fortnightly": N_("every two weeks"),
            "monthly": N_("monthly"), "quarterly": N_("quarterly"), "yearly": N_("yearly")}
LEAST_PART = 0.05
"""Part of a full-time equivalent that is not told."""
SEVERITIES = {Severity.ERROR: N_("to mend"), Severity.WARNING: N_("to look at"), Severity.NOTE: N_("note")}


def operating_problems(results: Results) -> Table:
    model = results.operating_model
    return problem_rows(model.problems if model else ())


def problem_rows(problems: Iterable[Problem]) -> Table:
    rows = tuple((_(SEVERITIES[problem.severity]), problem.message, problem.remedy) for problem in problems)
    return Table("operating-problems", _("Open points"), (
        Column(_("Severity"), 12), Column(_("What is wrong"), 50), Column(_("What to do"), 38)), rows)


def step_names(results: Results, model: OperatingModel) -> list[str]:
    """Heads of the columns: today, with the first step where it is not the end, and at the end of the path."""
    path = results.engagement.the_library.path
    heads = [_("Today")]
    if model.two_steps:
        heads.append(_("First step: {path}").format(path=path[model.first_step].name))
    return [*heads, _("End of the path: {path}").format(path=path[model.end_state].name)]


def steps_of(model: OperatingModel, team: TeamLines) -> list[TeamLine | None]:
    """Lines of a team under those heads."""
    return [team.before, *([team.first] if model.two_steps else []), team.later]


def reporting_lines(results: Results) -> Table:
    """FTE of each team and where its solid and dotted lines end, before and after; plants with the same lines share a
    row.
    """
    model = results.operating_model
    if model is None:
        return Table("reporting-lines", "", (Column("", 100),), ())
    heads = step_names(results, model)
    alike: dict[tuple[str, tuple[TeamLine | None, ...]], list[TeamLines]] = {}
    for team in model.teams:
        alike.setdefault((team.team, tuple(steps_of(model, team))), []).append(team)
    rows = [(team_name(results, teams), _(teams[0].side), fte_in_words(teams),
             *(line_in_words(line) for line in lines)) for (_name, lines), teams in alike.items()]
    width = 60 / len(heads)
    return Table("reporting-lines", _("Reporting lines, team by team"), (
        Column(_("Team"), 22), Column(_("Side"), 9), Column(_("FTE"), 9, "right"),
        *(Column(head, width) for head in heads)), tuple(rows), _note(model))


def fte_by_post(results: Results) -> Table:
    """Full-time equivalents on the solid line of each post, before and after, with sums; empty where none is known."""
    model = results.operating_model
    if model is None or not model.fte_known:
        return Table("fte-by-post", _("FTE by solid line"), (Column("", 100),), ())
    heads = step_names(results, model)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(heads))
    for team in model.teams:
        for index, line in enumerate(steps_of(model, team)):
            fte = team.fte_after if index else team.fte_before
            if line is not None and fte is not None:
                sums[line.solid][index] += fte
    order = sorted(sums, key=lambda post: (-max(sums[post]), post))
    rows = [(post_and_leader(results, post), *(people(fte) if fte else "–" for fte in sums[post])) for post in order]
    totals = [sum(sums[post][index] for post in sums) for index in range(len(heads))]
    rows.append((_("Sum"), *(people(total) for total in totals)))
    return Table("fte-by-post", _("FTE by solid line"), (
        Column(_("Post"), 46), *(Column(head, 54 / len(heads), "right") for head in heads)), tuple(rows),
        _("Everybody counts once, with the post that leads them directly; people of a post that is led by another one "
          "do not count there again. Who leads whom is expert judgement where the client did not say it."))


def post_and_leader(results: Results, post: str) -> str:
    """A post with the one that leads it, where the library knows it and it is not plain."""
    operating = results.engagement.the_library.operating
    known = {one.id: one for one in operating.posts} if operating else {}
    leader = next((known[one.under].name for one in known.values() if one.name == post and one.under in known), "")
    return _("{post} (under: {leader})").format(post=post, leader=leader) if leader else post


def forums(results: Results) -> Table:
    """Chair, members, decision rights, cadence and escalation of each forum."""
    model, operating = results.operating_model, results.engagement.the_library.operating
    rights = {right.id: right for right in operating.decision_rights} if operating else {}
    names = {forum.forum: forum.name for forum in model.forums} if model else {}
    rows = []
    for forum in model.forums if model else ():
        held = [rights[name].name + (" *" if rights[name].quality else "") for name in forum.decides if name in rights]
        above = names.get(forum.escalates_to or "") or ("–" if forum.escalates_to else _("has the last word"))
        rows.append((forum.name, forum.chair, ", ".join(m for m in forum.members if m != forum.chair) or "–",
                     "; ".join(held) or "–", _(CADENCES[forum.cadence]), above))
    return Table("forums", _("Forums and what they decide"), (
        Column(_("Forum"), 14), Column(_("Chair"), 13), Column(_("Members"), 22), Column(_("Decides on"), 29),
        Column(_("Meets"), 9), Column(_("Escalates to"), 13)), tuple(rows),
        _("Each kind of decision belongs to exactly one forum. * A decision of the quality unit: Quality chairs."))


def service_promises(results: Results) -> Table:
    """What plants are promised, how it is measured and who answers for it."""
    model = results.operating_model
    rows = []
    for promise in model.promises if model else ():
        name = retold(promise.name) if promise.site is None else _("{name} ({site})").format(
            name=retold(promise.name), site=_site(results, promise.site))
        owner = promise.owner if promise.owner == promise.later_owner else _("{now}; later {later}").format(
            now=promise.owner, later=promise.later_owner)
        rows.append((name, retold(promise.measure), retold(promise.target), owner))
    return Table("service-promises", _("What plants are promised"), (
        Column(_("Promise"), 24), Column(_("Measured by"), 32), Column(_("Target"), 20),
        Column(_("Answers for it"), 24)), tuple(rows),
        _("Targets are expert judgement until they are agreed with the plants. Later: at the end of the path."))


def team_name(results: Results, teams: list[TeamLines]) -> str:
    """A team with its site, or with how many sites have one like it."""
    name, sites = teams[0].name, [team.site for team in teams if team.site is not None]
    if len(sites) == 1:
        return _("{name} ({site})").format(name=name, site=_site(results, sites[0]))
    if sites:
        return _("{name} ({count} sites)").format(name=name, count=len(sites))
    return _("{name} (each site)").format(name=name) if teams[0].per_site else name


def fte_in_words(teams: list[TeamLines]) -> str:
    """FTE before, and after where they differ; a dash where unknown."""
    if all(team.fte_before is None and team.fte_after is None for team in teams):
        return "–"
    before = people(sum(team.fte_before or 0 for team in teams))
    after = people(sum(team.fte_after or 0 for team in teams))
    return before if before == after or teams[0].fte_after is None else f"{before} → {after}"


def people(fte: float) -> str:
    """Full-time equivalents, with a decimal only where there is one."""
    return number(fte, ",.0f" if abs(fte - round(fte)) < LEAST_PART else ",.1f")


def line_in_words(line: TeamLine | None) -> str:
    if line is None:
        return "–"
    return line.solid if not line.dotted else _("{solid}, dotted: {dotted}").format(
        solid=line.solid, dotted=line.dotted)


def _note(model: OperatingModel) -> str:
    note = _("The solid line decides on people and priorities, the dotted one has a say.")
    if not any(team.stated for team in model.teams):
        note += " " + _("No team has been stated yet: these are the usual teams of the field, their FTE are unknown, "
                        "and today's lines are assumed.")
    return note


def _site(results: Results, site: str) -> str:
    known = results.engagement.sites.get(site)
    return known.name if known else site
