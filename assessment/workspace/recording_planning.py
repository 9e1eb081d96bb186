"""What speaks against facts of the plan: wishes for tasks, programmes, own initiatives, scenarios, adopted plans."""

from __future__ import annotations

from typing import Any

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotFound, Problem, Refused
from assessment.domain.checking import check_library
from assessment.domain.engagement import Engagement
from assessment.domain.library import Initiative, Library
from assessment.domain.roadmap import PROGRAMME, frozen_months, month_of
from assessment.text import _


def check_planning_fact(engagement: Engagement, fact: f.Fact) -> None:
    """Raise NotFound for a name, Refused for what cannot be, InvalidInput for an own initiative that is not whole."""
    match fact:
        case f.TaskAsked():
            _check_asked(engagement, fact)
        case f.ProgrammeDefined():
            _check_programme(engagement, fact)
        case f.InitiativeDefined():
            _check_own(engagement, fact)
        case f.ScenarioDefined():
            _check_scenario(engagement, fact)
        case f.AimSet() if fact.aim == "moves" and engagement.adopted_plan is None:
            raise Refused(_("No plan has been adopted that could be moved."), _("Adopt a plan first."))
        case f.PlanAdopted():
            if fact.cycle not in engagement.cycles:
                raise NotFound("cycle", fact.cycle, list(engagement.cycles))
            if not fact.starts:
                raise Refused(_("The plan holds no task."), _("Adopt a plan once there is one."))
        case f.CharterWritten():
            _known("site", fact.site, engagement.sites)
            if fact.review <= engagement.start:
                raise Refused(_("The review lies before the roadmap begins."), _("Give a later day."))
            if not (fact.success and fact.stop and fact.scale):
                raise Refused(_("A charter says what success is, when to stop and what it takes to scale."),
                              _("Give at least one criterion of each."))
        case _:
            pass


def units_of(engagement: Engagement, initiative: Initiative) -> tuple[str, ...]:
    """Units at which an initiative may be asked for: the programme, or sites."""
    return (PROGRAMME,) if initiative.scope == "programme" else tuple(engagement.sites)


def _check_asked(engagement: Engagement, fact: f.TaskAsked) -> None:
    known = engagement.the_library.initiative
    _known("initiative", fact.initiative, known)
    units = units_of(engagement, known[fact.initiative])
    if fact.unit not in units:
        raise NotFound("unit", fact.unit, list(units))
    if fact.exclude and (fact.must or fact.start or fact.due):
        raise Refused(_("A task that is left out has no date."), _("Leave it out, or say when it is wanted."))
    start = None if fact.start is None else month_of(engagement.start, fact.start)
    last = 3 * engagement.the_library.settings.horizon_quarters
    if start is not None and not 0 <= start < last:
        raise Refused(_("The start lies outside the roadmap."),
                      _("Give a month from {first} on, within {months} months.").format(
                          first=engagement.start.strftime("%Y-%m"), months=last))
    if fact.due is not None and (fact.due < engagement.start or (fact.start is not None and fact.due <= fact.start)):
        raise Refused(_("It is due before it starts."), _("Give a later day, or an earlier start."))
    if start is not None and start in frozen_months(engagement, last, "site-work").get(fact.unit, ()):
        raise Refused(_("Work stands still in that month: a freeze covers it."),
                      _("Choose another month, or change the freeze."))


def _check_programme(engagement: Engagement, fact: f.ProgrammeDefined) -> None:
    if fact.site is not None:
        _known("site", fact.site, engagement.sites)
    if fact.last < fact.first:
        raise Refused(_("The programme ends before it begins."), _("Exchange the two dates."))
    for name in fact.delivers:
        _known("initiative", name, engagement.the_library.initiative)


def _check_own(engagement: Engagement, fact: f.InitiativeDefined) -> None:
    name, library = fact.initiative.id, engagement.the_library
    if name in library.initiative and name not in engagement.own_initiatives:
        raise Refused(_("The catalogue has an initiative of this id already."),
                      _("Give it another id, or state own estimates for the one there is."))
    if fact.withdrawn:
        waiting = [i.id for i in library.initiatives if name in i.prerequisites]
        if waiting:
            raise Refused(_("{names} wait for it.").format(names=", ".join(waiting)),
                          _("Take it out of their prerequisites first."))
        return
    others = tuple(i for i in library.initiatives if i.id != name)
    fields = {field: getattr(library, field) for field in Library.model_fields}
    extended = Library.model_construct(**{**fields, "initiatives": (*others, fact.initiative)})
    found = [*_amounts(fact.initiative), *(problem for problem in check_library(extended, engagement.the_pack)
                                           if problem.where.startswith(f"initiatives.{name}.")
                                           or problem.code == "prerequisite-circle")]
    if fact.initiative.adds and fact.initiative.scope != "programme":
        found.append(_problem(f"initiatives.{name}.scope", _("What brings people is done once, for all sites."),
                              _("Let its scope be the programme.")))
    if found:
        raise InvalidInput(found)


def _amounts(initiative: Initiative) -> list[Problem]:
    """Weeks above 0; effort, spend and people of 0 and more."""
    where, found = f"initiatives.{initiative.id}", []
    spreads: dict[str, Any] = {
        "weeks": initiative.weeks, "cost_kusd": initiative.cost_kusd,
        "recurring_kusd_year": initiative.recurring_kusd_year, "stop_hours": initiative.stop_hours,
        **{f"effort.{role}": effort for role, effort in initiative.effort.items()}}
    for name, spread in spreads.items():
        if spread is not None and (spread.low < 0 or (name == "weeks" and spread.low <= 0)):
            found.append(_problem(f"{where}.{name}", _("The amount is below 0, or there is no time for it."),
                                  _("Give amounts of 0 and more, and weeks above 0.")))
    found += [_problem(f"{where}.adds.{role}", _("Nobody is brought."), _("Give person-weeks a quarter above 0."))
              for role, weeks in initiative.adds.items() if weeks <= 0]
    if initiative.lasting_months is not None and initiative.lasting_months <= 0:
        found.append(_problem(f"{where}.lasting_months", _("They stay for no month."), _("Give months above 0.")))
    return found


def _check_scenario(engagement: Engagement, fact: f.ScenarioDefined) -> None:
    if fact.pilot is not None:
        _known("site", fact.pilot, engagement.sites)
    if fact.shutdown is not None:
        _known("shutdown", fact.shutdown, engagement.shutdowns)
    if fact.path is not None:
        _known("path", fact.path, engagement.the_library.path)
    if fact.aim == "moves" and engagement.adopted_plan is None:
        raise Refused(_("No plan has been adopted that could be moved."), _("Adopt a plan first."))


def _known(what: str, name: str, known: Any) -> None:
    if name not in known:
        raise NotFound(what, name, list(known))


def _problem(where: str, message: str, remedy: str) -> Problem:
    return Problem(code="amount", where=where, message=message, remedy=remedy)
