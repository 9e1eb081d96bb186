"""What is refused at the gate, in words and with what to do about it; who decides; several facts at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotAllowed, NotFound, Refused
from assessment.domain.gate import CAPACITIES, review
from assessment.shipped import SAMPLES
from assessment.workspace import Store, Workspace, recording_gate
from assessment.workspace.recording_gate import MOST_CONNECTIONS

TODAY = date(2026, 11, 20)
SITE = "north"
PEOPLE = dict(zip(CAPACITIES, ("ola", "seb", "qui"), strict=True))


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a connection `copy` that has all its evidence."""
    path = tmp_path_factory.mktemp("gate") / "ready.db"
    with Store(path) as store:
        store.bring_in(SAMPLES / "small" / "brief.yaml")
        found = acting(store.workspace(store.only(None)), "owner", "owner")
        for name in (*PEOPLE.values(), "rev", "other"):
            found.record(f.RespondentDefined(person=name, function="Quality" if name == "qui" else "OT"))
        found.record_together([zone(), zone("dmz", level="3.5"), connection(), *map(reviewed, CRITERIA)])
    return path


@pytest.fixture
def owner(ready: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The engagement as its local owner sees it, who is none of its people."""
    for part in ready.parent.glob("ready*"):
        shutil.copy(part, tmp_path / part.name)
    with Store(tmp_path / ready.name) as store:
        yield acting(store.workspace(store.only(None)), "owner", "owner")


def acting(workspace: Workspace, actor: str, role: f.AppRole, day: date = TODAY) -> Workspace:
    return Workspace(workspace._shared.journal, workspace.id, actor=actor, role=role, shared=workspace._shared,
                     clock=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


CRITERIA = tuple(f"G{number}" for number in range(1, 15))


def zone(of: str = "edge", **more: Any) -> f.ZoneDefined:
    return f.ZoneDefined(**{"zone": of, "site": SITE, "name": f"The {of}", "level": "3", **more})


def connection(**more: Any) -> f.ConnectionDefined:
    return f.ConnectionDefined(**{
        "connection": "copy", "site": SITE, "name": "Copy", "from_zone": "edge", "to_zone": "The DMZ",
        "direction": "both", "live": True, "owner": "ola", "ot_security": "seb", "quality": "qui", **more})


def reviewed(criterion: str = "G8", **more: Any) -> f.CriterionReviewed:
    return f.CriterionReviewed(**{"connection": "copy", "criterion": criterion, "result": "met", "date": TODAY,
                                  "reviewer": "rev", "evidence": "Seen", **more})


def decided(capacity: str = "quality", **more: Any) -> f.GateDecided:
    return f.GateDecided(**{"connection": "copy", "capacity": capacity, "person": PEOPLE[capacity], "go": True,
                            "date": TODAY, "note": "Signed sheet in folder 7", **more})


def revoked(**more: Any) -> f.GateRevoked:
    return f.GateRevoked(**{"connection": "copy", "person": "qui", "date": TODAY, "reason": "Rule any-any", **more})


def live(**more: Any) -> f.LiveDecided:
    return f.LiveDecided(**{"connection": "copy", "choice": "compensate", "person": "rev", "date": TODAY,
                            "due": days(30), "measure": "Watched by hand", **more})


def route(**more: Any) -> f.QualityRouted:
    return f.QualityRouted(**{"connection": "copy", "criterion": "G9", "route": "capa", "reference": "CAPA-7",
                              "person": "qui", "date": TODAY, **more})


NOT_MET = {"result": "not-met"}
FOUND = [reviewed("G9", **NOT_MET)]
OPEN = [decided(capacity) for capacity in CAPACITIES]
REFUSED: list[tuple[list[f.Fact], f.Fact, str, str]] = [
    # what was recorded before, what is refused, what is said, what to do
    ([], zone("twin", name="THE EDGE"), "Another zone here bears this name: 'The edge'", "Choose another name"),
    ([], zone("twin", name="edge"), "Another zone here bears this name", "means one of them"),
    ([], zone("edge", withdrawn=True), "Connections still use this zone: Copy", "Move or retire"),
    ([zone("edge", name="Renamed"), connection(from_zone="the edge")], zone("edge", name="Renamed", withdrawn=True),
     "still use this zone", "Move or retire"),
    ([], connection(to_zone="THE EDGE"), "from one zone to another", "two different zones"),
    ([], connection(owner="seb"), "One person has two parts", "three different people"),
    ([], reviewed(date=days(1)), "2026-11-21 lies in the future", "Correct the date"),
    ([], reviewed(evidence_date=days(1)), "2026-11-21 lies in the future", "Correct the date"),
    ([], reviewed(date=days(-5), evidence_date=days(-4)), "younger than its review", "one of the two dates"),
    ([], reviewed(evidence=" "), "as met, without evidence", "Say what was seen: Record of an alert test"),
    ([], reviewed("G9", result="conditional", owner="ola", due=days(9)), "A hard stop cannot", "or as not met"),
    ([], reviewed(result="conditional", due=days(9)), "needs an owner and a due date within 90", "up to 2027-02-18"),
    ([], reviewed(result="conditional", owner="ola"), "needs an owner and a due date", "Choose a day up to"),
    ([], reviewed(result="conditional", owner="ola", due=days(91)), "within 90 days", "up to 2027-02-18"),
    ([], reviewed(result="conditional", owner="ola", due=days(-1)), "within 90 days", "up to 2027-02-18"),
    ([connection(gxp=True), *map(reviewed, CRITERIA)], reviewed("G13", result="conditional", owner="ola", due=days(9)),
     "A hard stop cannot", "or as not met"),
    ([reviewed(**NOT_MET)], reviewed(date=days(-1)), "A younger review found otherwise", "Look again"),
    ([connection(data="Recipes")], reviewed(date=days(-1)), "has changed since that day", "Look again"),
    ([], decided(person="other"), "names another person, or nobody", "or name this one"),
    ([connection(quality=None)], decided(), "names another person, or nobody", "or name this one"),
    ([connection(quality=None)], decided("owner"), "not all named yet", "three different people"),
    ([], decided(date=days(1)), "lies in the future", "Correct the date"),
    ([], decided(go=False, note=" "), "needs its source", "where the signed record lies"),
    ([], decided(note=" "), "needs its source", "where the signed record lies"),
    ([reviewed(**NOT_MET)], decided(), "Not every criterion was passed on that day: G8", "Record the evidence first"),
    ([], decided(date=days(-1)), "Not every criterion was passed on that day: G1", "Record the evidence first"),
    ([decided(go=False)], decided(date=days(-1)), "older than a change, a finding or a no", "Decide again"),
    ([*OPEN, connection(data="Recipes"), *map(reviewed, CRITERIA)], decided(date=days(-1)), "older than a change",
     "Decide again"),
    (OPEN, revoked(person="other"), "one of the three people", "Let its owner, OT security or Quality"),
    (OPEN, revoked(date=days(1)), "lies in the future", "Correct the date"),
    (OPEN, revoked(reason=" "), "needs its source", "where the signed record lies"),
    (OPEN, revoked(date=days(-1)), "no permit in force", "Decide no instead"),
    ([], revoked(), "no permit in force", "Decide no instead"),
    ([*OPEN, revoked()], revoked(), "no permit in force", "Decide no instead"),
    ([connection(live=False)], live(), "The connection is not live", "to the gate"),
    ([connection(retired=True)], live(), "The connection is not live", "to the gate"),
    ([], live(choice="accept", person="seb"), "Only the owner of the connection accepts", "Name the owner"),
    ([], live(date=days(1)), "lies in the future", "Correct the date"),
    ([], live(due=TODAY), "needs a day on which it ends", "up to 2027-11-20"),
    ([], live(due=days(366)), "within a year", "up to 2027-11-20"),
    ([], live(measure=" "), "What compensates", "Say it in a sentence"),
    ([reviewed(**NOT_MET)], live(criteria=("G8", "G9")), "that do not fail: G9", "those that are not passed"),
    (FOUND, route(date=days(1)), "lies in the future", "Correct the date"),
    (FOUND, route(reference=" "), "reference of the quality system is missing", "deviation, CAPA or change"),
    (FOUND, route(route="not-required", reason="Spare", person="seb"), "by a person of Quality", "Let Quality record"),
    (FOUND, route(route="not-required", reason=" "), "with a reason", "Let Quality record"),
    ([], route(), "no finding on this criterion", "Review the criterion first"),
    (FOUND, route(date=days(-1)), "no finding on this criterion", "Review the criterion first"),
]


@pytest.mark.parametrize(("before", "fact", "said", "remedy"), REFUSED, ids=lambda told: getattr(told, "kind", None))
def test_what_is_refused_says_why_and_what_to_do(owner, before, fact, said, remedy) -> None:
    owner.record_together(before)
    count = len(owner.entries())
    with pytest.raises(Refused) as told:
        owner.record(fact)
    assert said in str(told.value)
    assert remedy in str(told.value)
    assert len(owner.entries()) == count


@pytest.mark.parametrize(("fact", "what", "named"), [
    (zone("x", site="nowhere"), "site", "north"), (connection(site="nowhere"), "site", "north"),
    (connection(from_zone="egde"), "zone", "The edge"), (connection(quality="nobody"), "person", ""),
    (reviewed("G15"), "gate criterion", "G14"), (reviewed(reviewer="nobody"), "person", ""),
    (reviewed(result="conditional", owner="nobody", due=days(9)), "person", ""),
    (reviewed(connection="cpoy"), "connection", "copy"), (decided(connection="cpoy"), "connection", "copy"),
    (revoked(connection="cpoy"), "connection", "copy"), (live(connection="cpoy"), "connection", "copy"),
    (live(person="nobody"), "person", ""), (route(connection="cpoy"), "connection", "copy"),
    (route(criterion="G15"), "gate criterion", "G14"), (route(person="nobody"), "person", ""),
    (route(connection=None, criterion=None, question="x"), "question", ""),
    (route(connection=None, criterion=None, question="cyber-backup"), "site", "north"),
    (route(connection=None, criterion=None, question="cyber-backup", site="x"), "site", "north")])
def test_what_there_is_not_is_named(owner, fact, what, named) -> None:
    with pytest.raises(NotFound) as told:
        owner.record(fact)
    assert what in str(told.value)
    assert named in str(told.value)


def test_what_is_cut_needs_no_zones_and_makes_room_for_another(owner, monkeypatch) -> None:
    assert MOST_CONNECTIONS == 5_000
    monkeypatch.setattr(recording_gate, "MOST_CONNECTIONS", 1)
    with pytest.raises(Refused, match=r"1 connections already.*or retire"):
        owner.record(connection(connection="second"))
    owner.record(connection(name="Renamed"))
    owner.record(connection(retired=True, from_zone="gone"))
    owner.record(connection(connection="second"))


def test_a_network_zone_may_bear_the_name_of_a_zone_of_a_site(owner) -> None:
    owner.record(zone("edge", site=None, level="4"))
    owner.record(zone("edge", name="The edge", assets=3))


def test_a_condition_is_put_off_to_the_ninetieth_day_at_most(owner) -> None:
    owner.record(reviewed(result="conditional", owner="ola", due=days(20)))
    later = acting(owner, "owner", "owner", days(20))
    with pytest.raises(Refused, match=days(90).isoformat()):
        later.record(reviewed(result="conditional", owner="ola", date=days(20), due=days(91)))
    later.record(reviewed(result="conditional", owner="ola", date=days(20), due=days(90)))
    assert review(later.engagement(), "copy", days(90)).state == "ready"


ROLES: tuple[f.AppRole, ...] = ("owner", "facilitator", "contributor", "participant", "reviewer", "viewer")


@pytest.mark.parametrize("role", ROLES)
def test_who_is_named_decides_and_revokes_whatever_the_role(owner, role) -> None:
    for capacity, person in PEOPLE.items():
        acting(owner, person, role).record(decided(capacity, note=""))
    assert review(owner.engagement(), "copy", TODAY).state == "open"
    acting(owner, "qui", role).record(revoked())
    assert review(owner.engagement(), "copy", TODAY).state == "revoked"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_decides_who_has_an_own_name(owner, role) -> None:
    for fact in (decided(), revoked()):
        with pytest.raises(NotAllowed):
            acting(owner, "other", role).record(fact)
    with pytest.raises(NotAllowed):  # not even one of the three for another
        acting(owner, "ola", role).record(decided())


def test_only_the_owner_of_the_engagement_enters_what_somebody_signed(owner) -> None:
    for role in ROLES[1:]:
        with pytest.raises(NotAllowed):
            acting(owner, "assistant", role).record(decided())
    entry = owner.record(decided(), on_behalf_of="qui")
    assert (entry.actor, entry.on_behalf_of) == ("owner", "qui")
    assert owner.engagement().decisions["copy", "quality"].note == "Signed sheet in folder 7"


def test_a_no_of_ones_own_needs_its_reason(owner) -> None:
    quality = acting(owner, "qui", "viewer")
    with pytest.raises(Refused, match="A no needs its reason"):
        quality.record(decided(go=False, note=" "))
    with pytest.raises(Refused, match="A revocation needs its reason"):
        quality.record(revoked(reason=" "))
    quality.record(decided(go=False, note="Not in this form"))
    assert review(owner.engagement(), "copy", TODAY).state == "refused"


def test_a_permit_that_only_waits_is_revoked_as_well(owner) -> None:
    owner.record_together([*OPEN, connection(owner="other")])
    assert review(owner.engagement(), "copy", TODAY).state == "ready"
    owner.record(revoked())
    assert review(owner.engagement(), "copy", TODAY).state == "revoked"


def test_nobody_accepts_a_risk_in_the_name_of_another(owner) -> None:
    owner.record(reviewed(**NOT_MET))
    accepted = live(choice="accept", person="ola", criteria=("G8",))
    with pytest.raises(NotAllowed):
        acting(owner, "other", "facilitator").record(accepted)
    with pytest.raises(NotAllowed):
        acting(owner, "assistant", "facilitator").record(accepted)
    acting(owner, "ola", "contributor").record(accepted)
    owner.record(accepted)
    owner.record(live(choice="cut", measure="", due=days(365)))


def test_only_quality_herself_says_that_nothing_is_required(owner) -> None:
    owner.record_together(FOUND)
    said = route(route="not-required", reference="", reason="Tested on a spare")
    with pytest.raises(Refused, match="each for oneself"):
        acting(owner, "other", "facilitator").record(said)
    acting(owner, "qui", "contributor").record(said)


def test_together_all_or_none(owner) -> None:
    count = len(owner.entries())
    with pytest.raises(InvalidInput) as told:
        owner.record_together([zone("lab"), connection(connection="two", to_zone="lab"), reviewed(date=days(1))])
    assert [(p.code, p.where) for p in told.value.problems] == [("refused", "2")]
    assert "lies in the future" in told.value.problems[0].message
    assert len(owner.entries()) == count
    assert "two" not in owner.engagement().connections
    assert [e.seq for e in owner.record_together([zone("lab"), connection(connection="two", to_zone="lab")])] == [
        count + 1, count + 2]
    assert owner.record_together([]) == []


def test_together_names_what_is_not_found_and_who_may_not(owner) -> None:
    for workspace, fact in ((owner, connection(to_zone="lab")), (acting(owner, "other", "viewer"), zone("lab")),
                            (owner, reviewed(reviewer="nobody"))):
        with pytest.raises(InvalidInput) as told:
            workspace.record_together([fact])
        assert told.value.problems[0].where == "0"


def test_where_a_connection_stands_follows_the_clock_with_nothing_recorded(owner) -> None:
    owner.record_together([reviewed(result="conditional", owner="ola", due=days(30)), *OPEN])
    for day, wanted in ((0, "open"), (30, "open"), (31, "blocked"), (364, "blocked"), (365, "lapsed")):
        permits = {p.connection: p.state for p in acting(owner, "owner", "owner", days(day)).permits_today()}
        assert permits["copy"] == wanted, day
