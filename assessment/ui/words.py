"""Words of the model as people read them: what is stored stays English, what is shown is translated with `_`."""

from __future__ import annotations

import re
from collections.abc import Collection

from assessment.text import N_, _

_OFFICES = (N_("CIO"), N_("COO"), N_("CISO"), N_("Site head"))
_FUNCTIONS = (N_("IT"), N_("OT"), N_("Operations"), N_("Quality"), N_("Business"), N_("others"))
_SITE_KINDS = (N_("drug-substance"), N_("drug-product"), N_("biologics"), N_("packaging"), N_("device"), N_("mixed"))
_ROLES = (N_("participant"), N_("contributor"), N_("facilitator"), N_("reviewer"), N_("viewer"), N_("owner"))
_STAGES = (N_("assess"), N_("define"), N_("design"), N_("protect"), N_("pilot"), N_("mvp"), N_("scale"))
_SCOPES = (N_("programme"), N_("site"), N_("rollout"))
_VERDICTS = (N_("clear"), N_("leaning"), N_("open"))


def word(stored: str) -> str:
    """A stored word in the language in use; itself where it has no translation or is empty."""
    return _(stored) if stored else stored


def name_to_id(text: str) -> str:
    """An id made from a name: lower-case letters and digits joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "x"


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id, or with a number behind it the first one that is not `taken`."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
