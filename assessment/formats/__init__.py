"""Files that people write, and what the domain makes of them: located YAML, packs, the library, briefs, CSV."""

from assessment.formats.answers import read_answers, write_answers
from assessment.formats.benchmarks import parse_benchmarks, read_benchmarks
from assessment.formats.brief import Brief, BriefFacts, read_brief
from assessment.formats.connections import CONNECTION_COLUMNS, Joined, connections_template, read_connections
from assessment.formats.coverage import shipped_coverage, write_coverage
from assessment.formats.library import load_library, shipped_library
from assessment.formats.lines import Lines
from assessment.formats.pack_new import new_pack
from assessment.formats.packs import compose, load_pack, shipped_overlays, shipped_pack, shipped_packs
from assessment.formats.programmes import programmes_template, read_programmes
from assessment.formats.register import write_register
from assessment.formats.schema import schema_for, schema_of
from assessment.formats.shape import validated
from assessment.formats.tracking import (
    actuals_template,
    progress_template,
    read_actuals,
    read_progress,
    shipped_kpis,
)
from assessment.formats.yaml import load, loads
from assessment.formats.zones import ZONE_COLUMNS, read_zones, slug, zones_template

__all__ = [
    "CONNECTION_COLUMNS", "ZONE_COLUMNS", "Brief", "BriefFacts", "Joined", "Lines", "actuals_template", "compose",
    "connections_template", "load", "load_library", "load_pack", "loads", "new_pack", "parse_benchmarks",
    "programmes_template", "progress_template", "read_actuals", "read_answers", "read_benchmarks", "read_brief",
    "read_connections", "read_programmes", "read_progress", "read_zones", "schema_for", "schema_of",
    "shipped_coverage", "shipped_kpis", "shipped_library", "shipped_overlays", "shipped_pack", "shipped_packs",
    "slug", "validated", "write_answers", "write_coverage", "write_register", "zones_template",
]
