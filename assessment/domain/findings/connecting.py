"""What the connection gate and Quality's route say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assessment.domain.basis import listed
from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.quality import quality_findings
from assessment.text import N_

MOST = 3
"""Names in a sentence."""
AT_ONCE = timedelta(days=7)
"""By when is asked for what is overdue."""


def find(inputs: Inputs) -> Iterator[Finding]:
    yield from _live(inputs)
    yield from _held(inputs)
    yield from _ended(inputs)
    yield from _quality(inputs)


def _live(inputs: Inputs) -> Iterator[Finding]:
    stops = [live for live in inputs.live if live.hard]
    if stops:
        yield Finding(
            code="live-hard-stops", topic="cyber", severity="critical",
            sentence=N_("{count} live connections have open hard stops at the gate, first of them {first}."),
            values={"count": len(stops), "first": _names(inputs, [stops[0].connection])},
            basis=tuple(live.connection for live in stops), initiatives=("I32", "I24", "I25"),
            size=len(stops) / _all_live(inputs), evidence=(_of([live.connection for live in stops], count=len(stops)),))
    late = [live for live in inputs.live if live.standing == "overdue"]
    if late:
        yield Finding(
            code="live-overdue", topic="cyber", severity="critical",
            sentence=N_("Past the day that was set to cut, compensate or accept them, and still live: {names}."),
            values={"names": _names(inputs, [live.connection for live in late])},
            basis=tuple(live.connection for live in late), initiatives=("I32",), size=len(late) / _all_live(inputs),
            by_when=inputs.today + AT_ONCE, evidence=(_of([live.connection for live in late]),))


def _held(inputs: Inputs) -> Iterator[Finding]:
    """Sites whose level would be higher without their live connections."""
    library = inputs.engagement.the_library
    if library.gate.cap_dimension not in inputs.engagement.the_pack.by_id:
        return
    found = [score for site in inputs.engagement.sites
             if (score := inputs.scorecard.score(library.gate.cap_dimension, site)) is not None and score.held_by
             and score.level is not None and score.uncapped is not None and score.level < score.uncapped]
    if found:
        sites = [inputs.engagement.sites[score.site].name for score in found if score.site is not None]
        yield Finding(
            code="cyber-held", topic="cyber", severity="important",
            sentence=N_("Live connections with open hard stops hold {dimension} at level {level} at {sites}."),
            values={"dimension": inputs.engagement.the_pack.by_id[library.gate.cap_dimension].name,
                    "level": library.gate.cap_level, "sites": listed(sites, MOST)},
            basis=(library.gate.cap_dimension, *(name for score in found for name in score.held_by)),
            size=len(found) / max(1, len(inputs.engagement.sites)), evidence=(
                *(inputs.answers(library.gate.cap_dimension, score.site) for score in found),
                _of([name for score in found for name in score.held_by], level=library.gate.cap_level)))


def _ended(inputs: Inputs) -> Iterator[Finding]:
    ended = [permit.connection for permit in inputs.permits if permit.live and permit.ended]
    if ended:
        yield Finding(
            code="permit-ended", topic="cyber", severity="important",
            sentence=N_("Live connections that have lost their permit: {names}."),
            values={"names": _names(inputs, ended)}, basis=tuple(ended),
            size=len(ended) / _all_live(inputs), evidence=(_of(ended),))


def _quality(inputs: Inputs) -> Iterator[Finding]:
    found = quality_findings(inputs.engagement, inputs.scorecard.cycle, inputs.permits)
    unknown = [finding for finding in found if finding.route is None]
    waiting = [finding for finding in unknown if finding.standing == "awaits-quality"]
    if unknown:
        yield Finding(
            code="quality-route", topic="data", severity="important",
            sentence=N_("{count} findings on data integrity or patient supply have no reference in the quality system; "
                        "{waiting} of them are reported as mended and stay open until they have one."),
            values={"count": len(unknown), "waiting": len(waiting)},
            basis=tuple(dict.fromkeys(finding.connection or finding.question or "" for finding in unknown)),
            size=len(unknown) / max(1, len(found)), evidence=(
                _of(list(dict.fromkeys(f.connection for f in unknown if f.connection)), count=len(unknown),
                    waiting=len(waiting)),
                *(inputs.answers(name) for name in dict.fromkeys(f.question for f in unknown if f.question))))


def _of(connections: list[str], **figures: float) -> Evidence:
    return Evidence(kind="connections", what="connections", ids=tuple(connections), figures=figures)


def _all_live(inputs: Inputs) -> int:
    return max(1, sum(permit.live for permit in inputs.permits))


def _names(inputs: Inputs, connections: list[str]) -> str:
    return listed([inputs.engagement.connections[name].name for name in connections], MOST)
