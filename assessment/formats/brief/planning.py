"""What binds the plan, as a brief names it: programmes, wishes for tasks, own initiatives, scenarios, the charter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assessment.domain import facts as f
from assessment.domain.basis import Frozen, Role
from assessment.domain.checking.initiatives import check_circles, check_initiative
from assessment.domain.checking.known import Known
from assessment.domain.facts import Id
from assessment.domain.library import Initiative, PathId
from assessment.formats.brief.words import Amount, Called, Day, Words
from assessment.text import _

if TYPE_CHECKING:
    from assessment.formats.brief.model import Brief
    from assessment.formats.brief.names import Names
    from assessment.formats.lines import Loc

PROGRAMME = "programme"
Criteria = Annotated[tuple[Called, ...], Field(min_length=1, max_length=20)]


class BriefProgramme(Frozen):
    """A running or committed programme: `weeks` person-weeks a quarter by role, `delivers` initiatives by its end."""

    id: Id
    name: Called
    site: Id | None = None
    owner: Words = ""
    first: Day
    last: Day
    weeks: dict[Role, Amount] = {}
    delivers: tuple[Id, ...] = Field(default=(), max_length=60)
    note: Words = ""


class BriefTask(Frozen):
    """What is asked of an initiative at a site (or the `programme`): a month to start in, a day to be done by, that it
    must be in the plan, or that it is left out."""

    initiative: Id
    unit: Id = PROGRAMME
    start: Day | None = None
    due: Day | None = None
    must: bool = False
    exclude: bool = False
    reason: Words = ""


class BriefScenario(Frozen):
    """What is different in a scenario; people in person-weeks a quarter more or less."""

    id: Id
    name: Called
    budget_factor: Annotated[float, Field(ge=0, le=10)] = 1.0
    people: dict[Role, Annotated[float, Field(ge=-100_000, le=100_000)]] = {}
    path: PathId | None = None
    pilot: Id | None = None
    shutdown: Id | None = None
    shutdown_moved_days: Annotated[int, Field(ge=-730, le=730)] = 0
    change_load: Annotated[int, Field(ge=1, le=100)] | None = None


class BriefCharter(Frozen):
    """The charter of the pilot: scope, owner, and one criterion a line for success, stopping and scaling."""

    site: Id
    scope: Words
    owner: Called
    success: Criteria
    stop: Criteria
    scale: Criteria
    review: Day


def planning_facts(brief: Brief) -> Iterator[f.Fact]:
    for site, people in brief.site_capacity.items():
        for role, weeks in people.items():
            yield f.CapacitySet(role=role, weeks=weeks, site=site)
    for initiative in brief.initiatives:
        yield f.InitiativeDefined(initiative=initiative)
    for programme in brief.programmes:
        yield f.ProgrammeDefined(programme=programme.id, **programme.model_dump(exclude={"id"}))
    for task in brief.tasks:
        yield f.TaskAsked(**task.model_dump())
    for scenario in brief.scenarios:
        yield f.ScenarioDefined(scenario=scenario.id, **scenario.model_dump(exclude={"id"}))
    if brief.charter is not None:
        yield f.CharterWritten(**brief.charter.model_dump())
    if brief.aim is not None:
        yield f.AimSet(aim=brief.aim)


def check_planning(names: Names) -> None:
    """Note initiatives, sites and shutdowns that there are not, and dates that exclude each other."""
    brief = names.brief
    known = {**names.library.initiative, **{initiative.id: initiative for initiative in brief.initiatives}}
    for site in brief.site_capacity:
        names.site(site, ("site_capacity", site))
    _check_own(names, brief)
    names.unique(brief.programmes, ("programmes",), "programme")
    for index, programme in enumerate(brief.programmes):
        loc: Loc = ("programmes", index)
        names.site(programme.site, (*loc, "site"))
        if programme.last < programme.first:
            names.tell("dates-reversed", (*loc, "last"), _("The end lies before the beginning."),
                       _("Exchange the two dates."))
        for initiative in programme.delivers:
            names.known("initiative", initiative, known, (*loc, "delivers"))
    for index, task in enumerate(brief.tasks):
        _check_task(names, task, known, ("tasks", index))
    names.unique(brief.scenarios, ("scenarios",), "scenario")
    shutdowns = {shutdown.id: shutdown for shutdown in brief.shutdowns or ()}
    for index, scenario in enumerate(brief.scenarios):
        names.site(scenario.pilot, ("scenarios", index, "pilot"))
        if scenario.shutdown is not None:
            names.known("shutdown", scenario.shutdown, shutdowns, ("scenarios", index, "shutdown"))
    if brief.charter is not None:
        names.site(brief.charter.site, ("charter", "site"))


def _check_own(names: Names, brief: Brief) -> None:
    names.unique(brief.initiatives, ("initiatives",), "initiative")
    fields = {name: getattr(names.library, name) for name in type(names.library).model_fields}
    extended = type(names.library).model_construct(
        **{**fields, "initiatives": (*names.library.initiatives, *brief.initiatives)})
    known = Known(extended, names.pack)
    for index, initiative in enumerate(brief.initiatives):
        loc: Loc = ("initiatives", index)
        if initiative.id in names.library.initiative:
            names.tell("duplicate-initiative", loc, _("The catalogue has an initiative of this id already."),
                       _("Give it another id, or state own estimates for the one there is."))
        for problem in check_initiative(initiative, known):
            names.tell(problem.code, loc, problem.message, problem.remedy)
    for circle in check_circles(extended) if brief.initiatives else ():
        names.tell(circle.code, ("initiatives",), circle.message, circle.remedy)


def check_unit(names: Names, initiative: str, unit: str, known: dict[str, Initiative], loc: Loc) -> bool:
    """Note an initiative that there is not, and a unit where it is not done; whether there is such an initiative."""
    if not names.known("initiative", initiative, known, (*loc, "initiative")):
        return False
    at_programme = known[initiative].scope == PROGRAMME
    if at_programme != (unit == PROGRAMME):
        names.tell("unit", (*loc, "unit"), _("This initiative is done once, for the programme.") if at_programme else
                   _("This initiative is done at sites."), _("Write `programme` or the id of a site."))
    elif not at_programme:
        names.site(unit, (*loc, "unit"))
    return True


def _check_task(names: Names, task: BriefTask, known: dict[str, Initiative], loc: Loc) -> None:
    if not check_unit(names, task.initiative, task.unit, known, loc):
        return
    if task.start is not None and task.due is not None and task.due <= task.start:
        names.tell("dates-reversed", (*loc, "due"), _("It is due before it starts."),
                   _("Give a later day, or an earlier start."))
    if task.exclude and (task.must or task.start or task.due):
        names.tell("left-out-dated", loc, _("A task that is left out has no date."),
                   _("Leave it out, or say when it is wanted."))


Aim = Literal["value", "finish", "cost"]
"""Few moves are wanted against an adopted plan only, which a brief does not hold."""
