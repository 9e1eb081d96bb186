"""Minutes left at a person's own pace: worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.library import Settings
from assessment.domain.pace import pace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = Settings(answer_minutes=1.5, answer_pace_after=3, answer_pause_minutes=10)


def times(*minutes: float, names: str = "abcdefghijk") -> list[tuple[datetime, str]]:
    return [(START + timedelta(minutes=m), name) for m, name in zip(minutes, names, strict=False)]


@pytest.mark.parametrize(("answered", "minutes", "own"), [
    ((), 1.5, False),
    (times(0, 1, 2), 1.5, False),            # two times only
    (times(0, 1, 3, 6), 2, True),            # 1, 2, 3
    (times(0, 1, 3, 6, 66, 67), 1.5, True),  # an hour's pause is left out: 1, 1, 2, 3
    (times(0, 1, 5, 6, 7, names="aabcd"), 1, True),  # twice the same question counts once, at its last time: 4, 1, 1
])
def test_the_median_time_between_two_questions(answered, minutes: float, own: bool):
    assert pace(answered, SETTINGS) == (minutes, own)


def test_what_is_left_is_rounded_up():
    assert pace(times(0, 1, 3, 6), SETTINGS).left(7) == 14
    assert pace((), SETTINGS).left(3) == 5
    assert pace((), SETTINGS).left(0) == 0


@given(st.lists(st.floats(0, 600), max_size=30))
def test_no_order_of_times_gives_a_pace_beyond_a_pause(minutes: list[float]):
    found = pace([(START + timedelta(minutes=m), str(n)) for n, m in enumerate(minutes)], SETTINGS)
    assert 0 <= found.minutes <= 10
    assert found.left(10) <= 100
