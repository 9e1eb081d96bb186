"""What may be recorded: a fact is checked against the state that it would be recorded on."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import ACTION_OF, Engagement, Place, allowed
from assessment.domain.scoring import answered_by, applies, value


def check_fact(engagement: Engagement, fact: f.Fact, actor: str, role: f.AppRole) -> None:
    """Raise what speaks against the fact: NotAllowed for the role, NotFound for a name, Refused for the state."""
    action = ACTION_OF.get(fact.kind, "define")
    if not allowed(role, action):
        raise NotAllowed(role, f"record this ({fact.kind})")
    match fact:
        case f.Answered():
            _check_answer(engagement, fact, actor, role)
        case f.Agreed() | f.Validated() | f.RoundOpened() | f.RoundRevealed():
            _check_question(engagement, fact.question, fact.site)
            _check_open_cycle(engagement, fact.cycle)
            if isinstance(fact, f.Agreed):
                _check_agreed(engagement, fact)
            if isinstance(fact, f.Validated):
                _check_review(engagement, fact, actor)
        case f.Stated():
            _check_stated(engagement, fact)
        case f.TargetSet():
            _check_target(engagement, fact)
        case f.CycleOpened() if fact.cycle in engagement.cycles:
            raise Refused(f"The cycle {fact.cycle} is open already.", "Choose another name.")
        case f.CycleClosed() | f.CycleDeepened():
            _check_open_cycle(engagement, fact.cycle)
        case f.ConnectionDefined() | f.PilotChosen():
            _check_site(engagement, fact.site)
        case f.RespondentDefined() if fact.site is not None:
            _check_site(engagement, fact.site)
        case _:
            pass


def _check_answer(engagement: Engagement, fact: f.Answered, actor: str, role: f.AppRole) -> None:
    if fact.person not in engagement.people:
        raise NotFound("person", fact.person)
    if fact.person != actor and not allowed(role, "answer-for-others"):
        raise NotAllowed(role, "answer for somebody else")
    _check_question(engagement, fact.question, fact.site)
    _check_open_cycle(engagement, fact.cycle)
    person = engagement.people[fact.person]
    if fact.site is not None and person.site not in (None, fact.site):
        raise Refused("This person belongs to another site.", "Answer for the own site, or for the network.")
    _check_level(engagement, fact.question, fact.value)
    question = engagement.the_pack.questions[fact.question]
    if not engagement.asks(fact.cycle, question):
        raise Refused("This question is not part of the quick scan.", "Deepen the cycle to the full assessment first.")
    if question.when and applies(engagement, fact.cycle, question, fact.site) is False:
        raise Refused("This question does not apply here.", "It follows from another answer or from what the site is.")
    if fact.value == "na" and not fact.comment.strip():
        raise Refused("Not applicable needs a reason.", "Say in the comment why the question does not apply.")
    current = engagement.rounds.get((fact.cycle, fact.site, fact.question))
    if current is not None and current.revealed and fact.round == current.number:
        raise Refused("The votes of this round are closed.", "Ask the facilitator for another round.")
    if fact.round != engagement.round_of(fact.cycle, fact.site, fact.question):
        raise Refused("This is not the round that is being voted.", "Reload the page and answer again.")


def _check_agreed(engagement: Engagement, fact: f.Agreed) -> None:
    _check_level(engagement, fact.question, fact.value)
    if fact.value == "na" and not fact.rationale.strip():
        raise Refused("Agreed as not applicable needs a reason.", "Write it as the rationale.")
    if engagement.open_round(fact.cycle, fact.site, fact.question):
        raise Refused("The round is still blind.", "Reveal the votes before a level is agreed.")


def _check_review(engagement: Engagement, fact: f.Validated, actor: str) -> None:
    found = value(engagement, fact.cycle, engagement.the_pack.questions[fact.question], fact.site)
    if found.x is None:
        raise Refused("There is no level to review here.", "Wait until the question is answered.")
    if actor in answered_by(engagement, fact.cycle, fact.question, fact.site):
        raise Refused("Nobody reviews an own answer.", "Ask another reviewer, or a peer from another site.")
    if not fact.accepted and not fact.note.strip():
        raise Refused("Sending back needs a reason.", "Say what evidence is missing or what it shows instead.")


def _check_level(engagement: Engagement, question: str, value: f.AnswerValue) -> None:
    pack = engagement.the_pack
    choices = pack.choices(pack.questions[question])
    if isinstance(value, int) and value not in choices:
        told = f"{choices[0]} to {choices[-1]}" if pack.scale.choices == "all" else ", ".join(map(str, choices))
        raise Refused(f"Level {value} is not on the scale.", f"Choose {told}, not applicable or unknown.")


def _check_question(engagement: Engagement, question: str, site: Place) -> None:
    known = engagement.the_pack.questions
    if question not in known:
        raise NotFound("question", question, [name for name in known if name[:4] == question[:4]])
    if known[question].scope == "site":
        if site is None:
            raise Refused(f"The question {question} is asked for each site.", "Name the site.")
        _check_site(engagement, site)
        if site not in engagement.places(known[question]):
            raise Refused(f"The question {question} is not asked at this kind of site.", "Leave it out here.")
    elif site is not None:
        raise Refused(f"The question {question} is asked once for the network.", "Leave the site out.")


def _check_site(engagement: Engagement, site: str) -> None:
    if site not in engagement.sites:
        raise NotFound("site", site, list(engagement.sites))


def _check_open_cycle(engagement: Engagement, cycle: str) -> None:
    if engagement.cycle(cycle).closed is not None:
        raise Refused(f"The cycle {cycle} is closed and cannot change.", "Record it in the next cycle.")


def _check_stated(engagement: Engagement, fact: f.Stated) -> None:
    known = engagement.the_library.stated_by_id
    if fact.fact not in known:
        raise NotFound("stated fact", fact.fact, list(known))
    if fact.value not in known[fact.fact].values:
        raise Refused(f"{fact.fact} takes one of: {', '.join(known[fact.fact].values)}.")
    if fact.site is not None:
        _check_site(engagement, fact.site)


def _check_target(engagement: Engagement, fact: f.TargetSet) -> None:
    pack = engagement.the_pack
    if fact.dimension not in pack.by_id:
        raise NotFound("dimension", fact.dimension, list(pack.by_id))
    if not pack.scale.minimum <= fact.level <= pack.scale.maximum:
        raise Refused(f"A target of {fact.level:g} is not on the scale.",
                      f"Choose {pack.scale.minimum} to {pack.scale.maximum}.")
    if fact.site is not None:
        _check_site(engagement, fact.site)
