"""The check against counting twice, which explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from assessment.domain.basis import Problem, Severity
from assessment.domain.engagement import Engagement
from assessment.domain.library import OverlapGroup
from assessment.domain.value.draws import Floats, triple
from assessment.domain.value.types import OverlapShare, OverlapValue
from assessment.domain.value.valuing import Valued, groups_of
from assessment.text import _, number


def explain_overlaps(engagement: Engagement, valued: list[Valued], counted: Floats) -> tuple[OverlapValue, ...]:
    """Each loss that several drivers describe: what each would be alone, which counted how often, what was taken out.
    """
    declared = {group.id: group for group in engagement.the_library.overlaps}
    found = []
    for group, places in groups_of(valued).items():
        told = declared.get(group) or OverlapGroup(id=group, name=group, loss=group)
        yearly = np.array([valued[place].yearly for place in places])
        factors = np.array([valued[place].factor for place in places])
        planned, kept = yearly * (factors > 0)[:, None], yearly * counted[places]
        taken = planned - kept
        found.append(OverlapValue(
            group=group, name=told.name, loss=told.loss,
            members=tuple(OverlapShare(driver=valued[place].driver.id, name=valued[place].driver.name,
                                        alone=triple(valued[place].yearly)[1], counted=float(counted[place].mean()))
                          for place in places),
            added=triple(planned.sum(axis=0))[1], kept=triple(kept.sum(axis=0))[1],
            taken_out=triple(taken.sum(axis=0))[1], taken_out_present=triple(factors @ taken)[1]))
    return tuple(found)


def check_overlaps(engagement: Engagement, valued: list[Valued]) -> Iterator[Problem]:
    """Figures that look alike, baselines above the loss that they are part of, drivers that the plan does not serve."""
    own = [v for v in valued if not v.proxy and v.baseline > 0]
    for one, other in combinations(own, 2):
        apart = one.driver.overlap is None or one.driver.overlap != other.driver.overlap
        if one.baseline == other.baseline and apart:
            yield Problem(
                severity=Severity.WARNING, code="same-figure", where=f"baselines.{other.driver.id}",
                message=_("'{one}' and '{other}' have the same figure, {amount} thousand: is it the same "
                          "money?").format(one=one.driver.name, other=other.driver.name, amount=number(one.baseline)),
                remedy=_("Keep the figure where it belongs and state the other one anew."))
    declared = {group.id: group for group in engagement.the_library.overlaps}
    for group, places in groups_of(valued).items():
        whole = engagement.baselines.get(group)
        together = sum(valued[place].baseline for place in places)
        if whole is not None and together > whole.value and group in declared:
            yield Problem(
                severity=Severity.WARNING, code="above-loss", where=f"baselines.{group}",
                message=_("The baselines of {names} add up to {sum} thousand, more than the whole loss of {whole} "
                          "thousand ({group}).").format(
                    names=", ".join(f"'{valued[place].driver.name}'" for place in places), sum=number(together),
                    whole=number(whole.value), group=declared[group].name),
                remedy=_("Take out of each baseline what another one holds, or correct the size of the loss."))
    names = {name: initiative.name for name, initiative in engagement.the_library.initiative.items()}
    for v in valued:
        if v.factor <= 0:
            yield Problem(
                severity=Severity.NOTE, code="not-on-plan", where=f"drivers.{v.driver.id}",
                message=_("'{driver}' counts nothing: what enables it is not on the plan ({initiatives}).").format(
                    driver=v.driver.name, initiatives=", ".join(names.get(name, name) for name in v.driver.enabled_by)),
                remedy=_("Plan what enables it, or do not count on this benefit."))
