"""Integration areas: how far IT and OT come together in each, why, from when, who answers for it, and exceptions."""

from __future__ import annotations

from assessment.domain.library import Degree
from assessment.domain.operating_model import AreaDesign, AreaStart, AreaTest, AreaTestName, OperatingModel
from assessment.domain.paths import parse_basis
from assessment.domain.results import Results
from assessment.report.tables.explanation import basis_in_words, late_for_review
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, signed
from assessment.text import N_, _, day, number

DEGREE_NAMES: dict[Degree, str] = {
    "separate": N_("separate"), "common-standard": N_("common standard"), "joint-team": N_("joint team"),
    "one-team": N_("one team")}
TEST_NAMES: dict[AreaTestName, str] = {
    "technology": N_("Same technology?"), "risk": N_("Shared risk?"), "response": N_("Response time"),
    "site-specific": N_("Site-specific?")}
WORDS: dict[AreaTestName, tuple[str, str, str]] = {
    "technology": (N_("different"), N_("partly alike"), N_("alike")),
    "risk": (N_("stays on its side"), N_("partly shared"), N_("shared")),
    "site-specific": (N_("alike everywhere"), N_("partly"), N_("every plant differs"))}
"""What a third of the range each says."""
AREA_WORDS = N_("MES and MOM: systems that execute and manage manufacturing. CSV: validation of computerised systems.")
"""What the abbreviations in the names of areas stand for."""
RESPONSES = {"minutes": N_("minutes"), "hours": N_("hours"), "days": N_("days")}


def degree_name(degree: Degree) -> str:
    return _(DEGREE_NAMES[degree])


def area_name(results: Results, area: AreaDesign) -> str:
    """An area by its name, marked where the client designed it."""
    name = results.engagement.the_library.area[area.area].name
    return _("{area} (as designed)").format(area=name) if area.stated else name


def integration_areas(results: Results) -> Table:
    """Every area of the network: degree with the first step and at the end, from when, owner, budget, what stays."""
    model = results.operating_model
    rows = []
    for area in model.areas if model else ():
        rows.append((area_name(results, area), degree_name(area.degree), begins(results, area, area.start),
                     later_in_words(results, area), owners_in_words(area),
                     _then(area.budget or _("not named"), area.later_budget or _("not named")), area.local))
    return Table("integration-areas", _("How far IT and OT come together"), (
        Column(_("Area"), 14), Column(_("First step"), 11), Column(_("Begins"), 12), Column(_("End of the path"), 14),
        Column(_("Accountable"), 17), Column(_("Budget"), 14), Column(_("Stays at the plant"), 18)), tuple(rows),
        _path_note(results, model) if model else "")


def area_tests(results: Results) -> Table:
    """The four tests of every area with their balance, and the degree that follows."""
    model = results.operating_model
    rows = []
    for area in model.areas if model else ():
        name = results.engagement.the_library.area[area.area].name
        rows.append((name, *(told_test(results, area, test) for test in area.tests), signed(area.balance, 2),
                     proposal_in_words(area)))
    operating = results.engagement.the_library.operating
    limits = operating.rules.thresholds if operating else {}
    return Table("area-tests", _("Why: four tests of each area"), (
        Column(_("Area"), 17), *(Column(_(TEST_NAMES[name]), 15) for name in TEST_NAMES),
        Column(_("Balance"), 8, "right"), Column(_("Degree that follows"), 15)), tuple(rows),
        _("Balance: mean of technology and risk (from answers, 0 to 1) less mean of response and site-specificity "
          "(attributes of the area, 0 to 1). What follows from it: {limits}. Attributes and thresholds are expert "
          "judgement.").format(
            limits=", ".join(_("from {value} {degree}").format(value=signed(value, 2), degree=degree_name(degree))
                             for degree, value in limits.items())) + " " + _(AREA_WORDS) if rows else "")


def area_answers(results: Results, area: AreaDesign) -> Table:
    """What each test of one area rests on: the answers with their levels, or the attribute."""
    rows = []
    for test in area.tests:
        behind = [basis_in_words(results.engagement, parse_basis(text)) for text in test.basis]
        rows.append((_(TEST_NAMES[test.test]), told_test(results, area, test),
                     " · ".join(behind) or _("attribute of the area, expert judgement")))
    return Table("area-answers", _("What the tests rest on"), (
        Column(_("Test"), 20), Column(_("Found"), 20), Column(_("Rests on"), 60)), tuple(rows))


def area_raci(results: Results) -> Table:
    """Who is accountable, responsible, consulted and informed, by area."""
    model = results.operating_model
    rows = []
    for area in model.areas if model else ():
        rows.append((area_name(results, area), owners_in_words(area), _listed(area.responsible),
                     _listed(area.consulted), _listed(area.informed)))
    return Table("area-raci", _("Who is accountable, responsible, consulted, informed"), (
        Column(_("Area"), 16), Column(_("Accountable"), 20), Column(_("Responsible"), 24),
        Column(_("Consulted"), 22), Column(_("Informed"), 18)), tuple(rows),
        _whose() if rows else "")


def gxp_owners(results: Results) -> Table:
    """Process owner, system owner and QA approver of every GxP area."""
    model, library = results.operating_model, results.engagement.the_library
    rows = [(library.area[area.area].name, area.process_owner or _("nobody"), area.system_owner or _("nobody"),
             area.qa_approver or _("nobody")) for area in (model.areas if model else ()) if library.area[area.area].gxp]
    return Table("gxp-owners", _("Owners of GxP areas"), (
        Column(_("Area"), 25), Column(_("Process owner"), 25), Column(_("System owner"), 25),
        Column(_("QA approver"), 25)), tuple(rows))


def area_exceptions(results: Results) -> Table:
    """Exceptions at sites: those recorded, then those that the answers of a site propose."""
    model, engagement = results.operating_model, results.engagement
    rows = []
    for area in model.exceptions if model else ():
        stated = area.stated
        if stated is None or area.site is None:
            continue
        until = _("until {day}").format(day=day(stated.until)) if stated.until else _("without end")
        rows.append((engagement.the_library.area[area.area].name, engagement.sites[area.site].name,
                     degree_name(area.degree), _("recorded, {until}").format(until=until),
                     " ".join(filter(None, (stated.reason, _("Accountable: {owner}.").format(
                         owner=_accountable(area)))))))
    for found in model.deviations if model else ():
        because = ", ".join(_(TEST_NAMES[name]) for name in found.because) or _("age of the plant")
        rows.append((engagement.the_library.area[found.area].name, engagement.sites[found.site].name,
                     degree_name(found.degree), _("proposed"),
                     _("Balance {own} here, {network} in the network; differs in: {because}").format(
                         own=signed(found.balance, 2), network=signed(found.network_balance, 2), because=because)))
    return Table("area-exceptions", _("Exceptions at sites"), (
        Column(_("Area"), 18), Column(_("Site"), 14), Column(_("Degree there"), 13), Column(_("State"), 17),
        Column(_("Why"), 38)), tuple(rows))


def told_test(results: Results, area: AreaDesign, test: AreaTest) -> str:
    """A word and its number; a range where nothing is known."""
    if test.pull is None:
        return _("unknown ({low} to {high})").format(low=number(test.low, ".2f"), high=number(test.high, ".2f"))
    if test.test == "response":
        word = _(RESPONSES[results.engagement.the_library.area[area.area].response])
    else:
        word = _(WORDS[test.test][min(2, int(3 * test.pull))])
    return f"{word} ({number(test.pull, '.2f')})"


def proposal_in_words(area: AreaDesign) -> str:
    """The degree that the tests give, and what else is possible where answers are missing or wide."""
    others = [degree_name(degree) for degree in area.could_be if degree != area.proposed]
    name = degree_name(area.proposed)
    return _("{degree}; could be {others}").format(degree=name, others=", ".join(others)) if others else name


def owners_in_words(area: AreaDesign) -> str:
    """The accountable owner, and the next where it changes at the end of the path."""
    return _then(_accountable(area), ", ".join(area.later_accountable) or _("nobody"))


def later_in_words(results: Results, area: AreaDesign) -> str:
    """The degree at the end of the path and when it can begin; a short word where nothing changes."""
    if area.later == area.degree:
        return _("the same")
    return f"{degree_name(area.later)}, {begins(results, area, area.later_start)}"


def begins(results: Results, area: AreaDesign, start: AreaStart) -> str:
    """When a degree can begin, in words, and what the plan leaves out."""
    if area.stated and area.stated.since and start is area.start:
        return _("from {day}").format(day=day(area.stated.since))
    if start.state == "now":
        return _("now")
    if start.state == "unplanned":
        return _("no plan yet")
    if start.state == "unscheduled" or start.first is None:
        return _("not scheduled ({tasks})").format(tasks=_left(start))
    first = month_name(results.frame.start, start.first - 1)
    if start.last is None:
        return _("from {month}, not everywhere ({tasks})").format(month=first, tasks=_left(start))
    if start.last == start.first:
        return _("from {month}").format(month=first)
    return _("from {month}, everywhere {last}").format(
        month=first, last=month_name(results.frame.start, start.last - 1))


def waits_in_words(results: Results, start: AreaStart) -> str:
    """Why a degree cannot begin now: the level, and the initiatives with the month of each task's finish."""
    library, frame, roadmap = results.engagement.the_library, results.frame, results.roadmap
    if not start.initiatives:
        return ""
    told = []
    for name in start.initiatives:
        finishes = [s.finish for task in start.tasks if task.partition("@")[0] == name
                    for s in roadmap.scheduled if s.task == task]
        left = [task for task in start.missing if task.partition("@")[0] == name]
        when = month_name(frame.start, max(finishes) - 1) if finishes else _("in place")
        if left:
            when = _("not scheduled") if not finishes else _("{month}, {count} not scheduled").format(
                month=when, count=len(left))
        told.append(f"{name} {library.initiative[name].name} ({when})")
    level = _("unknown") if start.level is None else number(start.level, ".1f")
    return _("Level {level}, wanted {least}. It waits for: {initiatives}.").format(
        level=level, least=number(start.least, ".1f"), initiatives="; ".join(told))


def _path_note(results: Results, model: OperatingModel) -> str:
    library = results.engagement.the_library
    note = _("Path: {end}.").format(end=library.path[model.end_state].name)
    if model.two_steps:
        note = _("First step: {first}; end of the path: {end}.").format(
            first=library.path[model.first_step].name, end=library.path[model.end_state].name)
    if model.review is not None and library.operating is not None:
        note += " " + _("Until the exit review on {day} nothing goes beyond a {degree}.").format(
            day=day(model.review), degree=degree_name(library.operating.rules.most_before_review))
        if late_for_review(results):
            note += " " + _("By the plan that review can only set a new date (annex B says why), and no such step "
                            "begins before it, whatever month stands above.")
    return note + " " + _("A degree begins now where the capability is high enough, else when the roadmap has finished "
                          "what it needs. One team means one budget and one owner.") + " " + _whose()


def _whose() -> str:
    return _("As designed: the client named the owners; all others are proposed (expert judgement). Later: at the end "
             "of the path.")


def _left(start: AreaStart) -> str:
    return ", ".join(dict.fromkeys(task.partition("@")[0] for task in start.missing))


def _accountable(area: AreaDesign) -> str:
    return ", ".join(area.accountable) or _("nobody")


def _then(now: str, later: str) -> str:
    return now if now == later else _("{now}; later {later}").format(now=now, later=later)


def _listed(posts: tuple[str, ...]) -> str:
    return ", ".join(posts) or "–"
