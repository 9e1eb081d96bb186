"""Posts by id and in words: what they are called and on which side they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from assessment.domain.library import OperatingModelLibrary, Post
from assessment.text import _


class Posts:
    """The posts of a library, and those that a client states in words."""

    def __init__(self, library: OperatingModelLibrary) -> None:
        self._by_id: dict[str, Post] = {post.id: post for post in library.posts}
        self._words = library.quality_words

    def name(self, post: str) -> str:
        """Name of a post by id; the id itself where the library has none such."""
        return self._by_id[post].name if post in self._by_id else post

    def names(self, posts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.name(post) for post in posts)

    def spoken(self, words: str) -> str:
        """A post in words, in the language in use where it is one of the library's."""
        post = self._of(words)
        return post.name if post else words

    def told(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.spoken(post) for post in words)

    def is_quality(self, words: str) -> bool:
        """Whether a post in words is one of the quality unit: by the library, else by the words in its name."""
        post = self._of(words)
        if post is not None:
            return post.side == "Quality"
        return _holds(words, self._words.names) and not _holds(words, self._words.others)

    def is_technical(self, words: str) -> bool:
        """Whether a post in words stands on the side of IT, OT or engineering, or of both."""
        post = self._of(words)
        if post is not None:
            return post.side in ("IT", "OT", "Engineering", "joint")
        return _holds(words, self._words.others)

    def _of(self, words: str) -> Post | None:
        return self._by_name.get(_key(words)) or self._by_name.get(_key(_(words) if words else ""))

    @cached_property
    def _by_name(self) -> dict[str, Post]:
        return {_key(post.name): post for post in self._by_id.values()}


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def _holds(words: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names stands in the words, whole."""
    text = _key(words)
    return any(re.search(rf"(?<!\w){re.escape(_key(name))}(?!\w)", text) for name in names)
