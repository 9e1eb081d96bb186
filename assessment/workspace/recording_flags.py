"""What may be flagged: a question that the person is asked, by the person or on the person's behalf."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, allowed
from assessment.text import _


def check_flag(engagement: Engagement, fact: f.QuestionFlagged, actor: str, role: f.AppRole) -> None:
    """Raise what speaks against the flag: NotFound for the person, NotAllowed for another's, Refused for the rest."""
    person = engagement.people.get(fact.person)
    if person is None:
        raise NotFound("person", fact.person)
    if fact.person != actor and not allowed(role, "answer-for-others"):
        raise NotAllowed(role, _("answer for somebody else"))
    if fact.site is not None and person.site not in (None, fact.site):
        raise Refused(_("This person belongs to another site."), _("Answer for the own site, or for the network."))
    if not engagement.asks(fact.cycle, engagement.the_pack.questions[fact.question]):
        raise Refused(_("This question is not part of the quick scan."),
                      _("Deepen the cycle to the full assessment first."))
    standing = engagement.flags.get((fact.cycle, fact.site, fact.question), ())
    if fact.withdrawn and not any((flag.fact.person, flag.fact.flag) == (fact.person, fact.flag) for flag in standing):
        raise Refused(_("This flag is not set."), _("Look at the question again."))
