"""A real PostgreSQL server of one's own for a test run, on a Unix socket in a new folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path:
    """The folder of initdb and pg_ctl: on the path, or where distributions put the newest."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        raise FileNotFoundError("PostgreSQL is not installed: install it, or run pytest with -m 'not postgres'.")
    return folders[-1]


@contextmanager
def running_server() -> Iterator[str]:
    """The libpq address of a server that lives as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    drop = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        drop = ["runuser", "-u", "postgres", "--"]
    data, tools = folder / "data", binaries()

    def run(*command: str) -> None:
        subprocess.run([*drop, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=60)

    try:
        run(str(tools / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o",
            f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        try:
            yield f"host={folder} user=tester dbname=postgres"
        finally:
            run(str(tools / "pg_ctl"), "-D", str(data), "-m", "fast", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
