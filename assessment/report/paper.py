"""The questions on paper: to be ticked with a pen and typed in by somebody else."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import date
from typing import Literal

import segno

from assessment.domain.basis import FUNCTIONS, digest
from assessment.domain.pack import Pack, Question
from assessment.report.html import faces
from assessment.shipped import TEMPLATES, templates
from assessment.text import _, language

PaperSize = Literal["A4", "Letter"]


@dataclass(frozen=True)
class PaperPart:
    """The questions of one dimension; each with its number on the sheet, from 1 over all parts."""

    name: str
    questions: tuple[tuple[int, Question], ...]


@dataclass(frozen=True)
class PaperForm:
    """A sheet for one person, or with `person` empty for anybody at a place, who ticks the own function.

    `pack` speaks the language of the sheet; `entry` is the address that the square carries, empty where no phone
    would find this machine.
    """

    client: str
    place: str
    cycle: str
    person: str
    function: str
    named: bool
    fictional: bool
    parts: tuple[PaperPart, ...]
    pack: Pack
    entry: str
    made: date
    version: str

    @property
    def id(self) -> str:
        """Names what is asked: sheets with another one hold other questions."""
        asked = [[number, question.id, sorted(question.anchors)] for part in self.parts
                 for number, question in part.questions]
        return digest([self.client, self.place, self.cycle, self.person, asked])[:8]


def render_paper(form: PaperForm, size: PaperSize = "A4") -> bytes:
    """Tagged PDF; the same form gives the same bytes."""
    from assessment.report import pdf

    return pdf.from_html(paper_html(form, size), identifier=digest([form.id, size, language()])[:32].encode())


def paper_html(form: PaperForm, size: PaperSize = "A4") -> str:
    return templates("paper").get_template("paper.html.j2").render(
        form=form, size=size, language=language(), faces=faces(), functions=[_(name) for name in FUNCTIONS],
        count=sum(len(part.questions) for part in form.parts), qr=_picture(form.entry) if form.entry else "",
        css=(TEMPLATES / "paper" / "paper.css").read_text("utf-8"))


def _picture(address: str) -> str:
    """The address as a square to photograph, with the quiet zone that cameras need."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode("ascii")
