"""What leadership is asked to decide, each with an owner's role and a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assessment.domain.facts import PathAdopted
from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs, money
from assessment.text import N_, _
from assessment.text import day as day_in_words

FIRST_QUARTERS = 2
DAYS_TO_DECIDE = 30


def find(inputs: Inputs) -> Iterator[Finding]:
    day = _day(inputs)
    for finding in _asked(inputs, day_in_words(day)):
        yield finding.model_copy(update={"by_when": day, "by_whom": finding.values.get("who", "")})


def _asked(inputs: Inputs, by: str) -> Iterator[Finding]:
    yield from _path(inputs, by)
    yield _fund(inputs, by)
    yield from _owner(inputs, by)
    yield from _connections(inputs, by)
    yield from _pilot(inputs, by)


def _day(inputs: Inputs) -> date:
    """Date of the decision: thirty days before the roadmap starts, not before two weeks after the state."""
    return max(inputs.engagement.start - timedelta(days=DAYS_TO_DECIDE), inputs.today + timedelta(days=14))


def _path_told(inputs: Inputs, what: str) -> Evidence:
    return Evidence(kind="path", what=what, ids=tuple(s.criterion for s in inputs.recommendation.strengths))


def _path(inputs: Inputs, by: str) -> Iterator[Finding]:
    library, chosen = inputs.engagement.the_library, inputs.recommendation
    if inputs.engagement.adopted is not None:
        yield from _adopted(inputs, inputs.engagement.adopted, by)
        return
    first = library.path[chosen.first_step]
    if chosen.end_state is None:
        sentence = N_("Lift what rules out every path, and begin meanwhile with {first_step}.")
        values = {"first_step": first.name, "by": by, "who": _("CIO and COO")}
    elif chosen.first_step == chosen.end_state:
        sentence = N_("Adopt {first_step} as the convergence path.")
        values = {"first_step": first.name, "by": by, "who": _("CIO and COO")}
    else:
        sentence = N_("Adopt {first_step} as the first step, with {end_state} as the end state under review.")
        values = {"first_step": first.name, "end_state": library.path[chosen.end_state].name, "by": by,
                  "who": _("CIO and COO")}
    yield Finding(code="decide-path", topic="decision", severity="critical", sentence=sentence, values=values,
                  basis=("recommendation",), initiatives=("I09",), size=1.0,
                  evidence=(_path_told(inputs, "recommendation"), inputs.answers_at(n=inputs.scorecard.voters)))


def _adopted(inputs: Inputs, adopted: PathAdopted, by: str) -> Iterator[Finding]:
    """What is asked for after the decision: a review that is due, and a look at evidence that points elsewhere."""
    library, chosen, today = inputs.engagement.the_library, inputs.recommendation, inputs.engagement.as_of
    path = library.path[adopted.path].name
    if adopted.review is not None and today is not None and adopted.review <= today:
        yield Finding(code="review-due", topic="decision", severity="critical",
                      sentence=N_("Review the decision for {path}: its review was due on {day}."),
                      values={"path": path, "day": day_in_words(adopted.review), "by": by, "who": _("CIO and COO")},
                      basis=("adopted",), size=1.0,
                      evidence=(_path_told(inputs, "adopted"),))
    if chosen.end_state is not None and (adopted.path, adopted.first_step) != (chosen.end_state, chosen.first_step):
        yield Finding(
            code="adopted-departs", topic="path", severity="important",
            sentence=N_("Leadership adopted {path} with {first} as the first step; today's answers recommend "
                        "{end_state} with {first_step} first."),
            values={"path": path, "first": library.path[adopted.first_step].name,
                    "end_state": library.path[chosen.end_state].name,
                    "first_step": library.path[chosen.first_step].name},
            basis=("adopted", "recommendation"), size=1 - chosen.score_of(adopted.path).wins,
            evidence=(_path_told(inputs, "adopted"),))
    overdue = [c for c in adopted.conditions if c.due is not None and today is not None and c.due < today]
    if overdue:
        yield Finding(
            code="condition-due", topic="decision", severity="important",
            sentence=N_("Say whether the condition is met on which the decision stands: {what}"),
            values={"what": overdue[0].text, "by": by, "who": overdue[0].owner}, basis=("adopted",),
            size=len(overdue) / len(adopted.conditions), evidence=(_path_told(inputs, "adopted"),))


def _fund(inputs: Inputs, by: str) -> Finding:
    if inputs.roadmap.status == "infeasible":
        return Finding(
            code="decide-give-way", topic="decision", severity="critical",
            sentence=N_("Decide which requirement gives way: no plan meets them all. {remedies}"),
            values={"remedies": " ".join(inputs.roadmap.remedies), "by": by, "who": "CIO and COO"},
            basis=("roadmap",), size=1.0,
            evidence=(Evidence(kind="plan", what="conflict", ids=tuple(inputs.roadmap.unscheduled)),))
    totals = [sum(line.by_quarter[:FIRST_QUARTERS]) for line in inputs.value.costs if line.kind == "one-off"]
    budget = inputs.value.spend_within(inputs.frame.quarters)
    currency = inputs.engagement.currency
    return Finding(
        code="decide-fund", topic="decision", severity="critical",
        sentence=N_("Release {first} for the first two quarters, out of {total} of spend planned over {years} years."),
        values={"first": money(sum(totals), currency), "total": money(budget, currency),
                "years": f"{inputs.frame.quarters / 4:.0f}", "by": by, "who": "CFO"},
        basis=("roadmap", "value"), size=min(1.0, sum(totals) / budget) if budget > 0 else 0.0, evidence=(Evidence(
            kind="plan", what="roadmap", ids=tuple(task.task for task in inputs.roadmap.scheduled),
            figures={"first": sum(totals), "total": budget, "years": inputs.frame.quarters / 4}),))


def _owner(inputs: Inputs, by: str) -> Iterator[Finding]:
    owner = inputs.scorecard.score("owner-network")
    if owner is not None and owner.value is not None and owner.value < 3:
        yield Finding(
            code="decide-owner", topic="decision", severity="critical",
            sentence=N_("Name one accountable owner for the network where automation and business systems meet; "
                        "today two sides own it, or none."),
            values={"by": by, "who": "CEO"}, basis=("owner-network",), initiatives=("I13",),
            size=(3 - owner.value) / inputs.span, evidence=(inputs.answers("owner-network"),))


def _connections(inputs: Inputs, by: str) -> Iterator[Finding]:
    live = [live for live in inputs.live if live.standing != "running"]
    if live:
        sentence = N_(
            "Decide for {count} of the {live} live connections without a permit: cut, compensate by a date, or accept "
            "by name (decided and within its date: {decided}).") if len(live) < len(inputs.live) else N_(
            "Decide for {count} live connections without a permit: cut, compensate by a date, or accept by name.")
        yield Finding(
            code="decide-connections", topic="decision", severity="critical",
            sentence=sentence, values={"count": len(live), "live": len(inputs.live), "by": by,
                                       "decided": len(inputs.live) - len(live),
                                       "who": _("CISO and Head of Quality")},
            basis=tuple(found.connection for found in live), initiatives=("I32",),
            size=len(live) / max(1, sum(permit.live for permit in inputs.permits)), evidence=(Evidence(
                kind="connections", what="connections", ids=tuple(found.connection for found in live),
                figures={"count": len(live), "live": len(inputs.live)}),))


def _pilot(inputs: Inputs, by: str) -> Iterator[Finding]:
    pilots = [t for t in inputs.frame.tasks if inputs.engagement.the_library.initiative[t.initiative].scope == "pilot"]
    if pilots:
        site = inputs.engagement.sites[pilots[0].unit]
        yield Finding(
            code="decide-pilot", topic="decision", severity="important",
            sentence=N_("Confirm {site} as the pilot site."),
            values={"site": site.name, "by": by, "who": "COO"}, basis=(site.site,), initiatives=("I33",),
            size=len(pilots) / len(inputs.frame.tasks),
            evidence=(Evidence(kind="plan", what=site.site, ids=tuple(task.id for task in pilots)),))
