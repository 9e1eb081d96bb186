"""Cyber loss: what the roadmap avoids of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.domain.engagement import Engagement
from assessment.domain.library import CYBER, CyberLoss
from assessment.domain.roadmap import usd_rate
from assessment.domain.value.draws import Floats, cyber_losses, pert, triple
from assessment.domain.value.timing import PlanEffects
from assessment.domain.value.types import DriverValue
from assessment.text import N_


@dataclass(frozen=True)
class CyberValue:
    """`exposure`: loss without the roadmap, `avoided`: what it takes away of it, `curve`: the same discounted and
    summed up to each quarter [quarters, draws]; `present` its end [draws]; `reduced`: mean that would be avoided at
    full effect, `share` of the effect at work [quarters]."""

    exposure: Floats
    avoided: Floats
    curve: Floats
    present: Floats
    reduced: Floats
    share: Floats
    name: str = N_("Disruptive cyber incidents avoided")

    def told(self, loss: CyberLoss, timing: PlanEffects, variance_share: float, mode_npv: float) -> DriverValue:
        """As a driver: never confirmed, for rate and severity are published figures. Its swing is P10 to P90."""
        begun = np.flatnonzero(self.share)
        low, middle, high = triple(self.present)
        mean = float(self.present.mean())
        return DriverValue(
            driver=CYBER, name=self.name, category="risk", baseline=float(self.exposure.mean()) * 4, confirmed_by="",
            proxy=True, proxy_basis=loss.basis, yearly=triple(self.avoided.mean(axis=0) * 4),
            present=(low, middle, high), first_quarter=int(begun[0]) + 1 if len(begun) else None,
            variance_share=variance_share, swing=(mode_npv - mean + low, mode_npv - mean + high), expected=mean,
            waiting_for=timing.waiting_for(loss.enabled_by))


def avoid(engagement: Engagement, timing: PlanEffects, discount: Floats, rng: np.random.Generator,
          draws: int) -> CyberValue:
    """Compound Poisson losses of the whole network, less the share that the plan's protection takes away."""
    loss = engagement.the_library.cyber_loss
    if loss is None:
        nothing, none = np.zeros((timing.quarters, draws)), np.zeros(timing.quarters)
        return CyberValue(nothing, nothing, nothing, np.zeros(draws), none, none)
    exposure = cyber_losses(loss, rng, draws, timing.quarters, usd_rate(engagement))
    share = timing.enablement(loss.enabled_by, 1)
    full = exposure * pert(loss.reduction, rng, draws)
    avoided = full * share[:, None]
    curve = np.cumsum(avoided * discount[:, None], axis=0)
    return CyberValue(exposure, avoided, curve, curve[-1], full.mean(axis=1), share)
