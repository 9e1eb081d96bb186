"""A checker of machine-checkable rules of PDF/UA-1, in the spirit of the Matterhorn protocol. Not a validator: what
only a person can judge (does the text say what the picture shows?) is not in it.
"""

from pdfua.active import ARCHIVE
from pdfua.paper import Paper
from pdfua.rules import RULES


def broken(data: bytes, rules=None) -> dict[str, list[str]]:
    """Rule -> what breaks it, only of rules that are broken."""
    paper = Paper(data)
    found = {name: rule(paper)[:5] for name, rule in (RULES if rules is None else rules).items()}
    return {name: said for name, said in found.items() if said}


__all__ = ["ARCHIVE", "RULES", "Paper", "broken"]
