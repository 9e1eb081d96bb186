"""Who does what after convergence: areas and their degree, owners, forums, teams, promises to plants.

What the client designed and stated goes before what the library proposes for the chosen path. What is wrong in the
whole, such as two accountable owners of a converged area, is a list of problems.
"""

from assessment.domain.operating_model.designing import design
from assessment.domain.operating_model.types import (
    AreaDesign,
    AreaDeviation,
    AreaStart,
    AreaTest,
    AreaTestName,
    ForumDesign,
    OperatingModel,
    PromiseDesign,
    TeamLine,
    TeamLines,
)

__all__ = ["AreaDesign", "AreaDeviation", "AreaStart", "AreaTest", "AreaTestName", "ForumDesign", "OperatingModel",
           "PromiseDesign", "TeamLine", "TeamLines", "design"]
