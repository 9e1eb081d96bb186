"""Figures of a brief that are asked about, and those that only a client can state."""

from __future__ import annotations

from pathlib import Path

from formats.test_brief import SHORT, library, pack, read

from assessment.domain.basis import Severity
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats import read_brief

__all__ = ["library", "pack"]
TEXT = SHORT.replace("ANSWERS", "{ana: {trust: 2}}") + "rates: {usd_rate: 1}\n"


def test_a_figure_of_odd_size_is_a_warning_at_its_line_and_the_brief_is_read(
        tmp_path: Path, pack: Pack, library: Library) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(TEXT + "baselines:\n  - {driver: oee, value: 1200000, confirmed_by: Finance}\n")
    brief, (found,) = read_brief(file, pack, library)
    assert brief is not None
    assert (found.severity, found.code) == (Severity.WARNING, "odd-size")
    assert found.where == "brief.yaml:7 baselines.0.value"
    assert "1,200,000 thousand EUR a year is far from the 100 thousand" in found.message
    assert "for all sites together" in found.remedy


def test_the_price_of_an_hour_is_a_figure_too(tmp_path: Path, pack: Pack, library: Library) -> None:
    told = "baselines: [{driver: stop-hour, value: 12, unit: thousand EUR an hour}]\n"
    assert any(fact.kind == "baseline-set" for _day, fact in read(tmp_path, TEXT + told, pack, library).facts)


def test_a_currency_without_a_rate_is_told_with_the_remedy(tmp_path: Path, pack: Pack, library: Library) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(SHORT.replace("ANSWERS", "{ana: {trust: 2}}") + "currency: NOK\n")
    brief, (found,) = read_brief(file, pack, library)
    assert brief is None
    assert (found.code, found.where) == ("unknown-rate", "brief.yaml:5 currency")
    assert "usd_rate" in found.remedy
