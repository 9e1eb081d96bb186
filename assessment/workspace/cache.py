"""What was read of a large journal, kept in a file: it may be thrown away at any time, and is never the truth.

A file holds the journal up to one entry and names that entry's hash. It counts only where the journal holds that entry
with that hash, the file is whole and its form is today's; else it is as if there were none. What came after that entry
is read from the journal.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

import assessment
from assessment.domain.basis import DamagedJournal, canonical
from assessment.domain.engagement import AnswerColumns
from assessment.domain.engagement.columns import WIDTH
from assessment.journal import Columns, Entry, Head, Journal, read_columns

FORM = f"1:{assessment.__version__}"
"""Version of the file's form, and of the product that wrote it: another one reads the journal anew."""
FEWEST = 5_000
"""Entries beyond what is kept from which a file is written: fewer are read from the journal in no time."""
_DIGEST = 32


class Cache:
    """Files of one store, one for each large engagement, in a folder that may be deleted."""

    def __init__(self, folder: Path, fewest: int = FEWEST) -> None:
        self.folder, self._fewest = folder, fewest

    def read(self, journal: Journal, engagement: str) -> Columns:
        """The whole journal: what is kept of it and goes on holding, and the rest. Raises what reading it raises."""
        kept = self._kept(journal, engagement)
        whole = read_columns(journal, engagement, kept)
        if whole.head.seq - (kept.head.seq if kept else 0) >= self._fewest:
            self._keep(engagement, whole)
        return whole

    def file(self, engagement: str) -> Path:
        """Where an engagement is kept, whatever characters its id has."""
        return self.folder / f"{hashlib.sha256(engagement.encode()).hexdigest()[:32]}.npz"

    def _kept(self, journal: Journal, engagement: str) -> Columns | None:
        try:
            content = self.file(engagement).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        try:
            with np.load(io.BytesIO(content[_DIGEST:]), allow_pickle=False) as arrays:
                told = json.loads(arrays["told"].tobytes())
                answers = AnswerColumns(arrays["seq"], arrays["at"], arrays["codes"], tuple(told["texts"]))
            if told["form"] != FORM or told["engagement"] != engagement:
                return None
            head = Head(*told["head"])
            others = tuple(Entry.parsed(text, 0) for text in told["others"])
        except (ValueError, KeyError, TypeError, BadZipFile, DamagedJournal):
            return None
        if answers.codes.shape != (len(answers), WIDTH) or not self._stands(journal, engagement, head):
            return None
        return Columns(head, answers, others)

    @staticmethod
    def _stands(journal: Journal, engagement: str, head: Head) -> bool:
        """Whether the journal holds the entry that the file ends with."""
        last = journal.read(engagement, head.seq - 1, 1)
        return bool(last) and (last[0].seq, last[0].hash) == head

    def _keep(self, engagement: str, columns: Columns) -> None:
        """Write the file whole or not at all; a store without room for it goes on without."""
        content = io.BytesIO()
        told = canonical({"form": FORM, "engagement": engagement, "head": list(columns.head),
                          "texts": list(columns.answers.texts), "others": [entry.text for entry in columns.others]})
        np.savez(content, seq=columns.answers.seq, at=columns.answers.at, codes=columns.answers.codes,
                 told=np.frombuffer(told.encode(), np.uint8))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            try:
                with open(handle, "wb") as file:
                    file.write(hashlib.sha256(content.getbuffer()).digest())
                    file.write(content.getbuffer())
                os.replace(name, self.file(engagement))
            except OSError:
                os.unlink(name)
        except OSError:
            return
