"""Reviewed baselines: compared in every run, written anew by `make baselines`, then looked at before they are kept."""

from __future__ import annotations

import os
from pathlib import Path

RENEW = os.environ.get("INTERLOCK_RENEW") == "1"
PICTURES = Path(__file__).parent / "pictures"
SNAPSHOTS = Path(__file__).parent / "snapshots"


def kept(file: Path, now: bytes) -> bytes:
    """The baseline of a file; in a renewing run what is true now."""
    if RENEW:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(now)
    assert file.is_file(), f"{file.name} has no baseline: make baselines, then look at it"
    return file.read_bytes()
