"""Choosing posts: those of the library by their names, and any other in one's own words."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from assessment.domain.facts import Id
from assessment.text import _, clean, speaking
from assessment.workspace import Workspace

MOST = 120
"""Characters of a post."""


class PostPicker:
    """Posts are recorded by the library's own names, so that every language finds them again, and shown spoken."""

    def __init__(self, workspace: Workspace) -> None:
        spoken = workspace.engagement().the_library.operating
        with speaking("en"):
            plain = workspace.engagement().the_library.operating
        pairs = zip(plain.posts, spoken.posts, strict=True) if plain and spoken else ()
        self._spoken = {ours.name: theirs.name for ours, theirs in pairs}
        self._plain = {theirs: ours for ours, theirs in self._spoken.items()}

    def several(self, label: str, held: Iterable[str], key: str) -> tuple[str, ...]:
        """Posts in order; what is not in the list may be typed."""
        default = [self._plain.get(post, post) for post in held]
        chosen = st.multiselect(label, self._options(default), default, format_func=self.shown, key=key,
                                accept_new_options=True, max_selections=20)
        return tuple(clean(post, MOST) for post in chosen if clean(post, MOST))

    def one(self, label: str, held: str, key: str) -> str:
        """A post, or none."""
        plain = self._plain.get(held, held)
        options = self._options([plain] if plain else [])
        chosen = st.selectbox(label, options, index=options.index(plain) if plain else None, format_func=self.shown,
                              key=key, accept_new_options=True, placeholder=_("Choose a post, or type one"))
        return clean(chosen or "", MOST)

    def shown(self, post: str) -> str:
        return self._spoken.get(post, post)

    def _options(self, more: list[str]) -> list[str]:
        return list(dict.fromkeys([*self._spoken, *more]))


def id_from(name: str, known: Iterable[str]) -> Id:
    """An id for a new thing from its name: small letters and hyphens, and not one of those that are there."""
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    base = "-".join(part for part in letters.split("-") if part)[:60] or "new"
    taken, number, found = {*known}, 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
