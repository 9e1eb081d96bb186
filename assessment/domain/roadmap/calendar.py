"""From dates to months: freezes and shutdown windows on the roadmap's calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from assessment.domain.engagement import Engagement
from assessment.domain.facts import FreezeSet
from assessment.domain.roadmap.types import PROGRAMME

WEEKS_A_MONTH = 4.345


def first_day(start: date, month: int) -> date:
    """First day of month `month`; month 0 is the calendar month of `start`."""
    number = start.month - 1 + month
    return date(start.year + number // 12, number % 12 + 1, 1)


def month_of(start: date, day: date) -> int:
    """Number of the month in which a day lies; below 0 before the roadmap begins."""
    return (day.year - start.year) * 12 + day.month - start.month


def days_in(start: date, month: int) -> set[date]:
    first = first_day(start, month)
    return {first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1])}


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def frozen_months(engagement: Engagement, months: int, stops: str) -> dict[str, tuple[int, ...]]:
    """Unit -> months of which at least half the days lie in freezes that stop `stops` there.

    A freeze without a site holds at every site and for the programme.
    """
    found = {}
    for unit in (PROGRAMME, *engagement.sites):
        at = [f for f in engagement.freezes.values() if stops in f.stops and f.site in (None, unit)]
        frozen = _half_covered(engagement.start, months, at)
        if frozen:
            found[unit] = frozen
    return found


def _half_covered(start: date, months: int, freezes: Iterable[FreezeSet]) -> tuple[int, ...]:
    closed: set[date] = set()
    for freeze in freezes:
        closed |= _days(freeze.first, freeze.last)
    if not closed:
        return ()
    return tuple(m for m in range(months) if 2 * len(days_in(start, m) & closed) >= len(days_in(start, m)))


def window_hours(engagement: Engagement, months: int) -> dict[str, dict[int, float]]:
    """Site -> month -> hours of planned standstill in it (days x 24); sites with at least one known window."""
    by_site: dict[str, set[date]] = {}
    for shutdown in engagement.shutdowns.values():
        by_site.setdefault(shutdown.site, set()).update(_days(shutdown.first, shutdown.last))
    found: dict[str, dict[int, float]] = {}
    for site, days in sorted(by_site.items()):
        hours = {m: 24.0 * len(days_in(engagement.start, m) & days) for m in range(months)}
        found[site] = {m: h for m, h in hours.items() if h > 0}
    return found
