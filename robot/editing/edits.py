"""One change of a content file."""

from __future__ import annotations

from dataclasses import dataclass

Value = bool | str | list[str] | dict[str, str]
"""A mapping only where a key with texts by language is new."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value for one key."""

    path: tuple[str | int, ...]
    """Keys and list numbers from the file's top."""
    value: Value | None
    """None removes the key."""
    order: tuple[str, ...] = ()
    """Keys of the same mapping in their usual order, for a key that is not there yet."""
