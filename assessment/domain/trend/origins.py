"""Where a change comes from: answers of people in both cycles, evidence that was checked, or a claim."""

from __future__ import annotations

from assessment.domain.engagement import Engagement, Place
from assessment.domain.scoring import Key, means
from assessment.domain.trend.side import Side, in_common, like_pairs, sides_of
from assessment.domain.trend.types import Basis, MoveBasis, ValueMove


def moved_values(engagement: Engagement, before: str, after: str) -> tuple[ValueMove, ...]:
    """Every value that both cycles hold and that moved like for like, the highest rise first."""
    _then, old, new = sides_of(engagement, before, after)
    found = [ValueMove(question=key[0], site=key[1], before=pair[0], after=pair[1], basis=_basis(old, new, key))
             for key, pair in like_pairs(old, new).items() if abs(pair[1] - pair[0]) > 1e-9]
    return tuple(sorted(found, key=lambda move: (move.before - move.after, move.question, move.site or "")))


def move_basis(engagement: Engagement, before: str, after: str, site: Place = None) -> dict[str, MoveBasis]:
    """The like-for-like part of each dimension and index, of the network or of a site, by what it rests on."""
    _then, old, new = sides_of(engagement, before, after)
    if site is not None:
        old, new = old.at(site), new.at(site)
    pairs = like_pairs(old, new)
    weights = {name: known.weight for name, known in engagement.sites.items()}
    table = {key: pair[0] for key, pair in pairs.items()}
    stages = [means(engagement.the_pack, weights, table)]
    for basis in ("voted", "evidenced", "claimed"):
        table |= {key: pair[1] for key, pair in pairs.items() if _basis(old, new, key) == basis}
        stages.append(means(engagement.the_pack, weights, table))
    return {node: MoveBasis(**{
        name: stages[step + 1][node] - stages[step][node] for step, name in enumerate(
            ("voted", "evidenced", "claimed"))}) for node in stages[0]}


def touched_by(engagement: Engagement, question: str, place: Place) -> tuple[str, ...]:
    """Initiatives that were reported running, blocked or finished there and raise the question's capability."""
    known = engagement.library.initiative if engagement.library is not None else {}
    capability = engagement.the_pack.capability_of[question]
    return tuple(dict.fromkeys(
        initiative for (initiative, unit), reports in engagement.progress.items()
        if initiative in known and reports[-1].status in ("running", "blocked", "finished")
        and (place is None or unit in ("programme", place))
        and any(effect.capability == capability for effect in known[initiative].effects)))


def _basis(old: Side, new: Side, key: Key) -> Basis:
    """An agreed level that people voted on in both cycles rests on their votes."""
    if in_common(old, new, key):
        return "voted"
    return "evidenced" if key in new.checked else "claimed"
