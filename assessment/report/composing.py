"""Sections with their content filled in: each is rendered apart, and one that says nothing is left out.

Sections that a consultant dropped in are rendered in a sandbox: they see the book, call nothing but the macros and the
formats of numbers, load no other template, and may point to nothing outside the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from assessment.domain.basis import InvalidInput, Problem
from assessment.report.book import Book
from assessment.report.sections import SUFFIX, Section
from assessment.shipped import TEMPLATES, templates
from assessment.text import _, ngettext, number

ANNEXES = ("A", "B", "C", "D", "E")
_OUTWARD = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|link|base|meta|form|style|svg|audio|video|source)\b"
    r"|\s(on\w+|srcdoc|srcset|action|formaction|background|poster)\s*=|url\s*\(|@import"
    r"|\s(src|href|data)\s*=\s*[\"']?(?!data:image/|#)", re.IGNORECASE)
_CALLABLE = (_, ngettext, number, format)


@dataclass(frozen=True)
class Composed:
    """A section ready to print. `label` is that of its annex, as in B2; `body` is markup."""

    section: Section
    label: str
    body: str


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates call macros, formats of numbers and methods of plain values: no object that reads a file is one."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if not all(isinstance(side, int | float) for side in (left, right)) or operator == "**":
            raise SecurityError("only numbers are multiplied")
        return super().call_binop(context, operator, left, right)

    def is_safe_callable(self, obj: Any) -> bool:
        plain = isinstance(getattr(obj, "__self__", None), str | dict | list | tuple)
        return isinstance(obj, Macro) or obj in _CALLABLE or plain


def compose(book: Book, images: Mapping[str, str]) -> list[Composed]:
    """The sections of a book in their order. `images` are data URIs by chart id.

    Raises InvalidInput that names the file where an own section cannot be rendered or points outside.
    """
    found, counts = [], Counter[str]()
    for section in book.sections:
        body = _own(section, book, images) if section.own else _shipped(section, book, images)
        if re.search(r"<(?!section|h2)\w", body) is None and not section.comment:
            continue  # nothing but, at most, a heading
        label = ""
        if section.annex:
            counts[section.annex] += 1
            label = f"{section.annex}{counts[section.annex]}"
        found.append(Composed(section, label, body))
    return found


def _shipped(section: Section, book: Book, images: Mapping[str, str]) -> str:
    template = templates("report").get_template(f"sections/{section.id}{SUFFIX}")
    return template.render(book=book, results=book.results, images=images, edition=book.edition)


def _own(section: Section, book: Book, images: Mapping[str, str]) -> str:
    try:
        environment = _sandbox(section.source)
        body = environment.get_template("own").render(book=book, results=book.results, images=images,
                                                      edition=book.edition)
    except (TemplateError, SecurityError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InvalidInput([_problem(section, _("It could not be filled in ({why}).").format(
            why=f"{type(error).__name__}: {error}"[:160]), _("Correct the template; docs/reports.md says what it may "
                                                            "use."))]) from error
    if _OUTWARD.search(body):
        raise InvalidInput([_problem(section, _("It holds a script, a style or an address outside the document."),
                                     _("Keep to text, tables and the figures of the report."))])
    return body


def _problem(section: Section, message: str, remedy: str) -> Problem:
    return Problem(code="own-section", where=f"{section.id}{SUFFIX}", message=message, remedy=remedy)


@cache
def _sandbox(source: str) -> Environment:
    macros = (TEMPLATES / "report" / "macros.html.j2").read_text("utf-8")
    environment = _Sandbox(loader=DictLoader({"own": source, "macros.html.j2": macros}), autoescape=True,
                           undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                           extensions=["jinja2.ext.i18n"])
    environment.globals = {"number": number}
    cast(Any, environment).install_gettext_callables(_, ngettext, newstyle=True)  # the extension adds this method
    return environment
