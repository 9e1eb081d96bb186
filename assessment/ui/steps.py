"""The next steps in words: what to do, and why it comes now."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.domain.next_steps import Step
from assessment.text import _, ngettext, number


def step_name(step: Step) -> str:
    """What to do, as it stands on its link."""
    count = number(step.count)
    return {
        "sites": _("Name the sites"),
        "people": _("Name the people who answer"),
        "cycle": _("Open the first cycle"),
        "weigh": _("Say what weighs for you"),
        "own-answers": ngettext("Answer your open question", "Answer your {count} open questions",
                                step.count).format(count=count),
        "facts": _("State the facts that no question measures"),
        "answers": _("Collect the answers"),
        "missing": ngettext("Collect the answer that is missing", "Collect {count} answers that are missing",
                            step.count).format(count=count),
        "review": ngettext("Review the evidence of one level", "Review the evidence of {count} levels",
                           step.count).format(count=count),
        "discuss": ngettext("Discuss one question", "Discuss {count} questions", step.count).format(count=count),
        "settled": ngettext("Agree on the question that is settled", "Agree on {count} questions that are settled",
                            step.count).format(count=count),
        "close": _("Close the cycle"),
        "permits": ngettext("Renew a permit", "Renew {count} permits", step.count).format(count=count),
        "executives": _("Ask the executives what weighs for them"),
        "weights": ngettext("Remind the executive who has not committed a choice",
                            "Remind the {count} executives who have not committed a choice",
                            step.count).format(count=count),
        "path": _("Record which path leadership adopts"),
        "plan": _("Plan the roadmap"),
        "adopt": _("Adopt the plan"),
        "report": _("Print the report"),
        "next-cycle": _("Open the next cycle"),
    }[step.code]


def step_reason(step: Step, names: Mapping[str, str]) -> str:
    """Why it is to be done; `names` of people by id."""
    told = ", ".join(names.get(name, name) for name in step.names[:3]) + (" …" if len(step.names) > 3 else "")
    return {
        "sites": _("Levels, connections and tasks are told site by site; one is enough to begin."),
        "people": _("Each answers for one function, at one site or for the network, by a link of the own."),
        "cycle": _("A cycle is one measurement. Answers belong to it, and once it is closed it does not change."),
        "weigh": _("It is asked before any result is shown, so that it is your own."),
        "own-answers": _("Each answer is kept as you give it; you can stop and come back."),
        "facts": _("Cost pressure, recent events and the like decide on paths as much as levels do."),
        "answers": _("In the room with a code on the wall, by personal links, or in workbooks where there is no "
                     "network."),
        "missing": _("Each question counted at each site where it is asked."),
        "review": _("A high level counts as validated once somebody else has seen its evidence."),
        "discuss": _("Votes lie apart, IT and OT see it differently, or a level hangs on it."),
        "settled": _("People see them alike: the room agrees on all of them at once."),
        "close": _("Every question is answered, agreed and reviewed. Closed, it is the base of the next comparison."),
        "permits": _("Lapsed, or in force for less than two months more: {names}.").format(names=told),
        "executives": _("Each commits a path and weights blind, before the result is shown."),
        "weights": _("The result is theirs to read once they have: {names}.").format(names=told),
        "path": _("Structural steps of the roadmap wait for the decision."),
        "plan": _("The path is adopted; now its work under people, money and shutdowns."),
        "adopt": _("A plan that is adopted is what later cycles are measured against."),
        "report": _("The cycle is closed: its report does not change any more."),
        "next-cycle": _("A quarter has passed since the last one was closed. Only a second one shows what moved."),
    }[step.code]
