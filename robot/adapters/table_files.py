"""Rows to CSV and XLSX, however many, in little memory.

A text that a spreadsheet would take for a formula gets an apostrophe before it in CSV
(https://owasp.org/www-community/attacks/CSV_Injection); in XLSX a text is always a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import IO

from xlsxwriter import Workbook

from robot.stats.tables import Cell, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LINES_AT_ONCE = 500
SHEET_ROWS = 1_048_575
"""Below its headings a sheet can hold so many."""


def csv_text(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """CSV by RFC 4180 in pieces of many lines; decimal point, comma between."""
    lines = iter(rows)
    piece: Sequence[Row] = [tuple(headings)]
    while piece:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([_safe(cell) for cell in row] for row in piece)
        yield text.getvalue()
        piece = list(islice(lines, _LINES_AT_ONCE))


def write_xlsx(file: IO[bytes], name: str, headings: Sequence[str], rows: Iterable[Row]) -> None:
    """An Excel workbook; what does not fit on one sheet goes on the next."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    lines = iter(rows)
    with Workbook(file, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for number in count(1):
            page = list(islice(lines, 1))
            if number > 1 and not page:
                return
            sheet = workbook.add_worksheet(f"{name} {number}" if number > 1 else name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, headings, bold)
            for row_number, row in enumerate(chain(page, islice(lines, SHEET_ROWS - 1)), 1):
                sheet.write_row(row_number, 0, row)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
