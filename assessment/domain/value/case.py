"""Simulation of the value case (docs/method.md, section 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.domain.basis import Estimate
from assessment.domain.engagement import Engagement
from assessment.domain.library import Driver
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.value.draws import Floats, cyber_losses, pert, reorder, triple
from assessment.domain.value.timing import costs, currency_per_usd, enablement
from assessment.domain.value.types import DriverValue, Triple, ValueCase
from assessment.text import N_

CYBER = "cyber-loss"
DELAY_QUARTERS = 2


@dataclass(frozen=True)
class _Valued:
    """A driver with its figures: `effects` [draws] relative, `share` [quarters] of full effect."""

    driver: Driver
    baseline: float
    confirmed_by: str
    proxy: bool
    effects: Floats
    share: Floats

    @property
    def yearly(self) -> Floats:
        return self.baseline * self.effects * self.driver.attribution

    def yearly_at(self, effect: float) -> float:
        return self.baseline * effect * self.driver.attribution


def simulate(engagement: Engagement, frame: Frame, roadmap: Roadmap, seed: int = 0, draws: int = 10_000) -> ValueCase:
    """Benefits, costs and NPV over the value horizon, which may outlast the roadmap; thousand of the client's currency.

    Effects are correlated PERT draws; of an overlap group only the largest driver counts in a draw. Cash of a
    quarter is discounted from its end.
    """
    rng = np.random.default_rng(seed)
    library = engagement.the_library
    rate = engagement.rates.discount_rate
    rate = library.settings.discount_rate if rate is None else rate
    quarters = max(frame.quarters, library.settings.value_quarters)
    discount = (1 + rate) ** (-(np.arange(quarters) + 1) / 4)

    valued, not_valued = _valued(engagement, frame, roadmap, rng, draws, quarters)
    counted = _counted(valued, draws)
    benefits = [v.yearly[:, None] * c[:, None] * v.share / 4 for v, c in zip(valued, counted, strict=True)]
    cyber, exposure, cyber_share = _cyber(engagement, frame, roadmap, rng, draws, quarters)
    lines = costs(engagement, frame, roadmap, quarters)
    spend = np.sum([line.by_quarter for line in lines], axis=0)
    factor = _cost_factor(engagement, frame, roadmap, rng, draws)
    cost = factor[:, None] * spend

    flows = np.sum(benefits, axis=0) + cyber - cost if benefits else cyber - cost
    discounted = flows * discount
    npv = discounted.sum(axis=1)
    curve = tuple(triple(column) for column in np.cumsum(discounted, axis=1).T)
    delayed = _delayed(flows, discount)
    confirmed = _confirmed_share(valued, benefits, cyber, discount)
    foregone = np.sum([v.yearly * c for v, c in zip(valued, counted, strict=True)], axis=0) if valued else 0
    stay = (np.broadcast_to(np.asarray(foregone)[..., None] / 4, exposure.shape) + exposure) @ discount

    drivers = [
        _driver_value(v, b, c, discount, npv, _swing(valued, number, spend, discount, cyber))
        for number, (v, b, c) in enumerate(zip(valued, benefits, counted, strict=True))
    ]
    if library.cyber_loss is not None:
        drivers.append(_cyber_value(library.cyber_loss.basis, cyber, exposure, cyber_share, discount, npv))
    groups = [v.driver.overlap for v in valued if v.driver.overlap]
    return ValueCase(
        npv=triple(npv), chance_positive=float((npv > 0).mean()), payback_quarter=_paybacks(curve),
        irr=_irr(np.median(flows, axis=0)), investment=triple(cost.sum(axis=1)),
        three_year_cost=float(spend[:12].sum()),
        benefit=triple((flows + cost).sum(axis=1)), costs=lines, drivers=tuple(drivers), cash_curve=curve,
        stay_as_we_are=triple(stay), delay_cost=float(np.median(npv - delayed)), confirmed_share=confirmed,
        indicative=confirmed < library.settings.confirmed_share,
        overlaps=tuple(sorted({group for group in groups if groups.count(group) > 1})),
        not_valued=tuple(not_valued), discount_rate=rate, quarters=quarters, draws=draws, seed=seed)


def _valued(engagement: Engagement, frame: Frame, roadmap: Roadmap, rng: np.random.Generator,
            draws: int, quarters: int) -> tuple[list[_Valued], list[str]]:
    library = engagement.the_library
    usd = currency_per_usd(engagement)
    kept, left_out = [], []
    for driver in library.drivers:
        baseline = engagement.baselines.get(driver.id)
        if baseline is None and driver.proxy is None:
            left_out.append(driver.name)
            continue
        sites = len(engagement.sites) if driver.per == "site" else 1
        amount = baseline.value if baseline else (driver.proxy or 0) * usd * sites
        kept.append((driver, amount, baseline.confirmed_by if baseline else "", baseline is None))
    columns = [pert(driver.effect, rng, draws) for driver, *_ in kept]
    effects = reorder(np.column_stack(columns) if columns else np.empty((draws, 0)),
                      library.settings.driver_correlation, rng)
    return [
        _Valued(driver, amount, by, proxy, effects[:, number],
                enablement(engagement, frame, roadmap, driver.enabled_by, driver.ramp_quarters, quarters))
        for number, (driver, amount, by, proxy) in enumerate(kept)
    ], left_out


def _counted(valued: list[_Valued], draws: int) -> list[Floats]:
    """1 where a driver counts in a draw, 0 where a larger driver of its overlap group stands for the same loss."""
    counted = [np.ones(draws) for _ in valued]
    for group in {v.driver.overlap for v in valued if v.driver.overlap}:
        members = [number for number, v in enumerate(valued) if v.driver.overlap == group]
        yearly = np.column_stack([valued[number].yearly for number in members])
        largest = yearly.argmax(axis=1)
        for place, number in enumerate(members):
            counted[number] = (largest == place).astype(float)
    return counted


def _cyber(engagement: Engagement, frame: Frame, roadmap: Roadmap, rng: np.random.Generator,
           draws: int, quarters: int) -> tuple[Floats, Floats, Floats]:
    """Loss avoided [draws, quarters], loss without the roadmap [draws, quarters], share of the effect [quarters]."""
    loss = engagement.the_library.cyber_loss
    if loss is None:
        nothing = np.zeros((draws, quarters))
        return nothing, nothing, np.zeros(quarters)
    exposure = cyber_losses(loss, rng, draws, quarters, currency_per_usd(engagement))
    share = enablement(engagement, frame, roadmap, loss.enabled_by, 1, quarters)
    return exposure * pert(loss.reduction, rng, draws)[:, None] * share, exposure, share


def _cost_factor(engagement: Engagement, frame: Frame, roadmap: Roadmap, rng: np.random.Generator,
                 draws: int) -> Floats:
    """Cost of a draw relative to the mode [draws], from the catalogue's three-point costs of what is scheduled."""
    scheduled = {s.task for s in roadmap.scheduled}
    spend: dict[str, float] = {}
    for task in frame.tasks:
        if task.id in scheduled:
            spend[task.initiative] = spend.get(task.initiative, 0) + task.cost
    total = sum(spend.values())
    if total <= 0:
        return np.ones(draws)
    columns = []
    for name in spend:
        cost = engagement.the_library.initiative[name].cost_kusd
        mode = cost.mode or 1
        columns.append(pert(Estimate(low=cost.low / mode, mode=1, high=cost.high / mode), rng, draws))
    factors = reorder(np.column_stack(columns), engagement.the_library.settings.driver_correlation, rng)
    return factors @ np.array(list(spend.values())) / total


def _driver_value(v: _Valued, benefit: Floats, counted: Floats, discount: Floats, npv: Floats,
                  swing: tuple[float, float]) -> DriverValue:
    present = benefit @ discount
    begun = np.nonzero(v.share)[0]
    return DriverValue(
        driver=v.driver.id, name=v.driver.name, category=v.driver.category, baseline=v.baseline,
        confirmed_by=v.confirmed_by, proxy=v.proxy, proxy_basis=v.driver.proxy_basis if v.proxy else "",
        yearly=triple(v.yearly), present=triple(present), first_quarter=int(begun[0]) + 1 if len(begun) else None,
        variance_share=_variance_share(present, npv), swing=swing, overlap=v.driver.overlap,
        share_counted=float(counted.mean()))


def _cyber_value(basis: str, avoided: Floats, exposure: Floats, share: Floats, discount: Floats,
                 npv: Floats) -> DriverValue:
    present = avoided @ discount
    begun = np.nonzero(share)[0]
    years = exposure.shape[1] / 4
    middle = float(np.median(npv)) - float(present.mean())
    return DriverValue(
        driver=CYBER, name=N_("Disruptive cyber incidents avoided"), category="risk",
        baseline=float(exposure.sum(axis=1).mean()) / years,
        confirmed_by="", proxy=True, proxy_basis=basis, yearly=triple(avoided.sum(axis=1) / years),
        present=triple(present), first_quarter=int(begun[0]) + 1 if len(begun) else None,
        variance_share=_variance_share(present, npv),
        swing=(middle + float(np.percentile(present, 10)), middle + float(np.percentile(present, 90))))


def _swing(valued: list[_Valued], number: int, spend: Floats, discount: Floats, cyber: Floats) -> tuple[float, float]:
    """NPV with one driver at its low and at its high, every other driver at its mode."""
    def npv(effect: float) -> float:
        yearly = [v.yearly_at(effect if place == number else v.driver.effect.mode) for place, v in enumerate(valued)]
        flows = cyber.mean(axis=0) - spend
        best: dict[str, int] = {}
        for place, v in enumerate(valued):
            group = v.driver.overlap or v.driver.id
            if group not in best or yearly[place] > yearly[best[group]]:
                best[group] = place
        for place in best.values():
            flows = flows + yearly[place] * valued[place].share / 4
        return float(flows @ discount)

    effect = valued[number].driver.effect
    return npv(effect.low), npv(effect.high)


def _variance_share(part: Floats, whole: Floats) -> float:
    variance = float(np.var(whole, ddof=1))
    return float(np.cov(part, whole)[0, 1]) / variance if variance > 0 else 0.0


def _delayed(flows: Floats, discount: Floats) -> Floats:
    """NPV [draws] of the same flows begun two quarters later, over the same horizon."""
    moved = np.zeros_like(flows)
    moved[:, DELAY_QUARTERS:] = flows[:, :-DELAY_QUARTERS]
    return moved @ discount


def _confirmed_share(valued: list[_Valued], benefits: list[Floats], cyber: Floats, discount: Floats) -> float:
    """Share of the P50 benefit that rests on client figures confirmed by a named finance owner."""
    amounts = [float(np.median(b @ discount)) for b in benefits]
    total = sum(amounts) + float(np.median(cyber @ discount))
    confirmed = sum(a for a, v in zip(amounts, valued, strict=True) if v.confirmed_by and not v.proxy)
    return confirmed / total if total > 0 else 0.0


def _paybacks(curve: tuple[Triple, ...]) -> tuple[int | None, int | None, int | None]:
    def first(place: int) -> int | None:
        for quarter in range(len(curve), 0, -1):
            if curve[quarter - 1][place] < 0:
                return quarter + 1 if quarter < len(curve) else None
        return 1

    return first(0), first(1), first(2)


def _irr(flows: Floats) -> float | None:
    """Yearly internal rate of return of quarterly flows by bisection; None without a change of sign."""
    if not ((flows < 0).any() and (flows > 0).any()):
        return None
    times = np.arange(len(flows)) + 1

    def present(quarterly: float) -> float:
        return float((flows / (1 + quarterly) ** times).sum())

    low, high = -0.9, 10.0
    if present(low) * present(high) > 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        if present(low) * present(middle) <= 0:
            high = middle
        else:
            low = middle
    return float((1 + (low + high) / 2) ** 4 - 1)
