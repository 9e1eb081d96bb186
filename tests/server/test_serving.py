"""The real server process on loopback: how it starts, what it guards, how it ends."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.client import HTTPResponse
from pathlib import Path

import pytest
import uvicorn
from serving import Served, free_port, served
from streamlit.web.server.starlette.starlette_server import _bind_socket, _get_uvicorn_config_kwargs

from assessment import server
from assessment.shipped import SAMPLES
from assessment.workspace import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("served") / "test.db"
    with Store(path) as opened:
        opened.bring_in(SAMPLES / "small" / "brief.yaml")
    return path


@pytest.fixture(scope="module")
def running(store: Path):
    with served(store) as one:
        yield one


def test_what_is_written_is_sent_at_once():
    """Streamlit's socket does not say TCP, so that asyncio's own loop would let small parts of an answer wait for the
    receipt of those before them, 40 ms each."""
    told: list[int] = []

    async def serve() -> None:
        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            told.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with _bind_socket("127.0.0.1", 0, 1) as listening:
            async with await asyncio.start_server(answer, sock=listening):
                reader, writer = await asyncio.open_connection(*listening.getsockname())
                await reader.read()
                writer.close()

    factory = uvicorn.Config("app:app", **_get_uvicorn_config_kwargs()).get_loop_factory()
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve())
    assert told == [1]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


def fetch(url: str, cookie: str = "", method: str = "GET") -> HTTPResponse | urllib.error.HTTPError:
    request = urllib.request.Request(url, method=method, headers={"Cookie": f"interlock={cookie}"} if cookie else {})
    try:
        return urllib.request.build_opener(_Stay).open(request, timeout=10)
    except urllib.error.HTTPError as error:
        return error


def cookie_for(store: Path, running: Served) -> str:
    with Store(store) as opened:
        ticket = opened.access.invite_owner()
    return re.findall(r"interlock=([^;]+)", fetch(f"{running.base}/enter/{ticket}").headers["Set-Cookie"])[0]


def start(store: Path, port: int, *words: str) -> tuple[subprocess.Popen[str], Path]:
    log = store.with_suffix(f".{port}.log")
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "assessment", "app", "--port", str(port), *words], stdout=out, stderr=out, text=True,
            env={**os.environ, "INTERLOCK_STORE": str(store), "PYTHONUNBUFFERED": "1"}, start_new_session=True)
    until = time.monotonic() + 60
    while "/enter/" not in log.read_text() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    return process, log


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_owners_link_is_printed_last_and_lets_in_once(running: Served):
    first = fetch(running.owner_link)
    assert (first.status, first.headers["Location"]) == (303, "/")
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert fetch(running.owner_link).status == 403


@pytest.mark.parametrize("path", ["/", "/answer", "/healthz", "/no/such/file.js", "/media/x", "/plain/style.css"])
def test_every_answer_carries_the_headers(running: Served, path: str):
    headers = fetch(f"{running.base}{path}").headers
    assert headers["Content-Security-Policy"] == server.content_security_policy()
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_allows_the_inline_script_that_is_served_and_no_eval(running: Served):
    page = fetch(running.base).read().decode()
    inline = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert inline
    policy = server.content_security_policy()
    for script in inline:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


@pytest.mark.parametrize(("method", "path"), [("GET", "/media/x.pdf"), ("PUT", "/_stcore/upload_file/a/b"),
                                              ("GET", "/_stcore/metrics")])
def test_media_and_uploads_are_for_people_let_in(running: Served, store: Path, method: str, path: str):
    assert fetch(f"{running.base}{path}", method=method).status == 403
    assert fetch(f"{running.base}{path}", "made-up", method).status == 403
    inside = fetch(f"{running.base}{path}", cookie_for(store, running), method)
    assert inside.read() != b"" or inside.status != 403  # whatever Streamlit says, the guard let it pass


def test_a_taken_port_is_said_and_nothing_is_started(running: Served, store: Path):
    port = running.base.rsplit(":", 1)[1]
    ended = subprocess.run([sys.executable, "-m", "assessment", "app", "--port", port], capture_output=True, text=True,
                           timeout=30, env={**os.environ, "INTERLOCK_STORE": str(store)})
    assert ended.returncode == 1
    assert f"Port {port} is in use" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("how", ["ctrl-c", "terminate"])
def test_it_ends_whole(store: Path, how: str):
    port = free_port()
    process, log = start(store, port)
    try:
        assert re.fullmatch(r"Owner's link .*http://localhost:\d+/enter/\S+", log.read_text().strip().splitlines()[-1])
        assert answers(port)
        if how == "ctrl-c":
            os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group
        else:
            process.terminate()  # a service manager may tell this process only
        assert process.wait(timeout=20) == 0
        assert not answers(port)
        assert "Traceback" not in log.read_text()
    finally:
        if process.poll() is None or answers(port):
            os.killpg(process.pid, signal.SIGKILL)


def test_on_the_local_network_the_link_names_an_address_of_this_machine():
    own = server._own_address()
    if own != "localhost":
        with socket.socket() as probe:
            probe.bind((own, 0))  # only an own address can be bound
    assert "--server.address=0.0.0.0" in server._flags(8765, "0.0.0.0")


def test_the_flags_are_the_shipped_settings():
    flags = server._flags(8765, "127.0.0.1")
    assert "--server.port=8765" in flags
    assert "--browser.gatherUsageStats=false" in flags
    assert "--runner.postScriptGC=false" in flags
    assert "--client.showErrorDetails=none" in flags
