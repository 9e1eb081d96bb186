"""A questionnaire pack: scale, dimensions, capabilities, questions with anchors, caps, references, overlays."""

from assessment.domain.pack.checks import check_overlay, check_pack
from assessment.domain.pack.difference import PackDifference, PackMove, QuestionMove, compare
from assessment.domain.pack.overlay import Overlay, extend
from assessment.domain.pack.overview import PackOverview, TranslationCoverage, overview
from assessment.domain.pack.succession import PackUpgrade, QuestionFate, predecessor, refusal, reworded, succeed
from assessment.domain.pack.translation import speak
from assessment.domain.pack.types import (
    INDEX_NAMES,
    SITE_FIELDS,
    Action,
    Cap,
    Capability,
    Condition,
    Dimension,
    IndexName,
    Pack,
    Part,
    Question,
    QuestionWords,
    Reference,
    Scale,
    SiteKind,
    Translation,
)

__all__ = [
    "INDEX_NAMES", "SITE_FIELDS", "Action", "Cap", "Capability", "Condition", "Dimension", "IndexName", "Overlay",
    "Pack", "PackDifference", "PackMove", "PackOverview", "PackUpgrade", "Part", "Question", "QuestionFate",
    "QuestionMove", "QuestionWords", "Reference", "Scale", "SiteKind", "Translation", "TranslationCoverage",
    "check_overlay", "check_pack", "compare", "extend", "overview", "predecessor", "refusal", "reworded", "speak",
    "succeed",
]
