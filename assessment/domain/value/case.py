"""Simulation of the value case (docs/method.md, section 8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import InvalidInput
from assessment.domain.checking.money import check_rate
from assessment.domain.engagement import Engagement
from assessment.domain.library import CYBER
from assessment.domain.roadmap import Frame, Roadmap, usd_rate
from assessment.domain.value.costing import cost_factor, costs, rate_basis
from assessment.domain.value.cyber import CyberValue, avoid
from assessment.domain.value.doubts import doubts
from assessment.domain.value.draws import Floats, triple, triples
from assessment.domain.value.measures import irr, paybacks
from assessment.domain.value.overlaps import explain_overlaps
from assessment.domain.value.standing import stand_still
from assessment.domain.value.timing import PlanEffects
from assessment.domain.value.types import CostLine, DelayPart, DriverValue, ValueCase
from assessment.domain.value.valuing import Valued, at_modes, count, value_drivers
from assessment.text import N_

DELAY_QUARTERS = 2
COST = "cost"


def simulate(engagement: Engagement, frame: Frame, roadmap: Roadmap, seed: int = 0, draws: int = 10_000) -> ValueCase:
    """Benefits, costs and NPV over the value horizon, which may outlast the roadmap; thousand of the client's currency.

    Effects are correlated PERT draws; of an overlap group only the largest driver counts in a draw. Cash of a
    quarter is discounted from its end. Raises InvalidInput for a discount rate outside 0 to 1.
    """
    library = engagement.the_library
    rate = engagement.rates.discount_rate
    rate = library.settings.discount_rate if rate is None else rate
    wrong = check_rate(rate)
    if wrong:
        raise InvalidInput(wrong)
    of_drivers, of_costs, of_cyber, of_standing = np.random.default_rng(seed).spawn(4)
    quarters = max(frame.quarters, library.settings.value_quarters)
    discount = (1 + rate) ** (-(np.arange(quarters) + 1) / 4)

    timing = PlanEffects(engagement, frame, roadmap, quarters)
    valued, unvalued = value_drivers(engagement, timing, discount, of_drivers, draws)
    counted = count(valued, draws)
    yearly = np.array([v.yearly for v in valued]).reshape(len(valued), draws) * counted
    shares = np.array([v.share for v in valued]).reshape(len(valued), quarters)
    factors = np.array([v.factor for v in valued])
    cyber = avoid(engagement, timing, discount, of_cyber, draws)
    lines = costs(engagement, frame, roadmap, quarters)
    spend = np.sum([line.by_quarter for line in lines], axis=0)
    cost = cost_factor(engagement, frame, roadmap, of_costs, draws)
    spent = float(spend @ discount)

    # every quarter's cash is a sum of few parts that do not depend on the quarter: one product gives all of it
    parts = np.vstack([yearly, -cost])
    weights = np.vstack([shares / 4, spend])
    presents = np.vstack([yearly * factors[:, None], cyber.present, -cost * spent])
    npv = presents.sum(axis=0)
    curve = tuple(triples((np.cumsum(weights * discount, axis=1).T @ parts) + cyber.curve))
    benefit = shares.sum(axis=1) / 4 @ yearly + cyber.avoided.sum(axis=0)

    spread = presents - presents.mean(axis=1, keepdims=True)
    variance = float(spread.sum(axis=0) @ spread.sum(axis=0))
    moves = (spread @ spread.sum(axis=0) / variance).tolist() if variance > 0 else [0.0] * len(presents)
    mode_npv = at_modes(valued) + float(cyber.present.mean()) - spent
    means, middle = presents.mean(axis=1), triples(presents)
    alone = triples(np.array([v.yearly for v in valued])) if valued else []
    drivers = [DriverValue(
        driver=v.driver.id, name=v.driver.name, category=v.driver.category, baseline=v.baseline,
        confirmed_by=v.confirmed_by, proxy=v.proxy, proxy_basis=v.driver.proxy_basis if v.proxy else "",
        yearly=alone[place], present=middle[place], first_quarter=_begun(v.share), variance_share=moves[place],
        swing=_swing(valued, place, mode_npv), overlap=v.driver.overlap, share_counted=float(counted[place].mean()),
        expected=float(means[place]), waiting_for=timing.waiting_for(v.driver.enabled_by),
    ) for place, v in enumerate(valued)]
    if library.cyber_loss is not None:
        drivers.append(cyber.told(library.cyber_loss, timing, moves[-2], mode_npv))

    confirmed = _confirmed(valued, presents[:-1])
    standing, stay, missing = stand_still(engagement, {d.driver: d.expected for d in drivers}, cyber.exposure,
                                          discount, of_standing)
    delay = _delay(valued, yearly, cyber, spend * float(cost.mean()), discount)
    stops = next(line for line in lines if line.kind == "stops").parts[0]
    basis = rate_basis(engagement)
    near = _middle(npv)
    p10, _p50, p90 = triple(cost)
    return ValueCase(
        npv=triple(npv), chance_positive=float((npv > 0).mean()), payback_quarter=paybacks(curve),
        irr=irr(weights.T @ parts[:, near].mean(axis=1) + cyber.avoided[:, near].mean(axis=1)),
        investment=triple(cost * spend.sum()), three_year_cost=float(spend[:12].sum()), benefit=triple(benefit),
        costs=lines, drivers=tuple(drivers), cash_curve=curve, stay_as_we_are=triple(stay), standing=standing,
        delay_cost=sum(part.lost for part in delay), delay=delay, confirmed_share=confirmed,
        indicative=confirmed < library.settings.confirmed_share or basis == "missing",
        overlaps=explain_overlaps(engagement, valued, counted),
        not_valued=(*(driver.name for driver in unvalued), *missing),
        problems=tuple(doubts(engagement, valued, lines)), mode_npv=mode_npv,
        expected_npv=float(npv.mean()),
        cost_swing=(mode_npv + spent * (1 - p90), mode_npv + spent * (1 - p10)), cost_variance_share=moves[-1],
        stop_hours=stops.quantity, stops_priced=_priced(lines), usd_rate=usd_rate(engagement), usd_rate_basis=basis,
        discount_rate=rate, quarters=quarters, draws=draws, seed=seed)


def _begun(share: Floats) -> int | None:
    """First quarter (from 1) with an effect."""
    begun = np.flatnonzero(share)
    return int(begun[0]) + 1 if len(begun) else None


def _swing(valued: list[Valued], place: int, mode_npv: float) -> tuple[float, float]:
    """NPV with one driver at its low and at its high, every other driver at its mode."""
    effect, rest = valued[place].driver.effect, mode_npv - at_modes(valued)
    return rest + at_modes(valued, place, effect.low), rest + at_modes(valued, place, effect.high)


def _middle(values: Floats) -> NDArray[np.bool_]:
    """The tenth of draws around the median [draws], all of them where they do not differ."""
    ends = [int(share * (len(values) - 1)) for share in (0.45, 0.55)]
    low, high = np.partition(values, ends)[ends]
    return (values >= low) & (values <= high)


def _confirmed(valued: list[Valued], gains: Floats) -> float:
    """Share of the P50 benefit on client figures that a named finance owner confirmed, 0..1.

    Taken over the draws around the median benefit, where the parts add up; medians of the parts would not.
    """
    near = gains[:, _middle(gains.sum(axis=0))].sum(axis=1)
    sure = sum(amount for amount, v in zip(near, valued, strict=False) if v.confirmed_by and not v.proxy)
    return float(sure / near.sum()) if near.sum() > 0 else 0.0


def _priced(lines: tuple[CostLine, ...]) -> bool:
    stops = next(line for line in lines if line.kind == "stops").parts[0]
    return stops.quantity <= 0 or stops.price is not None


def _later(values: Floats) -> Floats:
    """The same quarters begun later; what falls behind the horizon is lost."""
    moved = np.zeros_like(values)
    moved[DELAY_QUARTERS:] = values[:-DELAY_QUARTERS]
    return moved


def _delay(valued: list[Valued], yearly: Floats, cyber: CyberValue, spend: Floats,
           discount: Floats) -> tuple[DelayPart, ...]:
    """What each benefit and the cost lose on average when everything starts two quarters later."""
    means = yearly.mean(axis=1)
    parts = [DelayPart(
        id=v.driver.id, name=v.driver.name, kind="benefit",
        lost=float(mean * ((v.share - _later(v.share)) @ discount) / 4),
        first_quarter=_begun(v.share), delayed_quarter=_begun(_later(v.share)))
        for v, mean in zip(valued, means, strict=True) if v.factor > 0]
    if cyber.share.any():
        parts.append(DelayPart(
            id=CYBER, name=cyber.name, kind="benefit",
            lost=float(cyber.reduced @ ((cyber.share - _later(cyber.share)) * discount)),
            first_quarter=_begun(cyber.share), delayed_quarter=_begun(_later(cyber.share))))
    if spend.any():
        parts.append(DelayPart(id=COST, name=N_("Cost of the effort"), kind="cost",
                               lost=float((_later(spend) - spend) @ discount), first_quarter=_begun(spend),
                               delayed_quarter=_begun(_later(spend))))
    return tuple(parts)
