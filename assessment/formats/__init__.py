"""Files that people write, and what the domain makes of them: located YAML, packs, the library, briefs, CSV."""

from assessment.formats.answers import read_answers, write_answers
from assessment.formats.brief import Brief, BriefFacts, read_brief
from assessment.formats.library import load_library, shipped_library
from assessment.formats.lines import Lines
from assessment.formats.packs import compose, load_pack, shipped_pack, shipped_packs
from assessment.formats.schema import schema_for, schema_of
from assessment.formats.shape import validated
from assessment.formats.yaml import load, loads

__all__ = [
    "Brief", "BriefFacts", "Lines", "compose", "load", "load_library", "load_pack", "loads", "read_answers",
    "read_brief", "schema_for", "schema_of", "shipped_library", "shipped_pack", "shipped_packs", "validated",
    "write_answers",
]
