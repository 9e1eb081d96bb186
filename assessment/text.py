"""Text at the borders: cleans what comes in, escapes what goes out, translates what is shown."""

from __future__ import annotations

import gettext
import re
import unicodedata
from contextvars import ContextVar
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default="en")
_catalogues: dict[str, gettext.NullTranslations] = {}

MOST_CHARACTERS = 4000
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$:&])")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def _(message: str) -> str:
    """The message in the language in use; the English msgid itself where no catalogue has it."""
    return _catalogue(_language.get()).gettext(message)


def N_(message: str) -> str:
    """Marks a message that is translated where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue(_language.get()).ngettext(one, many, count)


def use_language(language: str) -> None:
    """Set the language of this thread or task, e.g. `de`; unknown ones fall back to English."""
    _language.set(language)


def languages() -> list[str]:
    """English and every language that has a compiled catalogue."""
    return ["en", *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/interlock.mo"))]


def language() -> str:
    return _language.get()


def _catalogue(name: str) -> gettext.NullTranslations:
    if name not in _catalogues:
        _catalogues[name] = gettext.translation("interlock", LOCALES, languages=[name], fallback=True)
    return _catalogues[name]


def clean(value: str, most: int = MOST_CHARACTERS) -> str:
    """User text made safe to keep: NFC, no control, surrogate or bidirectional-override characters, cut at `most`.

    Newlines and tabs stay. Cleaning is idempotent.
    """
    kept = "".join(
        character for character in value.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Cf", "Co", "Cn")
        or character == "\u200d"
    )
    return unicodedata.normalize("NFC", kept)[:most].strip()


def escape_markdown(value: str) -> str:
    """User text that markdown sinks show unchanged: no link, image, formula or markup comes alive."""
    return _MARKDOWN.sub(r"\\\1", clean(value)).replace("\n", "  \n")


def escape_formula(value: str) -> str:
    """User text for a spreadsheet or CSV cell: an apostrophe before anything that could start a formula."""
    return "'" + value if value.lstrip().startswith(_FORMULA_STARTS) or value.startswith(_FORMULA_STARTS) else value


def quoted(value: object, most: int = 40) -> str:
    """A short, safe quotation of user input for a message."""
    text = clean(str(value), most + 1).replace("\n", " ")
    return repr(text if len(text) <= most else text[:most] + "…")
