"""What the shipped catalogue says of each initiative: complete, short, said once, and each standard spelt one way."""

from collections import Counter

import pytest

from assessment.domain.library import Initiative
from assessment.formats.library import shipped_library

CATALOGUE = shipped_library().initiatives
STANDARDS = {
    "NIST CSF 2.0", "NIST SP 800-82r3", "IEC 62443-2-1:2024", "IEC 62443-2-4:2023", "IEC 62443-3-2:2020",
    "IEC 62443-3-3:2013", "C2M2 v2.1", "ISA-95 / IEC 62264", "GAMP 5, 2nd edition", "21 CFR Part 11",
    "EU GMP Annex 11 (2011)", "EU GMP Annex 22 (draft 2025)", "PIC/S PI 041-1", "FDA CSA guidance (September 2025)",
    "ISPE Pharma 4.0 operating model", "BioPhorum DPMM v3", "SIRI", "Directive (EU) 2022/2555 (NIS2)", "CISA CPG 2.0"}
"""The frameworks that the question pack refers to, with their editions."""


@pytest.mark.parametrize("initiative", CATALOGUE, ids=lambda initiative: initiative.id)
def test_an_initiative_says_all_that_a_sheet_needs(initiative: Initiative) -> None:
    assert 2 <= len(initiative.failure_modes) <= 3
    for sentence in initiative.failure_modes:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert 40 <= len(sentence) <= 140
    assert 1 <= len(initiative.standards) <= 4
    assert set(initiative.standards) <= STANDARDS
    assert initiative.kpis
    assert initiative.deliverables
    assert initiative.owner
    assert initiative.basis


def test_an_owner_bears_one_name_throughout() -> None:
    """A post of the operating model has its name there; the others are of the business, or of the programme."""
    library = shipped_library()
    assert library.operating is not None
    posts = {post.name for post in library.operating.posts}
    named = {initiative.owner for initiative in CATALOGUE}
    named |= {procedure.owner.partition(", ")[0] for procedure in library.procedures}
    named |= {entry.owner.partition(", ")[0] for topic in library.sides for entry in topic.reconciliations}
    assert named - posts == {
        "Executive sponsor of the convergence programme", "Head of data science", "Head of maintenance and reliability",
        "Head of identity and access management", "Head of operational excellence", "Head of quality operations",
        "Process owner of each system", "Rollout director", "Site head of the pilot plant"}


def test_an_initiative_of_the_client_goes_by_its_name_alone() -> None:
    first = CATALOGUE[0]
    assert first.label == f"{first.id} {first.name}"
    assert first.model_copy(update={"id": "P-hire-ot"}).label == first.name


def test_no_failure_mode_stands_twice() -> None:
    said = Counter(sentence for initiative in CATALOGUE for sentence in initiative.failure_modes)
    assert [sentence for sentence, times in said.items() if times > 1] == []
    assert len(CATALOGUE) >= 45
