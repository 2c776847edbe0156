"""YAML -> plain data that remembers its lines, or every fault of the file at once.

    file = load(Path("dialogues/town.yaml"), "town.yaml")
    file.data                                   dicts, lists, texts, numbers, booleans, None
    file.line_of(("services", 2, "fee"))        1-based line of that key, or the nearest one known

Both raise ProblemsFound. The meaning is YAML 1.2's core: only `true` and `false` are booleans, so
`no`, `on`, `08:30` and `2026-12-24` are texts; keys are always texts. What could surprise or do
harm is refused: tags, anchors and aliases, keys given twice, several documents, tabs, other
encodings than UTF-8, files over 1 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from robot.core.problems import Problem, ProblemsFound, invisible

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
_KEPT = 256
_MOST_FAULTS = 20
"""Faults of one kind that are told of one file."""
KeyPath = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", "+.inf"), float("inf")),
    "-.inf": float("-inf"),
    ".nan": float("nan"),
}


@dataclass(frozen=True, eq=False)
class YamlFile:
    """One file as plain data; shared by all who read the same bytes, so nobody changes it."""

    file: str
    """Path as the reader knows it."""
    data: object
    """Dicts with text keys, lists, texts, numbers, booleans, None (an empty file)."""
    lines: dict[KeyPath, int] = field(repr=False)
    """1-based line of every key and list item."""

    def line_of(self, path: KeyPath) -> int:
        """Line of a key; the nearest one above it that the file has, when it has not."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.lines.get((), 1)


def load(path: Path, name: str = "") -> YamlFile:
    """Read a file; `name` is how faults call it, by default its path as given.

    Raises:
        ProblemsFound: with every fault that was found; a missing or unreadable file too.
    """
    shown = name or str(path)
    try:
        # A pipe or a device would keep the reader waiting for ever.
        if path.exists() and not path.is_file():
            raise _one(shown, 0, "no ordinary file", "a readable file", "delete it")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        found = error.strerror or str(error)
        raise _one(shown, 0, found.lower(), "a readable file", "check the path") from error
    return parse(raw, shown)


@lru_cache(maxsize=_KEPT)
def parse(raw: bytes | str, name: str) -> YamlFile:
    """The same from bytes or text; bytes that were read lately are not read again.

    Raises:
        ProblemsFound: with every fault that was found.
    """
    text = _decoded(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw, name)
    reader = _Reader(name)
    try:
        data = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise ProblemsFound([*reader.problems, _syntax_fault(error, text, name)]) from error
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return YamlFile(name, data, reader.lines)


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise _one(name, 0, f"more than {MAX_BYTES} bytes", "a smaller file", "split it")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _one(name, 1, "a byte order mark", "plain UTF-8", "save as UTF-8 without BOM")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x}, which is not UTF-8"
        raise _one(name, line, found, "UTF-8", "it looks like Latin-1: save as UTF-8") from error
    _refuse_invisible(text, name)
    return text


def _refuse_invisible(text: str, name: str) -> None:
    """Comments and keys too: what is seen must be what is read."""
    if not invisible(text.replace("\r\n", "\n").replace("\t", " ")):
        return
    problems = [
        Problem(name, number, "", ", ".join(unseen), "no invisible characters", "remove them")
        for number, line in enumerate(text.split("\n"), 1)
        if (unseen := invisible(line.removesuffix("\r").replace("\t", " ")))
    ]
    raise ProblemsFound(problems[:_MOST_FAULTS])


def _one(name: str, line: int, found: str, expected: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(name, line, "", found, expected, hint)])


def _syntax_fault(error: yaml.YAMLError, text: str, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    position = getattr(error, "position", None)
    if mark is not None:
        line = mark.line + 1
    else:
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
    written = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return Problem(name, line, "", "a tab", "spaces", "indent with spaces")
    hint = "a text with ': ' or '#' in it needs quotes" if written.count(": ") > 1 else ""
    return Problem(name, line, "", f"{written.strip()[:60]!r}", f"YAML ({what})", hint)


class _Reader:
    """Builds plain data from parser events, noting lines and faults."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.lines: dict[KeyPath, int] = {}

    def document(self, events: Iterator[Any]) -> object:
        """The one document of a stream."""
        data: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(event, (), "a second document", "one", "remove the ---")
                    break
                self.lines[()] = _line(event)
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath) -> object:
        self._check(event, path)
        if len(path) > MAX_DEPTH:
            self._fault(event, path, "too deep a nesting", f"at most {MAX_DEPTH} levels")
            raise ProblemsFound(self.problems)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _check(self, event: Any, path: KeyPath) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            found = f"{mark}{event.anchor}"
            self._fault(event, path, found, "the value itself", "write it out, or quote the text")
        elif event.tag is not None:
            self._fault(event, path, f"the tag {event.tag}", "a plain value", "remove it")

    def _mapping(self, events: Iterator[Any], path: KeyPath) -> dict[str, object]:
        made: dict[str, object] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._check(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                self._fault(event, path, "a list or mapping as key", "a text", "check the indent")
                raise ProblemsFound(self.problems)
            key = event.value
            inner = (*path, key)
            if key in made:
                first = self.lines[inner]
                self._fault(event, inner, "the key again", f"it once (line {first})", "join them")
            else:
                self.lines[inner] = _line(event)
            made[key] = self._value(next(events), events, inner)
        return made

    def _sequence(self, events: Iterator[Any], path: KeyPath) -> list[object]:
        made: list[object] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            inner = (*path, len(made))
            self.lines[inner] = _line(event)
            made.append(self._value(event, events, inner))
        return made

    def _fault(self, event: Any, path: KeyPath, found: str, expected: str, hint: str = "") -> None:
        key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
        self.problems.append(Problem(self.name, _line(event), key, found, expected, hint))


def _line(event: Any) -> int:
    """1-based line where a value begins."""
    line: int = event.start_mark.line + 1
    return line


def _scalar(event: Any) -> object:
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return text if _is_code(text) else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _is_code(text: str) -> bool:
    """A house number, postcode or phone number with leading zero, which is no number."""
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits.startswith("0")
