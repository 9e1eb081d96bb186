"""IT's and OT's procedures: side by side, where they would tell different things, and who inspects next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assessment.domain.basis import listed
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ProcedureStated
from assessment.domain.library import Aspect, Procedure
from assessment.domain.pack import Reference
from assessment.domain.procedures import APART, ProcedureDifference, ProcedureSides
from assessment.domain.results import Results
from assessment.report.tables.table import Column, Table
from assessment.text import N_, _, day

USUAL = (N_("Brazil"), N_("Canada"), N_("Japan"), N_("Switzerland"), N_("EU national authority"), N_("Notified body"))
"""Markets and authorities that clients write in words; other names stay as they are written."""


def procedures(results: Results) -> Table:
    """Each subject with the network's procedure of both sides, and the single one in their place with owner and
    references; points that differ are counted as everywhere else in the report, over all sites."""
    overview, library = results.procedures, results.engagement.the_library
    points = Counter(procedure for procedure, _aspect in overview.apart)
    rows = []
    for sides in overview.network:
        procedure = library.procedure[sides.procedure]
        rows.append((procedure.name, titled(sides.it), titled(sides.ot), procedure.target,
                     _("{owner}. With the quality unit: {quality}").format(
                         owner=procedure.owner, quality=procedure.quality), cited(results.engagement, procedure),
                     str(points[sides.procedure])))
    return Table("procedures", _("IT's and OT's procedure, and the single one in their place"), (
        Column(_("Subject"), 10), Column(_("IT's procedure"), 13), Column(_("OT's procedure"), 13),
        Column(_("Single target procedure"), 24), Column(_("Owner"), 17), Column(_("References"), 15),
        Column(_("Points that differ"), 8, "right")), tuple(rows),
        _("Points that differ: at one site or more, each counted once; {count} in all.").format(count=points.total())
        + " " + _("Target procedures and owners are expert judgement; of a regulation only the section is named. "
                  "Nothing here states compliance."))


def procedure_differences(results: Results) -> Table:
    return told_apart(results.engagement, results.procedures.differences)


def procedure_differences_first(results: Results, most: int = 8) -> Table:
    """The few for the argument: what differs where an inspection is nearest."""
    apart = [difference for difference in results.procedures.differences if difference.kind in APART]
    return told_apart(results.engagement, apart[:most], "procedure-differences-first")


def told_apart(engagement: Engagement, found: Sequence[ProcedureDifference],
               name: str = "procedure-differences") -> Table:
    """What an inspector would ask and hear, in the order in which it matters."""
    library = engagement.the_library
    aspects = {(p.id, a.id): a for p in library.procedures for a in p.aspects}
    kinds = {"two-answers": _("two answers"), "silent": _("one side is silent"),
             "off-target": _("same, not the target")}
    rows = []
    for difference in found:
        aspect = aspects[difference.procedure, difference.aspect]
        rows.append((library.procedure[difference.procedure].name, aspect.question, _said(aspect, difference.it),
                     _said(aspect, difference.ot), aspect.choices[aspect.target], kinds[difference.kind],
                     _places(engagement, difference)))
    return Table(name, _("What an inspector would hear"), (
        Column(_("Subject"), 11), Column(_("Asked"), 18), Column(_("IT says"), 17), Column(_("OT says"), 17),
        Column(_("Target"), 16), Column(_("Heard"), 9), Column(_("Where"), 12)), tuple(rows),
        _("What differs where an inspection is nearest stands first, that both sides say the same and not the target "
          "last. A site at which the group agreed that the question behind a point is not applicable is left out of "
          "it."))


def inspections(results: Results) -> Table:
    rows = tuple(
        (results.engagement.sites[coming.site].name, ", ".join(map(_, coming.agencies)) or "–",
         ", ".join(map(_, results.engagement.sites[coming.site].markets)) or "–",
         day(coming.last) if coming.last else "–", day(coming.day), str(coming.days), str(coming.apart))
        for coming in results.procedures.inspections)
    return Table("inspections", _("Inspections ahead"), (
        Column(_("Site"), 18), Column(_("Authorities"), 17), Column(_("Markets"), 17), Column(_("Last inspection"), 16),
        Column(_("Next inspection"), 16), Column(_("Days until then"), 8, "right"),
        Column(_("Points that differ"), 8, "right")), rows, _no_inspection(results))


def _no_inspection(results: Results) -> str:
    """The sites for which no coming inspection is known; empty where there is one everywhere."""
    coming = {inspection.site for inspection in results.procedures.inspections}
    others = [site.name for key, site in results.engagement.sites.items() if key not in coming]
    return _("No coming inspection is known at: {names}.").format(names=listed(others)) if others and coming else ""


def aspects(procedure: Procedure, sides: ProcedureSides) -> Table:
    """One subject as both sides answer it, aspect by aspect."""
    said = {aspect.aspect: aspect for aspect in sides.aspects}
    rows = tuple(
        (aspect.question, _said(aspect, said[aspect.id].it) if sides.it else "–",
         _said(aspect, said[aspect.id].ot) if sides.ot else "–", aspect.choices[aspect.target], aspect.why)
        for aspect in procedure.aspects)
    return Table("aspects", procedure.name, (
        Column(_("Asked"), 18), Column(_("IT says"), 20), Column(_("OT says"), 20), Column(_("Target"), 20),
        Column(_("An inspector would ask"), 22)), rows)


def procedure_references(results: Results) -> Table:
    return editions(results.engagement)


def editions(engagement: Engagement) -> Table:
    """Editions of what the target procedures point to; what the pack says goes before the library."""
    known = _references(engagement)
    keys = {identifier.split(" ")[0] for procedure in engagement.the_library.procedures
             for identifiers in procedure.references.values() for identifier in identifiers}
    rows = tuple(
        (key, known[key].name, _(known[key].edition), known[key].as_of,
         _("identifiers checked") if known[key].verified else _("to be confirmed"))
        for key in sorted(keys) if key in known)
    return Table("procedure-references", _("Editions of the references"), (
        Column(_("Key"), 13), Column(_("Name"), 41), Column(_("Edition"), 24), Column(_("Checked in"), 9),
        Column(_("State"), 13)), rows)


def cited(engagement: Engagement, procedure: Procedure) -> str:
    """Sections under the short names of what they are sections of, which say whose they are."""
    known = _references(engagement)
    found: dict[str, list[str]] = {}
    for identifier in (one for identifiers in procedure.references.values() for one in identifiers):
        key, _space, section = identifier.partition(" ")
        sections = found.setdefault(known[key].short if key in known else key, [])
        sections += [section.removeprefix("sec. ")] if section else []
    return "; ".join(f"{name} §\u00a0{', '.join(sections)}" if sections else name for name, sections in found.items())


def _references(engagement: Engagement) -> dict[str, Reference]:
    return {r.key: r for r in (*engagement.the_library.references, *engagement.the_pack.references)}


def titled(stated: ProcedureStated | None) -> str:
    """A side's procedure by its title, with owner and note."""
    if stated is None:
        return _("not stated yet")
    owner = _("owner: {owner}").format(owner=stated.owner) if stated.owner else ""
    return "; ".join(part for part in (stated.title or _("no procedure"), owner, stated.note) if part)


def _said(aspect: Aspect, word: str | None) -> str:
    return _("nothing") if word is None else aspect.choices.get(word, word)


def _places(engagement: Engagement, difference: ProcedureDifference) -> str:
    here = [site.name for key, site in engagement.sites.items() if key in difference.sites]
    others = [site.name for key, site in engagement.sites.items() if key not in difference.sites]
    if not here or not others:
        return _("all sites") if here else _("network")
    if len(others) < len(here):
        return _("all sites but {site}").format(site=", ".join(others))
    return ", ".join(here)
