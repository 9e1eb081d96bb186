"""What may be recorded of packs: a newer version of the pinned one, between cycles."""

from __future__ import annotations

from pydantic import ValidationError

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.domain.engagement import Engagement
from assessment.domain.pack import Pack, check_pack, refusal
from assessment.text import _


def check_pinning(engagement: Engagement, _fact: f.PackPinned) -> None:
    """A pack is pinned anew only while nothing was asked by the one before: every cycle would be scored by it."""
    if engagement.pack is not None and (engagement.cycles or engagement.answers):
        raise Refused(_("Cycles were opened with the pinned questionnaire; another one would change what they say."),
                      _("Apply a newer version of it with `interlock pack upgrade`: it holds from the next cycle on."))


def check_upgrade(engagement: Engagement, fact: f.PackUpgraded) -> None:
    """A readable, newer version of the same pack, compared with the one in force, while no cycle is open."""
    try:
        pack = Pack.model_validate(fact.pack)
    except ValidationError:
        pack = None
    if pack is None or any(problem.severity == "error" for problem in check_pack(pack)):
        raise Refused(_("This questionnaire cannot be read without errors."),
                      _("Check it with `interlock pack check` and mend what that names."))
    check_successor(engagement, pack)
    if fact.over != engagement.the_pack.version:
        raise Refused(_("The questionnaire in force is another than the one that this was compared with."),
                      _("Look at the preview again, then apply."))
    for cycle in engagement.cycles.values():
        if cycle.closed is None:
            raise Refused(_("The cycle {cycle} is open; the questionnaire changes between cycles only.").format(
                cycle=cycle.id), _("Close that cycle, then apply."))


def check_withdrawal(engagement: Engagement, fact: f.PackUpgradeWithdrawn) -> None:
    """The version that waits; one that a cycle was opened with stays."""
    waiting = engagement.next_pack
    if waiting is None or waiting.version != fact.version:
        raise Refused(_("No such version waits for the next cycle."),
                      _("A version that a cycle was opened with stays; apply a newer one in its place."))


def check_successor(engagement: Engagement, pack: Pack) -> None:
    """The same pack in a higher version."""
    match refusal(engagement.the_pack, pack):
        case "other":
            raise Refused(_("This is another questionnaire than the pinned one."),
                          _("Choose a newer version of the pinned one, or open another engagement."))
        case "older":
            raise Refused(_("This version is older than the pinned one."), _("Choose a newer version."))
        case "same":
            raise Refused(_("This version is pinned already."),
                          _("Raise the version of the questionnaire where it was changed."))
