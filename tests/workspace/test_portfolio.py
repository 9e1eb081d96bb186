"""Many engagements in one store: listed, kept apart, and told of together only in groups of five."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from domain.building import library, pack, question

from assessment.cli import main
from assessment.domain import facts as f
from assessment.domain.basis import DamagedJournal, NotAllowed, NotFound, Refused
from assessment.shipped import SAMPLES
from assessment.workspace import Identity, Store
from assessment.workspace.access import OWNER_IDENTITY
from assessment.workspace.doing import what_next
from assessment.workspace.portfolio import Summary, entrance, portfolio
from assessment.workspace.publishing import benchmark_set, preview, publish, published, take

LAYOUT = {"d": {"c": [question("q")]}}


def engagement(store: Store, number: int, value: int, consents: bool = True) -> str:
    """A small engagement with one closed cycle."""
    name = f"secret-client-{number}"
    facts: list[f.Fact] = [
        f.EngagementOpened(client=f"Secret Client {number}", start=date(2026, 1, 1)),
        f.PackPinned(pack=pack(LAYOUT).model_dump(mode="json")),
        f.LibraryPinned(library=library().model_dump(mode="json")),
        f.SiteDefined(site="s", name="S"), f.RespondentDefined(person="p", function="OT", site="s", role="viewer"),
        f.CycleOpened(cycle="c1", date=date(2026, 1, 5)),
        f.Answered(cycle="c1", site="s", question="q", person="p", value=value),
        f.CycleClosed(cycle="c1", date=date(2026, 2, 2)),
        *([f.ConsentGiven()] if consents else [])]
    workspace = store._empty(name)
    workspace.record_all((f"{number:08}-0000-4000-8000-{place:012}", store._clock(), fact)
                         for place, fact in enumerate(facts))
    return name


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "test.db") as opened:
        for number in range(6):
            engagement(opened, number, 1 + number % 5)
        yield opened


def test_the_owner_sees_all_and_a_change_at_once(store: Store):
    rows = portfolio(store, OWNER_IDENTITY)
    assert [row.summary.client for row in rows] == [f"Secret Client {n}" for n in range(6)]
    assert rows[3].summary.values["d"] == 4
    assert rows[3].summary.closed == date(2026, 2, 2)
    assert rows[0].due is not None
    assert rows[0].due[1] == "rescore"
    store.workspace("secret-client-3").record(f.CycleOpened(cycle="c2", date=date(2026, 5, 4)))
    later = portfolio(store, OWNER_IDENTITY)
    assert later[3].summary.cycle == "c2"
    assert later[3].summary.settled["d"] == 4
    assert [later[n] for n in (0, 1, 2, 4, 5)] == [rows[n] for n in (0, 1, 2, 4, 5)]


def test_a_person_sees_the_own_engagements_only(store: Store):
    person = Identity("p", "secret-client-1")
    assert [row.summary.engagement for row in portfolio(store, person)] == ["secret-client-1"]
    beside = store.journal.beside
    for name in ("secret-client-1", "secret-client-2"):
        beside.remember_email(name, "p", "a@example.org")
    assert len(portfolio(store, person)) == 1, "an address alone is no proof"
    store.access.known_as("account", "a@example.org")
    beside.bind("*", "owner", "account")
    assert [row.summary.engagement for row in portfolio(store, person)] == ["secret-client-1", "secret-client-2"]
    cookie = store.access.enter(entrance(store, person, "secret-client-2"))
    assert cookie
    assert store.access.identify(cookie) == Identity("p", "secret-client-2")
    with pytest.raises(NotAllowed):
        entrance(store, person, "secret-client-3")
    store.workspace("secret-client-2").record(f.RoleGiven(person="p", role=None))
    assert len(portfolio(store, person)) == 1
    with pytest.raises(NotAllowed):
        entrance(store, person, "secret-client-2")


def test_a_list_reads_no_journal_in_which_nothing_was_recorded(store: Store):
    """Of the owner and of anybody else: with its rows spoilt, an engagement could not be replayed."""
    names, beside = ("secret-client-1", "secret-client-2"), store.journal.beside
    for name in names:
        beside.bind(name, "p", "account")
    person = Identity("p", names[0])
    first = portfolio(store, OWNER_IDENTITY), portfolio(store, person)
    assert [row.summary.engagement for row in first[1]] == [*names]
    with sqlite3.connect(store.path) as database:
        database.execute("DROP TRIGGER entry_is_never_changed")
        database.execute("UPDATE entry SET body = 'x' WHERE seq < 5")
    database.close()
    assert (portfolio(store, OWNER_IDENTITY), portfolio(store, person)) == first
    with pytest.raises(DamagedJournal):
        store.workspace(names[0]).engagement()


def test_a_day_that_changes_the_next_step_is_noticed(tmp_path: Path):
    """A quarter after the close the next cycle is due, though nothing was recorded."""
    days = [date(2026, 2, 3)]

    def clock() -> datetime:
        return datetime(days[0].year, days[0].month, days[0].day, 9, tzinfo=UTC)

    with Store(tmp_path / "test.db", clock) as store:
        name = engagement(store, 1, 3)
        workspace = store.workspace(name)
        workspace.record(f.SiteDefined(site="s", name="S"))
        for fact in (f.Stated(fact="recent-cyber-event", value="no"), f.ConsentGiven()):
            workspace.record_all([(fact.kind, clock(), fact)])
        workspace.record(f.RespondentDefined(person="v", function="IT", role="owner"))

        def steps() -> list[str]:
            who = Identity("v", name)
            return [row.step.code if row.step else "" for row in (
                *portfolio(store, OWNER_IDENTITY), *portfolio(store, who))]

        before = [one.code for one in what_next(workspace)]
        assert "next-cycle" not in before
        assert steps() == [before[0]] * 2
        days[0] = date(2026, 6, 1)
        after = [one.code for one in what_next(workspace)]
        assert "next-cycle" in after
        kept = [Summary.model_validate_json(store.journal.beside.summaries()[name][1]).until]
        assert kept[0] is not None
        assert kept[0] <= date(2026, 2, 2) + timedelta(days=80)
        assert steps() == [after[0]] * 2
        assert Summary.model_validate_json(store.journal.beside.summaries()[name][1]).until != kept[0]


def test_a_benchmark_is_published_without_a_name_and_used(store: Store):
    found = publish(store, OWNER_IDENTITY)
    assert {cell.n for cell in found.cells} == {6}
    told = benchmark_set(found).model_dump_json() + "".join(store.journal.beside.publications())
    assert "ecret" not in told
    workspace = store.workspace("secret-client-0")
    take(store, workspace, 1)
    peer = next(one for one in workspace.comparison().peers if one.benchmark.own_set)
    assert (peer.benchmark.n, peer.verdict, peer.own) == (6, "below", 1)
    with pytest.raises(NotFound):
        take(store, workspace, 2)
    with pytest.raises(NotAllowed):
        take(store, store.workspace("secret-client-1", Identity("p", "secret-client-1")), 1)


def test_only_who_runs_the_store_publishes(store: Store):
    for step in (preview, publish):
        with pytest.raises(NotAllowed):
            step(store, Identity("p", "secret-client-1"))


def test_only_an_owner_consents(store: Store):
    with pytest.raises(NotAllowed):
        store.workspace("secret-client-1", Identity("p", "secret-client-1")).record(f.ConsentGiven())


def test_a_withdrawal_acts_on_the_next_and_survives_a_restart(store: Store):
    first = publish(store, OWNER_IDENTITY)
    store.workspace("secret-client-5").record(f.ConsentGiven(withdrawn=True))
    with Store(store.path) as again:
        assert published(again) == (first,)
        with pytest.raises(Refused, match="would tell"):
            publish(again, OWNER_IDENTITY)
        for number in range(6, 11):
            engagement(again, number, 3)
        second = publish(again, OWNER_IDENTITY)
        assert {cell.n for cell in second.cells if cell.by == "all"} == {5}
        assert not second.cells[0].members & first.cells[0].members


def test_four_consenting_are_refused(tmp_path: Path):
    with Store(tmp_path / "few.db") as few:
        for number in range(4):
            engagement(few, number, 3)
        engagement(few, 4, 3, consents=False)
        with pytest.raises(Refused, match="Fewer than 5"):
            preview(few, OWNER_IDENTITY)


def test_on_the_command_line(store: Store):
    def said(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--store", str(store.path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert said("portfolio").count("Secret Client") == 6
    assert "n=6" in said("benchmarks", "preview")
    assert not published(store)
    assert "ecret" not in said("benchmarks", "publish")
    assert "imported" in said("benchmarks", "take", "1", "-e", "secret-client-2")
    assert "what was published stays" in said("benchmarks", "consent", "--withdraw", "-e", "secret-client-2")
    assert not store.workspace("secret-client-2").engagement().consents


def test_what_is_brought_in_is_listed_without_reading_it_again(tmp_path: Path):
    with Store(tmp_path / "test.db") as store:
        workspace, _new = store.bring_in(SAMPLES / "small" / "brief.yaml")
        kept = store.journal.beside.summaries()
        assert [*kept] == [workspace.id]
        assert portfolio(store, OWNER_IDENTITY)[0].summary == Summary.model_validate_json(kept[workspace.id][1])
