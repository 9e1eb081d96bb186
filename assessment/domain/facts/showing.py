"""Who is shown what of the network."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen


class RankingShown(Frozen):
    """Who sees sites ranked against each other; the latest counts.

    network: everybody who reads results and is not bound to a site; owners: owners alone; everyone: people of sites
    too, and the sheet of a site tells its place. Owners see it always.
    """

    kind: Literal["ranking-shown"] = "ranking-shown"
    to: Literal["network", "owners", "everyone"] = "network"
