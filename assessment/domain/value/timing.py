"""When benefits begin: enablement of drivers by finished tasks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessment.domain.engagement import Engagement
from assessment.domain.library import Library
from assessment.domain.roadmap import PROGRAMME, Frame, Roadmap
from assessment.domain.value.draws import Floats


class PlanEffects:
    """The finishes of a plan, read once, and the effects that begin with them over `quarters`."""

    def __init__(self, engagement: Engagement, frame: Frame, roadmap: Roadmap, quarters: int) -> None:
        tasks = {task.id: task for task in frame.tasks}
        self.quarters = quarters
        self._library: Library = engagement.the_library
        self._finishes = {(tasks[s.task].initiative, tasks[s.task].unit): s.finish
                          for s in roadmap.scheduled if s.task in tasks}
        self._planned = {name for name, _unit in self._finishes}
        total = sum(site.weight for site in engagement.sites.values())
        self._weights = {name: site.weight / total for name, site in engagement.sites.items()}

    def enablement(self, enabled_by: Sequence[str], ramp_quarters: int) -> Floats:
        """Share [quarters] of a driver's full effect at work, 0..1.

        Mean over the enabling initiatives, weighted over sites: at a site an initiative counts from the finish of its
        task there or of the programme's, an initiative of the pilot from the finish of the site's rollout. Linear
        from the finish to full effect after `ramp_quarters`; the value of a quarter is that at its end.
        """
        found = [(weight, finish) for initiative in enabled_by for site, weight in self._weights.items()
                 if (finish := self._finish_at(initiative, site)) is not None]
        if not found:
            return np.zeros(self.quarters)
        weights, finishes = np.array(found).T
        ends = 3 * (np.arange(self.quarters) + 1)
        ramps = np.clip((ends - finishes[:, None]) / (3 * ramp_quarters), 0, 1)
        share: Floats = weights @ ramps / len(enabled_by)
        return share

    def waiting_for(self, enabled_by: Sequence[str]) -> tuple[str, ...]:
        """The enabling initiatives of which nothing is on the plan."""
        return tuple(name for name in enabled_by if name not in self._planned)

    def _finish_at(self, initiative: str, site: str) -> int | None:
        here = self._finishes.get((initiative, site), self._finishes.get((initiative, PROGRAMME)))
        if here is not None:
            return here
        known = self._library.initiative.get(initiative)
        if known is None or known.scope != "pilot" or initiative not in self._planned:
            return None
        rollouts = [finish for (name, unit), finish in self._finishes.items()
                    if unit == site and self._library.initiative[name].scope == "rollout"]
        return max(rollouts) if rollouts else None
