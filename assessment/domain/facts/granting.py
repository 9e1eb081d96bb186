"""Who may do what: the role of a person, given, changed and withdrawn."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import AppRole, Id


class RoleGiven(Frozen):
    """The role of a person from now on, whatever the person was defined with. `role` None: withdrawn, so that the
    person comes in no more; what was answered and decided stays.
    """

    kind: Literal["role-given"] = "role-given"
    person: Id
    role: AppRole | None = None
