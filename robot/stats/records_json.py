"""Records as JSON values, there and back: how they travel from a robot to the central store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from robot.core.shift import Shift
from robot.core.visit import Channel, Outcome, Visit

_WHOLE = ("escorts", "escorts_arrived", "not_understood", "rating")
_LONGEST = timedelta(days=2)
"""No visit and no shift lasts longer."""


def record_json(record: Visit | Shift) -> dict[str, Any]:
    """A record with its `kind`."""
    common = {
        "kind": "visit" if isinstance(record, Visit) else "shift",
        "id": record.id,
        "robot": record.robot,
        "building": record.building,
        "started": record.started.isoformat(),
        "ended": record.ended.isoformat(),
    }
    if isinstance(record, Shift):
        return common | {
            "charge": record.charge,
            "charging_s": record.charging_s,
            "stopped_s": record.stopped_s,
            "stops": dict(record.stops),
        }
    return common | {
        "language": record.language,
        "channel": record.channel.value,
        "outcome": record.outcome.value,
        "services": list(record.services),
        "facilities": list(record.facilities),
        "department": record.department,
        "answer_s": record.answer_s,
        "escorts": record.escorts,
        "escorts_arrived": record.escorts_arrived,
        "escort_m": record.escort_m,
        "not_understood": record.not_understood,
        "unserved": list(record.unserved),
        "rating": record.rating,
    }


def record_of(values: Mapping[str, Any]) -> Visit | Shift:
    """The record of values that fit the schema of robot/panel/api_schema.py.

    Raises ValueError for days that no month has, and for an end that is before the start or more
    than two days after it.
    """
    common = {name: values[name] for name in ("id", "robot", "building")}
    started, ended = (datetime.fromisoformat(values[name]) for name in ("started", "ended"))
    if not timedelta() <= ended - started <= _LONGEST:
        raise ValueError(f"ended {ended} does not follow started {started} within two days")
    common |= {"started": started, "ended": ended}
    rest = {name: value for name, value in values.items() if name not in {*common, "kind"}}
    if values["kind"] == "shift":
        stops = {reason: int(count) for reason, count in rest["stops"].items()}
        return Shift(**common, **{**rest, "stops": stops})
    lists = {name: tuple(rest[name]) for name in ("services", "facilities", "unserved")}
    kinds = {"channel": Channel(rest["channel"]), "outcome": Outcome(rest["outcome"])}
    whole = {name: int(rest[name]) for name in _WHOLE}  # JSON Schema calls 1.0 whole, too
    return Visit(**common, **{**rest, **lists, **kinds, **whole})
