"""Where packs, data and templates live: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE / "_shipped" if (_PACKAGE / "_shipped").is_dir() else _PACKAGE.parent
"""Folder that holds questionnaires/, data/ and templates/."""

PACKS = ROOT / "questionnaires"
DATA = ROOT / "data"
TEMPLATES = ROOT / "templates"
SAMPLES = DATA / "samples"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"
