"""What may be recorded: a fact is checked against the state that it would be recorded on."""

from __future__ import annotations

from datetime import date

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, Place, allowed, asks_for
from assessment.domain.library import SideTopic
from assessment.domain.paths import check_points, check_weights, contradiction_of
from assessment.domain.room import check_step
from assessment.domain.scoring import answered_by, applies, value
from assessment.text import _, number
from assessment.workspace.recording_aims import check_ambition, check_use_case
from assessment.workspace.recording_calendar import check_calendar_fact
from assessment.workspace.recording_cycles import (
    check_answerable,
    check_closing,
    check_correction,
    check_opening,
    check_renewal,
)
from assessment.workspace.recording_exercises import ExerciseFact, check_exercise_fact
from assessment.workspace.recording_flags import check_flag
from assessment.workspace.recording_gate import check_gate_fact
from assessment.workspace.recording_money import check_estimate, check_figure, check_rates
from assessment.workspace.recording_operating import check_operating_fact
from assessment.workspace.recording_planning import check_planning_fact
from assessment.workspace.recording_reporting import check_reporting_fact
from assessment.workspace.recording_roles import check_role
from assessment.workspace.recording_room import check_room_fact
from assessment.workspace.recording_tracking import check_tracking_fact
from assessment.workspace.recording_upgrading import check_pinning, check_upgrade, check_withdrawal

BY_PERSON = (f.GateDecided, f.GateRevoked)
"""Recorded by whoever is named with the connection, whatever the role in the app."""


def check_fact(engagement: Engagement, fact: f.Fact, actor: str, role: f.AppRole,
               today: date | None = None) -> None:
    """Raise what speaks against the fact: NotAllowed for the role, NotFound for a name, Refused for the state.

    What bears a later day than `today` (the state's own where it is left out) is refused at the gate.
    """
    if not allowed(role, asks_for(fact.kind)) and not isinstance(fact, BY_PERSON):
        raise NotAllowed(role, _("record this ({kind})").format(kind=fact.kind))
    match fact:
        case f.EngagementOpened() if engagement.opened and engagement.opened.currency != fact.currency:
            raise Refused(_("The currency of an engagement does not change: its figures are stated in it."),
                          _("Open another engagement."))
        case f.Answered():
            _check_answer(engagement, fact, actor, role)
        case f.Validated():
            _check_question(engagement, fact.question, fact.site)
            _check_open_cycle(engagement, fact.cycle)
            _check_review(engagement, fact, actor)
        case (f.Agreed() | f.AgreementWithdrawn() | f.RoundOpened() | f.RoundClosed() | f.RoundRevealed()
              | f.HandsCounted() | f.QuestionParked()):
            _check_question(engagement, fact.question, fact.site)
            _check_open_cycle(engagement, fact.cycle)
            check_step(engagement, fact)
            if isinstance(fact, f.Agreed):
                _check_agreed(engagement, fact)
            if isinstance(fact, f.HandsCounted):
                _check_hands(engagement, fact)
        case f.QuestionFlagged():
            _check_question(engagement, fact.question, fact.site)
            _check_open_cycle(engagement, fact.cycle)
            check_flag(engagement, fact, actor, role)
        case f.WorkshopOpened() | f.WorkshopClosed() | f.AgendaSet() | f.RoomJoined() | f.QuestionCalled():
            check_room_fact(engagement, fact, actor, role)
        case _ if isinstance(fact, ExerciseFact):
            check_exercise_fact(engagement, fact, actor, role)
        case f.AnswererNamed():
            _check_question(engagement, fact.question, fact.site)
            if fact.person not in engagement.people:
                raise NotFound("person", fact.person)
            if engagement.people[fact.person].site not in (None, fact.site):
                raise Refused(_("This person belongs to another site."), _("Name somebody of the site or the network."))
        case f.Stated():
            _check_stated(engagement, fact)
        case f.ExecutiveNamed() if fact.person not in engagement.people:
            raise NotFound("person", fact.person)
        case f.ChoiceCommitted():
            _check_choice(engagement, fact, actor)
        case f.PreferenceSet():
            _check_weights(engagement, fact)
        case f.ProcedureStated():
            _check_procedure(engagement, fact)
        case f.SideStated():
            _check_side(engagement, fact)
        case f.AreaDesigned() | f.ForumDefined() | f.ServicePromised() | f.TeamStated():
            check_operating_fact(engagement, fact)
        case f.BaselineSet():
            check_figure(engagement, fact)
        case f.RatesSet():
            check_rates(fact)
        case f.EstimateSet():
            check_estimate(engagement, fact)
        case f.PathAdopted():
            _check_adopted(engagement, fact)
        case f.AmbitionStated():
            check_ambition(fact)
        case f.UseCaseDefined():
            check_use_case(engagement, fact)
        case f.SiteDefined() if fact.last_inspection and fact.next_inspection:
            if fact.next_inspection < fact.last_inspection:
                raise Refused(_("The next inspection lies before the last one."), _("Correct one of the dates."))
        case f.TargetSet():
            _check_target(engagement, fact)
        case f.PackPinned():
            check_pinning(engagement, fact)
        case f.PackUpgraded():
            check_upgrade(engagement, fact)
        case f.PackUpgradeWithdrawn():
            check_withdrawal(engagement, fact)
        case f.CycleOpened():
            check_opening(engagement, fact)
        case f.CycleClosed() | f.CycleDeepened():
            _check_open_cycle(engagement, fact.cycle)
            if isinstance(fact, f.CycleClosed):
                check_closing(engagement, fact, actor)
        case f.AnswerCorrected():
            _check_question(engagement, fact.question, fact.site)
            _check_level(engagement, fact.question, fact.value)
            check_correction(engagement, fact)
        case (f.ZoneDefined() | f.ConnectionDefined() | f.CriterionReviewed() | f.GateDecided() | f.GateRevoked()
              | f.LiveDecided() | f.QualityRouted()):
            check_gate_fact(engagement, fact, actor, role, today or engagement.as_of or date.max)
        case (f.TaskAsked() | f.ProgrammeDefined() | f.InitiativeDefined() | f.ScenarioDefined() | f.AimSet()
              | f.PlanAdopted() | f.CharterWritten()):
            check_planning_fact(engagement, fact)
        case f.ReportEdited() | f.ReportBranded() | f.ReportFinalised():
            check_reporting_fact(engagement, fact)
        case f.TaskReported() | f.KpiDefined() | f.KpiMeasured() | f.BenefitBooked():
            check_tracking_fact(engagement, fact, today or engagement.as_of or date.max)
        case f.FreezeSet() | f.ShutdownSet():
            check_calendar_fact(engagement, fact)
        case f.CapacitySet() if fact.site is not None:
            _check_site(engagement, fact.site)
        case f.PilotChosen():
            _check_site(engagement, fact.site)
        case f.RoleGiven():
            check_role(engagement, fact, actor)
        case f.RespondentDefined() if fact.site is not None:
            _check_site(engagement, fact.site)
        case _:
            pass


def _check_answer(engagement: Engagement, fact: f.Answered, actor: str, role: f.AppRole) -> None:
    if fact.person not in engagement.people:
        raise NotFound("person", fact.person)
    if fact.person != actor and not allowed(role, "answer-for-others"):
        raise NotAllowed(role, _("answer for somebody else"))
    _check_question(engagement, fact.question, fact.site)
    check_answerable(engagement, fact.cycle)
    person = engagement.people[fact.person]
    if fact.site is not None and person.site not in (None, fact.site):
        raise Refused(_("This person belongs to another site."), _("Answer for the own site, or for the network."))
    _check_level(engagement, fact.question, fact.value)
    question = engagement.the_pack.questions[fact.question]
    if not engagement.asks(fact.cycle, question):
        raise Refused(_("This question is not part of the quick scan."),
                      _("Deepen the cycle to the full assessment first."))
    if question.when and applies(engagement, fact.cycle, question, fact.site) is False:
        raise Refused(_("This question does not apply here."),
                      _("It follows from another answer or from what the site is."))
    if fact.value == "na" and not fact.comment.strip():
        raise Refused(_("Not applicable needs a reason."), _("Say in the comment why the question does not apply."))
    current = engagement.rounds.get((fact.cycle, fact.site, fact.question))
    if current is not None and current.closed and fact.round == current.number:
        raise Refused(_("The votes of this round are closed; this one is not counted."),
                      _("Wait for the next vote, or ask the facilitator for another round."))
    if fact.round != engagement.round_of(fact.cycle, fact.site, fact.question):
        raise Refused(_("This is not the round that is being voted."), _("Reload the page and answer again."))
    check_renewal(engagement, fact)


def _check_agreed(engagement: Engagement, fact: f.Agreed) -> None:
    _check_level(engagement, fact.question, fact.value)
    if fact.value == "na" and not fact.rationale.strip():
        raise Refused(_("Agreed as not applicable needs a reason."), _("Write it as the rationale."))


def _check_hands(engagement: Engagement, fact: f.HandsCounted) -> None:
    if not any(count for levels in fact.counts.values() for count in levels.values()):
        raise Refused(_("No hand was counted."), _("Enter how many hands each function raised for a level."))
    for levels in fact.counts.values():
        for level in levels:
            _check_level(engagement, fact.question, level)


def _check_review(engagement: Engagement, fact: f.Validated, actor: str) -> None:
    found = value(engagement, fact.cycle, engagement.the_pack.questions[fact.question], fact.site)
    if found.x is None:
        raise Refused(_("There is no level to review here."), _("Wait until the question is answered."))
    if found.carried_from:
        raise Refused(_("This level is carried forward; it was looked at in its own cycle."),
                      _("Wait until somebody answers or confirms it."))
    if actor in answered_by(engagement, fact.cycle, fact.question, fact.site):
        raise Refused(_("Nobody reviews an own answer."), _("Ask another reviewer, or a peer from another site."))
    if not fact.accepted and not fact.note.strip():
        raise Refused(_("Sending back needs a reason."), _("Say what evidence is missing or what it shows instead."))


def _check_choice(engagement: Engagement, fact: f.ChoiceCommitted, actor: str) -> None:
    if fact.person not in engagement.executives:
        raise Refused(_("Only executives whom the owner has named commit a choice."), _("Ask the owner."))
    if fact.person != actor and actor in engagement.people:
        raise Refused(_("A choice is committed by oneself."))
    if fact.person in engagement.choices:
        raise Refused(_("This choice was committed before and stays as it is."))
    if fact.path not in engagement.the_library.path:
        raise NotFound("path", fact.path, list(engagement.the_library.path))
    problems = check_points(fact.points, engagement.the_library)
    if problems:
        raise Refused(problems[0].message, problems[0].remedy)


def _check_weights(engagement: Engagement, fact: f.PreferenceSet) -> None:
    problems = check_weights(fact.weights, engagement.the_library)
    if problems:
        raise Refused(problems[0].message, problems[0].remedy)


def _check_adopted(engagement: Engagement, fact: f.PathAdopted) -> None:
    for name in (fact.path, fact.first_step):
        if name not in engagement.the_library.path:
            raise NotFound("path", name, list(engagement.the_library.path))
    if not fact.decided_by.strip():
        raise Refused(_("A decision needs to say who decided."), _("Name the post or the body under `decided by`."))
    if "hybrid" in (fact.path, fact.first_step) and fact.review is None:
        raise Refused(_("A hybrid without a dated review never ends."), _("Give the day of the review."))
    if fact.on and fact.review and fact.review <= fact.on:
        raise Refused(_("The review does not lie after the decision."), _("Correct one of the two dates."))


def _check_level(engagement: Engagement, question: str, value: f.AnswerValue) -> None:
    pack = engagement.the_pack
    choices = pack.choices(pack.questions[question])
    if isinstance(value, int) and value not in choices:
        told = ", ".join(map(str, choices))
        if pack.scale.choices == "all":
            told = _("{low} to {high}").format(low=choices[0], high=choices[-1])
        raise Refused(_("Level {level} is not on the scale.").format(level=value),
                      _("Choose {levels}, not applicable or unknown.").format(levels=told))


def _check_question(engagement: Engagement, question: str, site: Place) -> None:
    known = engagement.the_pack.questions
    if question not in known:
        raise NotFound("question", question, [name for name in known if name[:4] == question[:4]])
    if known[question].scope == "site":
        if site is None:
            raise Refused(_("The question {question} is asked for each site.").format(question=question),
                          _("Name the site."))
        _check_site(engagement, site)
        if site not in engagement.places(known[question]):
            raise Refused(_("The question {question} is not asked at this kind of site.").format(question=question),
                          _("Leave it out here."))
    elif site is not None:
        raise Refused(_("The question {question} is asked once for the network.").format(question=question),
                      _("Leave the site out."))


def _check_site(engagement: Engagement, site: str) -> None:
    if site not in engagement.sites:
        raise NotFound("site", site, list(engagement.sites))


def _check_open_cycle(engagement: Engagement, cycle: str) -> None:
    if engagement.cycle(cycle).closed is not None:
        raise Refused(_("The cycle {cycle} is closed and cannot change.").format(cycle=cycle),
                      _("Record it in the next cycle."))


def _check_stated(engagement: Engagement, fact: f.Stated) -> None:
    known = engagement.the_library.stated_by_id
    if fact.fact not in known:
        raise NotFound("stated fact", fact.fact, list(known))
    if fact.value not in known[fact.fact].values:
        raise Refused(_("{name} takes one of: {words}.").format(
            name=fact.fact, words=", ".join(known[fact.fact].values)))
    if fact.site is not None:
        _check_site(engagement, fact.site)
    said = {name: word for name in known if (word := engagement.fact(name, fact.site)) is not None}
    against = contradiction_of({**said, fact.fact: fact.value}, engagement.the_library)
    if against is not None:
        raise Refused(_(against.text), _(against.remedy))


def _check_procedure(engagement: Engagement, fact: f.ProcedureStated) -> None:
    known = engagement.the_library.procedure
    if fact.procedure not in known:
        raise NotFound("procedure", fact.procedure, list(known))
    if fact.site is not None:
        _check_site(engagement, fact.site)
    if fact.choices and not fact.title.strip():
        raise Refused(_("Without a procedure nothing is laid down."), _("Name the procedure by number or title."))
    aspects = {aspect.id: aspect for aspect in known[fact.procedure].aspects}
    for name, word in fact.choices.items():
        if name not in aspects:
            raise NotFound("aspect", name, list(aspects))
        if word not in aspects[name].choices:
            raise NotFound("choice", word, list(aspects[name].choices))


def _check_side(engagement: Engagement, fact: f.SideStated) -> None:
    topics: dict[str, SideTopic] = {topic.id: topic for topic in engagement.the_library.sides}
    topic = topics.get(fact.topic)
    if topic is None:
        raise NotFound("topic", fact.topic, list(topics))
    if fact.site is not None:
        _check_site(engagement, fact.site)
    for name in fact.items:
        if name not in topic.item:
            raise NotFound("item", name, list(topic.item))
    if len(set(fact.items)) < len(fact.items):
        raise Refused(_("The same item is named twice."), _("Keep one of them."))
    if len(fact.items) > topic.most:
        raise Refused(_("Under {topic} a side names {most} items at most.").format(topic=topic.name, most=topic.most),
                      _("Keep those that weigh most."))


def _check_target(engagement: Engagement, fact: f.TargetSet) -> None:
    pack = engagement.the_pack
    if fact.dimension not in pack.by_id:
        raise NotFound("dimension", fact.dimension, list(pack.by_id))
    if not pack.scale.minimum <= fact.level <= pack.scale.maximum:
        raise Refused(_("A target of {level} is not on the scale.").format(level=number(fact.level, "g")),
                      _("Choose {low} to {high}.").format(low=pack.scale.minimum, high=pack.scale.maximum))
    if fact.site is not None:
        _check_site(engagement, fact.site)
