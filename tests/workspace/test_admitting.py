"""Roles, links and addresses: who gives them, what they end, who was seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import ROLES
from assessment.workspace import OWNER, Identity, Store, Workspace
from assessment.workspace.access import ALL
from assessment.workspace.admitting import admitted, forget_name, give_role, invite, keep_email, shut_out


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock):
    with Store(tmp_path / "test.db", clock) as opened:
        made = opened.create("Client")
        made.record_together([f.RespondentDefined(person=role, function="IT", role=role) for role in ROLES])
        opened.journal.beside.remember_name(made.id, "viewer", "Vera")
        yield opened


def owner(store: Store) -> Workspace:
    return store.workspace(store.only(None))


def seen_as(store: Store, person: str) -> Workspace:
    return store.workspace(store.only(None), Identity(person, store.only(None)))


def come_in(store: Store, person: str, days: int = 30) -> tuple[str, str]:
    link = invite(store, owner(store), person, days)
    cookie = store.access.enter(link.removeprefix("/enter/"))
    assert cookie is not None
    return link.removeprefix("/enter/"), cookie


@pytest.mark.parametrize("role", ROLES)
def test_only_an_owner_gives_roles_links_and_addresses(store: Store, role: f.AppRole):
    here = seen_as(store, role)
    other = "viewer" if role != "viewer" else "reviewer"
    asked = (lambda: give_role(store, here, other, "contributor"), lambda: invite(store, here, other),
             lambda: keep_email(store, here, other, "a@b.example"), lambda: shut_out(store, here, other),
             lambda: admitted(store, here), lambda: forget_name(store, here, other))
    for act in asked:
        if role == "owner":
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_a_withdrawn_role_is_out_at_once_and_may_come_back(store: Store):
    ticket, cookie = come_in(store, "facilitator")
    give_role(store, owner(store), "facilitator", None)
    assert store.access.identify(cookie) is None
    assert store.access.enter(ticket) is None
    with pytest.raises(NotAllowed):  # also where a cookie was left somewhere
        seen_as(store, "facilitator")
    with pytest.raises(NotFound):
        invite(store, owner(store), "facilitator")
    give_role(store, owner(store), "facilitator", "viewer")
    assert seen_as(store, "facilitator").role == "viewer"
    kinds = [(entry.fact["kind"], entry.fact.get("role")) for entry in owner(store).entries()[-2:]]
    assert kinds == [("role-given", None), ("role-given", "viewer")]


def test_nobody_changes_the_own_role_and_nothing_is_recorded_twice(store: Store):
    with pytest.raises(Refused, match="own role"):
        give_role(store, seen_as(store, "owner"), "owner", "viewer")
    with pytest.raises(Refused, match="already"):
        give_role(store, owner(store), "viewer", "viewer")
    with pytest.raises(NotFound):
        give_role(store, owner(store), "nobody", "viewer")


def test_links_expire_and_are_revoked_while_devices_may_stay(store: Store, clock: Clock):
    short, cookie = come_in(store, "viewer", days=1)
    clock.now += timedelta(days=1, minutes=1)
    assert store.access.enter(short) is None
    long, _cookie = come_in(store, "viewer", days=100)
    shut_out(store, owner(store), "viewer", links_only=True)
    assert store.access.enter(long) is None
    assert store.access.identify(cookie) is not None
    shut_out(store, owner(store), "viewer")
    assert store.access.identify(cookie) is None


def test_who_is_in_stands_with_the_last_visit_first(store: Store, clock: Clock):
    _ticket, cookie = come_in(store, "viewer")
    store.access.identify(cookie)
    clock.now += timedelta(hours=2)
    store.access.identify(cookie)
    first, second = admitted(store, owner(store))[:2]
    assert (first.name, first.role, first.standing.devices, first.standing.links) == ("Vera", "viewer", 1, 1)
    assert first.standing.seen.startswith("2026-11-23T11:00")
    assert second.standing.seen == ""
    clock.now += timedelta(minutes=1)
    store.access.identify(cookie)  # not written again so soon
    assert admitted(store, owner(store))[0].standing.seen.startswith("2026-11-23T11:00")
    store.access.leave(cookie)
    left = admitted(store, owner(store))[0].standing
    assert (left.devices, left.seen[:13]) == (0, "2026-11-23T11")


def test_an_address_belongs_to_one_person_and_is_erased_with_the_name(store: Store):
    here = owner(store)
    keep_email(store, here, "viewer", " Vera@Example.ORG ")
    assert store.access.known_as("subject-1", "vera@example.org") == [(here.id, "viewer")]
    assert store.access.known_as("subject-2", "vera@example.org") == []  # the first account stays the only one
    keep_email(store, here, "viewer", "vera@example.org")
    assert store.access.known_as("subject-2", "vera@example.org") == [(here.id, "viewer")]
    with pytest.raises(Refused, match="Another person"):
        keep_email(store, here, "reviewer", "VERA@example.org")
    with pytest.raises(Refused, match="no e-mail"):
        keep_email(store, here, "reviewer", "vera at example")
    assert store.journal.beside.names(here.id)["viewer"] == "Vera"
    forget_name(store, here, "viewer")
    assert store.access.known_as("subject-2", "vera@example.org") == []
    assert not any("example.org" in str(entry.fact) for entry in here.entries())


def test_only_who_runs_the_store_sets_the_own_address(store: Store):
    keep_email(store, owner(store), OWNER, "me@example.org")
    assert store.access.known_as("subject", "me@example.org") == [(ALL, OWNER)]
    with pytest.raises(NotAllowed):
        keep_email(store, seen_as(store, "owner"), OWNER, "mine@example.org")


def test_a_login_is_used_once_and_a_sign_in_ends_after_a_working_day(store: Store, clock: Clock):
    ends = clock.now + timedelta(hours=1)
    assert store.access.use_login("login-1", ends)
    assert not store.access.use_login("login-1", ends)
    cookie = store.access.sign_in(store.only(None), "viewer")
    assert store.access.by_login(cookie)
    assert store.access.identify(cookie) == Identity("viewer", store.only(None))
    clock.now += timedelta(hours=12, minutes=1)
    assert store.access.identify(cookie) is None
