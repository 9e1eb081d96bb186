"""What is wrong in a well-formed brief, apart from its answers."""

from __future__ import annotations

from datetime import date

from assessment.domain.paths import contradiction_of
from assessment.formats.brief.connecting import check_connections
from assessment.formats.brief.design import check_design
from assessment.formats.brief.model import Brief
from assessment.formats.brief.money import check_figures
from assessment.formats.brief.names import ALL, Names
from assessment.formats.brief.planning import check_planning
from assessment.formats.brief.tracking import check_tracking
from assessment.formats.lines import Loc
from assessment.text import _


def check_brief(names: Names) -> None:
    """Note every problem with who and where, figures, plans and connections."""
    brief = names.brief
    _check_people(names, brief)
    _check_cycles(names, brief)
    _check_aims(names, brief)
    _check_calendar(names, brief)
    _check_procedures(names, brief)
    check_connections(names)
    check_planning(names)
    check_tracking(names)
    check_design(names)


def _check_people(names: Names, brief: Brief) -> None:
    names.unique(brief.sites, ("sites",), "site")
    names.unique(brief.people, ("people",), "person")
    for index, person in enumerate(brief.people):
        names.site(person.site, ("people", index, "site"))
    for name, word in brief.facts.items():
        names.stated(name, word, ("facts", name), at_site=False)
    for index, site in enumerate(brief.sites):
        for name, word in site.facts.items():
            names.stated(name, word, ("sites", index, "facts", name), at_site=True)
    _check_contradictions(names, brief)


def _check_contradictions(names: Names, brief: Brief) -> None:
    for loc, said in ((("facts",), brief.facts),
                      *((("sites", index, "facts"), {**brief.facts, **site.facts})
                        for index, site in enumerate(brief.sites) if site.facts)):
        against = contradiction_of(said, names.library)
        if against is not None:
            names.tell("contradictory-facts", loc, _(against.text), _(against.remedy))


def _check_cycles(names: Names, brief: Brief) -> None:
    names.unique(brief.cycles, ("cycles",), "cycle")
    before: date | None = None
    for index, cycle in enumerate(brief.cycles):
        if before is not None and cycle.date <= before:
            names.tell("cycle-order", ("cycles", index, "date"),
                       _("This cycle does not begin after the one before it."), _("List cycles from first to last."))
        before = cycle.closed or cycle.date
        _in_order(names, cycle.date, cycle.closed or cycle.date, ("cycles", index, "closed"))


def _check_aims(names: Names, brief: Brief) -> None:
    for dimension, levels in brief.targets.items():
        loc: Loc = ("targets", dimension)
        names.known("dimension", dimension, names.pack.by_id, loc)
        for site, level in levels.items():
            if site != ALL:
                names.site(site, (*loc, site))
            names.level(level, loc if site == ALL else (*loc, site))
    criteria = {criterion.id: criterion for criterion in names.library.criteria}
    for criterion in brief.preferences:
        names.known("criterion", criterion, criteria, ("preferences", criterion))
    left = [c.weight for c in names.library.criteria if c.id not in brief.preferences]
    if brief.preferences and not any([*brief.preferences.values(), *left]):
        names.tell("all-weights-zero", ("preferences",), _("All weights are 0, so that nothing decides on the path."),
                   _("Give at least one criterion a weight above 0."))
    check_figures(names)
    if brief.pilot is not None:
        names.site(brief.pilot.site, ("pilot", "site"))


def _check_calendar(names: Names, brief: Brief) -> None:
    names.unique(brief.freezes or (), ("freezes",), "freeze")
    names.unique(brief.shutdowns or (), ("shutdowns",), "shutdown")
    for index, freeze in enumerate(brief.freezes or ()):
        names.site(freeze.site, ("freezes", index, "site"))
        _in_order(names, freeze.first, freeze.last, ("freezes", index, "last"))
    for index, shutdown in enumerate(brief.shutdowns or ()):
        names.site(shutdown.site, ("shutdowns", index, "site"))
        _in_order(names, shutdown.first, shutdown.last, ("shutdowns", index, "last"))


def _check_procedures(names: Names, brief: Brief) -> None:
    for index, site in enumerate(brief.sites):
        if site.last_inspection and site.next_inspection:
            _in_order(names, site.last_inspection, site.next_inspection, ("sites", index, "next_inspection"))
    settled: set[tuple[str, str, str | None]] = set()
    for index, stated in enumerate(brief.procedures):
        loc: Loc = ("procedures", index)
        names.site(stated.site, (*loc, "site"))
        if not names.known("procedure", stated.procedure, names.library.procedure, (*loc, "procedure")):
            continue
        if (stated.procedure, stated.side, stated.site) in settled:
            names.tell("duplicate-procedure", loc, _("This procedure is stated twice here."), _("Keep one of them."))
        settled.add((stated.procedure, stated.side, stated.site))
        if stated.choices and not stated.title.strip():
            names.tell("untitled-procedure", loc, _("Without a procedure nothing is laid down."),
                       _("Name the procedure by number or title under `title`, or leave `choices` out."))
        aspects = {aspect.id: aspect for aspect in names.library.procedure[stated.procedure].aspects}
        for name, word in stated.choices.items():
            if names.known("aspect", name, aspects, (*loc, "choices", name)):
                names.known("choice", word, aspects[name].choices, (*loc, "choices", name))


def _in_order(names: Names, first: date, last: date, loc: Loc) -> None:
    if last < first:
        names.tell("dates-reversed", loc, _("The end lies before the beginning."), _("Exchange the two dates."))
