"""All engagements that one person may read, in a list: made from summaries that are kept and can be thrown away."""

from __future__ import annotations

from datetime import date

import assessment
from assessment.domain.anonymity import Stratifier, size_class
from assessment.domain.basis import Frozen, NotAllowed
from assessment.domain.engagement import Cycle, Engagement, allowed
from assessment.domain.facts import AppRole
from assessment.domain.next_steps import OpenWork, Step, next_steps, open_work
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.reminders import reminders
from assessment.text import _, speaking
from assessment.workspace.access import OWNER, Identity
from assessment.workspace.doing import what_next
from assessment.workspace.shared import Shared
from assessment.workspace.store import Store

FORM = f"1:{assessment.__version__}"
"""Version of the summaries: another one makes them anew."""


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


class PortfolioRow(Frozen):
    """An engagement as one person sees it in the list; `due` the next day to remember and what it is for."""

    summary: Summary
    person: str
    role: AppRole
    step: Step | None
    due: tuple[date, str] | None


def portfolio(store: Store, identity: Identity) -> tuple[PortfolioRow, ...]:
    """Every engagement in which the person reads results, by client; of the owner all that the store holds."""
    today = store.today
    if identity.engagement is None:
        rows = [_row(one, OWNER, "owner", next(iter(one.steps), None), today) for one in summaries(store)]
    else:
        rows = [row for engagement, person in store.access.stands_as(identity)
                if (row := _of_person(store, engagement, person, today)) is not None]
    return tuple(sorted(rows, key=lambda row: (row.summary.client.casefold(), row.summary.engagement)))


def entrance(store: Store, identity: Identity, engagement: str) -> str:
    """A ticket into another engagement of the same account, which works once. Raises NotAllowed."""
    for name, person in store.access.stands_as(identity):
        if name == engagement and _of_person(store, name, person, store.today) is not None:
            return store.access.offer(name, person)
    raise NotAllowed("guest", _("open another engagement"))


def summaries(store: Store) -> list[Summary]:
    """Every engagement of the store; only those that something was recorded in since are looked at again."""
    known, heads = store.journal.beside.summaries(), store.journal.beside.heads()
    return [_kept(store, name, f"{FORM}:{head}", known.get(name)) for name, head in heads.items()]


def _of_person(store: Store, engagement: str, person: str, today: date) -> PortfolioRow | None:
    try:
        workspace = store.workspace(engagement, Identity(person, engagement))
    except NotAllowed:
        return None
    if not allowed(workspace.role, "read"):
        return None
    head = store.journal.head(engagement).hash
    summary = _kept(store, engagement, f"{FORM}:{head}", store.journal.beside.summaries().get(engagement))
    return _row(summary, person, workspace.role, next(iter(what_next(workspace)), None), today)


def _row(summary: Summary, person: str, role: AppRole, step: Step | None, today: date) -> PortfolioRow:
    dues = sorted((max(day, today) if kind == "rescore" else day, kind) for day, kind in summary.dues)
    return PortfolioRow(summary=summary, person=person, role=role, step=step,
                        due=next((one for one in dues if one[0] >= today), None))


def _kept(store: Store, name: str, made_from: str, known: tuple[str, str] | None) -> Summary:
    if known is not None and known[0] == made_from:
        return Summary.model_validate_json(known[1])
    # a replay of its own: nothing of a thousand engagements stays in memory
    shared = Shared(store.journal, name)
    with speaking("en"):
        summary = _summary(shared, shared.state(None), store.today)
    store.journal.beside.summarise(name, made_from, summary.model_dump_json())
    return summary


def _summary(shared: Shared, state: Engagement, today: date) -> Summary:
    if state.opened is None or state.pack is None:
        return Summary(engagement=shared.engagement, client=state.client)
    cycle = state.cycle() if state.cycles else None
    closed = max((one for one in state.cycles.values() if one.closed), key=lambda one: one.number, default=None)
    work = open_work(state, cycle.id) if cycle is not None and cycle.closed is None else OpenWork()
    kinds = {site.site_kind for site in state.sites.values()}
    strata: dict[Stratifier, str] = {"all": "all"}
    if kinds:
        strata |= {"size": size_class(sum(site.headcount for site in state.sites.values())),
                   "modality": kinds.pop() if len(kinds) == 1 else "mixed"}
    return Summary(
        engagement=shared.engagement, client=state.client, fictional=state.opened.fictional,
        cycle=cycle.id if cycle else "", closed=cycle.closed if cycle else None, values=_values(shared, state, cycle),
        settled=_values(shared, state, closed), consents=state.consents, pack=state.pack.id, strata=strata,
        dues=tuple((one.due, one.kind) for one in reminders(state, ())),
        steps=next_steps(state, "owner", OWNER, today, work)[:1])


def _values(shared: Shared, state: Engagement, cycle: Cycle | None) -> dict[str, float]:
    if cycle is None:
        return {}
    nodes = {*(dimension.id for dimension in state.the_pack.dimensions), *INDEX_NAMES}
    return {score.node: score.value for score in shared.points(cycle.id).scores
            if score.site is None and score.node in nodes and score.value is not None}
