"""Every text in every language: nothing missing, nothing lost between braces, compiled files current."""

import string
import subprocess

import pytest
from babel.messages.catalog import Catalog, Message

from assessment.formats import load_pack
from assessment.shipped import PACKS, ROOT
from assessment.text import LOCALES, languages
from scripts import messages

LANGUAGES = [name for name in languages() if name != "en"]
PRINTED = "%("


def placeholders(text: str, printed: bool) -> list[str]:
    """Names that are filled in, `{name}` or `%(name)s`; how each is formatted belongs to it."""
    if printed:
        return sorted(part.split(")")[0] + part.split(")")[1][:1] for part in text.split(PRINTED)[1:])
    return sorted(f"{name}:{spec}" for _text, name, spec, _conversion in string.Formatter().parse(text)
                  if name is not None)


def faults(listed: Catalog, catalogue: Catalog) -> list[str]:
    """What is wrong with a catalogue, a line a message."""
    found = []
    for message in listed:
        if message.id:
            translated = catalogue.get(message.id)
            found += [f"{message.id!r}: {why}" for why in _wrong(message, translated)]
    return found


def _wrong(message: Message, translated: Message | None) -> list[str]:
    if translated is None or not translated.string:
        return ["not translated"]
    if translated.fuzzy:
        return ["not certain"]
    wrong = []
    originals = (message.id,) if isinstance(message.id, str) else message.id
    strings = (translated.string,) if isinstance(translated.string, str) else translated.string
    for form, string_ in enumerate(strings):
        if not string_.strip():
            wrong.append("not translated")
            continue
        printed = PRINTED in originals[-1]
        meant = originals[0] if form == 0 else originals[-1]  # one of a thing may be told without its count
        if placeholders(string_, printed) not in (placeholders(meant, printed), placeholders(originals[-1], printed)):
            wrong.append("other placeholders")
        if originals[-1].rstrip()[-1] in ".:" and originals[-1].rstrip()[-1] != string_.rstrip()[-1]:
            wrong.append("ends otherwise")
    return wrong


@pytest.fixture(scope="module")
def listed() -> Catalog:
    return messages.read(LOCALES / "interlock.pot")


def _catalogue(language: str) -> Catalog:
    return messages.read(LOCALES / language / "LC_MESSAGES" / "interlock.po", language)


def test_german_is_there():
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, listed: Catalog):
    assert faults(listed, _catalogue(language)) == [], "translate them, then run: make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_follows_the_list(language: str, listed: Catalog):
    path = LOCALES / language / "LC_MESSAGES" / "interlock.po"
    assert path.read_text("utf-8") == messages.followed(_catalogue(language), listed, language), "run: make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language: str):
    path = LOCALES / language / "LC_MESSAGES" / "interlock.mo"
    assert path.read_bytes() == messages.compiled(_catalogue(language), language), "run: make messages"


def test_a_fault_in_a_catalogue_is_found(listed: Catalog):
    for msgid, string_, fuzzy, why in (
            ("Saved at {time} UTC", "Gespeichert um {zeit} UTC", False, "other placeholders"),
            ("Saved at {time} UTC", "Gespeichert um {time:>9} UTC", False, "other placeholders"),
            ("%(dimension)s (%(done)s of %(all)s)", "%(dimension)s (%(done)s von %(all)d)", False,
             "other placeholders"),
            ("Roadmap", "", False, "not translated"), ("Roadmap", "Fahrplan", True, "not certain"),
            ("Say why in the comment.", "Den Grund nennen", False, "ends otherwise")):
        broken = _catalogue("de")
        broken[msgid].string = string_
        if fuzzy:
            broken[msgid].flags.add("fuzzy")
        assert faults(listed, broken) == [f"{msgid!r}: {why}"]


def test_a_wheel_brings_the_compiled_catalogues():
    """Hatchling takes what git does not ignore in the package; so nothing may ignore the compiled files."""
    ignored = subprocess.run(["git", "check-ignore", *map(str, LOCALES.glob("*/LC_MESSAGES/*"))], cwd=ROOT,
                             capture_output=True, text=True, check=False)
    assert ignored.stdout == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_scan_is_translated(language: str):
    """Names, scale, and each question of the quick scan whole; the rest may stay in the pack's own language."""
    pack, _problems = load_pack(PACKS / "it-ot-convergence")
    assert pack is not None
    words = next(t for t in pack.translations if t.language == language)
    assert words.title
    assert words.summary
    assert len(words.scale_names) == len(words.scale_meanings) == len(pack.scale.names)
    assert set(words.dimensions) == set(pack.by_id)
    assert set(pack.capabilities) <= set(words.capabilities)
    for question in pack.questions.values():
        if question.quick:
            told = words.questions.get(question.id)
            assert told is not None, question.id
            assert all((told.text, told.why, told.evidence)), question.id
            assert set(told.anchors) == set(question.anchors), question.id
            assert len(told.probes) == len(question.probes), question.id
            assert set(told.anchors.values()).isdisjoint(question.anchors.values()), question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_nothing_that_is_not_there(language: str):
    pack, _problems = load_pack(PACKS / "it-ot-convergence")
    assert pack is not None
    words = next(t for t in pack.translations if t.language == language)
    assert set(words.dimensions) <= set(pack.by_id)
    assert set(words.capabilities) <= set(pack.capabilities)
    assert set(words.questions) <= set(pack.questions)
