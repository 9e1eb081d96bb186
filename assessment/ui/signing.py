"""Signing in through an identity provider, where the server's owner configured one; else nothing of it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

import streamlit as st

from assessment.text import _, escape_markdown


def providers() -> list[str]:
    """Names of the providers in the section `auth` of the secrets; "" for the one without a name."""
    section = _section("auth")
    named = [str(name) for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return (["", *named] if "client_id" in section else named) if "redirect_uri" in section else []


def is_installed() -> bool:
    """Whether what signing in needs is there: the extra `auth`."""
    return find_spec("authlib") is not None and find_spec("httpx") is not None


def trusts_email() -> bool:
    """Whether the owner vouches for addresses of a provider that does not say that it verified them."""
    return _section("interlock").get("trust_email") is True


def offer() -> None:
    """One button a provider, on the page of who is not let in yet."""
    if not is_installed():
        return
    for name in providers():
        label = _("Sign in with {provider}").format(provider=escape_markdown(name)) if name else _("Sign in")
        st.button(label, key=f"sign-in-{name}", type="primary", on_click=st.login, args=(name,) if name else ())


def _section(name: str) -> Mapping[str, object]:
    found = st.secrets.get(name) if st.secrets.load_if_toml_exists() else None
    return found if isinstance(found, Mapping) else {}
