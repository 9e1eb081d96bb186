"""A register as CSV: whole, and no cell starts a formula."""

import csv
import io

from assessment.formats import write_register


def test_a_register_reads_back_and_no_cell_starts_a_formula():
    content = write_register(["Who", "What"], [("Ada", "=1+1"), ("@x", 'a "b", c\nd')])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["Who", "What"], ["Ada", "'=1+1"], ["'@x", 'a "b", c d']]
