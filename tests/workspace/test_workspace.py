"""The facade: results are kept until a fact may change them; what may be recorded, by whom; the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from threading import Event

import pytest

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, InvalidInput, NotAllowed, NotFound, Refused
from assessment.shipped import SAMPLES
from assessment.workspace import Identity, Store, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
SITE = "arch-segmentation"


@pytest.fixture
def store(tmp_path: Path, small_file: Path):
    with Store(copyfile(small_file, tmp_path / "test.db")) as opened:
        yield opened


@pytest.fixture
def owner(store: Store):
    return store.workspace(store.only(None))


def someone(owner, **wanted) -> str:
    return next(name for name, p in owner.engagement().people.items()
                if all(getattr(p, key) == value for key, value in wanted.items()))


def answer(owner, who: str, **more) -> f.Answered:
    home = owner.engagement().people[who].site
    return f.Answered(**{"cycle": owner.engagement().cycle().id, "site": home, "question": SITE, "person": who,
                         "value": 3, **more})


def test_results_are_kept_until_a_fact_is_recorded(owner):
    first = owner.scorecard()
    assert owner.scorecard() is first
    person = someone(owner, function="OT", role="participant")
    owner.record(answer(owner, person, value=5))
    assert owner.scorecard() is not first


def test_who_looks_does_not_wait_for_the_disk(owner, monkeypatch):
    journal, syncing, synced = owner._shared.journal, Event(), Event()
    append, before = journal.append, owner.engagement().last_seq

    def slow(*given):
        syncing.set()
        assert synced.wait(30)
        return append(*given)

    monkeypatch.setattr(journal, "append", slow)
    with ThreadPoolExecutor(2) as threads:
        recorded = threads.submit(owner.record, answer(owner, someone(owner, function="OT", role="participant")))
        assert syncing.wait(30)
        seen = threads.submit(lambda: owner.engagement().last_seq)
        try:
            assert seen.result(timeout=10) == before
        finally:
            synced.set()
        assert recorded.result(timeout=30).seq == before + 1
    assert owner.engagement().last_seq == before + 1


def test_a_recorded_plan_is_used_again_and_changes_no_result(tmp_path: Path):
    path = tmp_path / "plan.db"
    with Store(path) as store:
        workspace, _ = store.bring_in(SMALL)
        card, day = workspace.scorecard(), workspace.engagement().as_of
        plan = workspace.roadmap()
        assert workspace.scorecard() is card
        assert workspace.engagement().as_of == day
        count = len(workspace.entries())
    with Store(path) as store:
        again = store.workspace(store.only(None))
        assert again.roadmap() == plan
        assert len(again.entries()) == count
        assert [e.actor for e in again.entries() if e.fact["kind"] == "plan-recorded"] == ["interlock"]


@pytest.mark.parametrize(("change", "error", "said"), [
    ({"value": 7}, Refused, "not on the scale"),
    ({"value": "na"}, Refused, "needs a reason"),
    ({"question": "no-such"}, NotFound, "question"),
    ({"site": "no-such"}, NotFound, "site"),
    ({"site": None}, Refused, "each site"),
    ({"round": 2}, Refused, "not the round"),
    ({"cycle": "never"}, NotFound, "cycle"),
    ({"person": "nobody"}, NotFound, "person"),
])
def test_an_answer_that_does_not_fit_is_refused_in_words(owner, change, error, said):
    person = someone(owner, function="OT", role="participant")
    before = len(owner.entries())
    with pytest.raises(error, match=said):
        owner.record(answer(owner, person, **change))
    assert len(owner.entries()) == before


def test_a_participant_answers_for_nobody_else_and_defines_nothing(store: Store, owner):
    person = someone(owner, function="OT", role="participant")
    guest = store.workspace(owner.id, Identity(person, owner.id))
    other = next(name for name in owner.engagement().people if name != person)
    with pytest.raises(NotAllowed):
        guest.record(answer(owner, other, site=owner.engagement().people[other].site))
    for fact in (f.TargetSet(dimension="cyber", level=4), f.BudgetSet(quarters=(1,)),
                 f.Agreed(cycle=owner.engagement().cycle().id, question="owner-network", value=3)):
        with pytest.raises(NotAllowed):
            guest.record(fact)
    guest.record(answer(owner, person))


def test_the_same_id_is_recorded_once(owner):
    person = someone(owner, function="OT", role="participant")
    key = "6a1f0c9e-8a55-4a52-9a53-0f6f0a9d1c11"
    first = owner.record(answer(owner, person), entry_id=key)
    assert owner.record(answer(owner, person), entry_id=key) == first


def test_a_closed_cycle_cannot_change(owner):
    person = someone(owner, function="OT", role="participant")
    owner.record(f.CycleClosed(cycle=owner.engagement().cycle().id, date="2026-12-01"))
    with pytest.raises(Refused, match="closed"):
        owner.record(answer(owner, person))


def test_the_same_brief_twice_adds_nothing(store: Store):
    _, added = store.bring_in(SMALL)
    assert added == 0


def test_a_broken_brief_leaves_the_store_as_it_was(store: Store, tmp_path: Path):
    broken = tmp_path / "broken.yaml"
    broken.write_text(SMALL.read_text("utf-8").replace("client:", "klient:", 1), "utf-8")
    before = store.journal.head(store.only(None))
    with pytest.raises(InvalidInput):
        store.bring_in(broken)
    assert store.journal.head(store.only(None)) == before


def test_export_then_import_is_the_same_journal(store: Store, tmp_path: Path):
    engagement = store.only(None)
    target = tmp_path / "journal.jsonl"
    count = store.export(engagement, target)
    with Store(tmp_path / "second.db") as second:
        workspace, added = second.bring_in(target)
        assert added == count
        second.export(workspace.id, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == target.read_bytes()


def test_a_damaged_export_is_refused_with_its_first_bad_seq(store: Store, tmp_path: Path):
    target = tmp_path / "journal.jsonl"
    store.export(store.only(None), target)
    lines = target.read_text("utf-8").splitlines(keepends=True)
    lines[9] = lines[9].replace("interlock", "somebody", 1)
    target.write_text("".join(lines), "utf-8")
    with Store(tmp_path / "second.db") as second, pytest.raises(AssessmentError, match=r"seq 1[01]"):
        second.bring_in(target)


def test_a_ticket_becomes_a_cookie_until_it_is_taken_back(store: Store, owner):
    person = someone(owner, function="OT", role="participant")
    ticket = store.access.invite(owner.engagement(), person)
    cookie = store.access.enter(ticket)
    assert store.access.identify(cookie) == Identity(person, owner.id)
    assert store.access.identify(ticket) is None
    store.access.shut_out(owner.id, person)
    assert store.access.identify(cookie) is None
    assert store.access.enter(ticket) is None


def test_the_owners_ticket_works_once_and_expires(tmp_path: Path):
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with Store(tmp_path / "clock.db", clock=lambda: moment) as store:
        ticket = store.access.invite_owner()
        cookie = store.access.enter(ticket)
        assert store.access.identify(cookie) == Identity("owner", None)
        assert store.access.enter(ticket) is None
        late = store.access.invite_owner()
        moment += timedelta(days=2)
        assert store.access.enter(late) is None
        moment += timedelta(days=40)
        assert store.access.identify(cookie) is None


def test_an_earlier_closed_cycle_is_seen_as_of_its_close(owner):
    cycle = owner.engagement().cycle().id
    before = owner.scorecard(cycle)
    opened = owner.engagement().cycle().opened
    owner.record(f.CycleClosed(cycle=cycle, date=opened))
    owner.record(f.CycleOpened(cycle="later", date="2027-01-10"))
    owner.record(f.TargetSet(dimension="cyber", level=5))
    state, _ = owner.state_of(cycle)
    assert state.as_of == opened
    assert owner.scorecard(cycle).score("cyber") == before.score("cyber")


def test_a_run_takes_nothing_from_the_clock():
    first, second = run_brief(SMALL), run_brief(SMALL)
    assert [e.text for e in first.entries()] == [e.text for e in second.entries()]
    assert first.stamp() == second.stamp()
