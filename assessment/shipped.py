"""Where packs, data and templates live: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assessment.text import _, ngettext, number

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE / "_shipped" if (_PACKAGE / "_shipped").is_dir() else _PACKAGE.parent
"""Folder that holds questionnaires/, data/ and templates/."""

PACKS = ROOT / "questionnaires"
DATA = ROOT / "data"
TEMPLATES = ROOT / "templates"
SAMPLES = DATA / "samples"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"


@cache
def templates(folder: str) -> Environment:
    """Jinja2 over a folder of templates/: text is escaped, messages are translated, an unknown name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(TEMPLATES / folder), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    environment.globals["number"] = number
    cast(Any, environment).install_gettext_callables(_, ngettext, newstyle=True)  # the extension adds this method
    return environment
