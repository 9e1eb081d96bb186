"""Paper forms as a person holds them, and rows of them as they are recorded."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.facts import Answered, QuestionFlagged
from assessment.report import tables
from assessment.report.paper import paper_html
from assessment.shipped import SAMPLES
from assessment.workspace import Identity, Store
from assessment.workspace.access import OWNER_IDENTITY
from assessment.workspace.papers import enrol, paper_form, paper_pdf, sheet_rows, type_in

BASE = "http://192.168.1.20:8501"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    opened = Store(tmp_path_factory.mktemp("papers") / "test.db")
    opened.bring_in(SAMPLES / "small" / "brief.yaml")
    yield opened
    opened.close()


@pytest.fixture
def workspace(store: Store):
    return store.workspace(store.only(None))


@pytest.fixture(scope="module")
def printed(store: Store) -> bytes:
    return paper_pdf(store.workspace(store.only(None)), person="n-quality", base=BASE)


def pages(pdf: bytes) -> list[str]:
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return told.decode().split("\f")[:-1]


def test_every_question_stands_on_the_paper_with_number_id_and_levels(printed: bytes, workspace):
    engagement = workspace.engagement()
    rows = sheet_rows(engagement, "first", "north", "Quality")
    told = " ".join(" ".join(pages(printed)).split())
    for row in rows:
        question = engagement.the_pack.questions[row.question]
        assert f"{row.number}. {question.text.split()[0]}" in told
        assert row.question in told
    assert told.count("0 does not apply, because:") == told.count("? not known") == len(rows)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_each_dimension_begins_a_page_and_pages_are_numbered(printed: bytes, workspace):
    found = pages(printed)
    form = paper_form(workspace, person="n-quality", base=BASE)
    starts = [next(n for n, page in enumerate(found) if page.lstrip().startswith(part.name)) for part in form.parts]
    assert starts == sorted(set(starts))
    assert starts[0] == 1
    assert all(f"Page {n} of {len(found)}" in page for n, page in enumerate(found, start=1))
    assert sum(starts[i + 1] - starts[i] == 1 for i in range(len(starts) - 1)) >= len(starts) * 2 // 3


def test_the_paper_is_tagged_of_the_size_asked_and_the_same_again(printed: bytes, workspace):
    assert paper_pdf(workspace, person="n-quality", base=BASE) == printed
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert [round(float(x)) for x in pdf.pages[0].MediaBox[2:]] == [595, 842]
        kinds = {str(one.get("/S", "")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)}
        assert {"/H1", "/H2", "/H3", "/L", "/Figure"} <= kinds


def test_the_square_leads_to_the_page_of_entry_and_carries_no_ticket(workspace):
    for who, end in (({"person": "n-it"}, "/answer"), ({"site": "north"}, "/join")):
        form = paper_form(workspace, **who, base=BASE + "/")
        assert form.entry == BASE + end
        assert "data:image/svg+xml" in paper_html(form)
    for base in ("", "http://localhost:8501", "http://127.0.0.1:8501"):  # a phone would look in itself
        form = paper_form(workspace, person="n-it", base=base)
        assert form.entry == ""
        assert "<img" not in paper_html(form)


def test_a_form_for_a_site_is_for_anybody_and_numbers_stay(workspace):
    engagement = workspace.engagement()
    form = paper_form(workspace, site="north", base=BASE)
    html = paper_html(form)
    assert "n-it" not in html
    assert "Your function (fill one):" in html
    numbers = {question.id: number for part in form.parts for number, question in part.questions}
    for row in sheet_rows(engagement, "first", "north", "IT", of_site=True):
        assert numbers[row.question] == row.number
        assert "IT" in engagement.the_pack.questions[row.question].functions


def test_what_cannot_be_printed_is_refused(workspace):
    for who in ({}, {"person": "n-it", "site": "north"}):
        with pytest.raises(Refused, match="for a person or for a site"):
            paper_form(workspace, **who)
    with pytest.raises(NotFound):
        paper_form(workspace, person="nobody")
    with pytest.raises(NotFound):
        paper_form(workspace, site="nowhere")


def test_hostile_names_stay_text(workspace):
    form = paper_form(workspace, person="n-it")
    html = paper_html(form.__class__(**{**form.__dict__, "client": "<script>x</script>", "place": "<b>"}))
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_the_command_writes_the_form(store: Store, tmp_path: Path):
    out = tmp_path / "form.pdf"
    ran = CliRunner().invoke(main, ["paper", "--person", "n-quality", "--out", str(out), "--letter", "--store",
                                    str(store.path)])
    assert ran.exit_code == 0, ran.output
    with pikepdf.open(out) as pdf:
        assert [round(float(x)) for x in pdf.pages[0].MediaBox[2:]] == [612, 792]
    wrong = CliRunner().invoke(main, ["paper", "--out", str(out), "--store", str(store.path)])
    assert wrong.exit_code != 0
    assert "Name one of them" in wrong.output


def test_a_row_is_recorded_on_behalf_of_its_person_and_read_back(store: Store, workspace):
    fact = Answered(cycle="first", site="north", question="arch-segmentation", person="n-ot", value=2, comment="c")
    entry = type_in(workspace, fact)
    assert (entry.on_behalf_of, entry.reason, entry.fact["value"]) == ("n-ot", "paper form", 2)
    viewer = store.workspace(workspace.id, Identity("n-it", workspace.id))
    with pytest.raises(NotAllowed):
        type_in(viewer, fact)


def test_what_somebody_else_answered_is_not_told_to_who_types(store: Store, workspace):
    own = store.workspace(workspace.id, Identity("n-ot", workspace.id))
    own.record(Answered(cycle="first", site="north", question="cyber-backup", person="n-ot", value=5))
    assert "cyber-backup" in {one.fact.question for one in own.given("n-ot")}
    owner = store.workspace(workspace.id, OWNER_IDENTITY)
    assert owner.given("n-ot") == ()
    owner.record(Answered(cycle="first", site="north", question="cyber-backup", person="n-ot", value=4))
    assert [one.fact.value for one in owner.given("n-ot")] == [4]  # what one has typed oneself


def test_somebody_new_is_a_participant_under_a_number(store: Store, workspace):
    person = enrol(store, workspace, "OT", "north", "Ada")
    known = workspace.engagement().people[person]
    assert (known.role, known.function, known.site) == ("participant", "OT", "north")
    participant = store.workspace(workspace.id, Identity(person, workspace.id))
    with pytest.raises(NotAllowed):
        enrol(store, participant, "OT", "north")


def test_flags_stand_in_a_table_of_the_report_without_names(workspace):
    place = {"cycle": "first", "site": "north", "question": "arch-segmentation"}
    assert tables.flags(workspace.engagement(), "first").rows == ()
    workspace.record(QuestionFlagged(**place, person="n-ot", flag="evidence", note="<b>drawing"))
    workspace.record(QuestionFlagged(**place, person="n-it", flag="evidence"))
    table = tables.flags(workspace.engagement(), "first")
    assert sum(column.width for column in table.columns) == 100
    assert [row[1:] for row in table.rows] == [("North plant", "evidence is needed", "2", "<b>drawing", "open")]
    assert not re.search("n-ot|n-it", str(table))
