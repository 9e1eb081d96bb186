"""Paper forms out, and what was ticked on them in: typed by somebody on behalf of who filled them in."""

from __future__ import annotations

import secrets
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

import assessment
from assessment.domain.asking import asked_at
from assessment.domain.basis import Function, NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, Place, allowed
from assessment.domain.facts import Answered, RespondentDefined
from assessment.domain.pack import Pack, speak
from assessment.journal import Entry
from assessment.report.paper import PaperForm, PaperPart, PaperSize, render_paper
from assessment.text import _, clean, language
from assessment.workspace.store import Store
from assessment.workspace.workspace import Workspace


class SheetRow(NamedTuple):
    """A row of a sheet: its number there, and the ids of its dimension and question."""

    number: int
    dimension: str
    question: str


ONLY_HERE = ("localhost", "127.0.0.1", "::1", "")
"""Hosts that a phone would look for in itself."""


def paper_form(workspace: Workspace, *, person: str = "", site: str = "", cycle: str | None = None,
               base: str = "") -> PaperForm:
    """What is printed for a person, or for anybody at a site. Raises NotFound.

    `base` is the address of this server as phones find it. The square leads to the page of entry and carries no
    ticket: paper lies around.
    """
    engagement = workspace.engagement()
    chosen = engagement.cycle(cycle)
    place, function = _asked_where(workspace, person, site)
    pack = speak(engagement.the_pack, language())
    parts = _parts(sheet_rows(engagement, chosen.id, place, function), pack)
    named = bool(engagement.opened and engagement.opened.named)
    shown = workspace.names.get(person, person) if named else person
    host = urlsplit(base).hostname or ""
    return PaperForm(
        client=engagement.client, place=engagement.sites[place].name if place else _("The network"), cycle=chosen.id,
        person=shown, function=_(function) if function else "", named=named, pack=pack, parts=parts,
        fictional=bool(engagement.opened and engagement.opened.fictional),
        entry="" if host in ONLY_HERE else f"{base.rstrip('/')}/{'answer' if person else 'join'}",
        made=chosen.opened, version=assessment.__version__)


def paper_pdf(workspace: Workspace, *, person: str = "", site: str = "", cycle: str | None = None, base: str = "",
              size: PaperSize = "A4") -> bytes:
    """The paper form as tagged PDF. Raises NotFound, and Refused where nothing is asked there."""
    form = paper_form(workspace, person=person, site=site, cycle=cycle, base=base)
    if not form.parts:
        raise Refused(_("Nothing is asked here in this cycle."), _("Choose another person, site or cycle."))
    return render_paper(form, size)


def _asked_where(workspace: Workspace, person: str, site: str) -> tuple[Place, Function | None]:
    engagement = workspace.engagement()
    if bool(person) == bool(site):
        raise Refused(_("A paper form is for a person or for a site."), _("Name one of them."))
    if site:
        if site not in engagement.sites:
            raise NotFound("site", site, list(engagement.sites))
        return site, None
    if person not in engagement.people:
        raise NotFound("person", person)
    return engagement.people[person].site, engagement.people[person].function


def sheet_rows(engagement: Engagement, cycle: str, place: Place, function: Function | None,
               of_site: bool = False) -> tuple[SheetRow, ...]:
    """Rows of a sheet in its order: one for a person of a function, or, `of_site`, a function's rows on the sheet for
    anybody at a place, which keep the numbers that they bear there.
    """
    asked = enumerate(asked_at(engagement, cycle, place, None if of_site else function), start=1)
    return tuple(SheetRow(number, dimension.id, question.id) for number, (dimension, question) in asked
                 if function is None or function in question.functions)


def _parts(rows: tuple[SheetRow, ...], pack: Pack) -> tuple[PaperPart, ...]:
    return tuple(PaperPart(pack.by_id[dimension].name, tuple((r.number, pack.questions[r.question]) for r in several))
                 for dimension, several in groupby(rows, key=lambda row: row.dimension))


def type_in(workspace: Workspace, fact: Answered) -> Entry:
    """Record a row of a sheet on behalf of its person and read it back. Raises what `record` does, and Refused where
    what stands is something else.
    """
    entry = workspace.record(fact, on_behalf_of=fact.person, reason="paper form")
    read = next(iter(workspace.entries(entry.seq - 1)), None)
    stands = workspace.engagement().votes(fact.cycle, fact.site, fact.question).get(fact.person)
    if read is None or read.fact != fact.model_dump(mode="json", by_alias=True) or stands != fact:
        raise Refused(_("Another answer was saved meanwhile."), _("Look at the row again, then type it anew."))
    return read


def enrol(store: Store, workspace: Workspace, function: Function, site: Place, name: str = "") -> str:
    """Somebody new who filled in a sheet, as a participant; returns the id. Raises NotAllowed, NotFound.

    A name is kept, beside the journal, only where answers of the engagement bear names.
    """
    if not allowed(workspace.role, "answer-for-others"):
        raise NotAllowed(workspace.role, _("answer for somebody else"))
    person = f"p-{secrets.token_hex(5)}"
    store.workspace(workspace.id).record(RespondentDefined(person=person, function=function, site=site),
                                         reason="paper form")
    opened = workspace.engagement().opened
    if name and opened is not None and opened.named:
        store.journal.beside.remember_name(workspace.id, person, clean(name, 80))
    return person
