"""From a checked brief to dated facts, and to the assumptions that stand in for what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from assessment.domain import facts as f
from assessment.domain.basis import ROLES, listed
from assessment.formats.brief.connecting import connection_facts, gate_facts
from assessment.formats.brief.design import adopted, design_facts
from assessment.formats.brief.model import Brief, BriefCycle, BriefSite, Given
from assessment.formats.brief.names import ALL, Names
from assessment.formats.brief.planning import planning_facts
from assessment.formats.brief.tracking import tracking_facts
from assessment.formats.lines import Loc
from assessment.text import N_, _

Dated = tuple[date, f.Fact]


def facts_of(names: Names) -> list[Dated]:
    """All facts in the order of their days; those before the first cycle bear its day, or the start if earlier.

    Notes what is wrong with answers in `names`.
    """
    brief = names.brief
    first = brief.cycles[0].date
    opened = min(first, brief.start or first)
    dated: list[Dated] = [(opened, fact) for fact in _setting(names)]
    for index, cycle in enumerate(brief.cycles):
        dated.append((cycle.date, f.CycleOpened(cycle=cycle.id, date=cycle.date, depth=cycle.depth)))
        dated += [(cycle.date, fact) for fact in _cycle_facts(names, cycle, ("cycles", index))]
        if cycle.closed is not None:
            dated.append((cycle.closed, f.CycleClosed(cycle=cycle.id, date=cycle.closed)))
    dated += [(max(day, opened), fact) for day, fact in (*gate_facts(brief), *tracking_facts(brief))]
    for executive in brief.executives:  # chosen blind, before anybody saw a result of the last cycle
        if executive.path is not None:
            dated.append((brief.cycles[-1].date, f.ChoiceCommitted(**executive.model_dump(exclude={"office"}))))
    decided = adopted(names)
    if decided is not None and decided.on is not None:
        dated.append((max(decided.on, opened), decided))
    return sorted(dated, key=lambda item: item[0])


def _setting(names: Names) -> Iterator[f.Fact]:
    """Everything that holds before the first answer."""
    brief = names.brief
    yield f.EngagementOpened(client=brief.client, currency=brief.currency or "EUR",
                             start=brief.start or brief.cycles[0].date, summary=brief.summary,
                             fictional=brief.fictional, named=brief.named)
    for site in brief.sites:
        yield _site(site)
    for person in brief.people:
        yield f.RespondentDefined(person=person.id, function=person.function, site=person.site, role=person.role)
    for place, stated in ((None, brief.facts), *((site.id, site.facts) for site in brief.sites)):
        for name, word in stated.items():
            fact = names.library.stated_by_id.get(name)
            if fact is not None and word in fact.values:  # `unknown` states nothing where it is no word of the fact
                yield f.Stated(fact=name, value=word, site=place)
    for dimension, levels in brief.targets.items():
        for place, level in levels.items():
            yield f.TargetSet(dimension=dimension, site=None if place == ALL else place, level=level)
    yield from _plans(brief)
    yield from design_facts(names)
    yield from _assumptions(names)


def _site(site: BriefSite) -> f.SiteDefined:
    given = site.model_dump(exclude_none=True, exclude={"id", "kind", "facts"})
    if site.kind is not None:
        given["site_kind"] = site.kind
    return f.SiteDefined(site=site.id, **given)


def _plans(brief: Brief) -> Iterator[f.Fact]:
    if brief.function_weights:
        yield f.FunctionWeightsSet(weights=brief.function_weights)
    if brief.preferences:
        yield f.PreferenceSet(weights=brief.preferences)
    for role, weeks in brief.capacity.items():
        yield f.CapacitySet(role=role, weeks=weeks)
    if brief.budget is not None:
        yield f.BudgetSet(quarters=brief.budget)
    if brief.rates is not None:
        yield f.RatesSet(**brief.rates.model_dump())
    for freeze in brief.freezes or ():
        yield f.FreezeSet(freeze=freeze.id, **freeze.model_dump(exclude={"id"}))
    for shutdown in brief.shutdowns or ():
        yield f.ShutdownSet(shutdown=shutdown.id, **shutdown.model_dump(exclude={"id"}))
    for baseline in brief.baselines:
        yield f.BaselineSet(**baseline.model_dump())
    if brief.pilot is not None:
        yield f.PilotChosen(**brief.pilot.model_dump())
    for procedure in brief.procedures:
        yield f.ProcedureStated(**procedure.model_dump())
    yield from connection_facts(brief)
    for estimate in brief.estimates:
        yield f.EstimateSet(**estimate.model_dump())
    yield from planning_facts(brief)


def _cycle_facts(names: Names, cycle: BriefCycle, loc: Loc) -> Iterator[f.Fact]:
    """Who answers, the answers, what was agreed and validated; what is wrong is noted and left out."""
    for index, answerer in enumerate(cycle.answerers):
        well, site = names.place(answerer.question, answerer.site, answerer.person, (*loc, "answerers", index))
        if well:
            yield f.AnswererNamed(site=site, question=answerer.question, person=answerer.person)
    yield from _answers(names, cycle, (*loc, "answers"))
    settled: set[tuple[str | None, str]] = set()
    for index, agreed in enumerate(cycle.agreed):
        at: Loc = (*loc, "agreed", index)
        well, site = names.place(agreed.question, agreed.site, None, at)
        if not names.level(agreed.value, (*at, "value"), agreed.question) or not well:
            continue
        if agreed.value == "unknown" or (agreed.value == "na" and not agreed.rationale):
            names.tell("na-without-reason", (*at, "value"), _("A group agrees on a level, or on na with a reason."),
                       _("Write a level, or na and the reason under `rationale`."))
            continue
        if (site, agreed.question) in settled:
            names.tell("duplicate-agreed", at, _("A level is agreed twice here."), _("Keep one of them."))
        settled.add((site, agreed.question))
        yield f.Agreed(cycle=cycle.id, **{**agreed.model_dump(), "site": site})
    for index, validated in enumerate(cycle.validated):
        well, site = names.place(validated.question, validated.site, None, (*loc, "validated", index))
        if well:
            yield f.Validated(cycle=cycle.id, **{**validated.model_dump(), "site": site})


def _answers(names: Names, cycle: BriefCycle, loc: Loc) -> Iterator[f.Answered]:
    first: dict[tuple[str | None, str, str], Loc] = {}
    for at, person, question, told, given in _told(cycle, loc):
        well, site = names.place(question, told, person, at)
        if not names.level(given.value, (*at, "value"), question) or not well:
            continue
        if given.value == "na" and not given.comment:
            names.tell("na-without-reason", (*at, "value"), _("Not applicable needs a reason."),
                       _("Say in `comment` why the question does not apply here."))
            continue
        key = (site, question, person)
        if key in first:
            names.tell("duplicate-answer", at, _("This person has answered this question already, in {where}.").format(
                where=names.lines.where(first[key]).split(" ")[0]), _("Keep one of the two."))
            continue
        first[key] = at
        yield f.Answered(cycle=cycle.id, site=site, question=question, person=person, value=given.value,
                         comment=given.comment, confidence=given.confidence, evidence=given.evidence,
                         measured=given.measured)


def _told(cycle: BriefCycle, loc: Loc) -> Iterator[tuple[Loc, str, str, str | None, Given]]:
    """(where, person, question, site, answer) of each answer, in whichever form it was written."""
    if isinstance(cycle.answers, dict):
        for person, answers in cycle.answers.items():
            for question, given in answers.items():
                yield (*loc, person, question), person, question, None, given
    elif not isinstance(cycle.answers, str):
        for index, answer in enumerate(cycle.answers):
            yield (*loc, index), answer.person, answer.question, answer.site, answer


def _assumptions(names: Names) -> Iterator[f.Assumed]:
    """A fact for each default that matters, so that the report can name it. It is kept in English."""
    brief, settings = names.brief, names.library.settings
    if names.left_out:
        yield _assumed("pack", N_(
            "The questionnaire asks less than the library would decide on; left out are {what}.").format(
                what=listed([f"{count} {_LEFT_OUT[kind]}" for kind, count in names.left_out.items()])))
    if names.left_out and not any(initiative.effects for initiative in names.library.initiatives):
        yield _assumed("effects", N_("No initiative is known to raise what this questionnaire asks about; the roadmap "
                                     "follows the rules of order and protection only."))
    if brief.currency is None:
        yield _assumed("currency", N_("Money is in EUR."))
    if brief.start is None:
        yield _assumed("start", N_("The roadmap starts on the day of the first cycle, {day}.").format(
            day=brief.cycles[0].date.isoformat()))
    default = f.SiteDefined(site="x", name="x")
    for site in brief.sites:
        told = [words for given, words in (
            (site.kind, N_("a mixed site")),
            (site.headcount, N_("{count} staff").format(count=default.headcount)),
            (site.brownfield_years, N_("systems {years} years old").format(years=f"{default.brownfield_years:g}")),
        ) if given is None]
        if told:
            yield _assumed(f"site.{site.id}", N_("{site} is taken as {what}.").format(
                site=site.name, what=", ".join(told)))
    without = [role for role in ROLES if role not in brief.capacity]
    if without:
        yield _assumed("capacity", N_("Capacity over all sites, person-weeks a quarter: {what}.").format(
            what=_each((role, settings.capacity_weeks.get(role, 0)) for role in without)))
    if brief.budget is None:
        yield _assumed("budget", N_("No budget was stated; money does not limit the roadmap."))
    if set(brief.targets) < set(names.pack.by_id):
        yield _assumed("targets", N_("The level aimed at is {level} wherever no target was stated.").format(
            level=f"{settings.default_target:g}"))
    rates = brief.rates.day_rate if brief.rates else {}
    if any(role not in rates for role in ROLES):
        yield _assumed("rates", N_("Internal work costs, in USD a person-day: {what}.").format(
            what=_each((role, settings.day_rate.get(role, 0)) for role in ROLES if role not in rates)))
    if brief.rates is None or brief.rates.discount_rate is None:
        yield _assumed("discount-rate", N_("Money is discounted at {rate} a year.").format(
            rate=f"{100 * settings.discount_rate:g} %"))
    currency = brief.currency or "EUR"
    if currency != "USD" and (brief.rates is None or brief.rates.usd_rate is None):
        yield _assumed("usd-rate", N_("{rate} {currency} are taken as one US dollar, a planning rate.").format(
            rate=f"{settings.usd_rate.get(currency, 1):g}", currency=currency))
    if brief.freezes is None:
        yield _assumed("freezes", N_("There are no periods in which site work stands still."))
    if brief.shutdowns is None:
        yield _assumed("shutdowns", N_("No planned shutdown is known for cut-overs that stop production."))


_LEFT_OUT = {"criteria": N_("conditions for a path"), "knockouts": N_("preconditions"),
             "benchmarks": N_("published figures"), "areas": N_("areas of integration")}


def _assumed(what: str, text: str) -> f.Assumed:
    return f.Assumed(what=what[:80], text=text)


def _each(amounts: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{role} {amount:g}" for role, amount in amounts)
