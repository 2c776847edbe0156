"""Records as plain values, there and back: for a database, and as JSON for the central store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from robot.core.shift import Shift
from robot.core.visit import Channel, Outcome, Visit

_MOMENTS = ("started", "ended")
_LISTS = ("services", "facilities", "unserved")
_WHOLE = ("escorts", "escorts_arrived", "not_understood", "rating")
_LONGEST = timedelta(days=2)
"""No visit and no shift lasts longer."""


def plain(record: Visit | Shift) -> dict[str, Any]:
    """Every field as JSON or a database has it: kinds as texts, lists; moments stay moments."""
    return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}


def visit_of(values: Mapping[str, Any]) -> Visit:
    """The visit of plain values. Raises ValueError for a channel or outcome that is none."""
    kinds = {"channel": Channel(values["channel"]), "outcome": Outcome(values["outcome"])}
    lists = {name: tuple(values[name]) for name in _LISTS}
    return Visit(**{**values, **kinds, **lists})


def record_json(record: Visit | Shift) -> dict[str, Any]:
    """A record with its `kind`."""
    kind = "visit" if isinstance(record, Visit) else "shift"
    moments = {name: getattr(record, name).isoformat() for name in _MOMENTS}
    return {"kind": kind} | plain(record) | moments


def record_of(values: Mapping[str, Any]) -> Visit | Shift:
    """The record of values that fit the schema of robot/panel/api_schema.py.

    Raises ValueError for days that no month has, and for an end that is before the start or more
    than two days after it.
    """
    started, ended = (datetime.fromisoformat(values[name]) for name in _MOMENTS)
    if not timedelta() <= ended - started <= _LONGEST:
        raise ValueError(f"ended {ended} does not follow started {started} within two days")
    rest = {name: value for name, value in values.items() if name != "kind"}
    rest |= {"started": started, "ended": ended}
    if values["kind"] == "shift":
        return Shift(**rest | {"stops": {reason: int(n) for reason, n in rest["stops"].items()}})
    whole = {name: int(rest[name]) for name in _WHOLE}  # JSON Schema calls 1.0 whole, too
    return visit_of(rest | whole)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
