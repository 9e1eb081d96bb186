"""A pack as one web page: every question with all that stands behind it, to read, print and argue about."""

from __future__ import annotations

from assessment.domain.basis import PHASES
from assessment.domain.pack import INDEX_NAMES, Condition, Pack, Question, overview, speak
from assessment.shipped import TEMPLATES, templates
from assessment.text import N_, _, language, number

FOLDER = TEMPLATES / "pack"
_FIELDS = {
    "site_kind": N_("kind of site"), "sterile": N_("sterile"), "markets": N_("markets"), "country": N_("country"),
    "headcount": N_("headcount"), "brownfield_years": N_("age of systems in years"),
}


def preview(pack: Pack, spoken: str = "") -> str:
    """HTML text that needs nothing beside it. `spoken` is the language of the questions, as far as they are translated;
    the words around them are in the language in use."""
    told = speak(pack, spoken or pack.language)
    words = {words.language: words for words in overview(pack).translations}.get(spoken)
    return templates("pack").get_template("preview.html.j2").render(
        pack=told, overview=overview(pack), translated=words, spoken=spoken or pack.language, language=language(),
        index_names=INDEX_NAMES, phases=PHASES, share=_Share(told), conditions=_Conditions(told),
        references={reference.key: reference for reference in pack.references})


class _Share:
    """Share of a question in its capability, and of a capability in its dimension, 0..1."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def question(self, question: Question) -> float:
        among = self.pack.capabilities[self.pack.capability_of[question.id]].questions
        return question.weight / sum(other.weight for other in among)

    def capability(self, capability: str) -> float:
        among = self.pack.by_id[self.pack.dimension_of[capability]].capabilities
        return self.pack.capabilities[capability].weight / sum(other.weight for other in among)


class _Conditions:
    """When a question is asked, in words."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __call__(self, question: Question) -> list[str]:
        kinds = [_("only at sites of the kind {kinds}").format(kinds=_(" or ").join(question.site_kinds))]
        return [*(kinds if question.site_kinds else []), *map(self.told, question.when)]

    def told(self, condition: Condition) -> str:
        if condition.question is not None:
            needed = self.pack.questions.get(condition.question)
            what = f"{needed.text if needed is not None else condition.question} ({condition.question})"
        else:
            what = _(_FIELDS.get(condition.site or "", "")) if condition.site else condition.stated or ""
        if condition.is_ is not None:
            return _("only where this is {word}: {what}").format(word=condition.is_, what=what)
        if condition.at_least is not None:
            return _("only where this stands at {level} or more: {what}").format(
                level=number(condition.at_least, "g"), what=what)
        return _("only where this stands below {level}: {what}").format(
            level=number(condition.below or 0, "g"), what=what)
