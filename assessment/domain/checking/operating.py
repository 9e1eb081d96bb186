"""What areas, forums, teams and promises mention, and whether the proposed model keeps its own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assessment.domain.basis import Problem
from assessment.domain.checking.known import Known
from assessment.domain.checking.paths import check_input
from assessment.domain.library import DEGREES, PATHS, Area, Library, OperatingModelLibrary, PathId
from assessment.text import _, quoted


def check_operating(library: Library, known: Known) -> Iterator[Problem]:
    """Dangling and doubled ids, areas without owner, rights outside exactly one forum, thresholds out of order."""
    operating = library.operating
    if operating is None:
        return
    known.ids |= {"post": {post.id for post in operating.posts}, "area": library.area,
                  "forum": {forum.id for forum in operating.forums},
                  "decision right": {right.id for right in operating.decision_rights}}
    for kind in ("posts", "decision_rights", "forums", "promises", "teams"):
        yield from _twice((item.id for item in getattr(operating, kind)), f"operating.{kind}")
    quality = {post.id for post in operating.posts if post.side == "Quality"}
    for area in library.areas:
        yield from _area(area, known, quality)
    yield from _rules(operating, known)
    yield from _forums(operating, known, quality)
    for promise in operating.promises:
        where = f"operating.promises.{promise.id}"
        yield from known.missing("area", [promise.area], f"{where}.area")
        yield from _by_path(promise.owner, f"{where}.owner", known)
    for team in operating.teams:
        where = f"operating.teams.{team.id}"
        for line in (team.before, *team.after.values()):
            yield from known.missing("post", [line.solid, line.dotted or None], where)
        yield from _paths(team.after, where)


def _area(area: Area, known: Known, quality: set[str]) -> Iterator[Problem]:
    where = f"areas.{area.id}"
    for name, inputs in (("technology", area.technology), ("risk", area.risk)):
        for index, entry in enumerate(inputs):
            yield from check_input(entry, known, f"{where}.{name}.{index}")
    yield from known.missing("initiative", area.initiatives, f"{where}.initiatives")
    yield from _by_path(area.accountable, f"{where}.accountable", known)
    yield from _by_path(area.budget, f"{where}.budget", known)
    yield from known.missing("post", (*area.responsible, *area.consulted, *area.informed), where)
    named = (area.process_owner, area.system_owner, area.qa_approver)
    yield from known.missing("post", [post for post in named if post], where)
    if area.gxp and not all(named):
        yield Problem(code="gxp-roles", where=where,
                      message=_("A GxP area lacks its process owner, system owner or QA approver."),
                      remedy=_("Name a post for each of the three."))
    of_quality = [area.qa_approver] if area.qa_approver else []
    of_quality += area.accountable.values() if area.quality_unit else ()
    for post in of_quality:
        if post in known.ids["post"] and post not in quality:
            yield Problem(code="quality-moved", where=where,
                          message=_("{post} is to decide for the quality unit and is no post of Quality.").format(
                              post=quoted(post)),
                          remedy=_("Name a post whose side is Quality."))


def _rules(operating: OperatingModelLibrary, known: Known) -> Iterator[Problem]:
    rules, where = operating.rules, "operating.rules"
    above = DEGREES[1:]
    for name in ("thresholds", "least_level"):
        given = getattr(rules, name)
        if any(degree not in given for degree in above):
            yield Problem(code="missing-degree", where=f"{where}.{name}",
                          message=_("A degree above separate lacks its figure."),
                          remedy=_("Give one for each of: {names}.").format(names=", ".join(above)))
        elif [given[degree] for degree in above] != sorted(given[degree] for degree in above):
            yield Problem(code="figures-out-of-order", where=f"{where}.{name}",
                          message=_("A higher degree asks for less than a lower one."),
                          remedy=_("Let the figures rise from common-standard to one-team."))
    for degree in above:
        yield from known.off_scale(rules.least_level.get(degree), f"{where}.least_level.{degree}")
    for degree, needed in rules.initiatives.items():
        yield from known.missing("initiative", needed, f"{where}.initiatives.{degree}")
    pulls = [rules.response_pull.get(response) for response in ("minutes", "hours", "days")]
    if any(pull is None or not 0 <= pull <= 1 for pull in pulls):
        yield Problem(code="off-range", where=f"{where}.response_pull",
                      message=_("The pull of minutes, hours or days is missing or not within 0 and 1."),
                      remedy=_("Give a share for each of the three."))


def _forums(operating: OperatingModelLibrary, known: Known, quality: set[str]) -> Iterator[Problem]:
    rights = {right.id: right for right in operating.decision_rights}
    for right in operating.decision_rights:
        yield from known.missing("area", [right.area], f"operating.decision_rights.{right.id}.area")
    for forum in operating.forums:
        where = f"operating.forums.{forum.id}"
        yield from known.missing("post", [forum.chair, *forum.members], where)
        yield from known.missing("decision right", forum.decides, f"{where}.decides")
        yield from known.missing("forum", [forum.escalates_to], f"{where}.escalates_to")
        held = [name for name in forum.decides if name in rights and rights[name].quality]
        if held and forum.chair not in quality:
            yield Problem(code="quality-moved", where=f"{where}.chair",
                          message=_("The forum decides for the quality unit, and Quality does not chair it."),
                          remedy=_("Name a chair whose side is Quality."))
    yield from _circles({forum.id: forum.escalates_to for forum in operating.forums})
    for path in PATHS:
        held_by = Counter(name for forum in operating.forums if path in forum.paths for name in forum.decides)
        for name in rights:
            if held_by[name] != 1:
                yield Problem(code="right-not-once", where=f"operating.decision_rights.{name}",
                              message=_("On the path {path} {count} forums decide on this.").format(
                                  path=path, count=held_by[name]),
                              remedy=_("Let exactly one forum decide on it."))


def _circles(above: Mapping[str, str | None]) -> Iterator[Problem]:
    for start in above:
        here, steps = above[start], 0
        while here in above and here != start and steps < len(above):
            here, steps = above[str(here)], steps + 1
        if here == start:
            yield Problem(code="escalation-circle", where=f"operating.forums.{start}.escalates_to",
                          message=_("The escalation leads back to where it began."),
                          remedy=_("Let one of the forums have the last word."))


def _by_path(named: Mapping[PathId, str], where: str, known: Known) -> Iterator[Problem]:
    yield from known.missing("post", named.values(), where)
    yield from _paths(named, where)


def _paths(named: Mapping[PathId, object], where: str) -> Iterator[Problem]:
    missing = [path for path in PATHS if path not in named]
    if missing:
        yield Problem(code="missing-path", where=where,
                      message=_("Nothing is said for: {names}.").format(names=", ".join(missing)),
                      remedy=_("Say it for every path."))


def _twice(names: Iterable[str], where: str) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(code="duplicate-id", where=f"{where}.{name}",
                          message=_("The id {name} is used twice.").format(name=quoted(name)),
                          remedy=_("Give every entry its own id."))
