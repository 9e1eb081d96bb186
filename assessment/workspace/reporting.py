"""The report of an engagement in each of its editions, what is shown beside the results, and the sealed annex."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assessment import report
from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotAllowed, NotFound, Problem, Refused, digest
from assessment.domain.engagement import MOVES_NOTHING, Engagement, allowed
from assessment.journal import Entry
from assessment.report.edition import PLAIN, REDACTIONS, VARIANTS, Edition, Paper
from assessment.report.material import Logo, Material, TrailLine
from assessment.report.sections import SUFFIX, Section, arranged, read
from assessment.text import _, language, speaking
from assessment.workspace.language import Progress

if TYPE_CHECKING:
    from assessment.workspace.shared import Shared
    from assessment.workspace.workspace import Workspace

TOLD = ("path-adopted", "plan-adopted", "pilot-chosen", "budget-set")
"""Facts that the log of decisions tells; of all others it tells that they were recorded."""
MOST_SECTIONS, MOST_SECTION_BYTES = 40, 100_000
SECTIONS = "sections"
"""Folder beside the store in which a consultant drops own sections."""
PAPERS: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}


@dataclass(frozen=True)
class Sealed:
    """The restricted annex, encrypted; the password is told once and kept nowhere."""

    pdf: bytes
    password: str


class Reports:
    """The report of one engagement as one person sees it."""

    def __init__(self, workspace: Workspace, shared: Shared) -> None:
        self.workspace, self._shared = workspace, shared

    def print(self, to: str, cycle: str | None = None, progress: Progress | None = None, edition: Edition = PLAIN,
              sections: Path | None = None) -> bytes:
        """The report as `pdf`, `html` or `json`; kept until something that it shows changes."""
        workspace = self.workspace
        stamp = workspace.stamp(cycle)
        own = own_sections(sections if sections is not None else self._shared.sections)
        named = digest({
            "edition": [edition.key, edition.paper, edition.archive, sorted(edition.redact), edition.site or ""],
            "own": [[section.id, hashlib.sha256(section.source.encode()).hexdigest()] for section in own],
            "named": self._names() != {}})
        name = f"report.{to}.{language()}.{stamp[:12]}.{named[:12]}"
        with speaking("en" if to == "json" else language()):
            results = workspace.results(cycle, progress)
            return self._shared.kept((name, results.cycle.id), results.engagement, lambda: report.render(
                results, to, stamp, edition, self.material(results.as_of, own)))

    def first_page(self, edition: Edition, cycle: str | None = None) -> str:
        """The first page of an edition as markup, before anything is printed."""
        from assessment.report import html

        results = self.workspace.results(cycle)
        own = own_sections(self._shared.sections)
        return html.first_page(report.build(results, "", edition, self.material(results.as_of, own)))

    def material(self, as_of: date, own: tuple[Section, ...] = ()) -> Material:
        """What the report shows beside the results: what was recorded up to a day, and of the report up to now."""
        reporting = self.workspace.engagement().reporting
        trail = _trail(self.workspace.entries(), self._names(), as_of)
        return Material(trail=trail, own=own, reporting=reporting, logo=self.logo())

    def _names(self) -> dict[str, str]:
        opened = self.workspace.engagement().opened
        return self.workspace.names if opened is not None and opened.named and allowed(
            self.workspace.role, "read") else {}

    def sections(self, edition: Edition, cycle: str | None = None) -> tuple[Section, ...]:
        """Every section of an edition in its order, hidden ones too, with what was made of each."""
        state = self.workspace.engagement()
        return arranged(edition, state.reporting, state.cycle(cycle).id, own_sections(self._shared.sections))

    # final

    def is_final(self, cycle: str | None = None) -> bool:
        """Whether the report of a cycle is final for what it shows now."""
        state = self.workspace.engagement()
        final = state.reporting.finals.get(state.cycle(cycle).id)
        return final is not None and final.digest == self.workspace.results(cycle).digest

    def finalise(self, cycle: str | None = None, withdrawn: bool = False) -> None:
        """Mark the report of a cycle final for what it shows now, or make it a draft again."""
        results = self.workspace.results(cycle)
        self.workspace.record(f.ReportFinalised(cycle=results.cycle.id, digest=results.digest, withdrawn=withdrawn))

    # the client's look

    def logo(self) -> Logo | None:
        """The client's logo; None without one, or where the picture is not in this store."""
        name = self.workspace.engagement().reporting.brand.logo
        blob = self._shared.beside.blob(name) if name and self._shared.beside is not None else None
        return Logo(blob.body, blob.type) if blob is not None else self._shared.pictures.get(name)

    def keep_logo(self, body: bytes) -> str:
        """Keep a checked picture beside the journal; its SHA-256. Raises Refused, NotAllowed."""
        from assessment.report.brand import checked_logo

        self._may(_("change the look of the report"))
        logo = checked_logo(body)
        if self._shared.beside is not None:
            return self._shared.beside.keep(logo.body, "logo", logo.type)
        name = hashlib.sha256(logo.body).hexdigest()
        self._shared.pictures[name] = logo
        return name

    # weak points of single sites

    def seal(self, cycle: str | None = None, paper: str = "A4", progress: Progress | None = None) -> Sealed:
        """The annex with the weak points of single sites, encrypted with a new password; `handed` gives it again.

        Raises NotAllowed.
        """
        from assessment.report.sealing import new_password, sealed

        self._may(_("make the restricted annex"))
        edition = replace(PLAIN, restricted=True, paper=PAPERS.get(paper.casefold(), "A4"))
        password = new_password()
        annex = Sealed(sealed(self.print("pdf", cycle, progress, edition), password), password)
        self._shared.handed[self.workspace.actor] = annex.pdf
        return annex

    def handed(self) -> bytes:
        """The sealed annex that was made for this person last, since the start of the server. Raises Refused."""
        self._may(_("make the restricted annex"))
        annex = self._shared.handed.get(self.workspace.actor)
        if annex is None:
            raise Refused(_("No restricted annex has been made for you."),
                          _("Make one on the page Report: its password is shown there once."))
        return annex

    def _may(self, what: str) -> None:
        if not allowed(self.workspace.role, "report"):
            raise NotAllowed(self.workspace.role, what)


def edition_of(engagement: Engagement, variant: str = "full", paper: str = "A4", redact: Iterable[str] = (),
               site: str | None = None, archive: bool = False) -> Edition:
    """An edition from words as people and addresses give them. Raises NotFound and Refused."""
    words = frozenset(word.strip() for word in redact if word.strip())
    chosen = next((known for known in VARIANTS if known == variant), None)
    if chosen is None:
        raise NotFound("variant", variant, list(VARIANTS))
    for word in words:
        if word not in REDACTIONS:
            raise NotFound("redaction", word, list(REDACTIONS))
    if paper.casefold() not in PAPERS:
        raise NotFound("paper", paper, list(PAPERS.values()))
    if chosen == "site" and site is None:
        raise Refused(_("A site sheet is about one site."), _("Name the site."))
    if chosen == "site" and site not in engagement.sites:
        raise NotFound("site", site or "", list(engagement.sites))
    return Edition(variant=chosen, paper=PAPERS[paper.casefold()], archive=archive,
                   redact=frozenset(word for word in REDACTIONS if word in words),
                   site=site if chosen == "site" else None)


def own_sections(folder: Path | None) -> tuple[Section, ...]:
    """Sections that a consultant dropped into a folder; none where it is missing. Raises InvalidInput with each file
    that is not one."""
    if folder is None or not folder.is_dir():
        return ()
    found, problems = [], []
    for path in sorted(folder.glob(f"*{SUFFIX}"))[:MOST_SECTIONS]:
        text = path.read_bytes()[:MOST_SECTION_BYTES + 1].decode("utf-8", errors="replace")
        section = read(path.name.removesuffix(SUFFIX), text, own=True) if len(text) <= MOST_SECTION_BYTES else _(
            "The file is too large.")
        if isinstance(section, Section):
            found.append(section)
        else:
            problems.append(Problem(code="own-section", where=f"{SECTIONS}/{path.name}", message=section,
                                    remedy=_("Correct the file or take it out of the folder.")))
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def _trail(entries: Iterable[Entry], names: dict[str, str], as_of: date) -> tuple[TrailLine, ...]:
    """Plans and rooms are left out: no result rests on them, and the report stays the same when one is added."""
    lines = []
    for entry in entries:
        kind = str(entry.fact["kind"])
        if not kind.startswith("report-") and (kind in MOVES_NOTHING or entry.day > as_of):
            continue
        _seq, _day, fact = entry.dated
        lines.append(TrailLine(
            seq=entry.seq, at=entry.at, actor=names.get(entry.actor, entry.actor), role=entry.role,
            via=entry.via, reason=entry.reason, kind=kind, topic=type(fact).__module__.rpartition(".")[2],
            hash=entry.hash, fact=fact if kind in TOLD else None))
    return tuple(lines)
