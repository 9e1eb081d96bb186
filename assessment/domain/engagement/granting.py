"""How roles follow from facts: the latest word on a person holds."""

from __future__ import annotations

from typing import Any

from assessment.domain import facts as f


def grant(maps: dict[str, dict[Any, Any]], fact: f.RespondentDefined | f.RoleGiven) -> None:
    """Keep a person with the role that holds, and whose role was withdrawn."""
    people, withdrawn = maps["people"], maps["withdrawn"]
    if isinstance(fact, f.RespondentDefined):
        people[fact.person] = fact
    elif fact.role is not None and fact.person in people:
        people[fact.person] = people[fact.person].model_copy(update={"role": fact.role})
    if isinstance(fact, f.RoleGiven) and fact.role is None:
        withdrawn[fact.person] = fact
    else:
        withdrawn.pop(fact.person, None)
