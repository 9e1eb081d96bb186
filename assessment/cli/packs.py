"""`interlock pack ...`: begin a questionnaire pack, check it, look at it, tell two versions apart."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.telling import fail, json_option, print_json, speaking, told

if TYPE_CHECKING:
    from assessment.domain.basis import Problem
    from assessment.domain.pack import Pack, PackDifference, PackOverview, QuestionMove

ANSWERS = {"kept": "answers kept", "confirm": "answers kept, look at them again", "ask": "to be asked",
           "lost": "answers count no more"}
MOVES = {"answers": "answers are to be given again", "scores": "scores move", "levels": "levels move, scores stay",
         "states": "how sure a value is moves, scores stay", "nothing": "nothing moves"}


@click.group()
def pack() -> None:
    """Questionnaire packs: a folder, or the id of a shipped one."""


@pack.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What people call it (default: from the folder's name).")
@click.option("--extends", default=None, metavar="PACK",
              help="Make an overlay on this pack: the id of a shipped one, or a folder beside the new one.")
@speaking
def new(folder: Path, title: str, extends: str | None) -> None:
    """Write a small pack into FOLDER to begin with; its name becomes the id."""
    from assessment.formats import new_pack

    for path in new_pack(folder, title, extends):
        click.echo(str(path))
    click.echo(f"Next: interlock pack check {folder}")


@pack.command()
@click.argument("packs", nargs=-1, required=True)
@json_option
@speaking
def check(packs: tuple[str, ...], as_json: bool) -> None:
    """Check packs; every problem with file:line and what to do, then what each pack holds."""
    from assessment.domain.pack import overview

    problems: list[Problem] = []
    overviews: list[PackOverview] = []
    for name in packs:
        loaded, found = _checked(name)
        problems += found
        overviews += [overview(loaded)] if loaded is not None else []
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json({"problems": [problem.model_dump(mode="json") for problem in problems],
                    "packs": [held.model_dump(mode="json") for held in overviews]})
    else:
        for problem in problems:
            click.echo(str(problem), err=True)
        for held in overviews:
            click.echo("\n".join(_held(held)))
    if errors:
        sys.exit(1)
    if not as_json:
        warned = f", {_counted(len(problems), 'warning')}" if problems else ""
        click.echo(f"{_counted(len(packs), 'pack')} without errors{warned}")


@pack.command()
@click.argument("name", metavar="PACK")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="File to write (default: the pack's id with .html, here).")
@click.option("--language", default=None, help="A language that the pack is translated into, e.g. de.")
@speaking
def show(name: str, out: Path | None, language: str | None) -> None:
    """Write one web page with every question of PACK and all that stands behind it."""
    from assessment.report.preview import preview
    from assessment.text import languages
    from assessment.text import speaking as spoken

    loaded = _loaded(name)
    known = sorted({loaded.language, *(words.language for words in loaded.translations)})
    if language is not None and language not in known:
        raise click.BadParameter(f"choose from {', '.join(known)}", param_hint="--language")
    with spoken(language if language in languages() else "en"):
        page = preview(loaded, language or loaded.language)
    target = out or Path(f"{loaded.id}.html")
    target.write_text(page, "utf-8")
    click.echo(str(target))


@pack.command()
@click.argument("old")
@click.argument("new")
@json_option
@speaking
def diff(old: str, new: str, as_json: bool) -> None:
    """Tell what changed from OLD to NEW, and what it would move in an engagement that took the new one."""
    from assessment.domain.pack import compare

    difference = compare(_loaded(old), _loaded(new))
    if as_json:
        print_json(difference.model_dump(mode="json"))
    else:
        click.echo("\n".join(_different(difference)))


def chosen(packs: Sequence[str]) -> tuple[list[str], Path | None]:
    """Names of packs for a new engagement, and the folder that those which are not shipped stand in."""
    from assessment.formats.packs import pack_folder
    from assessment.shipped import PACKS

    folders = [pack_folder(name) for name in packs]
    beside = {folder.parent for folder in folders if folder.parent != PACKS}
    if len(beside) > 1:
        fail(["Error: The pack and its overlays stand in different folders. Put them beside one another."])
    return [folder.name for folder in folders], next(iter(beside), None)


def _checked(name: str) -> tuple[Pack | None, list[Problem]]:
    """A pack with all its problems; stated facts are looked up only where a condition names one."""
    from assessment.formats import load_pack, shipped_library
    from assessment.formats.packs import pack_folder

    folder = pack_folder(name)
    loaded, problems = load_pack(folder)
    if loaded is not None and any(condition.stated for q in loaded.questions.values() for condition in q.when):
        loaded, problems = load_pack(folder, shipped_library())
    return loaded, problems


def _loaded(name: str) -> Pack:
    """A pack without errors; what is wrong in another one is told and ends the command."""
    loaded, problems = _checked(name)
    if loaded is None:
        told(problems)
        sys.exit(1)
    return loaded


def _counted(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{rest} min" if not hours else f"{hours} h {rest} min" if rest else f"{hours} h"


def _held(found: PackOverview) -> Iterator[str]:
    """What a pack holds, in a few lines."""
    yield f"{found.id} {found.version}: {found.title}"
    for part in found.parts[1:]:
        yield f"  with {part.id} {part.version}: {part.title}, {_counted(part.questions, 'question')}"
    yield (f"  {_counted(found.questions, 'question')} in {_counted(found.dimensions, 'dimension')}: {found.record} of "
           f"record, {found.judgement} of judgement; {found.site} at each site, {found.network} once; "
           f"{found.conditional} under conditions")
    yield (f"  {found.quick} in the quick scan; it takes about {_time(found.quick_minutes)}, "
           f"the whole {_time(found.minutes)}")
    for words in found.translations:
        yield (f"  {words.language}: {words.questions} of {_counted(words.of_questions, 'question')}, "
               f"{words.quick} of {words.of_quick} of the quick scan")


def _different(difference: PackDifference) -> Iterator[str]:
    """A difference in lines; what is new has a plus sign, what is gone a minus, what changed a tilde."""
    if not difference.questions and not difference.others:
        yield f"{difference.old} and {difference.new} ask the same in the same way."
        return
    yield f"{difference.old} -> {difference.new}"
    if difference.old == difference.new:
        yield "Id and version are the same: raise the version, so that people can tell them apart."
    yield "An engagement keeps the pack that it was opened with. One that took the new pack:"
    counts = difference.answers
    yield (f"  answers of {_counted(counts['kept'], 'question')} kept, of {counts['confirm']} kept and to be looked at "
           f"again; {counts['ask']} to be asked, {counts['lost']} gone")
    if difference.questions:
        yield "Questions"
        yield from map(_question, difference.questions)
    if difference.capabilities:
        yield "Weight that rests on what changed"
        yield from (f"  {name}: {share:.0%} of the capability" for name, share in difference.capabilities.items())
    if difference.others:
        yield "Elsewhere"
        for move in difference.others:
            was, now = move.was or "nothing", move.now or "nothing"
            yield f"  {move.where}: {f'{was} -> {now}' if was != now else now}; {MOVES[move.moves]}"


def _question(move: QuestionMove) -> str:
    sign = {"added": "+", "removed": "-"}.get(move.changes[0], "~")
    changes = "" if sign != "~" else f" ({', '.join(move.changes)})"
    moved = (f"; its share of {move.capability} goes from {move.before:.0%} to {move.after:.0%}"
             if round(move.before, 3) != round(move.after, 3) else "; no score moves" if not move.share else "")
    renamed = f"; asks the same as {move.same_as}: keep that id and the answers stay" if move.same_as else ""
    return f"  {sign} {move.question}{changes}: {ANSWERS[move.answers]}{moved}{renamed}"
