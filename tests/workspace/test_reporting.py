"""The report in its editions through the workspace: facts, rights, draft and final, pictures, the sealed annex."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.facts import CycleOpened, PilotChosen, ReportBranded, ReportEdited
from assessment.report.edition import PLAIN, Edition
from assessment.shipped import SAMPLES
from assessment.workspace import Store, Workspace
from assessment.workspace.reporting import edition_of


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "test.db"
    with Store(path, clock=lambda: datetime(2026, 11, 28, tzinfo=UTC)) as opened:
        opened.bring_in(SAMPLES / "small" / "brief.yaml")
        yield opened


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return store.workspace(store.engagements()[0])


def test_editions_are_asked_for_in_words(workspace: Workspace):
    known = workspace.engagement()
    assert edition_of(known) == PLAIN
    assert edition_of(known, "site", "letter", ["names", " "], "north").name == "report-site-north-letter-redacted"
    assert edition_of(known, "site", redact=["sites"], site="north").name == "report-site-redacted"
    for asked in ({"variant": "poster"}, {"paper": "A5"}, {"redact": ["everything"]},
                  {"variant": "site", "site": "nowhere"}):
        with pytest.raises(NotFound):
            edition_of(known, **asked)
    with pytest.raises(Refused, match="Name the site"):
        edition_of(known, "site")


def test_final_lasts_until_something_that_is_shown_changes(workspace: Workspace):
    reports = workspace.reports
    assert not reports.is_final()
    digest, stamp = workspace.results().digest, workspace.stamp()
    reports.finalise()
    assert reports.is_final()
    assert workspace.results().digest == digest
    assert workspace.stamp() != stamp
    assert "· Final" in workspace.report("html", edition=Edition(variant="brief")).decode()
    workspace.record(ReportEdited(variant="brief", section="10-summary", cycle="first", comment="Read this first."))
    assert not reports.is_final()
    page = workspace.report("html", edition=Edition(variant="brief")).decode()
    assert "· Draft" in page
    assert "Read this first." in page
    reports.finalise()
    workspace.record(PilotChosen(site="south", reason="Nearer"))
    assert not reports.is_final()


def test_who_may_only_read_changes_nothing(store: Store, workspace: Workspace):
    reader = Workspace(store.journal, workspace.id, actor="n-ot", role="viewer")
    for fact in (ReportEdited(variant="full", section="40-path"), ReportBranded(cover="x")):
        with pytest.raises(NotAllowed):
            reader.record(fact)
    with pytest.raises(NotAllowed):
        reader.reports.seal()
    with pytest.raises(NotAllowed):
        reader.reports.keep_logo(b"")
    with pytest.raises(NotAllowed):
        reader.reports.handed()


def test_what_cannot_be_read_or_is_not_there_is_refused(workspace: Workspace):
    with pytest.raises(Refused, match="nearest colour"):
        workspace.record(ReportBranded(accent="#f2b632"))
    with pytest.raises(NotFound, match="cycle"):
        workspace.record(ReportEdited(variant="full", section="40-path", cycle="never"))


def test_a_logo_is_kept_beside_the_journal_and_printed(workspace: Workspace):
    body = io.BytesIO()
    Image.new("RGB", (120, 40), "#7a1f5a").save(body, format="PNG")
    name = workspace.reports.keep_logo(body.getvalue())
    workspace.record(ReportBranded(logo=name, accent="#7a1f5a"))
    logo = workspace.reports.logo()
    assert logo is not None
    assert logo.type == "image/png"
    page = workspace.reports.first_page(Edition(variant="brief"))
    assert 'class="logo" src="data:image/png;base64,' in page
    assert "--accent: #7a1f5a" in page


def test_the_annex_is_encrypted_and_opens_with_its_password(workspace: Workspace):
    with pytest.raises(Refused, match="password is shown"):
        workspace.reports.handed()
    annex = workspace.reports.seal()
    assert workspace.reports.handed() == annex.pdf
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(annex.pdf))
    with pikepdf.open(io.BytesIO(annex.pdf), password=annex.password) as document:
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert document.allow.accessibility
        assert not document.allow.modify_other
    assert b"Restricted" not in annex.pdf
    assert workspace.reports.seal().password != annex.password


def test_own_sections_lie_beside_the_store(store: Store, workspace: Workspace, tmp_path: Path):
    folder = store.path.parent / "sections"
    folder.mkdir()
    body = '{# in: brief #}{% set title = "Ours" %}<p>{{ book.answer }}</p>'
    (folder / "12-ours.html.j2").write_text(body, "utf-8")
    assert 'id="12-ours"' in workspace.report("html", edition=Edition(variant="brief")).decode()
    assert [s.id for s in workspace.reports.sections(Edition(variant="brief"))] == ["10-summary", "12-ours"]
    (folder / "12-ours.html.j2").unlink()
    assert 'id="12-ours"' not in workspace.report("html", edition=Edition(variant="brief")).decode()
    (tmp_path / "13-other.html.j2").write_text(body, "utf-8")
    assert 'id="13-other"' in workspace.report("html", edition=Edition(variant="brief"), sections=tmp_path).decode()


def test_an_earlier_cycle_keeps_its_digest_when_the_next_begins(workspace: Workspace):
    from assessment.domain.facts import CycleClosed

    workspace.record(CycleClosed(cycle="first", date=workspace.today))
    before = workspace.results("first").digest
    workspace.reports.finalise("first")
    later = Workspace(workspace._shared.journal, workspace.id, clock=lambda: datetime(2027, 2, 1, tzinfo=UTC),
                      shared=workspace._shared)
    later.record(CycleOpened(cycle="second", date=later.today))
    later.record(PilotChosen(site="north", reason="Again"))
    assert later.results("first").digest == before
    assert later.reports.is_final("first")
