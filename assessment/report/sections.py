"""The sections of the report: a template in the folder is one, and its head says where it stands.

A section begins with a comment `{# in: full board=15 #}`: the variants that it is part of, and its place there where it
is not the number of its file. `annex: B` puts it into an annex, `flow: yes` (or `flow: full`) lets it follow
on the same page, `heading: own` leaves the heading to it, and `when: rows` leaves it out where its tables are empty,
`when: scenarios` where those named are.
Its title is the first `{% set title = _("...") %}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assessment.domain.engagement import Reporting
from assessment.report.edition import VARIANTS, Edition
from assessment.shipped import TEMPLATES
from assessment.text import _

FOLDER = TEMPLATES / "report" / "sections"
SUFFIX = ".html.j2"
KEYS = (*VARIANTS, "restricted")
_HEAD = re.compile(r"\A\s*\{#(.*?)#\}", re.DOTALL)
_TITLE = re.compile(r"""\{%-?\s*set\s+title\s*=\s*(_\()?\s*(["'])(.+?)\2\s*\)?\s*-?%\}""")
_FIGURE = re.compile(r"""figure\(book,\s*images,\s*["']([\w-]+)["']""")
_FAMILY = re.compile(r"""book\.charts\s+if\b[^%]*?startswith\(["']([\w-]+-)["']\)""")
_TABLE = re.compile(r"""table\(book,\s*["']([\w-]+)["']""")
_ONLY = re.compile(
    r"""\{%\s*if edition\.key (==|!=) ["'](\w+)["']\s*%\}(.*?)(?:\{%\s*else\s*%\}(.*?))?\{%\s*endif\s*%\}""", re.DOTALL)
"""What a section shows in some variants only; such a block holds no other `if`."""
_NAME = re.compile(r"[0-9]{2}-[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True)
class Section:
    """`places` maps a variant, or `restricted`, to the section's number there. `tables` and `charts` are the ids that
    its template names, `zones-*` for a loop over those that begin so. `headline` and
    `comment` are the consultant's; `title` is the computed one.
    """

    id: str
    title: str
    source: str = field(repr=False)
    places: Mapping[str, int]
    annex: str = ""
    flow: tuple[str, ...] = ()
    """Variants in which it follows on the same page."""
    own_heading: bool = False
    only_with_rows: bool = False
    """Left out where none of its tables, or of those named in `rows_of`, has a row."""
    rows_of: tuple[str, ...] = ()
    own: bool = False
    """Dropped in by the consultant: rendered in the sandbox."""
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    headline: str = ""
    comment: str = ""
    hidden: bool = False
    position: int = 0

    @property
    def shown_title(self) -> str:
        return self.headline or self.title


def read(name: str, source: str, own: bool = False) -> Section | str:
    """A section from its file's name (without suffix) and text; a sentence that says what is wrong otherwise."""
    if not _NAME.fullmatch(name):
        return _("The name of a section file is two digits, a hyphen and small letters: 55-our-view.html.j2.")
    head = _HEAD.match(source)
    title = _TITLE.search(source)
    if head is None:
        return _("The file has to begin with a comment that says where the section stands: {example}").format(
            example="{# in: full board #}")
    if title is None:
        return _("The title is missing: {example}").format(example='{% set title = "Our view" %}')
    settings = {key.strip(): value.strip() for line in re.split(r"[\n|]", head[1]) if ":" in line
                for key, value in [line.split(":", 1)]}
    places: dict[str, int] = {}
    for word in settings.get("in", "").split():
        key, _equals, place = word.partition("=")
        if key not in KEYS or (place and not place.isdecimal()):
            return _("{word} is not a variant of the report. Known: {known}.").format(
                word=repr(word[:40]), known=", ".join(KEYS))
        places[key] = int(place or name[:2])
    return Section(
        id=name, title=title[3], source=source, places=places, annex=settings.get("annex", "")[:1].upper(),
        flow=KEYS if settings.get("flow") == "yes" else tuple(settings.get("flow", "").split()),
        own_heading=settings.get("heading") == "own" and not own,
        only_with_rows="when" in settings, own=own,
        rows_of=tuple(name for name in settings.get("when", "").split() if name != "rows"))


def _named(section: Section, key: str) -> Section:
    """With the tables and charts that it shows in a variant."""
    source = _ONLY.sub(lambda found: (found[3] if (found[2] == key) == (found[1] == "==") else found[4]) or "",
                       section.source)
    drawn = [*_FIGURE.findall(source), *(f"{family}*" for family in _FAMILY.findall(source))]
    return replace(section, tables=tuple(dict.fromkeys(_TABLE.findall(source))), charts=tuple(dict.fromkeys(drawn)))


@cache
def shipped() -> tuple[Section, ...]:
    """The sections that come with the product, in the order of their names. Raises ValueError for a broken one."""
    found = []
    for path in sorted(FOLDER.glob(f"*{SUFFIX}")):
        section = read(path.name.removesuffix(SUFFIX), path.read_text("utf-8"))
        if isinstance(section, str):
            raise ValueError(f"{path.name}: {section}")
        found.append(section)
    return tuple(found)


def arranged(edition: Edition, reporting: Reporting, cycle: str, own: Sequence[Section] = ()) -> tuple[Section, ...]:
    """Every section of an edition in its order, with the consultant's edits; hidden ones say so.

    An own section takes the place of a shipped one with its name. The restricted annex and its order stay as they are.
    """
    known = {section.id: section for section in (*shipped(), *own)}
    found = []
    for section in known.values():
        if edition.key not in section.places:
            continue
        title = _(section.title) if not section.own else section.title
        edit = None if edition.restricted else reporting.edit(edition.variant, section.id, cycle)
        placed = replace(_named(section, edition.key), title=title, position=section.places[edition.key],
                         annex=section.annex if edition.key == "full" else "")
        if edit is not None:
            placed = replace(placed, hidden=edit.hidden, position=edit.position or placed.position,
                             headline=edit.headline, comment=edit.comment)
        found.append(placed)
    return tuple(sorted(found, key=lambda section: (section.annex, section.position, section.id)))
