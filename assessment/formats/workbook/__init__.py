"""The answer workbook: questions out to a spreadsheet, answers back with a look at each before it is recorded."""

from assessment.formats.workbook.changes import Change, changes
from assessment.formats.workbook.reading import Filled, FilledRow, read_workbook
from assessment.formats.workbook.writing import write_workbook

__all__ = ["Change", "Filled", "FilledRow", "changes", "read_workbook", "write_workbook"]
