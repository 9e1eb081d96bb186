"""The facade: opens engagements, records facts, keeps results."""

from assessment.workspace.access import OWNER, Access, Identity, role_of
from assessment.workspace.briefing import DEFAULT_PACK, brief_of, run_brief, sample_brief, schema_of
from assessment.workspace.store import Store
from assessment.workspace.workspace import Progress, Workspace

__all__ = ["DEFAULT_PACK", "OWNER", "Access", "Identity", "Progress", "Store", "Workspace", "brief_of", "role_of",
           "run_brief", "sample_brief", "schema_of"]
