"""IT's and OT's procedures side by side: where the two would tell an inspector different things.

A site's own procedure stands, whole, in place of the network's. An aspect on which a stated procedure says nothing is
silence; a side that has stated no procedure is waited for and counts as no difference.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import ProcedureStated
from assessment.domain.library import Aspect, Procedure

Kind = Literal["two-answers", "silent", "off-target", "as-target", "open", "not-asked"]
"""Both answer and differ; one answers and the other is silent; both say the same, and not the target; both say the
target; a side has not stated its procedure yet; the group agreed that the question behind it is not applicable there.
"""
APART: tuple[Kind, ...] = ("two-answers", "silent")
"""What an inspector would hear as two different things."""
SOON = 180
"""Days within which an inspection makes differences pressing (expert judgement)."""


class AspectSides(Frozen):
    """The words of IT and OT on one aspect; None where a procedure leaves it open."""

    aspect: str
    it: str | None
    ot: str | None
    target: str
    kind: Kind


class ProcedureSides(Frozen):
    """A subject at a place: the procedure of each side, None where it was not stated, and every aspect."""

    procedure: str
    it: ProcedureStated | None
    ot: ProcedureStated | None
    aspects: tuple[AspectSides, ...]

    def count(self, *kinds: Kind) -> int:
        return sum(aspect.kind in kinds for aspect in self.aspects)


class Inspection(Frozen):
    """The next inspection of a site, `days` from the day of the state; `apart` counts what differs there."""

    site: str
    agencies: tuple[str, ...]
    last: date | None
    day: date
    days: int
    apart: int

    @property
    def soon(self) -> bool:
        return self.days <= SOON


class ProcedureDifference(Frozen):
    """An aspect on which the sides stand in one way at some `sites`; without sites: in the network.

    `inspection` is the first day on which one of these sites is inspected.
    """

    procedure: str
    aspect: str
    it: str | None
    ot: str | None
    target: str
    kind: Kind
    sites: tuple[str, ...]
    inspection: date | None


class ProcedureOverview(Frozen):
    """`network` as the network's procedures stand; `differences` as an inspector meets them at the sites, what is
    inspected first before the rest, what differs between the sides before what both should change; `inspections` by
    day.
    """

    network: tuple[ProcedureSides, ...]
    differences: tuple[ProcedureDifference, ...]
    inspections: tuple[Inspection, ...]
    stated: int
    """Procedures stated, over both sides, the network and sites."""
    waiting: int
    """Subjects that only one side has stated for the network."""

    @property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """(procedure, aspect) of each point on which IT and OT would tell different things somewhere, once each."""
        return tuple(dict.fromkeys((d.procedure, d.aspect) for d in self.differences if d.kind in APART))

    @property
    def most(self) -> tuple[str, int] | None:
        """The subject with most such points and how many it has."""
        counts = Counter(procedure for procedure, _aspect in self.apart)
        order = [sides.procedure for sides in self.network]
        return max(counts.items(), key=lambda item: (item[1], -order.index(item[0])), default=None)


def lay_out(engagement: Engagement, site: Place = None) -> tuple[ProcedureSides, ...]:
    """Every subject of the library at a site or in the network: most differences first, then in the library's order.

    A library from before procedures gives none.
    """
    subjects = [_beside(engagement, procedure, site) for procedure in engagement.the_library.procedures]
    return tuple(sorted(subjects, key=lambda s: (-s.count("two-answers"), -s.count("silent"), -s.count("off-target"))))


def lay_out_all(engagement: Engagement) -> ProcedureOverview:
    """The network and every site, as of the day of the state."""
    network = lay_out(engagement)
    at_sites = {site: lay_out(engagement, site) for site in engagement.sites}
    coming = _inspections(engagement, {
        site: sum(subject.count(*APART) for subject in subjects) for site, subjects in at_sites.items()})
    return ProcedureOverview(
        network=network, differences=_differences(engagement, at_sites or {"": network}, coming), inspections=coming,
        stated=len(engagement.procedures), waiting=sum((s.it is None) != (s.ot is None) for s in network))


def differences_at(engagement: Engagement, site: Place) -> tuple[ProcedureDifference, ...]:
    """What an inspector of one place meets; for the network as its own procedures stand."""
    apart = {} if site is None else {site: 0}
    return _differences(engagement, {site or "": lay_out(engagement, site)}, _inspections(engagement, apart))


def _beside(engagement: Engagement, procedure: Procedure, site: Place) -> ProcedureSides:
    it, ot = (engagement.procedures.get((procedure.id, side, site)) or engagement.procedures.get(
        (procedure.id, side, None)) for side in ("IT", "OT"))
    return ProcedureSides(procedure=procedure.id, it=it, ot=ot, aspects=tuple(
        _aspect(aspect, it, ot, _asked(engagement, aspect, site)) for aspect in procedure.aspects))


def _asked(engagement: Engagement, aspect: Aspect, site: Place) -> bool:
    """Whether an inspector has reason to ask at a site: not where the group agreed in the last cycle that it is not
    applicable there."""
    if site is None or not aspect.asked_with or not engagement.cycles:
        return True
    agreed = engagement.agreed.get((engagement.cycle().id, site, aspect.asked_with))
    return agreed is None or agreed.value != "na"


def _aspect(aspect: Aspect, it: ProcedureStated | None, ot: ProcedureStated | None, asked: bool) -> AspectSides:
    words = [stated.choices.get(aspect.id) if stated else None for stated in (it, ot)]
    kind: Kind
    if not asked:
        kind = "not-asked"
    elif it is None or ot is None:
        kind = "open"
    elif words[0] == words[1]:  # neither saying anything is one answer too, and not the target
        kind = "as-target" if words[0] == aspect.target else "off-target"
    else:
        kind = "silent" if None in words else "two-answers"
    return AspectSides(aspect=aspect.id, it=words[0], ot=words[1], target=aspect.target, kind=kind)


def _inspections(engagement: Engagement, apart: dict[str, int]) -> tuple[Inspection, ...]:
    """Inspections of the sites in `apart` that still lie ahead, by day."""
    today = engagement.as_of or engagement.start
    coming = [Inspection(site=key, agencies=site.agencies, last=site.last_inspection, day=site.next_inspection,
                         days=(site.next_inspection - today).days, apart=apart[key])
              for key, site in engagement.sites.items()
              if key in apart and site.next_inspection is not None and site.next_inspection >= today]
    return tuple(sorted(coming, key=lambda inspection: (inspection.day, inspection.site)))


def _differences(engagement: Engagement, at_sites: dict[str, tuple[ProcedureSides, ...]],
                 coming: tuple[Inspection, ...]) -> tuple[ProcedureDifference, ...]:
    """Aspects that are not as they should be, one entry for all sites where the sides stand in the same way."""
    days = {inspection.site: inspection.day for inspection in coming}
    where: dict[tuple[str, AspectSides], list[str]] = {}
    for site, subjects in at_sites.items():
        for subject in subjects:
            for aspect in subject.aspects:
                if aspect.kind in (*APART, "off-target"):
                    where.setdefault((subject.procedure, aspect), []).append(site)
    found = [ProcedureDifference(
        procedure=procedure, **aspect.model_dump(), sites=tuple(site for site in sites if site),
        inspection=min((days[site] for site in sites if site in days), default=None))
        for (procedure, aspect), sites in where.items()]
    order = {(p.id, a.id): n for n, (p, a) in enumerate(
        (p, a) for p in engagement.the_library.procedures for a in p.aspects)}
    kinds: tuple[Kind, ...] = (*APART, "off-target")
    return tuple(sorted(found, key=lambda d: (
        d.kind not in APART, d.inspection or date.max, kinds.index(d.kind), -len(d.sites), order[d.procedure, d.aspect],
        d.sites)))
