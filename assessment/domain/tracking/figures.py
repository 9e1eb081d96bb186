"""Where key figures stand on a day against the straight line to their target, and benefits against the value case."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.facts import KpiDefined, KpiMeasured
from assessment.domain.roadmap import first_day
from assessment.domain.value import DriverValue, ValueCase

Course = Literal["on track", "off track", "reached", "no target", "no baseline", "no value"]
YEAR = 365.25


class KpiStanding(Frozen):
    """A key figure on a day. `due`: the value that the straight line from baseline to target gives on the day of the
    latest value (the target from its day on); `course` compares the latest value with it. `moved`: latest less
    baseline, in the better direction above 0, None without both."""

    kpi: str
    name: str
    unit: str
    better: Literal["higher", "lower"]
    site: str | None
    owner: str | None
    baseline: float | None
    target: float | None
    latest: float | None
    on: date | None
    due: float | None
    course: Course
    moved: float | None
    dimensions: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()


class BenefitStanding(Frozen):
    """Benefits booked of a driver, thousand of currency, against what the value case expects over the same days.

    `expected`: P50 a year at full effect, prorated over the days that entries cover (a day once, whatever number of
    sites booked on it) from the quarter on in which the plan makes it begin; None where the case does not hold the
    driver.
    """

    driver: str
    name: str
    booked: float
    expected: float | None
    confirmed: float
    """What a finance owner confirmed of what was booked."""
    first: date
    last: date
    entries: int


def kpi_standings(engagement: Engagement, on: date) -> tuple[KpiStanding, ...]:
    """Every key figure that stands, in the order in which they were defined."""
    return tuple(_standing(kpi, values_of(engagement, kpi.kpi, on)) for kpi in engagement.kpis.values()
                 if not kpi.withdrawn)


def values_of(engagement: Engagement, kpi: str, on: date) -> tuple[KpiMeasured, ...]:
    """Values that stand, up to a day, oldest first."""
    return tuple(one for one in engagement.actuals.get(kpi, ()) if one.value is not None and one.on <= on)


def line_to_target(kpi: KpiDefined, on: date) -> float | None:
    """The value that is due on a day; None without baseline and target."""
    if kpi.baseline is None or kpi.target is None or kpi.baseline_on is None or kpi.target_on is None:
        return None
    share = (on - kpi.baseline_on).days / (kpi.target_on - kpi.baseline_on).days
    return kpi.baseline + min(1.0, max(0.0, share)) * (kpi.target - kpi.baseline)


def _standing(kpi: KpiDefined, values: tuple[KpiMeasured, ...]) -> KpiStanding:
    latest = values[-1] if values else None
    value = latest.value if latest else None
    due = line_to_target(kpi, latest.on) if latest else None
    sign = 1 if kpi.better == "higher" else -1
    moved = None if value is None or kpi.baseline is None else sign * (value - kpi.baseline)
    return KpiStanding(
        kpi=kpi.kpi, name=kpi.name, unit=kpi.unit, better=kpi.better, site=kpi.site, owner=kpi.owner,
        baseline=kpi.baseline, target=kpi.target, latest=value, on=latest.on if latest else None, due=due,
        course=_course(kpi, value, due, sign), moved=moved, dimensions=kpi.dimensions, initiatives=kpi.initiatives)


def _course(kpi: KpiDefined, value: float | None, due: float | None, sign: int) -> Course:
    if value is None:
        return "no value"
    if kpi.target is None:
        return "no target"
    if sign * (value - kpi.target) >= 0:
        return "reached"
    if due is None:
        return "no baseline"
    return "on track" if sign * (value - due) >= 0 else "off track"


def benefit_standings(engagement: Engagement, on: date, value: ValueCase | None = None) -> tuple[BenefitStanding, ...]:
    """Benefits booked up to a day, by driver in the order of the library."""
    case = {driver.driver: driver for driver in value.drivers} if value else {}
    found = []
    for driver in engagement.the_library.drivers:
        booked = [b for b in engagement.benefits.values()
                  if b.driver == driver.id and not b.withdrawn and b.last <= on]
        if not booked:
            continue
        days = {day for b in booked for day in range(b.first.toordinal(), b.last.toordinal() + 1)}
        expected = _promised(case[driver.id], days, engagement.start) if driver.id in case else None
        found.append(BenefitStanding(
            driver=driver.id, name=driver.name, booked=sum(b.amount for b in booked),
            expected=expected,
            confirmed=sum(b.amount for b in booked if b.confirmed_by.strip()),
            first=min(b.first for b in booked), last=max(b.last for b in booked), entries=len(booked)))
    return tuple(found)


def _promised(driver: DriverValue, days: set[int], start: date) -> float:
    """What the case has for these days (ordinals): nothing before the quarter in which the plan makes it begin."""
    if driver.first_quarter is None:
        return 0.0
    begins = first_day(start, 3 * (driver.first_quarter - 1)).toordinal()
    return driver.yearly[1] * sum(day >= begins for day in days) / YEAR
