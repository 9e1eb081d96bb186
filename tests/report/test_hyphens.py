"""Breaks of German words."""

from __future__ import annotations

import pyphen
import pytest

from assessment.report.hyphens import use_sure_breaks


@pytest.mark.parametrize("broken", [
    "Re-fe-renz-ar-chi-tek-tur", "Werks-au-to-ma-ti-sie-rung", "Fort-schritt", "Fort-set-zung", "Nach-ar-beit",
    "Pro-duk-ti-ons-still-stand", "Da-ten-ana-ly-se", "Ar-beits-pa-ket", "Über-gang", "Stan-dard", "Kon-ver-genz"])
def test_a_german_word_breaks_at_no_other_place_than_here(broken: str):
    use_sure_breaks()
    told = pyphen.Pyphen(lang="de").inserted(broken.replace("-", ""), "-")
    places = [len(broken[:at].replace("-", "")) for at, letter in enumerate(broken) if letter == "-"]
    used = [len(told[:at].replace("-", "")) for at, letter in enumerate(told) if letter == "-"]
    assert used, told
    assert set(used) <= set(places), told


def test_a_word_without_breaks_stays_whole():
    use_sure_breaks()
    assert pyphen.Pyphen(lang="de").inserted("IT") == "IT"


def test_breaks_are_mended_once():
    use_sure_breaks()
    before = pyphen.Pyphen(lang="de").hd
    use_sure_breaks()
    assert pyphen.Pyphen(lang="de").hd is before
