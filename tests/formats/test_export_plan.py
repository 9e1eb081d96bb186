"""Exports of a roadmap: rows by hand, same bytes, plans without tasks, hostile names."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from formats.exporting import HOSTILE, TOLD, busy, infeasible, named, small

from assessment.domain.basis import NotFound
from assessment.domain.roadmap import verify
from assessment.formats.exports import EXPORTS, export_plan
from assessment.formats.exports.rows import left_out, milestones, short_title, task_rows
from assessment.shipped import ROOT
from assessment.text import speaking

AGAIN = """
import pickle, sys
from hashlib import sha256
from assessment.formats.exports import EXPORTS, export_plan
results = pickle.load(sys.stdin.buffer)
print(*(sha256(export_plan(results, to)).hexdigest() for to in EXPORTS))
"""


def test_the_plans_to_export_keep_every_rule():
    for results in (small(), busy()):
        assert verify(results.frame, results.roadmap) == []


def test_a_row_has_the_dates_and_figures_of_its_task():
    rows = {row.id: row for row in task_rows(small())}
    row = rows["I03@north"]
    assert row.name == "OT asset, software and connection inventory"
    assert (row.unit_name, row.stage) == ("North plant", "assess")
    assert (row.start, row.last) == (date(2027, 4, 1), date(2027, 6, 30))
    assert row.months == (date(2027, 4, 1), date(2027, 5, 1), date(2027, 6, 1))
    assert row.paused == ()
    assert row.effort == pytest.approx({"IT": 7.8, "OT": 13, "Quality": 2.6, "Business": 0.65})
    assert (row.cost, row.recurring) == pytest.approx((227.24, 29.9))
    assert row.waits_for == "money"
    assert rows["I13@programme"].waits_for == "I09 Decision on the convergence path (programme); money"
    assert row.owner == "Head of global automation"
    assert len(row.deliverables) == len(row.kpis) == 3


def test_every_scheduled_task_is_a_row_from_the_first_day_of_a_month_to_the_last_day_of_another():
    results = small()
    rows = {row.id: row for row in task_rows(results)}
    assert rows.keys() == {s.task for s in results.roadmap.scheduled}
    for s in results.roadmap.scheduled:
        row, (year, month) = rows[s.task], divmod(9 + s.start, 12)  # the plan starts in October 2026
        assert row.start == date(2026 + year, month + 1, 1)
        after = row.last + timedelta(days=1)
        assert (after.day, 12 * after.year + after.month - 12 * row.start.year - row.start.month) == (
            1, s.finish - s.start)


def test_a_month_in_which_the_site_is_frozen_is_a_pause():
    row = next(row for row in task_rows(busy()) if row.id == "I03@north")
    assert (row.start, row.last) == (date(2027, 4, 1), date(2027, 7, 31))
    assert row.months == (date(2027, 4, 1), date(2027, 6, 1), date(2027, 7, 1))
    assert row.paused == (date(2027, 5, 1),)


def test_a_row_names_the_scheduled_tasks_that_it_starts_after_and_the_gate_with_them():
    rows = {row.id: row for row in task_rows(busy())}
    assert rows["I17@programme"].prerequisites == ("I06@programme", "I09@programme")
    assert rows["I29@north"].prerequisites == ("I15@programme",)
    assert rows["I33@north"].prerequisites[-1] == "I09@programme"
    assert rows["I29@south"].prerequisites == ()  # a running programme waits for nothing
    for row in rows.values():
        assert all(rows[name].last < row.start for name in row.prerequisites)


def test_of_several_gates_a_row_names_the_one_that_opens_first():
    results = busy()
    frame = results.frame.model_copy(update={"tasks": tuple(
        task.model_copy(update={"opens": "gate"} if task.id == "I16@programme" else {})
        for task in results.frame.tasks)})
    frame = type(frame).model_validate(frame.model_dump())
    row = next(row for row in task_rows(replace(results, frame=frame)) if row.id == "I29@north")
    assert row.prerequisites == ("I15@programme", "I16@programme")


def test_milestones_are_the_decision_and_the_gates():
    assert [(mark.kind, mark.day, mark.task) for mark in milestones(busy())] == [
        ("decision", date(2027, 6, 30), "I09@programme"), ("gate", date(2028, 1, 31), "I15@programme")]


def test_what_is_not_in_the_plan_says_why():
    results = small()
    rows = left_out(results)
    assert {row.id for row in rows} == {*results.roadmap.unscheduled, *results.frame.excluded}
    assert all(row.why and row.name for row in rows)
    assert next(row for row in rows if row.id == "I03@south").unit_name == "South plant"


def test_a_long_name_leaves_room_for_the_unit():
    row = task_rows(named("n" * 300))[0]
    title = short_title(row, 255)
    assert len(title) == 255
    assert title.count("…") == 2 if row.unit != "programme" else title.endswith("– programme")


def test_an_unknown_format_is_told():
    with pytest.raises(NotFound, match=r"There is no export format named 'doc'. Known: .*mermaid"):
        export_plan(small(), "doc")


def test_the_same_results_give_the_same_bytes_in_every_process():
    here = [sha256(export_plan(busy(), to)).hexdigest() for to in EXPORTS]
    there = subprocess.run([sys.executable, "-c", AGAIN], cwd=ROOT, input=pickle.dumps(busy()), capture_output=True,
                           check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert there.stdout.decode().split() == here


@pytest.mark.parametrize("to", EXPORTS)
def test_another_language_gives_another_file(to: str):
    with speaking("de"):
        german = export_plan(busy(), to)
    assert german != export_plan(busy(), to)


@pytest.mark.parametrize("to", ["msproject", "ical", "mermaid"])
def test_a_plan_that_cannot_be_says_so_in_the_file(to: str):
    text = " ".join(export_plan(infeasible(), to).decode().split())
    assert "No plan keeps every rule" in text
    assert TOLD in text


@pytest.mark.parametrize("to", ["jira", "azure"])
def test_a_plan_that_cannot_be_puts_nothing_on_a_board(to: str):
    assert export_plan(infeasible(), to).count(b"\n") == 1


@pytest.mark.parametrize("to", EXPORTS)
def test_hostile_names_are_written(to: str):
    for text in HOSTILE.values():
        content = export_plan(named(text), to)
        assert content
        assert b"\x07" not in content or to == "xlsx"
