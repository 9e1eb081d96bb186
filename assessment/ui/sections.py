"""The pages of the app by what one is about to do, and what each asks of a role."""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from assessment.domain.engagement import Action, allowed
from assessment.domain.facts import AppRole
from assessment.text import _

PAGES = Path(__file__).parent / "pages"


class Entry(NamedTuple):
    """A page in the list of pages; `asks` is what a role must be allowed to see it."""

    name: str
    title: str
    asks: Action = "read"


def sections() -> dict[str, list[Entry]]:
    """Every page in exactly one section, in the language in use."""
    return {
        _("Prepare"): [
            Entry("home", _("Home")), Entry("scope", _("Sites and people")),
            Entry("settings", _("Facts, targets and means")), Entry("use_cases", _("Use cases")),
            Entry("connections", _("Zones and connections")), Entry("calendar", _("Calendar")),
            Entry("baselines", _("Figures for the value case"))],
        _("Run"): [
            Entry("cycle", _("Quarter")), Entry("workshop", _("Room"), "run-round"), Entry("agree", _("Agree levels")),
            Entry("workbooks", _("Answers in files"), "answer-for-others"),
            Entry("entry", _("Type in sheets"), "answer-for-others"), Entry("review", _("Review evidence")),
            Entry("sides", _("IT and OT side by side")), Entry("procedures", _("IT and OT procedures")),
            Entry("gate", _("Connection gate"))],
        _("Understand"): [
            Entry("scorecard", _("Scorecard")), Entry("network", _("Network of sites")),
            Entry("perception", _("IT and OT")), Entry("peers", _("Benchmarks")),
            Entry("trend", _("What moved")), Entry("findings", _("Findings")),
            Entry("leaders", _("What leaders can see")),
            Entry("live", _("Connected without a gate")), Entry("quality", _("Quality's route"))],
        _("Decide"): [
            Entry("weights", _("Weights")), Entry("path", _("Path")), Entry("decision", _("Decision")),
            Entry("areas", _("Areas")), Entry("operating", _("Operating model")),
            Entry("catalogue", _("Initiatives")), Entry("roadmap", _("Roadmap")), Entry("scenarios", _("What if")),
            Entry("people", _("People and programmes")), Entry("pilot", _("Pilot")),
            Entry("value", _("Value case")), Entry("commitments", _("Commitments and risks")),
            Entry("tracking", _("Progress")), Entry("kpis", _("Key figures"))],
        _("Report"): [Entry("report", _("Report")), Entry("coverage", _("What is covered"))],
        _("Admin"): [Entry("portfolio", _("Portfolio")), Entry("access", _("Who may come in"), "admit"),
                     Entry("upgrade", _("Newer questionnaire"), "define"), Entry("audit", _("Audit trail"))],
    }


def shown(role: AppRole) -> dict[str, list[Entry]]:
    """The pages that a role may see."""
    found = {section: [entry for entry in entries if allowed(role, entry.asks)]
             for section, entries in sections().items()}
    return {section: entries for section, entries in found.items() if entries}


def page(entry: Entry) -> st.Page:
    """The page as Streamlit runs it; inside a run of the app only."""
    return copy(_made(entry.name, entry.title))  # a run marks the page that it opens


@cache
def _made(name: str, title: str) -> st.Page:
    """Made once: Streamlit looks for the file of every page each time, a fifth of what a run of the app takes."""
    return st.Page(PAGES / f"{name}.py", title=title, url_path=name, default=name == "home")


def may_open(name: str, role: AppRole) -> bool:
    return any(entry.name == name and allowed(role, entry.asks) for entries in sections().values() for entry in entries)


def title_of(name: str) -> str:
    """A page's title as it stands in the list of pages."""
    return next(entry.title for entries in sections().values() for entry in entries if entry.name == name)
