"""The record: every kind of entry has a name, so that the counts add up to the journal."""

from __future__ import annotations

from assessment.report.tables.records import TOPICS
from assessment.shipped import ROOT


def test_every_group_of_facts_has_a_name_in_the_record():
    modules = {path.stem for path in (ROOT / "assessment" / "domain" / "facts").glob("*.py")} - {"__init__", "types"}
    assert modules == set(TOPICS)
