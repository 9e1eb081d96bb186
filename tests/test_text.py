"""Text at the borders: cleaning, escaping, and the list of messages to translate."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assessment.shipped import ROOT
from assessment.text import LOCALES, clean, escape_formula, escape_markdown, languages, number, quoted


def test_the_list_of_messages_is_current(tmp_path: Path):
    target = tmp_path / "interlock.pot"
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-k", "N_",
                    "--omit-header", "--no-location", "--sort-output", "-o", str(target), "."], cwd=ROOT, check=True)
    assert target.read_text("utf-8") == (LOCALES / "interlock.pot").read_text("utf-8"), "run: make messages"
    assert target.read_text("utf-8").count("msgid ") > 300


def test_english_needs_no_catalogue():
    assert languages()[0] == "en"


@given(st.text())
def test_cleaning_is_idempotent_and_leaves_nothing_dangerous(text: str):
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {"\0", "\x1b", "\u202e", "\u2066"}


def test_a_link_or_image_in_user_text_does_not_come_alive():
    assert escape_markdown("![x](http://evil/y.png)") == r"\!\[x\]\(http\://evil/y\.png\)"
    assert escape_markdown("$x$ <b>") == r"\$x\$ \<b\>"


def test_a_formula_is_told_from_text():
    for text in ("=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"):
        assert escape_formula(text).startswith("'")
    assert escape_formula("plain") == "plain"


def test_a_quotation_is_short_and_on_one_line():
    assert len(quoted("x" * 500)) < 50
    assert "\n" not in quoted("a\nb")


def test_what_a_sum_of_floats_leaves_behind_does_not_decide_how_it_is_rounded():
    assert number(2.749999999999999, ".1f") == number(2.75, ".1f") == "2.8"
    assert (number(2.7499, ".1f"), number(12345), number(0.125, ".2g")) == ("2.7", "12,345", "0.12")
