"""What became of the plan, as a brief names it: reports of tasks, key figures with their values, booked benefits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from assessment.domain import facts as f
from assessment.domain.basis import Frozen, Role
from assessment.domain.facts import Id
from assessment.domain.facts.tracking import Figure, Spent, TaskStatus
from assessment.domain.tracking import against_kpi, against_report
from assessment.formats.brief.designing import Ids
from assessment.formats.brief.planning import PROGRAMME, check_unit
from assessment.formats.brief.words import Amount, Called, Day, Words, cleaned
from assessment.text import _

if TYPE_CHECKING:
    from assessment.formats.brief.model import Brief
    from assessment.formats.brief.names import Names
    from assessment.formats.lines import Loc

Dated = tuple[date, f.Fact]


class BriefReport(Frozen):
    """Where an initiative at a site (or the `programme`) stood on a day; `effort` in person-weeks and `cost` in
    thousand of the currency, both spent so far. Each report states the whole."""

    initiative: Id
    unit: Id = PROGRAMME
    on: Day
    status: TaskStatus
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    started: Day | None = None
    finished: Day | None = None
    expected: Day | None = None
    effort: dict[Role, Amount] = {}
    cost: Spent | None = None
    blocker: Words = ""
    owner: Id | None = None
    note: Words = ""


class BriefActual(Frozen):
    on: Day
    value: Figure
    note: Words = ""


class BriefKpi(Frozen):
    """A key figure with its baseline, target and values; `dimensions` are those whose rise it should show."""

    id: Id
    name: Called
    definition: Words = ""
    unit: Annotated[str, BeforeValidator(cleaned), Field(max_length=40)] = ""
    better: Literal["higher", "lower"] = "higher"
    site: Id | None = None
    baseline: Figure | None = None
    baseline_on: Day | None = None
    target: Figure | None = None
    target_on: Day | None = None
    owner: Id | None = None
    source: Words = ""
    initiatives: Ids = ()
    dimensions: Ids = ()
    driver: Id | None = None
    actuals: tuple[BriefActual, ...] = Field(default=(), max_length=400)


class BriefBenefit(Frozen):
    """A benefit that finance has booked: `amount` in thousand of the currency over the span of days."""

    id: Id
    driver: Id
    site: Id | None = None
    first: Day
    last: Day
    amount: Figure
    confirmed_by: Annotated[str, BeforeValidator(cleaned), Field(max_length=120)] = ""
    note: Words = ""


def tracking_facts(brief: Brief) -> Iterator[Dated]:
    """Each on its day; a key figure is defined on the day of its baseline, else of its first value."""
    for report in brief.progress:
        yield report.on, f.TaskReported(**report.model_dump())
    for kpi in brief.kpis:
        days = [actual.on for actual in kpi.actuals]
        yield min([*days, kpi.baseline_on or date.max, brief.cycles[0].date]), _defined(kpi)
        for actual in kpi.actuals:
            yield actual.on, f.KpiMeasured(kpi=kpi.id, **actual.model_dump())
    for benefit in brief.benefits:
        yield benefit.last, f.BenefitBooked(benefit=benefit.id, **benefit.model_dump(exclude={"id"}))


def _defined(kpi: BriefKpi) -> f.KpiDefined:
    return f.KpiDefined(kpi=kpi.id, **kpi.model_dump(exclude={"id", "actuals"}))


def check_tracking(names: Names) -> None:
    """Note names that there are not, and reports, figures and spans that contradict themselves."""
    brief, library = names.brief, names.library
    known = {**library.initiative, **{initiative.id: initiative for initiative in brief.initiatives}}
    for index, report in enumerate(brief.progress):
        loc: Loc = ("progress", index)
        check_unit(names, report.initiative, report.unit, known, loc)
        names.person(report.owner, (*loc, "owner"))
        against = against_report(f.TaskReported(**report.model_dump()))
        if against is not None:
            names.tell("contradiction", loc, *against)
    names.unique(brief.kpis, ("kpis",), "kpi")
    for index, kpi in enumerate(brief.kpis):
        loc = ("kpis", index)
        names.site(kpi.site, (*loc, "site"))
        names.person(kpi.owner, (*loc, "owner"))
        names.known("driver", kpi.driver, library.driver, (*loc, "driver"))
        for initiative in kpi.initiatives:
            names.known("initiative", initiative, known, (*loc, "initiatives"))
        for dimension in kpi.dimensions:
            names.known("dimension", dimension, names.pack.by_id, (*loc, "dimensions"))
        against = against_kpi(_defined(kpi))
        if against is not None:
            names.tell("contradiction", loc, *against)
    names.unique(brief.benefits, ("benefits",), "benefit")
    for index, benefit in enumerate(brief.benefits):
        loc = ("benefits", index)
        names.site(benefit.site, (*loc, "site"))
        names.known("driver", benefit.driver, library.driver, (*loc, "driver"))
        if benefit.last < benefit.first:
            names.tell("dates-reversed", (*loc, "last"), _("The end lies before the beginning."),
                       _("Exchange the two dates."))
