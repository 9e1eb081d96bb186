"""The real server in a process of its own, on loopback, over a store made for the test."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Served:
    base: str
    owner_link: str
    group: int
    """Process group of the server and what it started."""

    def kill(self) -> None:
        """End it at once, as a power cut does: nothing is flushed or closed."""
        os.killpg(self.group, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(store: Path, command: str = "interlock", port: int = 0, **settings: str) -> Iterator[Served]:
    """`interlock app`, or `streamlit run app.py` in the checkout, on `port` or a free one, with more environment
    variables; ended at the end."""
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
            yield Served(base, link.group(), server.pid)
        finally:
            with suppress(ProcessLookupError):  # it was killed
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)


class Line:
    """A network line to a port of this machine, which can be cut: what runs ends, what begins gets no answer."""

    def __init__(self, port: int) -> None:
        self._to, self._cut = port, False
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.base = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._cut = True
        self._end()

    def mend(self) -> None:
        self._end()
        self._cut = False

    def close(self) -> None:
        self._door.close()
        self._end()

    def _end(self) -> None:
        ended, self._open = self._open, []
        for one in ended:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):  # the door is closed
            while True:
                near, _address = self._door.accept()
                self._open.append(near)
                if self._cut:
                    continue
                try:
                    far = socket.create_connection(("127.0.0.1", self._to))
                except OSError:  # nobody listens there
                    near.close()
                    continue
                self._open.append(far)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


def _answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/healthz", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False
