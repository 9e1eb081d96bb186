"""From the parts of a brief on design, use cases and the decision to facts, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment.domain import facts as f
from assessment.domain.library import PATHS, SideTopic, UseCase
from assessment.domain.paths import check_points
from assessment.formats.brief.designing import BriefUseCase
from assessment.formats.brief.names import Names
from assessment.formats.lines import Loc
from assessment.text import _


def check_design(names: Names) -> None:
    """Note every name that is not known and every part that says too little, from ambitions to the decision."""
    brief, library = names.brief, names.library
    for index, area in enumerate(brief.areas):
        names.known("area", area.area, library.area, ("areas", index, "area"))
        names.site(area.site, ("areas", index, "site"))
        if area.site is not None and not area.reason:
            names.tell("exception-without-reason", ("areas", index), _("An exception at a site lacks its reason."),
                       _("Say under `reason` why this site differs."))
        if area.since and area.until and area.until < area.since:
            names.tell("dates-reversed", ("areas", index, "until"), _("The end lies before the beginning."),
                       _("Exchange the two dates."))
    for key in ("forums", "use_cases", "ambitions"):
        names.unique(getattr(brief, key), (key,), key.rstrip("s").replace("_", "-"))
    rights = {right.id: right for right in library.operating.decision_rights} if library.operating else {}
    known_forums = {*(forum.id for forum in brief.forums),
                    *(forum.id for forum in (library.operating.forums if library.operating else ()))}
    for index, forum in enumerate(brief.forums):
        for right in forum.decides:
            names.known("decision right", right, rights, ("forums", index, "decides"))
        names.known("forum", forum.escalates_to, dict.fromkeys(known_forums), ("forums", index, "escalates_to"))
    for key, places in (("promises", [p.site for p in brief.promises]), ("teams", [t.site for t in brief.teams]),
                        ("sides", [s.site for s in brief.sides])):
        for index, place in enumerate(places):
            names.site(place, (key, index, "site"))
    _check_sides(names)
    _check_use_cases(names)
    _check_executives(names)
    if brief.adopted is not None:
        for key in ("path", "first_step"):
            names.known("path", getattr(brief.adopted, key), dict.fromkeys(PATHS), ("adopted", key))


def _check_sides(names: Names) -> None:
    topics: dict[str, SideTopic] = {topic.id: topic for topic in names.library.sides}
    seen: set[tuple[str, str, str | None]] = set()
    for index, side in enumerate(names.brief.sides):
        loc: Loc = ("sides", index)
        if (side.side, side.topic, side.site) in seen:
            names.tell("duplicate-side", loc, _("This side's topic is stated twice here."), _("Keep one of them."))
        seen.add((side.side, side.topic, side.site))
        if not names.known("topic", side.topic, topics, (*loc, "topic")):
            continue
        items = {item.id: item for item in topics[side.topic].items}
        for item in side.items:
            names.known("item", item, items, (*loc, "items"))
        if len(side.items) > topics[side.topic].most:
            names.tell("too-many-items", (*loc, "items"), _("At most {most} items are named under this topic.").format(
                most=topics[side.topic].most), _("Keep those that weigh most."))
        if len(set(side.items)) < len(side.items):
            names.tell("duplicate-item", (*loc, "items"), _("The same item is named twice."), _("Keep one of them."))


def _check_use_cases(names: Names) -> None:
    library, brief = names.library, names.brief
    templates = {case.id: case for case in library.use_cases}
    ambitions = {**{a.id: a for a in library.ambitions}, **{a.id: a for a in brief.ambitions}}
    for index, ambition in enumerate(brief.ambitions):
        if not ambition.name and ambition.id not in {a.id for a in library.ambitions}:
            names.tell("unnamed-ambition", ("ambitions", index), _("An ambition of your own lacks its name."),
                       _("Add `name`, or use the id of an ambition of the library."))
    for index, case in enumerate(brief.use_cases):
        loc: Loc = ("use_cases", index)
        known = names.known("use case", case.template, templates, (*loc, "template"))
        names.known("ambition", case.ambition, ambitions, (*loc, "ambition"))
        for key, ids in (("drivers", library.driver), ("areas", library.area), ("initiatives", library.initiative)):
            for name in getattr(case, key) or ():
                names.known(key.rstrip("s"), name, ids, (*loc, key))
        for site in case.sites:
            names.site(site, (*loc, "sites"))
        missing = [key for key, value in _filled(case, templates).items() if value in ("", None)]
        if known and missing:
            names.tell("incomplete-use-case", loc, _("The use case does not say: {what}.").format(
                what=", ".join(missing)), _("Add it, or begin with a `template` of the library."))


def _check_executives(names: Names) -> None:
    seen: set[str] = set()
    for index, executive in enumerate(names.brief.executives):
        loc: Loc = ("executives", index)
        names.person(executive.person, (*loc, "person"))
        if executive.person in seen:
            names.tell("duplicate-executive", loc, _("This person is asked twice."), _("Keep one of the two."))
        seen.add(executive.person)
        names.known("path", executive.path, dict.fromkeys(PATHS), (*loc, "path"))
        if (executive.path is None) != (not executive.points):
            names.tell("half-a-choice", loc, _("A choice is a path and points for each group."),
                       _("Give both `path` and `points`, or neither until the person has chosen."))
        elif executive.points:
            for problem in check_points(executive.points, names.library):
                names.tell(problem.code, (*loc, "points"), problem.message, problem.remedy)


_OF_A_FLOW = ("name", "decision", "audience", "data", "source", "source_zone", "consumer", "consumer_zone", "direction",
              "gxp", "remote_access", "drivers", "areas", "initiatives")


def _filled(case: BriefUseCase, templates: dict[str, UseCase]) -> dict[str, Any]:
    """What the brief says of a use case, and in its place what the template says."""
    template = templates.get(case.template or "")
    usual: dict[str, Any] = {"data": "", "direction": "read", "gxp": False, "remote_access": False, "drivers": (),
                             "areas": (), "initiatives": ()}
    found = {}
    for key in _OF_A_FLOW:
        own = getattr(case, key)
        found[key] = own if own not in ("", None) else getattr(template, key) if template else usual.get(key)
    return {key: value for key, value in found.items() if key != "data" or value}


def design_facts(names: Names) -> Iterator[f.Fact]:
    """Facts of ambitions, use cases, sides, areas, forums, promises, teams and executives, in that order."""
    brief = names.brief
    called = {ambition.id: ambition.name for ambition in names.library.ambitions}
    for ambition in brief.ambitions:
        name = ambition.name or called.get(ambition.id, "")
        if name:
            yield f.AmbitionStated(ambition=ambition.id, **ambition.model_dump(exclude={"id", "name"}), name=name)
    templates = {case.id: case for case in names.library.use_cases}
    for case in brief.use_cases:
        told = _filled(case, templates)
        if not any(value in ("", None) for value in told.values()):
            yield f.UseCaseDefined(use_case=case.id, template=case.template, ambition=case.ambition, owner=case.owner,
                                   supply=case.supply, sites=case.sites, **told)
    for side in brief.sides:
        yield f.SideStated(**side.model_dump())
    for area in brief.areas:
        yield f.AreaDesigned(**area.model_dump())
    for forum in brief.forums:
        yield f.ForumDefined(forum=forum.id, **forum.model_dump(exclude={"id"}))
    for promise in brief.promises:
        yield f.ServicePromised(promise=promise.id, **promise.model_dump(exclude={"id"}))
    for team in brief.teams:
        yield f.TeamStated(team=team.id, **team.model_dump(exclude={"id"}))
    for executive in brief.executives:
        yield f.ExecutiveNamed(person=executive.person, office=executive.office)


def adopted(names: Names) -> f.PathAdopted | None:
    """The decision on the path, if the brief holds one."""
    told = names.brief.adopted
    if told is None:
        return None
    return f.PathAdopted(**{**told.model_dump(), "first_step": told.first_step or told.path})
