"""A store of engagements: one SQLite file with journals, names and access codes."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotAllowed, NotFound, Refused
from assessment.domain.fitting import fit
from assessment.formats import compose, shipped_library, shipped_overlays
from assessment.journal import SqliteJournal, load_export, restore, write_export
from assessment.text import _, clean
from assessment.workspace.access import OWNER, OWNER_ROLE, Access, Identity, role_of
from assessment.workspace.briefing import DEFAULT_PACK, Briefing, brief_of, pinned
from assessment.workspace.cache import Cache
from assessment.workspace.reporting import SECTIONS
from assessment.workspace.shared import Shared
from assessment.workspace.workspace import SYSTEM, Workspace, now

ENVIRONMENT = "INTERLOCK_STORE"
DEFAULT = Path.home() / ".interlock" / "interlock.db"
_SHARED: dict[str, Store] = {}
_SHARED_LOCK = threading.Lock()


class Store:
    """Opens engagements for people. Threads may share a store; close it at the end."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.journal = SqliteJournal(path)
        self.access = Access(self.journal.beside, clock)
        self.cache = Cache(path.with_name(f"{path.name}-cache"))
        self._clock = clock
        self._shared: dict[str, Shared] = {}
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: str | None = None) -> Self:
        """The store at `path`, else at INTERLOCK_STORE, else in the home folder; made when missing."""
        return cls(Path(path or os.environ.get(ENVIRONMENT) or DEFAULT))

    @classmethod
    def shared(cls) -> Store:
        """The one store of this process: a server's routes, scripts and threads all use it."""
        path = os.environ.get(ENVIRONMENT) or str(DEFAULT)
        with _SHARED_LOCK:
            if path not in _SHARED:
                _SHARED[path] = cls(Path(path))
            return _SHARED[path]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def close(self) -> None:
        self.journal.close()

    @property
    def today(self) -> date:
        """The day of the clock that facts are recorded by."""
        return self._clock().date()

    # engagements

    def opened(self, engagement: str) -> Shared | None:
        """What is known of an engagement that somebody has opened here."""
        with self._lock:
            return self._shared.get(engagement)

    def engagements(self) -> list[str]:
        return self.journal.engagements()

    def only(self, engagement: str | None) -> str:
        """The named engagement, or the single one there is. Raises NotFound, Refused."""
        known = self.engagements()
        if engagement is None and len(known) == 1:
            return known[0]
        if engagement is None:
            raise Refused(f"The store holds {len(known)} engagements.",  # said on the command line only
                          f"Name one with --engagement: {', '.join(known) or 'import a brief first'}.")
        if engagement not in known:
            raise NotFound("engagement", engagement, known)
        return engagement

    def workspace(self, engagement: str, identity: Identity | None = None, via: str = "cli") -> Workspace:
        """An engagement as a person sees it; without an identity as the owner. Raises NotAllowed."""
        if identity is not None and identity.engagement not in (None, engagement):
            raise NotAllowed("guest", _("open another engagement"))
        with self._lock:
            shared = self._shared.get(engagement)
            if shared is None:
                shared = self._shared[engagement] = Shared(
                    self.journal, engagement, self.journal.beside, self.path.parent / SECTIONS, self.cache)
        actor, role = (SYSTEM, OWNER_ROLE) if identity is None else (
            identity.person, role_of(identity, shared.state(None)))
        return Workspace(self.journal, engagement, actor=actor, role=role, via=via, clock=self._clock, shared=shared,
                         names=lambda: {OWNER: _("Project owner"), **self.journal.beside.names(engagement)})

    def create(self, client: str, currency: str = "EUR", start: date | None = None, *,
               packs: Sequence[str] = (DEFAULT_PACK,), beside: Path | None = None) -> Workspace:
        """A new engagement with a pack, overlays on it and the library that fits pinned.

        `packs` names the base first, then overlays: shipped ones or folders in `beside`. Raises InvalidInput with what
        is wrong in them.
        """
        pack, problems = compose(packs, beside)
        if pack is None:
            raise InvalidInput(problems)
        library = shipped_library()
        name = clean(client, 120)
        if not name:
            raise Refused(_("The engagement needs the client's name."))
        today = self._clock().date()
        engagement = self._free_id(name)
        workspace = self._empty(engagement)
        begin = start or _next_quarter(today)
        at = self._clock()
        facts: list[f.Fact] = [
            f.EngagementOpened(client=name, currency=currency, start=begin),
            *pinned(pack, fit(library, pack)),
        ]
        workspace.record_all((_stable_id(engagement, number), at, fact) for number, fact in enumerate(facts))
        return self.workspace(engagement)

    def overlays(self) -> dict[str, str]:
        """Overlays of the default pack that come with the product: id and title."""
        return shipped_overlays(DEFAULT_PACK)

    def bring_in(self, source: Path) -> tuple[Workspace, int]:
        """A brief (.yaml, .yml) or an exported journal (.jsonl) into the store; (workspace, new facts).

        Raises InvalidInput with every problem found; nothing is written then.
        """
        from assessment.workspace.portfolio import Look

        if source.suffix == ".jsonl":
            entries = load_export(source)
            known = self.journal.head(entries[0].engagement).seq
            restore(self.journal, entries)
            return self.workspace(entries[0].engagement), self.journal.head(entries[0].engagement).seq - known
        briefing = brief_of(source)
        added = self._bring_in(briefing)
        Look(self).summary(briefing.engagement)  # a list after many imports is there at once
        return self.workspace(briefing.engagement), added

    def _bring_in(self, briefing: Briefing) -> int:
        known = self.journal.head(briefing.engagement).seq
        if known and not self._same_beginning(briefing):
            raise Refused(
                _("The store holds another engagement named {name}.").format(name=briefing.engagement),
                _("Give the brief an id of its own, or use another store."))
        added = self._empty(briefing.engagement).record_all(briefing.entries)
        for person, name in briefing.names.items():
            self.journal.beside.remember_name(briefing.engagement, person, name)
        return added

    def _same_beginning(self, briefing: Briefing) -> bool:
        first = self.journal.read(briefing.engagement)[0]
        return first.id == briefing.entries[0][0]

    def export(self, engagement: str, target: Path) -> int:
        """Write the journal as JSON Lines; returns the number of facts."""
        entries = self.journal.read(engagement)
        write_export(entries, target)
        return len(entries)

    def _empty(self, engagement: str) -> Workspace:
        return Workspace(self.journal, engagement, via="import", clock=self._clock,
                         shared=Shared(self.journal, engagement))

    def _free_id(self, client: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", client.lower()).strip("-")[:40] or "engagement"
        taken, number, name = set(self.engagements()), 1, base
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        return name


def _stable_id(engagement: str, number: int) -> str:
    text = hashlib.sha256(f"{engagement}:{number}".encode()).hexdigest()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"


def _next_quarter(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + (month > 12), month - 12 if month > 12 else month, 1)

