"""What comes first: declared measures of a finding, weighed as the library's settings say.

Decisions stand first, then severity decides. Within a severity the weight does: size (how large it is of what it could
be), urgency (how soon an answer is asked for, 1 today and 0 in a year) and sureness (how few reservations there are on
the answers behind it), each 0 to 1, times the settings' `finding_weights`, times 100. No finding has a place of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from assessment.domain.findings.telling import TELLINGS
from assessment.domain.findings.types import Finding, Inputs
from assessment.text import N_

SEVERITIES = ("critical", "important", "note")
FEW = 5
"""People below whom a score gets no interval, and a sentence says how few they are."""
HALF = 0.5
"""Share of the weight below which no level is stated, and a sentence says so."""
YEAR = 365
RANKED = N_("Decisions first, then by severity. Within a severity: {size} % how large it is of what it could be, "
            "{urgency} % how soon an answer is asked for, {sureness} % how sure the answers behind it are. The weights "
            "are judgement.")


def ranked(found: Iterable[Finding], inputs: Inputs) -> tuple[Finding, ...]:
    """Findings whole, in the order of what matters; ties by code."""
    whole = [complete(finding, inputs) for finding in found]
    return tuple(sorted(whole, key=lambda f: (f.topic != "decision", SEVERITIES.index(f.severity), -f.weight, f.code,
                                              f.basis)))


def complete(finding: Finding, inputs: Inputs) -> Finding:
    """A finding with its reservations, what follows, who is asked by when, and its weight."""
    settings, telling = inputs.engagement.the_library.settings, TELLINGS[finding.code]
    care, values, evidence = reservations(finding)
    by_when = finding.by_when
    if by_when is None and telling.asked:
        by_when = inputs.today + timedelta(days=settings.finding_days[finding.severity])
    urgency = 0.0 if by_when is None else 1 - min(YEAR, max(0, (by_when - inputs.today).days)) / YEAR
    parts = {"size": min(1.0, max(0.0, finding.size)), "urgency": urgency, "sureness": 1 - len(care) / 3}
    weight = 100 * sum(settings.finding_weights[name] * part for name, part in parts.items())
    return finding.model_copy(update={
        "care": care, "values": {**finding.values, **values}, "evidence": evidence, "so_what": telling.so_what,
        "asked": telling.asked, "by_whom": finding.by_whom or telling.by_whom, "by_when": by_when,
        "options": telling.options, "weight": weight})


def reservations(finding: Finding) -> tuple[tuple[str, ...], dict[str, str], tuple]:
    """What the answers behind a finding do not carry: phrases, what fills them, and the evidence with these numbers.

    The weakest answers speak for all of them.
    """
    resting = [part for part in finding.evidence if part.kind == "answers"]
    if not resting or finding.code in SAID_ALREADY:
        return (), {}, finding.evidence
    care: list[str] = []
    values: dict[str, str] = {}
    figures: dict[str, float] = {}
    people = min(part.n or 0 for part in resting)
    if people < FEW:
        care.append(N_("only one person answered") if people == 1 else N_("nobody answered") if people == 0 else
                    N_("only {care_people} people answered"))
        values["care_people"], figures["care_people"] = str(people), people
    share = min(part.coverage or 0.0 for part in resting)
    if share < HALF:
        care.append(N_("only {care_share} % of the weight is answered"))
        values["care_share"], figures["care_share"] = f"{100 * share:.0f}", 100 * share
    seen = min(part.validated or 0.0 for part in resting)
    if seen < HALF:
        care.append(N_("self-reported and not reviewed") if seen == 0 else
                    N_("{care_unseen} % self-reported"))
        values["care_unseen"], figures["care_unseen"] = f"{100 * (1 - seen):.0f}", 100 * (1 - seen)
    told = [part.model_copy(update={"figures": {**part.figures, **figures}}) if part is resting[0] else part
            for part in finding.evidence]
    return tuple(care), values, tuple(told)


SAID_ALREADY = {"confidence"}
"""Findings whose sentence is itself about people, coverage and review."""
