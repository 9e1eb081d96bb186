"""The consultant's brief: its model, its checks, and the facts it stands for."""

from assessment.formats.brief.model import Brief
from assessment.formats.brief.reading import BriefFacts, read_brief

__all__ = ["Brief", "BriefFacts", "read_brief"]
