"""The form for usual changes: fields from a content file's plain data, and edits from answers.

A part is what one form changes: the office itself (path ()), one of its services
(("services", 2)), a facility, a matter of others or an intent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from robot.dialogue.hours import DAYS
from robot.editing.edits import Edit

Path = tuple[str | int, ...]
Shape = Literal["text", "lines", "hours", "dates", "flag"]

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:h|uhr)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A key that the form asks for."""

    key: str
    shape: Shape
    languages: bool = False
    """In every language of the town."""
    optional: bool = False
    """Left empty, the key is taken out of the file."""


_EXAMPLES = Question("examples", "lines", True)
_NAMED = (Question("name", "text", True), Question("also_called", "lines", True))
_ABOUT = (*_NAMED, Question("about", "text", True), _EXAMPLES)
_PLACE = (*_NAMED, Question("where", "text", True), _EXAMPLES)

FORMS: Mapping[str, tuple[Question, ...]] = {
    "department": (
        Question("hours", "hours"),
        Question("closed_on", "dates"),
        Question("phone", "text"),
        *_ABOUT,
    ),
    "services": (
        Question("papers", "lines", True),
        Question("fee", "text", True),
        Question("takes", "text", True, optional=True),
        Question("appointment", "flag"),
        Question("online", "text", optional=True),
        *_ABOUT,
    ),
    "facilities": _PLACE,
    "elsewhere": _PLACE,
    "intents": (_EXAMPLES,),
}
"""What is asked, by kind of part; what changes most often comes first."""


@dataclass(frozen=True, slots=True)
class Field:
    """One box of the form."""

    name: str
    """Unique in the form, as faults name the key: `services[2].fee.de`."""
    path: Path
    question: Question
    language: str
    """Of the text; empty: of none."""
    value: str
    """As it stands in the file: list items on lines, hours as `08:00-12:00, 14:00-18:00`,
    a flag as `yes` or nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one form changes."""

    path: Path
    kind: str
    """A key of FORMS."""
    id: str
    names: Mapping[str, str]
    """Name by language; empty where it has none."""


def parts_of(kind: str, data: object) -> tuple[Part, ...]:
    """The parts of a file of this kind, in order; none where only YAML will do."""
    if not isinstance(data, Mapping):
        return ()
    head = (_part((), "department", data),) if kind == "department" else ()
    key = "services" if kind == "department" else kind
    listed = data.get(key) if key in FORMS else None
    items = listed if isinstance(listed, list) else []
    return head + tuple(
        _part((key, i), key, one) for i, one in enumerate(items) if isinstance(one, Mapping)
    )


def _part(path: Path, kind: str, data: Mapping[str, Any]) -> Part:
    names = data.get("name")
    listed = names.items() if isinstance(names, Mapping) else ()
    known = {language: name for language, name in listed if isinstance(name, str)}
    return Part(path, kind, str(data.get("id", "")), known)


def fields_of(part: Part, data: object, languages: Sequence[str]) -> tuple[Field, ...]:
    """The boxes of a part; a value of another form than expected gets none."""
    return tuple(
        Field(key_of(path), path, question, language, value)
        for question, path, language in _places(part, languages)
        if (value := _shown(question.shape, _value(data, path))) is not None
    )


def _places(part: Part, languages: Sequence[str]) -> Iterator[tuple[Question, Path, str]]:
    for question in FORMS[part.kind]:
        path = (*part.path, question.key)
        if question.languages:
            yield from ((question, (*path, language), language) for language in languages)
        elif question.shape == "hours":
            yield from ((question, (*path, day), "") for day in DAYS)
        else:
            yield question, path, ""


def _value(data: object, path: Path) -> Any:
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _shown(shape: Shape, value: Any) -> str | None:
    if value is None:
        return ""
    if shape == "flag":
        return {True: "yes", False: ""}.get(value) if isinstance(value, bool) else None
    if shape == "text":
        return None if isinstance(value, list | Mapping | bool) else str(value)
    if not isinstance(value, list) or any(isinstance(one, list | Mapping) for one in value):
        return None
    return (", " if shape == "hours" else "\n").join(map(str, value))


def edits_of(
    fields: Sequence[Field], answers: Mapping[str, str], today: date | None = None
) -> tuple[Edit, ...]:
    """What the answers (by name of the field) change; a field that was not answered stays.

    With `today`, the answer `closed_today` (`yes` or nothing) adds that day to the closed ones or
    takes it away.
    """
    edits: list[Edit] = []
    for question in dict.fromkeys(field.question for field in fields):
        group = [field for field in fields if field.question == question]
        now = {one.path: _plain(answers.get(one.name, one.value)) for one in group}
        if question.shape == "dates" and today is not None and "closed_today" in answers:
            (path,) = now
            now[path] = _with_today(now[path], today, answers["closed_today"] == "yes")
        edits += _edits(group, now)
    return tuple(edits)


def _edits(group: Sequence[Field], now: Mapping[Path, str]) -> Iterator[Edit]:
    """Of one question; an optional key comes and goes as a whole."""
    question, order = group[0].question, _order(group[0].question)
    whole = group[0].path[:-1] if question.languages else group[0].path
    before = any(field.value for field in group)
    if question.optional and before and not any(now.values()):
        yield Edit(whole, None)
    elif question.optional and question.languages and not before and any(now.values()):
        yield Edit(whole, {one.language: now[one.path] for one in group}, order)
    else:
        for field in group:
            if now[field.path] != field.value:
                yield Edit(field.path, _read(question.shape, now[field.path]), order)


def _order(question: Question) -> tuple[str, ...]:
    """The keys that stand beside a key of this question, in their usual order."""
    if question.shape == "hours":
        return DAYS
    if question.languages and not question.optional:
        return ()
    form = next(form for form in FORMS.values() if question in form)
    return tuple(one.key for one in form)


def _with_today(days: str, today: date, closed: bool) -> str:
    rest = [day for day in days.split("\n") if day and day != today.isoformat()]
    return "\n".join(sorted([*rest, today.isoformat()]) if closed else rest)


def _plain(text: str) -> str:
    """As browsers send it, with one kind of line end and nothing behind the last line."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _read(shape: Shape, answer: str) -> str | bool | list[str]:
    text = _plain(answer)
    if shape == "flag":
        return text == "yes"
    if shape == "hours":
        return hours_of(text)
    if shape == "text":
        return " ".join(text.split())
    return [line.strip() for line in text.split("\n") if line.strip()]


def hours_of(text: str) -> list[str]:
    """Hours as people write them (`8-12, 14.00 – 18 Uhr`) as the files have them.

    What cannot be read stays as it is, so that the checks name it.
    """
    spans = []
    for part in re.split(r"[,;]| und | and | ve ", text):
        if part.strip():
            ends = [_CLOCK.fullmatch(one.strip()) for one in re.split(r"-|–|bis|to", part)]
            good = len(ends) == 2 and all(ends)
            spans.append("-".join(_clock(one) for one in ends if one) if good else part.strip())
    return spans


def _clock(found: re.Match[str]) -> str:
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def key_of(path: Path) -> str:
    """A path as faults write it: `services[2].fee.de`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).lstrip(".")
