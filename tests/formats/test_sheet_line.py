"""A row of a sheet in one line: what it means, and what is wrong with it."""

from __future__ import annotations

import pytest
from domain.building import pack, question

from assessment.domain.pack import Scale
from assessment.formats.sheet_line import read_line

PACK = pack()
ASKED = question("q")


@pytest.mark.parametrize(("line", "meant"), [
    ("3", (3, None, "")), (" 5 ", (5, None, "")), ("3 h", (3, "high", "")), ("3 H as seen", (3, "high", "as seen")),
    ("2 l", (2, "low", "")), ("2 m noted in March", (2, "medium", "noted in March")),
    ("4 happens weekly", (4, None, "happens weekly")), ("?", ("unknown", None, "")), ("? new here",
                                                                                      ("unknown", None, "new here")),
    ("0 no such line", ("na", None, "no such line")), ("0 h no such line", ("na", "high", "no such line")),
])
def test_a_line_is_read(line: str, meant):
    typed, problem = read_line(line, PACK, ASKED)
    assert problem is None
    assert tuple(typed) == meant


@pytest.mark.parametrize(("line", "code"), [
    ("0", "no-reason"), ("0 h", "no-reason"), ("7", "bad-level"), ("three", "bad-line"), ("3x", "bad-line"),
    ("=1+1", "bad-line"), ("", "bad-line"), ("99999", "bad-line"), ("٣", "bad-line"), ("-1", "bad-line"),
])
def test_what_is_no_row_is_told(line: str, code: str):
    typed, problem = read_line(line, PACK, ASKED)
    assert typed is None
    assert problem.code == code
    assert problem.remedy


def test_where_zero_is_a_level_n_says_that_a_question_does_not_apply():
    scale = Scale(minimum=0, maximum=3, names=("a", "b", "c", "d"))
    zero = PACK.model_copy(update={"scale": scale})
    assert read_line("0", zero, ASKED)[0].value == 0
    assert tuple(read_line("n no such line", zero, ASKED)[0]) == ("na", None, "no such line")
    assert read_line("n", zero, ASKED)[1].code == "no-reason"
