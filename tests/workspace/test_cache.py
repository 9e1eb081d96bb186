"""A journal opened at once, in columns and from a cache: the same state as fact by fact, and never a stale one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from domain.building import library, pack, question

from assessment.domain import facts as f
from assessment.domain.basis import DamagedJournal, Function, Refused, digest
from assessment.domain.engagement import Engagement, refold, replay
from assessment.domain.scoring import score
from assessment.domain.trend import trend
from assessment.journal import Columns, Draft, Journal, MemoryJournal, SqliteJournal, columns, instant, read_columns
from assessment.shipped import SAMPLES
from assessment.workspace import Store
from assessment.workspace.cache import Cache
from assessment.workspace.shared import Shared

NAME = "random"
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
COMMENTS = ("", "", "Seen.", 'Said "no"', "two\nlines", "back\\slash", "Größe µ 漢", "\u2028", "\x7f")


def random_facts(seed: int, count: int = 400) -> list[tuple[datetime, f.Fact]]:
    """Answers again and again, agreed and reviewed in between, over three cycles with a pack of six questions."""
    chance = Random(seed)
    asked = [question(f"q{n}", "record" if n % 2 else "judgement", "site" if n < 4 else "network") for n in range(6)]
    sites = ("a", "b")
    people: list[tuple[str, Function]] = [
        ("a", "IT"), ("a", "OT"), ("a", "OT"), ("b", "IT"), ("b", "OT"), ("b", "Quality")]
    told: list[f.Fact] = [
        f.EngagementOpened(client="Client", start=BEGIN.date()),
        f.PackPinned(pack=pack({"d": {"c": asked[:3]}, "e": {"k": asked[3:]}}).model_dump(mode="json")),
        f.LibraryPinned(library=library().model_dump(mode="json")),
        *(f.SiteDefined(site=site, name=site) for site in sites),
        *(f.RespondentDefined(person=f"p{n}", site=site, function=function)
          for n, (site, function) in enumerate(people))]
    cycle = 0
    for number in range(count):
        if number % (count // 3) == 0 and cycle < 3:
            if cycle:
                told.append(f.CycleClosed(cycle=f"c{cycle}", date=BEGIN.date()))
            cycle += 1
            told.append(f.CycleOpened(cycle=f"c{cycle}", date=BEGIN.date() + timedelta(days=number // 5),
                                      carries=f"c{cycle - 1}" if cycle > 1 else None))
        of = chance.choice(asked)
        site = chance.choice(sites) if of.scope == "site" else None
        person = chance.choice([f"p{n}" for n, (home, _f) in enumerate(people) if site in (None, home)])
        key: dict[str, Any] = {"cycle": f"c{cycle}", "site": site, "question": of.id}
        told.append(chance.choices([
            f.Answered(**key, person=person, value=chance.choice([1, 2, 3, 4, 5, "na", "unknown"]),
                       comment=chance.choice(COMMENTS), evidence=chance.choice([(), ("SOP-1",), ("a, b", 'c"d')]),
                       confidence=chance.choice([None, "high"]), measured=chance.random() < 0.2,
                       confirms=f"c{cycle - 1}" if cycle > 1 and chance.random() < 0.3 else None),
            f.Validated(**key, accepted=chance.random() < 0.7),
            f.Agreed(**key, value=chance.choice([2, 3, "na"])),
            f.AnswererNamed(site=site, question=of.id, person=person),
            f.AgreementWithdrawn(**key)], weights=[20, 4, 2, 1, 1])[0])
    return [(BEGIN + timedelta(hours=3 * place), fact) for place, fact in enumerate(told)]


def recorded(journal: Journal, facts: list[tuple[datetime, f.Fact]], start: int = 0) -> None:
    journal.append(NAME, [
        Draft(id=f"{place:08}-0000-4000-8000-000000000000", at=instant(at), actor="me", via="test", fact=fact)
        for place, (at, fact) in enumerate(facts, start)])


def results(state: Engagement) -> str:
    """Digest of what is computed of each cycle."""
    return digest([[score(state, name, 1, 50).model_dump(mode="json"),
                    found.model_dump(mode="json") if (found := trend(state, name, 1, 50)) else None]
                   for name in state.cycles])


def in_order(state: Engagement) -> list[Any]:
    """Answers in the order in which anything may run over them."""
    return [(key, list(votes.items())) for key, votes in state.answers.items()]


@pytest.mark.parametrize("seed", range(4))
def test_a_random_engagement_in_columns_is_that_of_a_plain_fold(seed: int):
    journal = MemoryJournal()
    facts = random_facts(seed)
    recorded(journal, facts)
    dated = [entry.dated for entry in journal.read(NAME)]
    whole = read_columns(journal, NAME)
    others = [entry.dated for entry in whole.others]
    assert whole.head == journal.head(NAME)
    assert not any(isinstance(fact, f.Answered) for _seq, _day, fact in others)
    for as_of in (None, date(2026, 1, 20), date(2026, 2, 10), date(2026, 2, 11), date(2025, 1, 1)):
        plain, found = replay(dated, NAME, as_of), refold(whole.answers, others, NAME, as_of).state(as_of)
        assert found == plain
        assert in_order(found) == in_order(plain)
        if as_of is None:
            assert results(found) == results(plain)
    early = refold(whole.answers, others, NAME, before=200).state()
    assert early == replay([one for one in dated if one[0] < 200], NAME)


def test_the_sample_in_columns_is_that_of_a_plain_fold(tmp_path: Path):
    with Store(tmp_path / "test.db") as store:
        store.bring_in(SAMPLES / "halvorne" / "brief.yaml")
        name = store.only(None)
        plain = replay((entry.dated for entry in store.journal.read(name)), name)
        for _once_again in range(2):  # written, then read
            shared = Shared(store.journal, name, cache=Cache(tmp_path / "kept", fewest=1))
            found = shared.state(None)
            assert found == plain
            assert results(found) == results(plain)
        assert Cache(tmp_path / "kept").file(name).exists()


def test_facts_after_the_kept_ones_are_followed(tmp_path: Path):
    with closing(SqliteJournal(tmp_path / "test.db")) as journal:
        facts, cache = random_facts(9), Cache(tmp_path / "kept", fewest=150)
        recorded(journal, facts[:200])
        shared = Shared(journal, NAME, cache=cache)
        shared.state(None)
        first = cache.file(NAME).read_bytes()
        recorded(journal, facts[200:210], 200)
        plain = replay((entry.dated for entry in journal.read(NAME)), NAME)
        for one in (shared, Shared(journal, NAME, cache=cache)):
            assert one.state(None) == plain
            assert one.state(plain.as_of) == plain
            assert one.input_hash(plain.input_seq) == journal.read(NAME, plain.input_seq - 1)[0].hash
        given = [one.fact for one in Shared(journal, NAME, cache=cache).given("p1", "p1")]
        assert given == [fact for _at, fact in facts[:210] if isinstance(fact, f.Answered) and fact.person == "p1"]
        assert cache.file(NAME).read_bytes() == first  # ten more are not worth another file
        recorded(journal, facts[210:], 210)
        cache.read(journal, NAME)
        assert cache.file(NAME).read_bytes() != first


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]


@pytest.mark.parametrize("harm", [flipped, lambda content: content[:-100], lambda _: b"", lambda _: b"x" * 500,
                                  lambda content: content[:32] + flipped(content[32:])])
def test_a_damaged_cache_is_ignored_and_made_anew(tmp_path: Path, harm: Callable[[bytes], bytes]):
    journal, cache = MemoryJournal(), Cache(tmp_path, fewest=1)
    recorded(journal, random_facts(1))
    cache.read(journal, NAME)
    good = cache.file(NAME).read_bytes()
    cache.file(NAME).write_bytes(harm(good))
    assert cache._kept(journal, NAME) is None
    whole = cache.read(journal, NAME)
    assert whole.head == journal.head(NAME)
    assert len(whole.answers) + len(whole.others) == whole.head.seq
    assert cache._kept(journal, NAME) is not None


def test_a_cache_of_another_journal_form_or_end_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same place in the journal under another hash, one that the journal does not reach, another version."""
    cache, mine, other, short = Cache(tmp_path, fewest=1), MemoryJournal(), MemoryJournal(), MemoryJournal()
    recorded(mine, random_facts(1))
    recorded(other, random_facts(2)[:150])
    recorded(short, random_facts(1)[:150])
    cache.read(mine, NAME)
    for journal in (other, short):
        assert cache._kept(journal, NAME) is None
    changed = [*random_facts(1)[:-1], (BEGIN + timedelta(days=90), f.ConsentGiven())]
    rewritten = MemoryJournal()
    recorded(rewritten, changed)
    assert cache._kept(rewritten, NAME) is None
    assert cache.read(mine, NAME).head == mine.head(NAME)
    monkeypatch.setattr("assessment.workspace.cache.FORM", "2:other")
    assert cache._kept(mine, NAME) is None


def test_without_a_place_to_write_it_goes_without(tmp_path: Path):
    journal = MemoryJournal()
    recorded(journal, random_facts(3))
    (tmp_path / "file").write_text("in the way")
    whole: Columns = Cache(tmp_path / "file", fewest=1).read(journal, NAME)
    assert whole.head == journal.head(NAME)


def test_plain_answers_are_known_by_their_text():
    """A field added to answers or entries has to be added to the pattern, or opening is slow again."""
    journal = MemoryJournal()
    recorded(journal, [(BEGIN, f.Answered(cycle="c", question="q", person="p", value="na", comment="Größe",
                                          confidence="low", confirms="b", evidence=("x", "y"), measured=True)),
                       (BEGIN, f.Answered(cycle="c", site="s", question="q", person="p", value=3, comment='"'))])
    plain, quoted = (entry.text for entry in journal.read(NAME))
    assert columns._PLAIN.fullmatch(plain)
    assert not columns._PLAIN.fullmatch(quoted)  # read by the models, to the same end
    assert [answer.comment for answer in read_columns(journal, NAME).answers.answers([0, 1])] == ["Größe", '"']


@pytest.mark.parametrize("change", [
    "body = replace(body, '\"value\":', '\"value\":9')", "body = replace(body, '\"seq\":', '\"seq\":9')",
    "hash = '" + "0" * 64 + "'", "seq = seq + 5000", "body = replace(body, 'test', 'jest')",
    f"body = replace(body, '{NAME}', 'another')", "body = 'x'"])
def test_a_changed_answer_is_noticed_at_its_place(tmp_path: Path, change: str):
    facts = random_facts(5)
    place = next(n for n, (_at, fact) in enumerate(facts, 1) if n >= 60 and isinstance(fact, f.Answered)
                 and fact.comment == "Seen.")
    with closing(SqliteJournal(tmp_path / "test.db")) as journal:
        recorded(journal, facts)
    with sqlite3.connect(tmp_path / "test.db") as database:
        database.execute("DROP TRIGGER entry_is_never_changed")
        database.execute(f"UPDATE entry SET {change} WHERE seq = {place}")
    database.close()
    with closing(SqliteJournal(tmp_path / "test.db")) as journal, pytest.raises(DamagedJournal) as damage:
        read_columns(journal, NAME)
    assert damage.value.seq == place


def test_a_day_that_is_none_is_refused_in_words():
    class Forged(MemoryJournal):
        def rows(self, engagement: str, after: int = 0):
            from hashlib import sha256

            for seq, text, _hash in super().rows(engagement, after):
                changed = text.replace("2026-01-05T09", "2026-02-31T09")
                yield seq, changed, sha256(changed.encode()).hexdigest()

    journal = Forged()
    recorded(journal, [(BEGIN, f.Answered(cycle="c", question="q", person="p", value=3))])
    with pytest.raises(Refused, match="a time that is none"):
        read_columns(journal, NAME)
