"""Text at the borders: cleans what comes in, escapes what goes out, translates what is shown."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

LOCALES = Path(__file__).parent / "locale"
NAMES = {"en": "English", "de": "Deutsch"}
"""Languages as their speakers name them."""
COMMA = ("de",)
"""Languages that write 1.234,5."""
CAPITAL = ("de",)
"""Languages that write nouns with a capital letter."""
_language: ContextVar[str] = ContextVar("language", default="en")
_catalogues: dict[str, gettext.NullTranslations] = {}

MOST_CHARACTERS = 4000
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$:&])")
_EXCHANGED = str.maketrans(",.", ".,")
_FIGURE = re.compile(r"[-+−]?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]+)?( %)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def _(message: str) -> str:
    """The message in the language in use; the English msgid itself where no catalogue has it. Nothing stays nothing:
    a catalogue keeps its own head under the empty message."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def N_(message: str) -> str:
    """Marks a message that is translated where it is shown."""
    return message


_MONTHS = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
           N_("September"), N_("October"), N_("November"), N_("December"))
_SHORT = (N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
          N_("Nov"), N_("Dec"))


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue(_language.get()).ngettext(one, many, count)


def use_language(language: str) -> None:
    """Set the language of this thread or task, e.g. `de`; unknown ones fall back to English."""
    _language.set(language if language in languages() else "en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for a while."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def preferred(*wishes: str) -> str:
    """The first language that there is among wishes, each like a browser's list `de-AT,de;q=0.9,en;q=0.8`; else `en`.

    What a list gives the weight 0 is not wanted.
    """
    for wish in wishes:
        weighted = []
        for part in wish.lower().split(","):
            name, _semicolon, rest = part.partition(";")
            weight = re.fullmatch(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", rest)
            weighted.append((float(weight[1]) if weight else 1.0, name.strip()[:2]))
        for weight_, name in sorted(weighted, key=lambda pair: -pair[0]):
            if weight_ and name in languages():
                return name
    return "en"


def languages() -> list[str]:
    """English and every language that has a compiled catalogue."""
    return list(_compiled())


@cache
def _compiled() -> tuple[str, ...]:
    """Looked for once: every page asks several times."""
    return "en", *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/interlock.mo"))


def language() -> str:
    return _language.get()


def number(value: float, form: str = ",.0f") -> str:
    """A number in the format of the language in use, with a true minus sign only where the caller puts one.

    `form` is a format specification as for English. What sums of floats leave behind the ninth decimal does not decide
    how a number is rounded.
    """
    text = format(round(value, 9) if isinstance(value, float) else value, form)
    return text.translate(_EXCHANGED) if _language.get() in COMMA else text


def day(value: date) -> str:
    """A day in words: 1 March 2026."""
    return _("{day} {month} {year}").format(day=value.day, month=_(_MONTHS[value.month - 1]), year=value.year)


def month(value: date) -> str:
    """A month in short: Mar 2026."""
    return _(_SHORT[value.month - 1]) + f" {value.year}"


def read_number(told: str) -> float | None:
    """A number as `number` writes it in the language in use, a percentage as a share; None for any other text."""
    plain = told.translate(_EXCHANGED) if _language.get() in COMMA else told
    if not _FIGURE.fullmatch(plain) and not re.fullmatch(r"[-+−]?[0-9]+(\.[0-9]+)?( %)?", plain):
        return None
    value = float(plain.removesuffix(" %").replace(",", "").replace("−", "-"))
    return value / 100 if plain.endswith(" %") else value


def read_day(told: str) -> date | None:
    """A day as `day` writes it in the language in use; None for any other text."""
    form = re.escape(_("{day} {month} {year}")).replace(r"\{", "{").replace(r"\}", "}")
    names = [_(name) for name in _MONTHS]
    found = re.fullmatch(form.format(day="(?P<day>[0-9]{1,2})", month=f"(?P<month>{'|'.join(names)})",
                                     year="(?P<year>[0-9]{4})"), told)
    try:
        return date(int(found["year"]), names.index(found["month"]) + 1, int(found["day"])) if found else None
    except ValueError:
        return None


def read_month(told: str) -> date | None:
    """The first day of a month as `month` writes it in the language in use; None for any other text."""
    name, _space, year = told.rpartition(" ")
    names = [_(short) for short in _SHORT]
    return date(int(year), names.index(name) + 1, 1) if name in names and re.fullmatch("[12][0-9]{3}", year) else None


def lowered(name: str) -> str:
    """A name as it stands in the middle of a sentence; nouns keep their capital in some languages."""
    return name if _language.get() in CAPITAL else name.lower()


def in_quotes(name: str) -> str:
    """A name between the quotation marks of the language in use."""
    return _("'{name}'").format(name=name)


def in_words(value: str) -> str:
    """A value of a fact or answer as it is told: a number, or words joined by a slash."""
    return "/".join(_retold_gap(word) for word in value.split("/"))


def retold(sentence: str) -> str:
    """A sentence that was kept in English, in the language in use; unchanged where no message fits it.

    Plans and assumptions are recorded with their sentences filled in. The message it was made from is found by its
    fixed words; what stood in the gaps is retold or, where it is a number, written anew.
    """
    if _language.get() == "en" or not sentence:
        return sentence
    told = _(sentence)
    if told != sentence:
        return told
    for message, pattern in _patterns(_language.get()):
        found = pattern.fullmatch(sentence)
        if found:
            return _(message).format(**{name: _retold_gap(text) for name, text in found.groupdict().items()})
    return sentence


def _retold_gap(text: str) -> str:
    if _FIGURE.fullmatch(text):
        return text.translate(_EXCHANGED) if _language.get() in COMMA else text
    return ", ".join(retold(part) for part in text.split(", ")) if ", " in text else retold(text)


@cache
def _patterns(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Messages with gaps and the sentences that each may have become, those with most fixed words first."""
    found = []
    for message in getattr(_catalogue(language), "_catalog", {}):
        if isinstance(message, str) and "{" in message:
            parts = list(Formatter().parse(message))
            fixed, names, text = "".join(literal for literal, *_rest in parts), set(), ""
            for literal, name, _form, _conversion in parts:
                gap = f"(?P={name})" if name in names else f"(?P<{name}>.+?)"
                text += re.escape(literal) + (gap if name else "")
                names.add(name)
            if re.search("[A-Za-z]{3}", fixed):
                found.append((len(fixed), message, re.compile(text, re.DOTALL)))
    return [(message, pattern) for _size, message, pattern in sorted(found, key=lambda one: (-one[0], one[1]))]


def _catalogue(name: str) -> gettext.NullTranslations:
    if name not in _catalogues:
        _catalogues[name] = gettext.translation("interlock", LOCALES, languages=[name], fallback=True)
    return _catalogues[name]


def clean(value: str, most: int = MOST_CHARACTERS) -> str:
    """User text made safe to keep: NFC, no control, surrogate or bidirectional-override characters, cut at `most`.

    Newlines and tabs stay. Cleaning is idempotent.
    """
    kept = value if value.isprintable() else "".join(  # printable text has nothing of the kind, and most text is
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
