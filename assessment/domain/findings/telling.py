"""What follows from each kind of finding: so what, what is asked of which post, and between what it may choose.

The sentences hold no number of their own: numbers stand in the finding, where they are traced to their evidence. Dates
follow from the facts or from the settings' `finding_days`.
"""

from __future__ import annotations

from typing import NamedTuple

from assessment.text import N_


class Telling(NamedTuple):
    """Msgids; `asked` is empty where nothing is asked, and then nobody is. `by_whom` a decision names itself."""

    so_what: str
    asked: str = ""
    by_whom: str = ""
    options: tuple[str, ...] = ()


_NEXT = N_("Programme lead")
_SECURITY = N_("Head of OT security")
_QUALITY = N_("Head of Quality")
_FINANCE = N_("CFO")
_HEADS = N_("CIO and COO")

TELLINGS: dict[str, Telling] = {
    "decide-path": Telling(
        N_("Owners, funding and the order of the initiatives wait for this choice."),
        N_("Adopt the path, or say which other one and why."), "",
        (N_("Adopt it as proposed"), N_("Adopt another path, with the reason"),
         N_("Name the evidence that is lacking"))),
    "adopted-departs": Telling(
        N_("The roadmap follows leadership; what the answers say stays visible beside it."),
        N_("Confirm the decision in the light of today's answers, or take it up again."), _HEADS,
        (N_("Confirm the decision"), N_("Take it up again"))),
    "review-due": Telling(
        N_("A first step without its review becomes an end state that nobody chose."),
        N_("Hold the review, and say whether the path goes on."), "",
        (N_("Go on"), N_("Change the path"), N_("Set another day, with the reason"))),
    "condition-due": Telling(
        N_("The decision was taken on this condition; unmet, its ground is gone."),
        N_("Say whether it is met."), "", (N_("It is met"), N_("It is not met: take up the decision again"))),
    "decide-fund": Telling(
        N_("Without the money the first initiatives do not begin, and everything behind them moves."),
        N_("Release the money for the first two quarters."), "",
        (N_("Release all of it"), N_("Release a part, and accept what then moves"), N_("Do not release it"))),
    "decide-give-way": Telling(
        N_("Until one requirement gives way there is no plan that anybody could keep."),
        N_("Say which requirement gives way."), "", (N_("Take one of the remedies"), N_("Withdraw a requirement"))),
    "decide-owner": Telling(
        N_("Without one owner, changes and incidents at the border stay with nobody."),
        N_("Name the one person who answers for it."), "",
        (N_("A post in IT"), N_("A post in OT"), N_("A post of both"))),
    "decide-connections": Telling(
        N_("Each stays a way into production that nobody has accepted."),
        N_("Decide for each of them."), "", (N_("Cut it"), N_("Compensate by a date"), N_("Accept it by name"))),
    "decide-pilot": Telling(
        N_("What is proven there is what the other sites will be asked to follow."),
        N_("Confirm the site, or name another."), "", (N_("Confirm it"), N_("Choose another site"))),
    "decisions-lack-data": Telling(
        N_("These decisions are taken on data that is late, typed by hand or not there."),
        N_("Say which of them may wait for the roadmap and which may not."), _HEADS),
    "late-results": Telling(
        N_("What speaks for a path because it shows results early counts only where the plan shows them early."),
        N_("Name what is shown within that time, or say that it may come later."), _HEADS,
        (N_("Name an early result"), N_("Let it come later, and look at the path again"))),
    "unserved-ambition": Telling(
        N_("An ambition that no use case carries asks for nothing on the roadmap and will not be reached by it."),
        N_("Name a use case for it, or let it go."), _HEADS, (N_("Name a use case"), N_("Let it go"))),
    "gap": Telling(
        N_("What builds on this dimension is held back until the distance closes."),
        N_("Name an owner who closes the distance, or set a target that is meant."), _NEXT),
    "cap": Telling(
        N_("Better answers elsewhere in the dimension do not count until this precondition is met."),
        N_("Meet the precondition first."), _NEXT),
    "sites-apart": Telling(
        N_("One plan for all sites would be too slow for the one and too fast for the other."),
        N_("Let the site ahead show the others how, and plan the sites apart."), _NEXT),
    "perception": Telling(
        N_("Where the two sides see the same thing differently, plans made by one of them fail with the other."),
        N_("Bring both sides to one table over the evidence."), _HEADS),
    "procedures-differ": Telling(
        N_("An inspector who asks both sides gets two answers, and takes neither as the procedure in force."),
        N_("Agree on one procedure for each point, those of sites with an inspection ahead first."), _QUALITY),
    "first-apart": Telling(
        N_("Each side will work on its own first thing, and both will find the other slow."),
        N_("Agree on what comes first where both are needed."), _HEADS),
    "area-owner": Telling(
        N_("With several owners, or none, nobody can be held to a result."),
        N_("Name one accountable post."), _HEADS),
    "quality-moved": Telling(
        N_("The quality unit must stay independent in what it decides."),
        N_("Give the decision back to Quality."), _QUALITY),
    "gxp-roles": Telling(
        N_("A GxP system without its owners cannot be changed under control."),
        N_("Fill the roles."), _QUALITY),
    "decision-rights": Telling(
        N_("A decision without a forum is not taken, or taken twice."),
        N_("Give each kind of decision to one forum."), _HEADS),
    "peers": Telling(
        N_("Others report that they have it; it can be done, and partners may come to expect it.")),
    "quick-scan": Telling(
        N_("A quick scan shows where to look, not where to spend."),
        N_("Ask the remaining questions before money is decided on."), _NEXT),
    "confidence": Telling(
        N_("How firmly the other findings may be held depends on it.")),
    "path-stability": Telling(
        N_("It shows how far the recommendation would survive other views on what matters.")),
    "knockout": Telling(
        N_("No argument outweighs a precondition: what it holds back waits until it is lifted."),
        N_("Lift it, or accept what it holds back."), _HEADS, (N_("Lift it"), N_("Accept what it holds back"))),
    "flip": Telling(
        N_("Whoever doubts the recommendation should look here first."),
        N_("Check this input once more."), _NEXT),
    "plan": Telling(
        N_("What did not fit is left out knowingly, and can be brought in by more people, money or time.")),
    "infeasible": Telling(
        N_("Any promise made on these requirements would be broken."),
        N_("See which requirement may give way."), _HEADS),
    "first-gate": Telling(
        N_("Every use case that needs a new connection waits until then.")),
    "live-hard-stops": Telling(
        N_("Each of them reaches production today without the protection that a new one would need."),
        N_("Close the hard stops, or cut the connections."), _SECURITY, (N_("Close the hard stops"), N_("Cut them"))),
    "live-overdue": Telling(
        N_("A date that passes without a consequence ends the authority of the gate."),
        N_("Do what was decided, or decide anew."), _SECURITY, (N_("Do it now"), N_("Decide anew, with a reason"))),
    "cyber-held": Telling(
        N_("The site's other work on security does not show while these connections stay as they are."),
        N_("Bring the connections through the gate."), _SECURITY),
    "permit-ended": Telling(
        N_("They run on a permission that no longer stands."),
        N_("Renew the permit or cut the connection."), _SECURITY, (N_("Renew the permit"), N_("Cut them"))),
    "quality-route": Telling(
        N_("What the quality system does not know of cannot be shown to have been dealt with."),
        N_("Enter each of them, or record why it is none."), _QUALITY),
    "investment": Telling(
        N_("This is the whole effort, not only what is paid to others: the people are in it.")),
    "stay-as-we-are": Telling(
        N_("Doing nothing is a choice with a price of its own.")),
    "stops-unpriced": Telling(
        N_("The real cost is higher by what these hours are worth."),
        N_("Give the price of an hour of stopped production."), _FINANCE),
    "indicative": Telling(
        N_("Until then the net present value stands in the chapter on money only, and should not be quoted outside."),
        N_("Confirm the baselines of the largest drivers."), _FINANCE),
    "npv": Telling(
        N_("The range is part of the answer: it says how sure the value is.")),
    "late-tasks": Telling(
        N_("What waits for them moves with them, and the value case with it."),
        N_("Say for each what it takes to finish it, or let the plan move."), _NEXT,
        (N_("Clear what blocks them"), N_("Let the plan move"), N_("Stop them"))),
    "kpi-off-track": Telling(
        N_("Either the programme does not reach what it was started for, or the target was not meant."),
        N_("Say what brings it back on its way, or set another target with a reason."), _NEXT),
    "score-up-outcome-flat": Telling(
        N_("A score that rises while the business sees nothing of it may be optimism, or an effect that is still to "
           "come."),
        N_("Have the answers behind the rise reviewed, and say when the figures should follow."), _NEXT,
        (N_("Review the answers"), N_("Name the quarter in which the figures follow"))),
    "moved": Telling(
        N_("The movement is more than another choice of people would explain.")),
}
"""Code of a finding -> what follows from it."""
