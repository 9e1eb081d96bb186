"""The printed permit: one tagged page that says who decided on what evidence, and whether it is in force."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pikepdf
import pytest
from pdfua import broken

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.gate import review
from assessment.formats import shipped_library, shipped_pack
from assessment.journal import MemoryJournal
from assessment.text import speaking
from assessment.workspace import Workspace

HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/x.png)"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def opened(evidence: str = "Record", **flow: object) -> tuple[Workspace, Clock]:
    """An engagement whose one connection has a permit of 2 March 2026."""
    clock = Clock()
    names = {"ola": "Ola Nordmann", "seb": "Sebastian Krüger", "qui": "Quirina Vogel", "rev": "Reva Reed"}
    workspace = Workspace(MemoryJournal(), "acme", clock=clock, names=lambda: names)
    pack, library = shipped_pack("it-ot-convergence"), shipped_library()
    facts: list[f.Fact] = [
        f.EngagementOpened(client="Acme " + HOSTILE, currency="EUR", start=date(2026, 1, 5)),
        f.PackPinned(pack=pack.model_dump(mode="json", by_alias=True)),
        f.LibraryPinned(library=library.model_dump(mode="json")), f.SiteDefined(site="north", name="North"),
        *(f.RespondentDefined(person=p, function="Quality" if p == "qui" else "OT") for p in names),
        f.ZoneDefined(zone="edge", site="north", name="Edge", level="3", target_level=2),
        f.ZoneDefined(zone="dmz", site="north", name="DMZ", level="3.5"),
        f.ConnectionDefined(**{
            "connection": "copy", "site": "north", "name": "Copy", "from_zone": "edge", "to_zone": "dmz",
            "data": HOSTILE, "direction": "both", "gxp": True, "remote_access": True, "live": True,
            "owner": "ola", "ot_security": "seb", "quality": "qui", **flow})]
    workspace.record_all((f"e{number}", clock.now, fact) for number, fact in enumerate(facts))
    for criterion in library.gate.criteria:
        workspace.record(f.CriterionReviewed(connection="copy", criterion=criterion.id, result="met", reviewer="rev",
                                             date=workspace.today, evidence=f"{evidence} {criterion.id}"))
    for capacity, person in (("owner", "ola"), ("ot-security", "seb"), ("quality", "qui")):
        workspace.record(f.GateDecided(connection="copy", capacity=capacity, person=person, go=True,
                                       date=workspace.today, note=f"File {capacity}"))
    return workspace, clock


def words(workspace: Workspace) -> str:
    """What the permit says, in one line."""
    page = workspace.permit("copy", "html").decode().split("</head>")[1]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def pages(workspace: Workspace) -> int:
    with pikepdf.open(io.BytesIO(workspace.permit("copy"))) as document:
        return len(document.pages)


def test_it_is_one_page_that_says_who_decided_what_on_which_evidence():
    workspace, _clock = opened()
    assert pages(workspace) == 1
    said = words(workspace)
    for told in ("Connection permit no. 1", "Ola Nordmann", "Sebastian Krüger", "Quirina Vogel", "Reva Reed",
                 "Record G14", "2026-03-02 09:30:00", "entered by", "File quality", "SL-T 2", "SL-T not set",
                 "with remote access",                 "no conformity", "21 CFR Part 11"):
        assert told in said
    issued = review(workspace.engagement(), "copy", workspace.today).issued
    assert issued is not None
    assert issued.digest in said
    assert "Not in force" not in said
    assert "compliant" not in said


def test_the_same_record_gives_the_same_bytes_and_another_digest_when_it_differs():
    first, second = opened()[0], opened()[0]
    assert first.permit("copy") == second.permit("copy")
    other = opened(name="Copy two")[0]

    def digest(workspace: Workspace) -> str:
        issued = review(workspace.engagement(), "copy", workspace.today).issued
        return issued.digest if issued else ""

    assert digest(first) == digest(second) != digest(other)


def test_it_is_tagged_and_user_text_stays_text():
    workspace, _clock = opened()
    assert broken(workspace.permit("copy")) == {}
    with pikepdf.open(io.BytesIO(workspace.permit("copy"))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert not [page for page in document.pages if page.get("/Annots")]
    html = workspace.permit("copy", "html").decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("happens", "told"), [
    (lambda w, c: c.on(date(2027, 3, 2)), "Lapsed on 2027-03-02"),
    (lambda w, c: w.record(f.GateRevoked(connection="copy", person="seb", date=w.today,
                                         reason="Found a second way in")),
     "Revoked on 2026-03-02. Found a second way in"),
    (lambda w, c: w.record(f.CriterionReviewed(connection="copy", criterion="G9", result="not-met", date=w.today,
                                               reviewer="rev", evidence="Failed")),
     "a criterion was found not to be met"),
    (lambda w, c: w.record(f.ZoneDefined(zone="dmz", site="north", name="DMZ", level="4")),
     "the flow or one of its zones changed"),
    (lambda w, c: w.record(f.GateDecided(connection="copy", capacity="quality", person="qui", go=False, date=w.today,
                                         note="Batch at risk")), "one of the three said no. Batch at risk"),
    (lambda w, c: w.record(w.engagement().connections["copy"].model_copy(update={"owner": "rev"})), "Suspended on"),
])
def test_one_that_is_not_in_force_says_so(happens, told):
    workspace, clock = opened()
    happens(workspace, clock)
    said = words(workspace)
    assert "Not in force." in said
    assert told in said


def test_the_day_before_it_lapses_it_is_in_force():
    workspace, clock = opened()
    clock.on(date(2027, 3, 1))
    assert "Not in force" not in words(workspace)


def test_long_evidence_is_cut_in_the_table_and_stands_in_full_behind_it():
    workspace, _clock = opened(evidence="Seen and described at length. " * 12)
    assert pages(workspace) > 1
    table, full = words(workspace).split("Evidence in full")
    assert "(in full below)" in table
    assert "length. G14" not in table
    assert "length. G14" in full


def test_a_lighter_set_names_what_is_not_asked():
    workspace, _clock = opened(direction="read", one_way=True, remote_access=False)
    assert "Not asked of a read-only one-way flow: G6, G10." in words(workspace)


def test_it_speaks_german():
    workspace, _clock = opened()
    with speaking("de"), pikepdf.open(io.BytesIO(workspace.permit("copy"))) as document:
        assert str(document.Root.Lang) == "de"


def test_a_connection_without_a_permit_has_none_to_print():
    workspace, _clock = opened()
    workspace.record(workspace.engagement().connections["copy"].model_copy(update={"connection": "new"}))
    with pytest.raises(Refused, match="never given a permit"):
        workspace.permit("new")
    with pytest.raises(NotFound, match="connection"):
        workspace.permit("ghost")
    with pytest.raises(NotFound, match="report format"):
        workspace.permit("copy", "docx")
