"""How strongly each criterion is present: declared maps from answers and stated facts to -1..1."""

from __future__ import annotations

from typing import NamedTuple

from assessment.domain.library import Criterion, StrengthInput
from assessment.domain.paths.evidence import WIDEST_GAP, Evidence, Level
from assessment.domain.paths.types import Strength


class _InputStrength(NamedTuple):
    """One input's contribution; `value` None where it is unknown."""

    value: float | None
    low: float
    high: float
    basis: str
    applies: bool = True


def strength(criterion: Criterion, evidence: Evidence) -> Strength:
    """Strength of a criterion and its range (method note, section 5)."""
    return strength_of(criterion.id, criterion.inputs, evidence)


def strength_of(name: str, inputs: tuple[StrengthInput, ...], evidence: Evidence) -> Strength:
    """Strength of what goes by a name, and its range; its inputs count alike, and none is unknown from -1 to 1."""
    parts = [_part(given, evidence) for given in inputs]
    basis = tuple(part.basis for part in parts)
    if not parts:
        return Strength(criterion=name, value=None, low=-1, high=1, basis=basis)
    parts = [part for part in parts if part.applies]
    if not parts:
        return Strength(criterion=name, value=None, low=0, high=0, basis=basis, applies=False)
    known = [part.value for part in parts if part.value is not None]
    value = sum(known) / len(known) if known else None
    low = sum(part.low for part in parts) / len(parts)
    high = sum(part.high for part in parts) / len(parts)
    if value is not None:  # a narrow map that is unknown must not push the range away from what is known
        low, high = min(low, value), max(high, value)
    return Strength(criterion=name, value=value, low=low, high=high, basis=basis)


def _part(given: StrengthInput, evidence: Evidence) -> _InputStrength:
    if given.stated is not None:
        return _stated(given, given.stated, evidence)
    scale = evidence.scale
    if given.question is not None:
        return _linear(given, f"question:{given.question}", evidence.level(given.question),
                       scale.minimum, scale.maximum)
    if given.capability is not None and given.gap:
        return _linear(given, f"gap:{given.capability}", evidence.gap(given.capability), 0, WIDEST_GAP)
    if given.capability is not None:
        return _linear(given, f"capability:{given.capability}", evidence.level(given.capability),
                       scale.minimum, scale.maximum)
    return _InputStrength(None, -1, 1, "none")


def _linear(given: StrengthInput, name: str, level: Level, least: float, most: float) -> _InputStrength:
    """`least` maps to at_min, `most` and beyond to at_max."""
    def at(x: float) -> float:
        share = min(1.0, max(0.0, (x - least) / (most - least)))
        return given.at_min + share * (given.at_max - given.at_min)

    if not level.applies:
        return _InputStrength(None, 0, 0, f"{name}=na", applies=False)
    ends = sorted((at(level.low), at(level.high)))
    if level.value is None:
        return _InputStrength(None, min(given.at_min, given.at_max), max(given.at_min, given.at_max), f"{name}=unknown")
    return _InputStrength(at(level.value), ends[0], ends[1], f"{name}={round(level.value, 6):.2g}")


def _stated(given: StrengthInput, name: str, evidence: Evidence) -> _InputStrength:
    """A word outside the map counts as unknown, as does a fact that nobody stated."""
    told = evidence.stated(name)
    words = sorted({word for _share, word in told if word is not None})
    basis = f"stated:{name}={'/'.join(words) or 'unknown'}"
    least, most = (min(given.words.values()), max(given.words.values())) if given.words else (-1.0, 1.0)
    known = [(share, given.words[word]) for share, word in told if word is not None and word in given.words]
    shares = sum(share for share, _value in known)
    if not known:
        return _InputStrength(None, least, most, basis)
    total = sum(share * value for share, value in known)
    return _InputStrength(total / shares, total + (1 - shares) * least, total + (1 - shares) * most, basis)
