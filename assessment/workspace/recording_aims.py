"""What may be recorded of ambitions and use cases: nothing that names what is not there."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.text import N_, _


def check_ambition(fact: f.AmbitionStated) -> None:
    """Raise Refused for an ambition without a name."""
    if not fact.name.strip():
        raise Refused(_("An ambition needs a name."), _("Say in a few words what you want to be able to do."))


def check_use_case(engagement: Engagement, fact: f.UseCaseDefined) -> None:
    """Raise NotFound for a name that is not known, Refused for a use case that says too little."""
    library = engagement.the_library
    for what, names, known in (
            (N_("use case"), [fact.template], [case.id for case in library.use_cases]),
            (N_("ambition"), [fact.ambition], [*engagement.ambitions, *(a.id for a in library.ambitions)]),
            (N_("site"), fact.sites, list(engagement.sites)), (N_("driver"), fact.drivers, list(library.driver)),
            (N_("area"), fact.areas, list(library.area)),
            (N_("initiative"), fact.initiatives, list(library.initiative))):
        _check(what, names, known)
    if not fact.owner.strip():
        raise Refused(_("A use case needs an owner."), _("Name the post that answers for its benefit."))
    if not fact.decision.strip():
        raise Refused(_("A use case needs the decision that it improves."), _("Say who decides what better with it."))


def _check(what: str, names: Iterable[str | None], known: list[str]) -> None:
    for name in names:
        if name is not None and name not in known:
            raise NotFound(what, name, known)
