"""One process for everything: the Streamlit script, own routes, headers, and the way it is started."""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment import login, web
from assessment.domain.basis import AssessmentError, Refused
from assessment.shipped import ROOT, STREAMLIT_CONFIG
from assessment.web.pages import BASE_URL, COOKIE
from assessment.workspace import Store
from assessment.workspace.store import ENVIRONMENT

SCRIPT = Path(__file__).parent / "main.py"
QUIET = "INTERLOCK_QUIET"
"""Set by `serve`, which prints the owner's link itself once the server answers."""
COLLECT_SECONDS = 60
log = logging.getLogger("interlock")


def settings() -> dict[str, Any]:
    """What st.App is made from."""
    _stay_home()
    return {"script_path": SCRIPT, "routes": [*web.routes(), *login.routes()], "lifespan": _lifespan,
            "on_script_error": _incident,
            "middleware": [Middleware(Headers), Middleware(Guard), Middleware(login.Landing)]}


def _stay_home() -> None:
    """Keep Streamlit from asking a host on the internet which address this machine has: it would at a start on all
    addresses, and for every page that comes by a name it does not know.
    """
    from streamlit import net_util

    net_util.get_external_ip = lambda: None


class Headers:
    """Security headers on every response; Streamlit sends none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.policy = content_security_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "DENY"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class Guard:
    """Lets only people with a valid cookie reach media and uploads, which Streamlit serves to anybody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(("/media/", "/_stcore/upload_file", "/_stcore/metrics")):
            cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
            if Store.shared().access.identify(cookie) is None:
                await send({"type": "http.response.start", "status": 403, "headers": []})
                await send({"type": "http.response.body", "body": b""})
                return
        await self.app(scope, receive, send)


def content_security_policy() -> str:
    """Only this server is a source. Inline scripts of the front end's own page are allowed by their hash."""
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", index.read_text("utf-8"), re.S) if index.is_file() else []
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'")


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the store, keep what was loaded at start out of the collector's way, collect on a slow timer."""
    from assessment.ui import signing

    store = Store.shared()
    gc.collect()
    gc.freeze()
    timer = asyncio.create_task(_collect())
    if signing.providers() and not signing.is_installed():
        log.warning("Signing in is configured, but its packages are missing: pip install 'interlock[auth]'")
    if not os.environ.get(QUIET):
        print(f"Owner's link (works once): {owner_link(store, base_url())}", flush=True)  # noqa: T201
    try:
        yield
    finally:
        timer.cancel()
        store.close()


async def _collect() -> None:
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        gc.collect()


def _incident(error: Exception) -> bool:
    """Tell the user what went wrong in words; the unexpected by an incident id that the log explains."""
    import streamlit as st

    from assessment.text import _, escape_markdown

    if isinstance(error, AssessmentError):
        st.error(escape_markdown(str(error)))
        return True
    incident = uuid.uuid4().hex[:8]
    log.error("incident %s", incident, exc_info=error)
    st.error(_("Something went wrong (incident {incident}). Nothing that was shown as recorded is lost. Reload the "
               "page; if it happens again, give this number to whoever runs Interlock.").format(incident=incident))
    return True


def base_url() -> str:
    return os.environ.get(BASE_URL, "http://localhost:8501")


def owner_link(store: Store, base: str) -> str:
    return f"{base.rstrip('/')}/enter/{store.access.invite_owner()}"


def serve(port: int = 8501, lan: bool = False, base_url: str | None = None, store: str | None = None) -> None:
    """Start the server, wait until it answers, print the owner's link last, and stay until it ends.

    Raises Refused when the port is taken or the server does not come up.
    """
    host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104  asked for by --lan
    if _taken(port):
        raise Refused(f"Port {port} is in use.", f"Stop what uses it, or choose another: --port {port + 1}.")
    address = base_url or f"http://{_own_address() if lan else 'localhost'}:{port}"
    environment = {**os.environ, BASE_URL: address, QUIET: "1"}
    if store:
        environment[ENVIRONMENT] = str(Path(store).resolve())
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else only this process would end, not the server
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *_flags(port, host)]
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603  own interpreter, own arguments
        try:
            _wait(server, port)
            with Store.open(store) as opened:
                link = owner_link(opened, address)
            if lan and base_url is None and urlsplit(address).hostname == "localhost":
                print("No address of this machine in a network was found, so phones do not find it: join the room's "  # noqa: T201
                      f"network, or give the address: --base-url http://ADDRESS:{port}", flush=True)
            print(f"Interlock is at {address}\nOwner's link (works once): {link}", flush=True)  # noqa: T201
            server.wait()
        except KeyboardInterrupt:
            server.terminate()
        finally:
            if server.poll() is None:
                server.terminate()


def _flags(port: int, host: str) -> list[str]:
    """The shipped settings as flags, so that both ways to start have the same; port and host as asked."""
    shipped = tomllib.loads(STREAMLIT_CONFIG.read_text("utf-8"))
    values = {**_flat(shipped), "server.port": port, "server.address": host}
    return [f"--{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in values.items()]


def _flat(settings: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Settings by their full names, whatever section of a section they stand in."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        found |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return found


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _own_address() -> str:
    """Address of this machine in its network; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "localhost"


def _wait(server: subprocess.Popen[bytes], port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise Refused("The server ended at once.", "Its messages above say why.")
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(
                f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return
        time.sleep(0.1)
    raise Refused("The server does not answer.", "Its messages above say why.")
