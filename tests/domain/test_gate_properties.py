"""No order of events opens a gate with an open hard stop, and a second, plain gate agrees on every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from domain.gate_by_hand import changes, is_open, open_stops, until
from domain.gating import CRITERIA, GROUND, OTHERS, START, decided, flow, passed, revoked, routed, shipped, state, zoned
from hypothesis import event as note
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.gate import CAPACITIES, issued_permits, review
from assessment.domain.library import GateRules, Library

NAMES = ("G2", "G5", "G6", "G7", "G13")
"""One of each kind: its own age of evidence, a hard stop of supply, of remote access, a soft one and one of GxP."""
BEGUN = date(2025, 1, 20)
History = list[tuple[date, f.Fact]]


def quick() -> Library:
    """The shipped rules with five criteria and short times, so that a few weeks see everything run out."""
    rules = shipped().gate
    criteria = tuple(c.model_copy(update={"evidence_days": 5 if c.evidence_days else None})
                     for c in rules.criteria if c.id in NAMES)
    return shipped().model_copy(update={"gate": rules.model_copy(update={
        "criteria": criteria, "conditional_days": 6, "evidence_days": 12, "lapse_months": 1})})


LIBRARY = quick()
RULES: GateRules = LIBRARY.gate
FLOWS = st.fixed_dictionaries({}, optional={
    "gxp": st.booleans(), "remote_access": st.booleans(), "direction": st.sampled_from(["read", "both"]),
    "one_way": st.booleans(), "owner": st.sampled_from(["ola", "bob", "seb", None]),
    "quality": st.sampled_from(["qui", "quinn"]), "from_zone": st.sampled_from(["l3", "Zone l3", "l2"]),
    "data": st.sampled_from(["", "Tags"]), "retired": st.booleans(), "live": st.booleans(),
    "name": st.sampled_from(["A", "B"])})
ZONES = st.fixed_dictionaries({"zone": st.sampled_from(["l3", "l3", "dmz", "l2"])}, optional={
    "level": st.sampled_from(["2", "3"]), "name": st.sampled_from(["Zone l3", "Line"]), "withdrawn": st.booleans(),
    "assets": st.integers(0, 9), "gxp": st.booleans()})
LAGS = st.sampled_from([0, 0, 0, 1, 3, 9, -2])
REVIEWS = st.fixed_dictionaries({
    "criterion": st.sampled_from(NAMES),
    "result": st.sampled_from(["met", "met", "conditional", "not-met"])}, optional={
        "owner": st.sampled_from(["ola", None]), "due": st.integers(-1, 8), "evidence": st.sampled_from(["Seen", " "]),
        "evidence_date": st.sampled_from([0, 1, 5, 13, -1])})
PARTS = st.sampled_from(CAPACITIES)
PEOPLE = st.sampled_from(["named", "named", "named", "ola", "bob", "seb", "qui"])
ROUTES = st.fixed_dictionaries({"criterion": st.sampled_from(["G5", "G7", "G13"])}, optional={
    "route": st.just("not-required"), "reason": st.sampled_from(["", "Tested"]),
    "person": st.sampled_from(["qui", "bob"]),
    "reference": st.sampled_from(["", "CAPA-1"])})
EVENTS = st.one_of(
    st.tuples(st.just("flow"), FLOWS), st.tuples(st.just("zone"), ZONES), st.tuples(st.just("review"), REVIEWS),
    st.tuples(st.just("all met"), st.none()), st.tuples(st.just("all go"), st.none()),
    st.tuples(st.just("all met, all go"), st.none()), st.tuples(st.just("all met, all go"), st.none()),
    st.tuples(st.just("go"), st.tuples(PARTS, PEOPLE)), st.tuples(st.just("no"), st.tuples(PARTS, PEOPLE)),
    st.tuples(st.just("revoke"), PEOPLE), st.tuples(st.just("route"), ROUTES))
STEPS = st.lists(st.tuples(st.sampled_from([0, 0, 1, 1, 3, 7]), LAGS, EVENTS), max_size=14)


def told(steps: list[tuple[int, int, tuple[str, Any]]], lagging: bool = True) -> History:
    """A connection that passed its gate, and what was recorded after; without `lagging` on the day that it bears."""
    day, names = BEGUN, flow()
    found: History = [(START.replace(month=1), names), *((day, passed(name, date=day)) for name in NAMES),
                      *((day, decided(capacity, date=day)) for capacity in CAPACITIES)]
    for wait, lag, (kind, of) in steps:
        day += timedelta(days=wait)
        bears = day - timedelta(days=lag) if lagging else day
        posts = dict(zip(CAPACITIES, (names.owner, names.ot_security, names.quality), strict=True))
        facts: list[f.Fact] = []
        if kind == "flow":
            names = flow(**of)
            facts = [names]
        elif kind == "zone":
            facts = [zoned(**of)]
        elif kind == "review":
            more = {key: bears + timedelta(days=of[key]) if key == "due" else bears - timedelta(days=of[key])
                    for key in ("due", "evidence_date") if key in of}
            facts = [passed(**{**of, **more, "date": bears})]
        elif kind.startswith("all"):
            facts = [passed(name, date=bears) for name in NAMES if "met" in kind]
            facts += [decided(part, person=person, date=bears) for part, person in posts.items()
                      if person and "go" in kind]
        elif kind == "revoke":
            facts = [revoked((posts["owner"] or "ola") if of == "named" else of, date=bears)]
        elif kind == "route":
            facts = [routed(**{**of, "date": bears})]
        else:
            part, who = of
            facts = [decided(part, person=(posts[part] or "ola") if who == "named" else who, date=bears,
                             go=kind == "go")]
        found += [(day, fact) for fact in facts]
    return found


def days_of(history: History) -> list[date]:
    """Each day on which something was recorded, and the days around the end of a permit."""
    days = {day for day, _ in history}
    return sorted({*days, max(days) + timedelta(days=7), date(2025, 2, 19), date(2025, 2, 20)})


def with_ground(history: History) -> list[tuple[date, Any]]:
    """The zones come before everything else."""
    return [*((GROUND, zoned(name)) for name in ("l2", "l3", "dmz")), *history]


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_no_order_of_events_opens_a_gate_with_an_open_hard_stop(steps: list[Any]) -> None:
    history = told(steps)
    for day in days_of(history):
        known = [(on, fact) for on, fact in history if on <= day]
        permit = review(state(known, as_of=day, library=LIBRARY), "c", day)
        plain = with_ground(known)
        assert (permit.state == "open") == is_open(plain, RULES, day), day
        note(f"{permit.state}, permit {permit.issued.number if permit.issued else 0}")
        assert permit.state not in ("open", "ready") or not permit.failing
        if permit.state != "open":
            continue
        issued = permit.issued
        assert issued is not None
        assert permit.opened is not None
        assert issued.opened <= day < issued.lapses
        assert not permit.open_hard_stops
        assert not open_stops(until(plain, day), RULES, day, permit.opened, hard=True)
        last = [fact for _, fact in known if isinstance(fact, f.ConnectionDefined)][-1]
        people = {go.capacity: go.person for go in issued.decisions}
        assert people == {"owner": last.owner, "ot-security": last.ot_security, "quality": last.quality}
        assert len(set(people.values())) == 3
        moved = [plain[place][0] for place in changes(until(plain, day))]
        assert all(go.go and max(moved, default=date.min) <= go.date <= day for go in issued.decisions)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.data())
def test_a_past_day_shows_what_was_known_then(steps: list[Any], data: st.DataObject) -> None:
    history = told(steps)
    day = data.draw(st.sampled_from(days_of(history)))
    known = [(on, fact) for on, fact in history if on <= day]
    assert review(state(history, as_of=day, library=LIBRARY), "c", day) == review(
        state(known, library=LIBRARY), "c", day)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_what_was_permitted_keeps_its_digest_but_where_a_post_was_handed_over(steps: list[Any]) -> None:
    history = told(steps, lagging=False)
    kept: dict[int, tuple[str, Any]] = {}
    for place, (day, fact) in enumerate(history, 1):
        found = issued_permits(state(history[:place], library=LIBRARY), "c", day)
        assert [permit.number for permit in found] == list(range(1, len(found) + 1))
        assert len(found) >= len(kept)
        handed = isinstance(fact, f.ConnectionDefined) or (isinstance(fact, f.GateDecided) and fact.go)
        for permit in found:
            digest, before = kept.get(permit.number, (permit.digest, permit))
            assert (permit.digest == digest) == (permit == before)
            if permit != before:
                assert handed
                assert permit.number == len(found)
                assert permit.model_dump(exclude={"flow", "decisions", "entries"}) == before.model_dump(
                    exclude={"flow", "decisions", "entries"})
            kept[permit.number] = permit.digest, permit


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2019, 12, 1), date(2032, 12, 31)))
def test_a_permit_lapses_at_midnight_twelve_calendar_months_later(opened: date) -> None:
    history = [(opened, flow()), *((opened, passed(name, date=opened)) for name in CRITERIA),
               *((opened, decided(part, date=opened)) for part in CAPACITIES)]
    engagement = state(history)
    same = opened.month == 2 and opened.day == 29
    end = date(opened.year + 1, opened.month, 28 if same else opened.day)
    assert review(engagement, "c", opened).state == "open"
    assert review(engagement, "c", end - timedelta(days=1)).state == "open"
    assert review(engagement, "c", end).state == "lapsed"
    assert review(engagement, "c", end).lapses == end


def test_the_people_of_these_histories_are_known() -> None:
    assert {"bob", "quinn"} <= {*OTHERS}
