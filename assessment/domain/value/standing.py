"""The reference case: what staying as we are costs, item by item."""

from __future__ import annotations

import numpy as np

from assessment.domain.engagement import Engagement
from assessment.domain.library import CYBER, CyberLoss
from assessment.domain.value.draws import Floats, pert, triple
from assessment.domain.value.types import StandingValue
from assessment.domain.value.valuing import figure_of
from assessment.text import N_

CYBER_STANDING = N_("Expected cyber loss")
WHY_CYBER = N_("Disruptive incidents come by chance: in most years none, in some a large one.")


def stand_still(engagement: Engagement, expected: dict[str, float], exposure: Floats, discount: Floats,
                rng: np.random.Generator) -> tuple[tuple[StandingValue, ...], Floats, list[str]]:
    """The items, their sum in each draw [draws], and the names of items without a figure.

    `expected` holds the mean present benefit by driver, which is what the roadmap takes away of an item; `exposure`
    the cyber loss without the roadmap [quarters, draws]. Item: baseline x share (PERT), growing by the year.
    """
    quarters, draws = exposure.shape
    library = engagement.the_library
    items, missing, total = [], [], np.zeros(draws)
    for cost in library.standing_costs:
        linked = library.driver.get(cost.driver or "")
        figure = figure_of(engagement, cost) or (figure_of(engagement, linked) if linked else None)
        if figure is None:
            missing.append(cost.name)
            continue
        yearly = figure.amount * pert(cost.share, rng, draws)
        grown = (1 + cost.growth) ** (np.arange(quarters) // 4)
        present = yearly * float(grown @ discount / 4)
        total += present
        items.append(StandingValue(
            id=cost.id, name=cost.name, why=cost.why, driver=cost.driver, baseline=figure.amount,
            confirmed_by=figure.confirmed_by, proxy=figure.proxy, basis=cost.basis, growth=cost.growth,
            first_year=triple(yearly), yearly=float(yearly.mean()), last_year=triple(yearly * grown[-1]),
            present=triple(present),
            expected=float(present.mean()), taken_away=expected.get(cost.driver or "", 0.0),
            two_quarters=float(yearly.mean() * discount[:2].sum() / 4)))
    if library.cyber_loss is not None:
        items.append(_cyber(library.cyber_loss, expected, exposure, discount))
        total += discount @ exposure
    return tuple(items), total, missing


def _cyber(loss: CyberLoss, expected: dict[str, float], exposure: Floats, discount: Floats) -> StandingValue:
    present = discount @ exposure
    yearly = float(exposure.mean()) * 4
    return StandingValue(
        id=CYBER, name=CYBER_STANDING, why=WHY_CYBER, driver=CYBER, baseline=yearly, confirmed_by="", proxy=True,
        basis=loss.basis, growth=0.0, first_year=triple(exposure[:4].sum(axis=0)),
        yearly=yearly, last_year=triple(exposure[-4:].sum(axis=0)), present=triple(present),
        expected=float(present.mean()), taken_away=expected.get(CYBER, 0.0),
        two_quarters=float((discount[:2] @ exposure[:2]).mean()))
