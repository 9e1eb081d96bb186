"""What may be recorded of use cases: nothing that names what is not there."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.text import _


def check_use_case(engagement: Engagement, fact: f.UseCaseDefined) -> None:
    """Raise NotFound for a name that is not known, Refused for a use case that says too little."""
    library = engagement.the_library
    for what, names, known in (
            ("use case", [fact.template], [case.id for case in library.use_cases]),
            ("ambition", [fact.ambition], [*engagement.ambitions, *(a.id for a in library.ambitions)]),
            ("site", fact.sites, list(engagement.sites)), ("driver", fact.drivers, list(library.driver)),
            ("area", fact.areas, list(library.area)), ("initiative", fact.initiatives, list(library.initiative))):
        _check(what, names, known)
    if not fact.owner.strip():
        raise Refused(_("A use case needs an owner."), _("Name the post that answers for its benefit."))
    if not fact.decision.strip():
        raise Refused(_("A use case needs the decision that it improves."), _("Say who decides what better with it."))


def _check(what: str, names: Iterable[str | None], known: list[str]) -> None:
    for name in names:
        if name is not None and name not in known:
            raise NotFound(what, name, known)
