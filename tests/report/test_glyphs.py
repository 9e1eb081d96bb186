"""A character that no installed font has is told with the package to install, before anybody sees an empty box."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from assessment.report.glyphs import unprintable
from assessment.shipped import ROOT

CHILD = """
import json, sys
from assessment.report.glyphs import unprintable
print(json.dumps([[p.severity, p.message, p.remedy] for p in unprintable(json.loads(sys.argv[1]))]))
"""
TEXTS = ["Plant of 中国", "مصنع", "\N{FACTORY} soon", "Zürich → “ready”"]


def checked(folder: Path, texts: list[str]) -> list[list[str]]:
    """Problems on a machine that has the fonts of a folder and no others."""
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>", "utf-8")
    done = subprocess.run([sys.executable, "-c", CHILD, json.dumps(texts)], cwd=ROOT, capture_output=True, text=True,
                          check=True, env={**os.environ, "FONTCONFIG_FILE": str(config)})
    return json.loads(done.stdout)


def font(file: Path, characters: str) -> None:
    """A font of squares."""
    names = [".notdef", *(f"g{ord(character)}" for character in characters)]
    pen = TTGlyphPen(None)
    for point, draw in zip([(0, 0), (0, 700), (700, 700), (700, 0)], ["moveTo", *["lineTo"] * 3], strict=True):
        getattr(pen, draw)(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{ord(character)}" for character in characters})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)


def test_each_script_names_its_package_and_a_font_for_it_ends_the_problem(tmp_path: Path):
    font(tmp_path / "latin.ttf", "ab ")
    before = checked(tmp_path, TEXTS)
    assert [severity for severity, *_ in before] == ["warning"] * 3
    by_package = dict(zip(("fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-noto-core"), before, strict=True))
    assert all(package in remedy for package, (_s, _m, remedy) in by_package.items())
    assert "U+4E2D, U+56FD" in by_package["fonts-noto-cjk"][1]
    assert "U+1F3ED" in by_package["fonts-noto-color-emoji"][1]
    font(tmp_path / "chinese.ttf", "中国")
    assert [remedy for *_rest, remedy in checked(tmp_path, TEXTS)] == [by_package[p][2] for p in list(by_package)[1:]]


def test_what_the_report_s_own_font_has_asks_nobody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assessment.report.glyphs._without_glyph", lambda _characters: pytest.fail("asked"))
    assert unprintable(["Zürich → “ready” 1–5 · ≥ 80 % €", "line\nand\ttab", "e\u0301"]) == ()
