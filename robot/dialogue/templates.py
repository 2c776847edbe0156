"""The small language of phrases.

`{name}` puts in a slot. `[... {fee} ...]` is dropped whole when a slot in it is empty.
`{count: # Minute | # Minuten}` chooses the form for one or for more; # is the number.
Nothing else is special; `[` inside `[` is not allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\{([^{}]*)\}|([\[\]{}])")
_BLANKS = re.compile(r"[ \t\r\n]+")
_SLOT = re.compile(r"\s*([a-z_]+)\s*(?::([^|]*)\|([^|]*))?\s*")


class TemplateError(ValueError):
    """A phrase that does not follow the template language; the message says where."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill."""

    name: str
    one: str = ""
    many: str = ""

    def fill(self, value: str) -> str:
        """The value itself, or the form that its number needs."""
        if not self.many:
            return value
        form = self.one if value.strip() == "1" else self.many
        return form.strip().replace("#", value)


@dataclass(frozen=True, slots=True)
class Droppable:
    """A part that is dropped when a slot in it is empty."""

    parts: tuple[str | Slot, ...]


Part = str | Slot | Droppable


@dataclass(frozen=True, slots=True)
class Template:
    """One parsed phrase."""

    parts: tuple[Part, ...]

    @property
    def slots(self) -> frozenset[str]:
        """Names of all slots."""
        return frozenset(_slots(self.parts))

    def expand(self, values: Mapping[str, str]) -> str:
        """The finished text; slots without a value count as empty.

        Blanks before a punctuation mark go, as a dropped part leaves them; no-break blanks stay.
        """
        text = "".join(_expand(part, values) for part in self.parts)
        return re.sub(r" ([.,!?;:])", r"\1", _BLANKS.sub(" ", text)).strip()


def parse(text: str) -> Template:
    """The phrase as a value; raises TemplateError."""
    parts: list[Part] = []
    inner: list[str | Slot] | None = None
    at = 0
    for token in _TOKEN.finditer(text):
        _add(parts if inner is None else inner, text[at : token.start()])
        at = token.end()
        if token.group(1) is not None:
            slot = _slot(token.group(1))
            if inner is None:
                parts.append(slot)
            else:
                inner.append(slot)
        elif token.group(2) == "[" and inner is None:
            inner = []
        elif token.group(2) == "]" and inner is not None:
            parts.append(_optional(inner))
            inner = None
        else:
            raise TemplateError(f"a stray {token.group(2)} at character {token.start() + 1}")
    if inner is not None:
        raise TemplateError("a [ without its ]")
    _add(parts, text[at:])
    return Template(tuple(parts))


def _optional(inner: list[str | Slot]) -> Droppable:
    if not any(isinstance(part, Slot) for part in inner):
        raise TemplateError("a [part] without a {slot}")
    return Droppable(tuple(inner))


def _slot(inside: str) -> Slot:
    match = _SLOT.fullmatch(inside)
    if match is None:
        raise TemplateError(f"{{{inside}}} is no slot")
    return Slot(match.group(1), match.group(2) or "", match.group(3) or "")


def _add(parts: list[Part] | list[str | Slot], text: str) -> None:
    if text:
        parts.append(text)


def _slots(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Slot):
            yield part.name
        elif isinstance(part, Droppable):
            yield from _slots(part.parts)


def _expand(part: Part, values: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Slot):
        return part.fill(values.get(part.name, ""))
    if any(not values.get(name) for name in _slots(part.parts)):
        return ""
    return "".join(_expand(one, values) for one in part.parts)
