"""CSV for Jira and Azure DevOps: hierarchy, links, and cells that start no formula."""

from __future__ import annotations

import csv
import io

import pytest
from formats.exporting import HOSTILE, busy, named, small

from assessment.domain.results import Results
from assessment.formats.exports import export_plan
from assessment.formats.exports.rows import TaskRow, short_title, task_rows

RISKY = ("=", "+", "-", "@", "\t", "\r")


def table(results: Results, to: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(export_plan(results, to).decode(), newline=""))
    assert all(len(row) == len(header) for row in rows)
    return header, rows


def stories(results: Results) -> dict[str, tuple[TaskRow, dict[str, str], list[str]]]:
    """Task -> its row, its story's cells, the numbers that it blocks."""
    header, rows = table(results, "jira")
    by_title = {short_title(row, 255): row for row in task_rows(results)}
    found = {}
    for cells in rows:
        story = dict(zip(header, cells, strict=True))
        if story["Issue Type"] == "Story":
            row = by_title[story["Summary"]]
            found[row.id] = row, story, [cell for name, cell in zip(header, cells, strict=True)
                                         if name == "Blocks" and cell]
    return found


def test_jira_has_an_epic_an_initiative_before_its_stories():
    header, rows = table(small(), "jira")
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert len({row["Issue Id"] for row in found}) == len(found)
    epics = {row["Issue Id"]: row["Summary"] for row in found if row["Issue Type"] == "Epic"}
    assert len(epics) == len({row.initiative for row in task_rows(small())}) == 13
    assert [row["Issue Type"] for row in found] == ["Epic"] * 13 + ["Story"] * 14
    for row, story, _blocks in stories(small()).values():
        assert epics[story["Parent"]] == f"{row.initiative} {row.name}"


def test_jira_stories_have_dates_and_seconds_of_work():
    found = stories(small())
    assert found.keys() == {s.task for s in small().roadmap.scheduled}
    for row, story, _blocks in found.values():
        assert (story["Start date"], story["Due date"]) == (str(row.start), str(row.last))
        assert int(story["Original estimate"]) == pytest.approx(row.weeks * 40 * 3600, abs=1)
    assert found["I02@programme"][1]["Original estimate"] == "2592000"  # 18 person-weeks


def test_jira_links_are_the_prerequisites():
    found = stories(busy())
    name_of = {story["Issue Id"]: name for name, (_row, story, _blocks) in found.items()}
    linked = {(before, name_of[number]) for before, (_row, _story, blocks) in found.items() for number in blocks}
    assert linked == {(before, name) for name, (row, _s, _b) in found.items() for before in row.prerequisites}
    assert ("I15@programme", "I29@north") in linked


def test_jira_labels_are_words_and_gates_come_first():
    found = stories(busy())
    assert found["I29@north"][1]["Labels"] == "interlock protect I29 north connecting"
    assert {name for name, (_row, story, _blocks) in found.items() if story["Priority"] == "High"} == {
        "I09@programme", "I15@programme"}


def test_azure_has_a_feature_a_task_under_its_epic():
    header, rows = table(busy(), "azure")
    epic, found = "", {}
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        assert row["State"] == "New"
        if row["Work Item Type"] == "Epic":
            epic = row["Title 1"]
            assert not row["Title 2"]
        else:
            assert not row["Title 1"]
            found[row["Title 2"]] = epic, row
    for row in task_rows(busy()):
        epic, cells = found.pop(short_title(row, 255))
        assert epic == f"{row.initiative} {row.name}"
        assert (cells["Start Date"], cells["Target Date"]) == (str(row.start), str(row.last))
        assert float(cells["Effort"] or 0) == pytest.approx(row.weeks, abs=0.01)
        assert row.stage in cells["Tags"].split("; ")
    assert found == {}


def test_azure_tells_what_a_feature_starts_after():
    header, rows = table(busy(), "azure")
    told = next(dict(zip(header, row, strict=True)) for row in rows if row[2].startswith("I29") and "North" in row[2])
    assert "<b>Starts after:</b> I15 " in told["Description"]


@pytest.mark.parametrize("to", ["jira", "azure"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_cell_starts_a_formula(text: str, to: str):
    header, rows = table(named(text), to)
    assert len(rows) == len(table(busy(), to)[1])
    for row in rows:
        assert not any(cell.lstrip().startswith(RISKY) for cell in row)
        assert all(len(cell) <= 255 for cell, name in zip(row, header, strict=True) if name in (
            "Summary", "Title 1", "Title 2"))


def test_azure_shows_markup_as_text():
    _header, rows = table(named(HOSTILE["xml"]), "azure")
    assert "&lt;b a='1'&gt;&amp;amp;" in rows[0][-1]
    assert all("<b a" not in row[-1] and "<!--" not in row[-1] for row in rows)


def test_jira_shows_markup_as_text():
    _header, rows = table(named(HOSTILE["markup"]), "jira")
    assert "\\{code\\}\\!http://x.example/y.png\\!\\[a\\|b\\]\\*c\\*" in rows[0][4]


@pytest.mark.parametrize("to", ["jira", "azure"])
def test_lines_of_the_file_end_as_the_tools_want_it(to: str):
    content = export_plan(small(), to)
    assert content.startswith((b"Summary,", b"Work Item Type,"))  # no byte-order mark before the first column
    assert content.endswith(b"\r\n")
    assert content.replace(b"\r\n", b"").count(b"\r") == 0


def test_the_title_of_a_story_keeps_its_site_however_long_the_names_are():
    titles = [short_title(row, 255) for row in task_rows(named(HOSTILE["long"]))]
    assert all("– long name" in title or title.endswith("– programme") for title in titles)
