"""Preconditions, three-valued: held, not held, unknown."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.library import Knockout, PathId, Test
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.types import KnockoutState

TOLERANCE = 1e-9


def state_of(knockout: Knockout, evidence: Evidence) -> KnockoutState:
    """All tests hold: it holds. One fails: it does not. Otherwise it is unknown."""
    results = [holds(test, evidence) for test in knockout.when]
    found = [held for held, _basis in results]
    state = False if False in found else None if None in found else True
    return KnockoutState(knockout=knockout.id, holds=state, basis=tuple(basis for _held, basis in results))


def eliminated_by(knockouts: Iterable[Knockout], states: Iterable[KnockoutState]) -> dict[PathId, tuple[str, ...]]:
    """Path -> the knock-outs that eliminate it; other kinds and unknown ones eliminate nothing."""
    holding = {state.knockout for state in states if state.holds}
    found: dict[PathId, tuple[str, ...]] = {}
    for knockout in knockouts:
        if knockout.kind == "eliminate" and knockout.id in holding:
            for path in knockout.paths:
                found[path] = (*found.get(path, ()), knockout.id)
    return found


def holds(test: Test, evidence: Evidence) -> tuple[bool | None, str]:
    """Whether one condition holds, None where it is unknown, and what that rests on."""
    if test.sites_above is not None:
        count = len(evidence.in_scope)
        return count > test.sites_above, f"sites={count}"
    if test.stated is not None:
        return _stated(test.stated, test.is_, evidence)
    node, kind = (test.question, "question") if test.question is not None else (test.capability, "capability")
    if node is None:
        return None, "none"
    level = evidence.level(node)
    if not level.applies:
        return False, f"{kind}:{node}=na"
    if level.value is None:
        return None, f"{kind}:{node}=unknown"
    below = test.below is None or level.value < test.below - TOLERANCE
    above = test.at_least is None or level.value >= test.at_least - TOLERANCE
    return below and above, f"{kind}:{node}={round(level.value, 6):.2g}"


def _stated(name: str, word: str | None, evidence: Evidence) -> tuple[bool | None, str]:
    """One place in scope where the word was stated is enough; it is ruled out only where every place is known."""
    told = [said for _share, said in evidence.stated(name)]
    known = evidence.engagement.the_library.stated_by_id.get(name)
    words = [said if known is None or said in known.values else None for said in told]
    basis = f"stated:{name}={'/'.join(sorted({said for said in words if said is not None})) or 'unknown'}"
    if word is not None and word in words:
        return True, basis
    return (None if word is None or None in words else False), basis
