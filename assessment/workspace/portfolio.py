"""All engagements that one person may read, in a list: made from summaries that are kept and can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import assessment
from assessment.domain.anonymity import Stratifier, size_class
from assessment.domain.basis import Frozen, NotAllowed
from assessment.domain.engagement import Cycle, Engagement, allowed
from assessment.domain.facts import AppRole
from assessment.domain.gate import review_all
from assessment.domain.next_steps import PERMIT_DAYS, QUARTER_DAYS, OpenWork, Step, next_steps, open_work
from assessment.domain.reminders import reminders
from assessment.text import _, speaking
from assessment.workspace.access import OWNER, Identity
from assessment.workspace.shared import Shared
from assessment.workspace.store import Store

FORM = f"2:{assessment.__version__}"
"""Version of the summaries: another one makes them anew."""
ONE_DAY = timedelta(days=1)


class Summary(Frozen):
    """An engagement in a few lines. `values`: dimensions and indices to levels of the latest cycle; `settled` those of
    the last closed one. `dues`: (day, kind) from the last fact on; `steps` the owner's first one.
    """

    engagement: str
    client: str = ""
    fictional: bool = False
    cycle: str = ""
    closed: date | None = None
    values: dict[str, float] = {}
    settled: dict[str, float] = {}
    dues: tuple[tuple[date, str], ...] = ()
    steps: tuple[Step, ...] = ()
    consents: bool = False
    pack: str = ""
    strata: dict[Stratifier, str] = {}
    until: date | None = None
    """The day from which on the calendar may say something else."""


class Standing(Frozen):
    """The role in which a person reads results of an engagement (None: in none), and the person's first step."""

    role: AppRole | None = None
    step: Step | None = None
    until: date | None = None


Kept = TypeVar("Kept", Summary, Standing)


class PortfolioRow(Frozen):
    """An engagement as one person sees it in the list; `due` the next day to remember and what it is for."""

    summary: Summary
    person: str
    role: AppRole
    step: Step | None
    due: tuple[date, str] | None


def portfolio(store: Store, identity: Identity) -> tuple[PortfolioRow, ...]:
    """Every engagement in which the person reads results, by client; of the owner all that the store holds."""
    look = Look(store)
    if identity.engagement is None:
        rows = [_row(one, OWNER, "owner", next(iter(one.steps), None), look.today)
                for one in map(look.summary, look.heads)]
    else:
        rows = [_row(look.summary(engagement), person, seen.role, seen.step, look.today)
                for engagement, person in store.access.stands_as(identity)
                if (seen := look.standing(engagement, person)).role is not None]
    return tuple(sorted(rows, key=lambda row: (row.summary.client.casefold(), row.summary.engagement)))


def entrance(store: Store, identity: Identity, engagement: str) -> str:
    """A ticket into another engagement of the same account, which works once. Raises NotAllowed."""
    for name, person in store.access.stands_as(identity):
        if name == engagement and Look(store).standing(name, person).role is not None:
            return store.access.offer(name, person)
    raise NotAllowed("guest", _("open another engagement"))


def summaries(store: Store) -> list[Summary]:
    """Every engagement of the store; only those that something was recorded in since are looked at again."""
    look = Look(store)
    return [look.summary(name) for name in look.heads]


class Look:
    """One look over a store: what is kept is read at once, what is missing or outdated is made and kept."""

    def __init__(self, store: Store) -> None:
        self.today, self.heads = store.today, store.journal.beside.heads()
        self._store, self._known = store, store.journal.beside.summaries()
        self._replayed: Shared | None = None
        """The last one only: nothing of a thousand engagements stays in memory."""

    def summary(self, engagement: str) -> Summary:
        return self._kept(engagement, engagement, Summary, lambda shared: _summary(
            shared, shared.state(None), self.today))

    def standing(self, engagement: str, person: str) -> Standing:
        """How a person stands in an engagement; without a role where it does not let the person read results."""
        if engagement not in self.heads:
            return Standing()
        return self._kept(f"{engagement}:{person}", engagement, Standing, lambda shared: _standing(
            shared.state(None), person, self.today))

    def _kept(self, name: str, engagement: str, form: type[Kept], make: Callable[[Shared], Kept]) -> Kept:
        """What is kept under a name, which is an engagement's or that and a person's (no id holds a colon)."""
        made_from, known = f"{FORM}:{self.heads[engagement]}", self._known.get(name)
        if known is not None and known[0] == made_from:
            found = form.model_validate_json(known[1])
            if found.until is None or self.today < found.until:
                return found
        if self._replayed is None or self._replayed.engagement != engagement:
            self._replayed = self._store.opened(engagement) or Shared(
                self._store.journal, engagement, cache=self._store.cache)
        with speaking("en"):
            made = make(self._replayed)
        self._store.journal.beside.summarise(name, made_from, made.model_dump_json())
        return made


def _row(summary: Summary, person: str, role: AppRole, step: Step | None, today: date) -> PortfolioRow:
    dues = sorted((max(day, today) if kind == "rescore" else day, kind) for day, kind in summary.dues)
    return PortfolioRow(summary=summary, person=person, role=role, step=step,
                        due=next((one for one in dues if one[0] >= today), None))


def _standing(state: Engagement, person: str, today: date) -> Standing:
    role = state.role_of(person)
    if role is None or not allowed(role, "read"):
        return Standing()
    return Standing(role=role, step=next(iter(next_steps(state, role, person, today, _work(state))), None),
                    until=_until(state, today))


def _work(state: Engagement) -> OpenWork:
    return open_work(state, state.cycle().id) if state.cycles and state.cycle().closed is None else OpenWork()


def _until(state: Engagement, today: date) -> date | None:
    """The next day on which the calendar alone changes what comes next; None where no day does."""
    days = [one.due for one in reminders(state, ())]
    days += [day for permit in review_all(state, today) if permit.lapses
             for day in (permit.lapses, permit.lapses - timedelta(days=PERMIT_DAYS), permit.lapses + ONE_DAY)]
    days += [cycle.closed + timedelta(days=QUARTER_DAYS) for cycle in state.cycles.values() if cycle.closed]
    return min((day for day in days if day > today), default=None)


def _summary(shared: Shared, state: Engagement, today: date) -> Summary:
    if state.opened is None or state.pack is None:
        return Summary(engagement=shared.engagement, client=state.client)
    cycle = state.cycle() if state.cycles else None
    closed = max((one for one in state.cycles.values() if one.closed), key=lambda one: one.number, default=None)
    values = _values(shared, cycle)
    kinds = {site.site_kind for site in state.sites.values()}
    strata: dict[Stratifier, str] = {"all": "all"}
    if kinds:
        strata |= {"size": size_class(sum(site.headcount for site in state.sites.values())),
                   "modality": kinds.pop() if len(kinds) == 1 else "mixed"}
    return Summary(
        engagement=shared.engagement, client=state.client, fictional=state.opened.fictional,
        cycle=cycle.id if cycle else "", closed=cycle.closed if cycle else None, values=values,
        settled=values if closed is cycle else _values(shared, closed), consents=state.consents,
        pack=state.pack.id, strata=strata,
        dues=tuple((one.due, one.kind) for one in reminders(state, ())),
        steps=next_steps(state, "owner", OWNER, today, _work(state))[:1], until=_until(state, today))


def _values(shared: Shared, cycle: Cycle | None) -> dict[str, float]:
    return {} if cycle is None else shared.points(cycle.id).network
