"""Whether what a brief mentions exists: sites, people, questions, words, levels, one id for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.domain.basis import UNKNOWN, Problem, Severity
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats.brief.model import Brief
from assessment.formats.lines import Lines, Loc
from assessment.formats.shape import MOST_PROBLEMS, nearest
from assessment.text import _, quoted

ALL = "<all>"
"""Stands for all sites where a value may be given for all or for one."""


class Names:
    """What may be mentioned in a brief, and the problems noted so far."""

    def __init__(self, brief: Brief, pack: Pack, library: Library, lines: Lines) -> None:
        self.brief, self.pack, self.library, self.lines = brief, pack, library, lines
        self.problems: list[Problem] = []
        self.left_out: dict[str, int] = {}
        """Parts of the library that nothing in the pack decides, by kind."""
        self.sites = {site.id: site for site in brief.sites}
        self.people = {person.id: person for person in brief.people}

    def tell(self, code: str, loc: Loc, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(severity=severity, code=code, where=self.lines.where(loc), message=message,
                                         remedy=remedy))

    def unique(self, items: Iterable[object], loc: Loc, what: str, key: str = "id") -> None:
        """Note every item whose id an earlier one has."""
        seen: set[str] = set()
        for index, item in enumerate(items):
            name = str(getattr(item, key))
            if name in seen:
                self.tell(f"duplicate-{what}", (*loc, index, key),
                          _("The {what} {name} stands twice.").format(what=what, name=quoted(name)),
                          _("Give each its own {key}, or take one out.").format(key=key))
            seen.add(name)

    def known(self, what: str, name: str | None, names: Mapping[str, object], loc: Loc) -> bool:
        """Whether a name is None or one of the known; else it is noted."""
        if name is None or name in names:
            return True
        if len(self.problems) > MOST_PROBLEMS:
            return False
        self.tell(f"unknown-{what.replace(' ', '-')}", loc,
                  _("There is no {what} named {name}.").format(what=what, name=quoted(name)),
                  nearest(name, sorted(names)))
        return False

    def site(self, name: str | None, loc: Loc) -> bool:
        return self.known("site", name, self.sites, loc)

    def person(self, name: str | None, loc: Loc) -> bool:
        return self.known("person", name, self.people, loc)

    def level(self, value: object, loc: Loc, question: str | None = None) -> bool:
        """Whether a number is on the pack's scale, and among the choices of a question; words pass."""
        scale = self.pack.scale
        asked = self.pack.questions.get(question or "")
        if asked is not None and isinstance(value, int) and value in scale.levels:
            choices = self.pack.choices(asked)
            if value not in choices:
                self.tell("off-scale", loc, _("Level {level} is no choice of this question.").format(level=value),
                          _("Choose one of: {choices}.").format(choices=", ".join(map(str, choices))))
            return value in choices
        if not isinstance(value, (int, float)) or scale.minimum <= value <= scale.maximum:
            return True
        self.tell("off-scale", loc, _("Level {level} is not on the scale.").format(level=f"{value:g}"),
                  _("Choose {low} to {high}.").format(low=scale.minimum, high=scale.maximum))
        return False

    def stated(self, name: str, word: str, loc: Loc, at_site: bool) -> None:
        """Note a stated fact that the library does not have, or a word that it does not allow."""
        if not self.known("stated fact", name, self.library.stated_by_id, loc):
            return
        fact = self.library.stated_by_id[name]
        if word not in (*fact.values, UNKNOWN):
            self.tell("unknown-word", loc, _("{word} is not one of the words for this fact.").format(word=quoted(word)),
                      _("Write one of: {words}.").format(words=", ".join(fact.values)))
        if at_site and fact.scope == "network":
            self.tell("network-fact", loc, _("This fact is stated once for the network, not for a site."),
                      _("Move it to the `facts` of the whole brief."))

    def place(self, question: str, site: str | None, person: str | None, loc: Loc) -> tuple[bool, str | None]:
        """(whether all is well, site or None for the network) of something said about a question.

        A site left out is the person's own, or the only one there is. A person of a site answers for that site.
        """
        if not self.known("question", question, self.pack.questions, (*loc, "question")):
            return False, None
        if not self.site(site, (*loc, "site")) or not self.person(person, (*loc, "person")):
            return False, None
        own = self.people[person].site if person is not None else None
        if self.pack.questions[question].scope == "network":
            if site is None:
                return True, None
            self.tell("network-question", (*loc, "site"), _("{question} is asked once for the network.").format(
                question=quoted(question, 80)), _("Leave the site out."))
            return False, None
        if site is not None and own is not None and site != own:
            self.tell("other-site", (*loc, "site"), _("{person} belongs to the site {own}.").format(
                person=quoted(person), own=quoted(own)),
                _("Answer for the own site, or take the site away from the person to make it one of the network."))
            return False, None
        found = site or own or (next(iter(self.sites)) if len(self.sites) == 1 else None)
        if found is None:
            self.tell("missing-site", loc, _("{question} is asked for each site, and no site is named.").format(
                question=quoted(question, 80)), _("Add the site."))
        return found is not None, found
