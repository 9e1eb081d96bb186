"""IT and OT side by side: what each values, aims at and is measured on, and what reconciles the differences.

Two kinds of evidence stand beside each other: what each side stated under a topic, and the medians of IT's and OT's
votes on the questions of that topic. A site's own statement stands, whole, in place of the network's; one without items
takes an earlier one back. A side that has stated nothing is waited for and counts as no difference.
"""

from assessment.domain.sides.laying import lay_out, lay_out_all
from assessment.domain.sides.orders import rank_distance
from assessment.domain.sides.types import (
    ItemSides,
    Lean,
    QuestionSides,
    ReconciliationAction,
    SideDifference,
    SidesOverview,
    SidesView,
    TopicSides,
)

__all__ = ["ItemSides", "Lean", "QuestionSides", "ReconciliationAction", "SideDifference", "SidesOverview", "SidesView",
           "TopicSides", "lay_out", "lay_out_all", "rank_distance"]
