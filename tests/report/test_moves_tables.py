"""A site's change in the table of sites: a star says real, and none stands beside a change that reads as none."""

from __future__ import annotations

import pytest

from assessment.domain.trend import Move, Trend
from assessment.report.tables.moves import moved_by_site
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


@pytest.mark.parametrize(("change", "real", "told"), [
    (0.31, True, "+0.3*"), (-0.31, True, "−0.3*"), (0.31, False, "+0.3"), (0.04, True, "+0.0"), (-0.04, True, "+0.0"),
    (None, False, "–")])
def test_a_star_stands_only_beside_a_change_that_can_be_seen(change, real, told):
    engagement = run_brief(SAMPLES / "small" / "brief.yaml").engagement()
    site, dimension = next(iter(engagement.sites)), engagement.the_pack.dimensions[0].id
    move = Move(node=dimension, kind="dimension", before=2, after=2 + (change or 0), change=change or 0,
                like_for_like=change, panel=0, scope=0, instrument=0, real=real)
    (row,) = moved_by_site(engagement, {site: Trend(from_cycle="a", to_cycle="b", moves=(move,))}).rows
    assert row[1] == told
