"""Answers that may be long: sent piece by piece, so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

from flask import Response, stream_with_context

from robot.adapters.table_files import csv_text, write_xlsx
from robot.stats.tables import Row

Item = TypeVar("Item")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE = 64 * 1024


def begun(items: Iterable[Item]) -> Iterator[Item]:
    """The same items, the first already fetched: what fails at once fails before the answer."""
    rest = iter(items)
    return chain(list(islice(rest, 1)), rest)


def csv_answer(name: str, headings: Sequence[str], rows: Iterable[Row]) -> Response:
    """Rows as a CSV file; comma between, UTF-8."""
    answer = _streamed(csv_text(headings, rows), "text/csv")
    return _as_file(answer, f"{name}.csv")


def xlsx_answer(name: str, headings: Sequence[str], rows: Iterable[Row]) -> Response:
    """Rows as an Excel workbook, which has to be finished before it can be sent."""
    file = TemporaryFile()  # noqa: SIM115  (closed when the answer has been sent)
    try:
        write_xlsx(file, name, headings, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    answer = Response(_pieces(file), mimetype=XLSX)
    answer.call_on_close(file.close)  # also when the browser has left before the first piece
    return _as_file(answer, f"{name}.xlsx")


def json_list_answer(name: str, values: Iterable[Any]) -> Response:
    """An object whose only member is a list."""

    def text() -> Iterator[str]:
        yield f'{{"{name}": ['
        for number, value in enumerate(values):
            yield (",\n" if number else "\n") + json.dumps(value, ensure_ascii=False)
        yield "\n]}\n"

    return _streamed(text(), "application/json")


def _streamed(pieces: Iterable[str], mimetype: str) -> Response:
    return Response(stream_with_context(iter(pieces)), mimetype=mimetype)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _as_file(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
