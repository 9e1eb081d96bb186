"""Procedures of IT and OT, and the single one in their place."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen

Authority = Literal["FDA", "EU", "PMDA"]




class Aspect(Frozen):
    """One thing that a procedure lays down. `choices` maps a word to what a procedure may say, `target` is the word
    that the single procedure takes, `why` what an inspector would ask. `asked_with` is a question of the pack: where it
    is not applicable at a site, nobody asks for the aspect there.
    """

    id: str
    question: str
    choices: dict[str, str]
    target: str
    why: str
    asked_with: str = ""


class Procedure(Frozen):
    """A subject on which IT and OT each have a procedure, and the single one in their place (expert judgement).

    `owner` keeps the single procedure; `quality` is what stays with the quality unit; `references` holds identifiers,
    each beginning with the key of a reference; `questions` show the subject and `initiatives` bring the procedure.
    """

    id: str
    name: str
    target: str
    owner: str
    quality: str
    references: dict[Authority, tuple[str, ...]]
    questions: tuple[str, ...]
    initiatives: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    basis: str
