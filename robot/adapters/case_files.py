"""Evaluation files: tab-separated utterance, expected id or `id|id`, tag, and language if given."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.evaluation import Case
from robot.dialogue.spots import did_you_mean

_HEADINGS = frozenset(("expected", "id", "ids", "expected_id", "service", "intent", "label"))
_COLUMNS = "utterance<TAB>expected id or id|id<TAB>tag (optional)<TAB>language (optional)"


def read_cases(
    file: Path, ids: Collection[str], languages: Collection[str], language: str = ""
) -> tuple[Case, ...]:
    """The cases of a file; blank lines, `#` comments, a heading line and a BOM are let pass.

    The language of a case is `language` if given, else what its fourth column says, else a
    language tag that is one of the words of its tag, else one of the words of the file's name.

    Raises:
        ProblemsFound: with every line that is no case or names an unknown id.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        found = f"byte {fault.object[fault.start]:#x} at {fault.start}"
        raise ProblemsFound([Problem(file.name, 0, "", found, "UTF-8 text")]) from None
    by_name = language or _language_in(file.stem, languages)
    cases: list[Case] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        columns = [_unquoted(column.strip()) for column in line.split("\t")]
        if not cases and not problems and len(columns) > 1 and columns[1].lower() in _HEADINGS:
            continue
        ids_named = columns[1].split("|") if len(columns) > 1 else []
        expected = tuple(dict.fromkeys(name.strip() for name in ids_named))
        faults = _faults(file.name, number, columns, expected, ids)
        problems.extend(faults)
        if not faults:
            tag = columns[2] if len(columns) > 2 else ""
            said = columns[3].lower() if len(columns) > 3 else ""
            own = said if said in languages else _language_in(tag, languages)
            cases.append(Case(columns[0], expected, tag, language or own or by_name, number))
    if problems:
        raise ProblemsFound(problems)
    return tuple(cases)


def _faults(
    file: str, line: int, columns: list[str], expected: tuple[str, ...], ids: Collection[str]
) -> list[Problem]:
    if len(columns) < 2 or not columns[0] or not columns[1]:
        return [Problem(file, line, "", repr(columns[0][:60]), _COLUMNS)]
    return [
        Problem(file, line, "expected", each, "an id of the content", did_you_mean(each, ids))
        for each in expected
        if each not in ids
    ]


def _language_in(text: str, languages: Collection[str]) -> str:
    """The language tag among the words of `text`; empty unless there is exactly one."""
    found = {word for word in re.split(r"[^a-z]+", text.lower()) if word in languages}
    return found.pop() if len(found) == 1 else ""


def _unquoted(column: str) -> str:
    if len(column) > 1 and column[0] == column[-1] == '"':
        return column[1:-1].replace('""', '"')
    return column
