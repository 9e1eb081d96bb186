"""Drivers with their figures and draws, and what only one driver of a loss may count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.domain.engagement import Engagement
from assessment.domain.library import Driver, StandingCost
from assessment.domain.roadmap import usd_rate
from assessment.domain.value.draws import Floats, correlated
from assessment.domain.value.timing import PlanEffects


@dataclass(frozen=True)
class Valued:
    """A driver with its figures: `yearly` [draws] at full effect, `share` [quarters] of full effect at work,
    `factor` present value over the horizon of 1 a year."""

    driver: Driver
    baseline: float
    confirmed_by: str
    proxy: bool
    yearly: Floats
    share: Floats
    factor: float

    def present_at(self, effect: float) -> float:
        """Present value at an effect; a driver that nothing enables brings nothing."""
        return self.baseline * effect * self.driver.attribution * self.factor


@dataclass(frozen=True)
class BaselineValue:
    """A baseline of the whole network, thousand of currency a year."""

    amount: float
    confirmed_by: str = ""
    proxy: bool = False


def figure_of(engagement: Engagement, item: Driver | StandingCost) -> BaselineValue | None:
    """The client's figure, else the stand-in restated for all sites in the client's currency, else nothing."""
    stated = engagement.baselines.get(item.id)
    if stated is not None:
        return BaselineValue(stated.value, stated.confirmed_by.strip())
    if item.proxy is None:
        return None
    sites = len(engagement.sites) if item.per == "site" else 1
    return BaselineValue(item.proxy * usd_rate(engagement) * sites, proxy=True)


def value_drivers(engagement: Engagement, timing: PlanEffects, discount: Floats, rng: np.random.Generator,
                  draws: int) -> tuple[list[Valued], list[Driver]]:
    """Drivers with a figure, with correlated draws of their effects, and those without one."""
    library = engagement.the_library
    figures = [(driver, figure_of(engagement, driver)) for driver in library.drivers]
    kept = [(driver, figure) for driver, figure in figures if figure is not None]
    effects = correlated([driver.effect for driver, _figure in kept], library.settings.driver_correlation, rng, draws)
    valued = []
    for (driver, figure), effect in zip(kept, effects, strict=True):
        share = timing.enablement(driver.enabled_by, driver.ramp_quarters)
        valued.append(Valued(driver, figure.amount, figure.confirmed_by, figure.proxy,
                             figure.amount * driver.attribution * effect, share, float(share @ discount / 4)))
    return valued, [driver for driver, figure in figures if figure is None]


def groups_of(valued: list[Valued]) -> dict[str, list[int]]:
    """Overlap group -> places of its drivers, groups of two and more."""
    groups: dict[str, list[int]] = {}
    for place, v in enumerate(valued):
        if v.driver.overlap:
            groups.setdefault(v.driver.overlap, []).append(place)
    return {group: places for group, places in sorted(groups.items()) if len(places) > 1}


def count(valued: list[Valued], draws: int) -> Floats:
    """1 where a driver counts in a draw, 0 where another of its group stands for the same loss [drivers, draws].

    The one that brings most over the horizon counts, so that no driver whose initiatives are not on the plan keeps
    another from counting.
    """
    counted = np.ones((len(valued), draws))
    for places in groups_of(valued).values():
        largest = np.array([valued[place].yearly * valued[place].factor for place in places]).argmax(axis=0)
        for number, place in enumerate(places):
            counted[place] = (largest == number) & (valued[place].factor > 0)
    return counted


def at_modes(valued: list[Valued], changed: int | None = None, effect: float = 0.0) -> float:
    """Present benefit with every driver at its mode, or one of them at another effect; the largest of a group counts.
    """
    best: dict[str, float] = {}
    for place, v in enumerate(valued):
        present = v.present_at(effect if place == changed else v.driver.effect.mode)
        key = v.driver.overlap or f" {v.driver.id}"  # no group begins with a space
        best[key] = max(best.get(key, 0.0), present)
    return sum(best.values())
