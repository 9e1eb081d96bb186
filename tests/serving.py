"""The real server in a process of its own, on loopback, over a store made for the test."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Served:
    base: str
    owner_link: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(store: Path, command: str = "interlock", port: int | None = None,
           **settings: str) -> Iterator[Served]:
    """`interlock app`, or `streamlit run app.py` in the checkout, with more environment variables; ended at the end."""
    port = port or free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "INTERLOCK_STORE": str(store), "PYTHONUNBUFFERED": "1", "INTERLOCK_BASE_URL": base,
                   **settings}
    if command == "interlock":
        words = [sys.executable, "-m", "assessment", "app", "--port", str(port), "--base-url", base]
    else:
        words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    log = store.with_suffix(f".{command}.log")
    with log.open("w") as out, subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out,
                                                start_new_session=True) as server:
        try:
            until = time.monotonic() + 60
            link = None
            while time.monotonic() < until and server.poll() is None:
                link = re.search(r"http\S+/enter/\S+", log.read_text())
                if link and _answers(base):
                    break
                time.sleep(0.2)
            assert link, log.read_text()
            yield Served(base, link.group())
        finally:
            os.killpg(server.pid, 15)
            server.wait(timeout=20)


def _answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/healthz", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False
