"""Running programmes from a portfolio list."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.formats import programmes_template, read_programmes
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


@pytest.fixture(scope="module")
def engagement():
    return run_brief(SAMPLES / "small" / "brief.yaml").engagement()


def read(engagement, *rows: str):
    header = "project;plant;start;end;OT;IT;delivers;colour"
    return read_programmes("\n".join((header, *rows)).encode(), "list.csv", engagement)


def test_a_list_of_a_project_office_is_understood(engagement):
    found, problems = read(engagement, "MES roll-out;north;2026-01-01;2027-06-30;6,5;3;I03 I24;blue",
                           "ERP;;2026-01-01;2026-12-31;;;;")
    assert problems == []
    mes, erp = found
    assert (mes.programme, mes.site, mes.weeks, mes.delivers) == ("mes-roll-out", "north", {"OT": 6.5, "IT": 3.0},
                                                                 ("I03", "I24"))
    assert (erp.site, erp.weeks, erp.last) == (None, {}, date(2026, 12, 31))


@pytest.mark.parametrize(("row", "place"), [
    ("MES;west;2026-01-01;2027-06-30;;;;", "list.csv:2 site"), ("MES;;1.1.2026;2027-06-30;;;;", "list.csv:2 first"),
    ("MES;;2027-01-01;2026-06-30;;;;", "list.csv:2 last"), ("MES;;2026-01-01;2027-06-30;-3;;;", "list.csv:2 OT"),
    ("MES;;2026-01-01;2027-06-30;many;;;", "list.csv:2 OT"), ("MES;;2026-01-01;2027-06-30;nan;;;", "list.csv:2 OT"),
    ("MES;;2026-01-01;2027-06-30;;;I99;", "list.csv:2 delivers"), (";;2026-01-01;2027-06-30;;;;", "list.csv:2 name"),
])
def test_each_problem_names_its_place_and_nothing_is_taken(engagement, row: str, place: str):
    found, problems = read(engagement, row, "ERP;;2026-01-01;2026-12-31;;;;")
    assert found == []
    assert [problem.where for problem in problems] == [place]


def test_a_programme_stands_in_a_list_once(engagement):
    row = "MES;;2026-01-01;2027-06-30;;;;"
    assert [problem.code for problem in read(engagement, row, row)[1]] == ["duplicate-programme"]


def test_the_template_reads(engagement):
    found, problems = read_programmes(programmes_template().encode(), "t.csv", engagement)
    assert problems == []
    assert found[0].delivers == ("I03",)
