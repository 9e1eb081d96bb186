"""What was recorded about the report: how it is arranged, branded and whether it is final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assessment.domain import facts as f

ReportFact = f.ReportEdited | f.ReportBranded | f.ReportFinalised


@dataclass(frozen=True)
class Reporting:
    """`arranged` maps (variant, section) to its latest edit, whatever the cycle; `worded` (variant, section, cycle) to
    the latest of that cycle. `finals` maps a cycle to what it was marked final for, as long as no edit came after.
    """

    arranged: Mapping[tuple[str, str], f.ReportEdited] = field(default_factory=dict)
    worded: Mapping[tuple[str, str, str | None], f.ReportEdited] = field(default_factory=dict)
    brand: f.ReportBranded = field(default_factory=f.ReportBranded)
    finals: Mapping[str, f.ReportFinalised] = field(default_factory=dict)
    last: int = 0
    """Place in the journal of the last fact about the report."""

    def after(self, seq: int, fact: ReportFact) -> Reporting:
        """As it is once a further fact is known. What changes the paper makes it a draft again."""
        match fact:
            case f.ReportEdited():
                kept = {} if fact.cycle is None else {
                    name: final for name, final in self.finals.items() if name != fact.cycle}
                return replace(
                    self, last=seq, finals=kept,
                    arranged={**self.arranged, (fact.variant, fact.section): fact},
                    worded={**self.worded, (fact.variant, fact.section, fact.cycle): fact})
            case f.ReportBranded():
                return replace(self, last=seq, brand=fact, finals={})
        finals = {name: final for name, final in self.finals.items() if name != fact.cycle}
        return replace(self, last=seq, finals=finals if fact.withdrawn else {**finals, fact.cycle: fact})

    def edit(self, variant: str, section: str, cycle: str) -> f.ReportEdited | None:
        """The latest arrangement of a section with the words of the cycle, else those that hold for every one."""
        arranged = self.arranged.get((variant, section))
        if arranged is None:
            return None
        words = self.worded.get((variant, section, cycle)) or self.worded.get((variant, section, None))
        return arranged.model_copy(update={
            "headline": words.headline if words else "", "comment": words.comment if words else ""})
