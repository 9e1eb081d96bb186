"""A library made to fit a pack that it was not written for: what the pack cannot decide is left out."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from assessment.domain.library import Area, Criterion, Library, SideTopic, StrengthInput, Test
from assessment.domain.pack import Pack, Scale

SCALE = (1, 5)
"""The scale that the library was written for."""


def fit(library: Library, pack: Pack) -> Library:
    """The library without criteria, preconditions, figures, effects and areas that nothing in the pack can decide.

    On another scale than 1 to 5 the target takes the same place. A pack that the library was written for changes
    nothing.
    """
    criteria = tuple(kept for criterion in library.criteria if (kept := _criterion(criterion, pack)) is not None)
    scale = pack.scale
    target = library.settings.default_target
    if (scale.minimum, scale.maximum) != SCALE:
        target = _moved(target, scale)
    gate = library.gate.model_copy(update={"criteria": tuple(
        criterion.model_copy(update={"questions": _known(criterion.questions, pack.questions)})
        for criterion in library.gate.criteria),
        "watched": tuple(watched if (scale.minimum, scale.maximum) == SCALE else
                         watched.model_copy(update={"below": ceil(_moved(watched.below, scale))})
                         for watched in library.gate.watched if watched.question in pack.questions),
        "cap_level": _level(library.gate.cap_level, pack)})
    areas = tuple(_area(area, pack) for area in library.areas if area.capability in pack.capabilities)
    fitted = {
        "criteria": criteria if any(criterion.weight > 0 for criterion in criteria) else (),
        "knockouts": tuple(k for k in library.knockouts if _decidable(k.when, pack)),
        "contradictions": tuple(c for c in library.contradictions if _decidable(c.when, pack)),
        "exit_criteria": tuple(c for c in library.exit_criteria
                               if (c.question is None or c.question in pack.questions)
                               and (c.capability is None or c.capability in pack.capabilities)),
        "areas": areas,
        "use_cases": tuple(case.model_copy(update={"areas": _known(case.areas, (a.id for a in areas))})
                           for case in library.use_cases),
        "benchmarks": tuple(b for b in library.benchmarks if (b.question is None or b.question in pack.questions)
                            and (b.dimension is None or b.dimension in pack.by_id)),
        "initiatives": tuple(i.model_copy(update={"effects": tuple(
            effect for effect in i.effects if effect.capability in pack.capabilities)}) for i in library.initiatives),
        "procedures": tuple(p.model_copy(update={"questions": _known(p.questions, pack.questions)})
                            for p in library.procedures),
        "sides": tuple(_side_topic(topic, pack) for topic in library.sides),
        "gate": gate, "settings": library.settings.model_copy(update={"default_target": target}),
    }
    return Library(**{name: getattr(library, name) for name in Library.model_fields} | fitted)


def _moved(level: float, scale: Scale) -> float:
    """The same place on another scale."""
    return scale.minimum + (scale.maximum - scale.minimum) * (level - SCALE[0]) / (SCALE[1] - SCALE[0])


def _level(level: int, pack: Pack) -> int:
    """The highest level attained that lies no higher on the pack's scale of levels."""
    scale = pack.maturity or pack.scale
    return level if (scale.minimum, scale.maximum) == SCALE else floor(_moved(level, scale))


def left_out(library: Library, pack: Pack) -> dict[str, int]:
    """How many criteria, preconditions, figures and areas `fit` leaves out, by kind; only those above 0."""
    fitted = fit(library, pack)
    counts = {name: len(getattr(library, name)) - len(getattr(fitted, name))
              for name in ("criteria", "knockouts", "benchmarks", "areas")}
    return {name: count for name, count in counts.items() if count}


def _criterion(criterion: Criterion, pack: Pack) -> Criterion | None:
    inputs = _inputs(criterion.inputs, pack)
    return criterion.model_copy(update={"inputs": inputs}) if inputs else None


def _inputs(inputs: Iterable[StrengthInput], pack: Pack) -> tuple[StrengthInput, ...]:
    return tuple(entry for entry in inputs
                 if (entry.question is None or entry.question in pack.questions)
                 and (entry.capability is None or entry.capability in pack.capabilities))


def _area(area: Area, pack: Pack) -> Area:
    """An area keeps its attributes; of its answers those that the pack asks for."""
    return area.model_copy(update={"technology": _inputs(area.technology, pack), "risk": _inputs(area.risk, pack)})


def _decidable(tests: Iterable[Test], pack: Pack) -> bool:
    return all((test.question is None or test.question in pack.questions)
               and (test.capability is None or test.capability in pack.capabilities) for test in tests)


def _side_topic(topic: SideTopic, pack: Pack) -> SideTopic:
    """A topic keeps what its sides state; of its questions those that the pack asks."""
    return topic.model_copy(update={
        "questions": _known(topic.questions, pack.questions),
        "reconciliations": tuple(entry for r in topic.reconciliations if (entry := r.model_copy(update={
            "questions": _known(r.questions, pack.questions)})).reachable)})


def _known(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    there = set(known)
    return tuple(name for name in names if name in there)
