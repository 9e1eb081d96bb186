"""The server itself asks nobody on the internet: not for its address, not when a page comes by an unknown name."""

from __future__ import annotations

import tomllib

import pytest
import requests
from streamlit import net_util
from streamlit.web.server import server_util

from assessment import server
from assessment.shipped import STREAMLIT_CONFIG


def test_no_host_outside_is_asked_for_this_machines_address(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(requests, "get", lambda url, **_more: asked.append(url))
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)  # as it was, afterwards
    server.settings()
    assert not server_util.is_url_from_allowed_origins("http://plant.example:8501")
    assert net_util.get_external_ip() is None
    assert asked == []
    assert tomllib.loads(STREAMLIT_CONFIG.read_text("utf-8"))["logger"]["hideWelcomeMessage"] is True
