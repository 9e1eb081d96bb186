"""Translations follow the list of messages: what is translated stays, what is new comes in empty, then all compile.

`make messages` gathers the list and runs this. The compiled file is the same for the same texts, whatever tool
versions are at hand, so that a test can hold it against its source.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).parent.parent / "assessment" / "locale"
PLURALS = {"de": "nplurals=2; plural=(n != 1);"}
WIDTH = 120


def library(fileobj: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[
        tuple[int, str, str, list[str]]]:
    """The texts of library, packs and key figures that are translated here; `babel.cfg` names a file to come here."""
    from assessment.formats import shipped_kpis, shipped_library, shipped_pack, shipped_packs
    from assessment.workspace.language import told_texts

    editions = [reference.edition for name in shipped_packs() for reference in shipped_pack(name).references]
    figures = [text for kpi in shipped_kpis() for text in (kpi.name, kpi.unit)]
    for text in dict.fromkeys([*told_texts(shipped_library()), *editions, *figures]):
        if any(character.isalpha() for character in text):
            yield 1, "", text, []


def header(language: str) -> str:
    """What readers of a catalogue have to know of it, and nothing that changes by itself."""
    return (f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {PLURALS[language]}\n")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def followed(known: Catalog, listed: Catalog, language: str) -> str:
    """The text of a catalogue with exactly the messages listed, in their order, as far as they are translated."""
    new = Catalog(locale=language)
    for message in listed:
        if message.id:
            before = known.get(message.id)
            string = before.string if before is not None and not before.fuzzy else None
            new.add(message.id, string, flags=message.flags)
    body = BytesIO()
    write_po(body, new, width=WIDTH, no_location=True, omit_header=True)
    lines = "".join(f'"{line}\\n"\n' for line in header(language).splitlines())
    return f'msgid ""\nmsgstr ""\n{lines}\n{body.getvalue().decode("utf-8").lstrip()}'


def compiled(catalogue: Catalog, language: str) -> bytes:
    """The catalogue as gettext reads it (MO, revision 0): two tables of lengths and offsets, then the texts."""
    pairs = {b"": header(language).encode()}
    for message in catalogue:
        if message.id and _whole(message) and not message.fuzzy:
            pairs["\0".join(_parts(message.id)).encode()] = "\0".join(_parts(message.string)).encode()
    keys = sorted(pairs)
    texts, at, tables = b"", 28 + 16 * len(keys), [b"", b""]
    for place, column in enumerate((keys, [pairs[key] for key in keys])):
        for text in column:
            tables[place] += struct.pack("<2I", len(text), at + len(texts))
            texts += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, at) + b"".join(tables) + texts


def _parts(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _whole(message: Message) -> bool:
    return bool(message.string) and all(_parts(message.string))


def main() -> None:
    listed = read(LOCALES / "interlock.pot")
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/interlock.po")):
        language = path.parent.parent.name
        path.write_text(followed(read(path, language), listed, language), "utf-8")
        catalogue = read(path, language)
        path.with_suffix(".mo").write_bytes(compiled(catalogue, language))
        missing = [message.id for message in catalogue if message.id and not _whole(message)]
        sys.stdout.write(f"{language}: {len(catalogue) - len(missing)} messages, {len(missing)} to translate\n")
        for message in missing:
            sys.stdout.write(f"  {_parts(message)[0]}\n")


if __name__ == "__main__":
    main()
