"""Append-only journals of facts: in memory, in a SQLite file, in PostgreSQL, and exported as JSON Lines."""

from assessment.journal.base import (
    GENESIS,
    ZERO,
    Draft,
    Entry,
    Head,
    Journal,
    NotSaved,
    check_chain,
    instant,
)
from assessment.journal.beside import Beside, Blob, Grant, Held
from assessment.journal.columns import Columns, read_columns
from assessment.journal.jsonl import export_lines, load_export, read_export, restore, write_export
from assessment.journal.memory import MemoryJournal
from assessment.journal.postgres import PostgresJournal
from assessment.journal.sqlite import SqliteJournal

__all__ = [
    "GENESIS", "ZERO", "Beside", "Blob", "Columns", "Draft", "Entry", "Grant", "Head", "Held", "Journal",
    "MemoryJournal", "NotSaved", "PostgresJournal", "SqliteJournal", "check_chain", "export_lines", "instant",
    "load_export", "read_columns", "read_export", "restore", "write_export",
]
