"""One change of a content file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = bool | int | str | list[str] | Mapping[str, Any]
"""A mapping only where it is new: texts by language under a new key, or a new item of a list."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value for one key."""

    path: tuple[str | int, ...]
    """Keys and list numbers from the file's top."""
    value: Value | None
    """None removes the key, or the item of a list."""
    order: tuple[str, ...] = ()
    """Keys of the same mapping in their usual order, for a key that is not there yet."""
