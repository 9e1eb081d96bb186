"""What a provider must say before anybody is let in."""

from __future__ import annotations

from typing import Any

import pytest

from assessment.login import Account, account_of

NOW = 1_800_000_000.0
GOOD: dict[str, Any] = {"iss": "https://id.example", "sub": "7", "email": "Ana@Example.org", "email_verified": True,
                        "iat": NOW - 5, "exp": NOW + 3595}


def test_an_account_is_known_by_issuer_and_subject_and_its_address_in_lower_case():
    found, other = account_of(GOOD, NOW), account_of({**GOOD, "iss": "https://other.example"}, NOW)
    assert isinstance(found, Account)
    assert isinstance(other, Account)
    assert found.email == "ana@example.org"
    assert found.subject != other.subject
    again = account_of({**GOOD, "iat": NOW - 4}, NOW)
    assert isinstance(again, Account)
    assert (again.subject, again.login) != (found.subject, found.login)
    assert again.subject == found.subject


@pytest.mark.parametrize(("change", "told"), [
    ({"exp": NOW - 1}, "too old"), ({"exp": "soon"}, "too old"), ({"iat": NOW - 601}, "too old"),
    ({"iat": NOW + 3600}, "too old"), ({"iat": None}, "too old"), ({"email_verified": False}, "e-mail"),
    ({"email_verified": "true"}, "e-mail"), ({"email": ""}, "e-mail"), ({"email": ["a@b.example"]}, "e-mail"),
    ({"sub": ""}, "which account"), ({"iss": None}, "which account")])
def test_less_is_not_enough(change: dict[str, Any], told: str):
    found = account_of({**GOOD, **change}, NOW)
    assert isinstance(found, str)
    assert told in found


def test_an_unverified_address_counts_only_where_the_owner_vouches_and_the_provider_is_silent():
    silent = {key: value for key, value in GOOD.items() if key != "email_verified"}
    assert isinstance(account_of(silent, NOW), str)
    assert isinstance(account_of(silent, NOW, trust_email=True), Account)
    assert isinstance(account_of({**GOOD, "email_verified": False}, NOW, trust_email=True), str)
