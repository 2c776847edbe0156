"""The API's values as JSON Schema 2020-12: their documentation, and the check of what comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

from robot.core.visit import Channel, Outcome
from robot.stats.figures import Figures, meanings

Schema = dict[str, Any]

BATCH = 50
"""Records in one request at most."""
_MOST = 1_000_000
"""No count of one record is larger."""
_DAY_S = 86_400


def text(meaning: str, longest: int = 64, *, shortest: int = 0) -> Schema:
    """A text that a database can keep: no control characters."""
    return {
        "type": "string",
        "minLength": shortest,
        "maxLength": longest,
        "pattern": "^[^\\x00-\\x1f\\x7f]*$",
        "description": meaning,
    }


def _texts(meaning: str) -> Schema:
    items = text("An id.", shortest=1)
    return {"type": "array", "items": items, "maxItems": 50, "description": meaning}


def _count(meaning: str) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": _MOST, "description": meaning}


def _number(meaning: str, most: float) -> Schema:
    return {"type": "number", "minimum": 0, "maximum": most, "description": meaning}


def _maybe(schema: Schema) -> Schema:
    return schema | {"type": [schema["type"], "null"]}


def _moment(meaning: str) -> Schema:
    pattern = (
        "^20[2-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:"
        "[0-5][0-9](\\.[0-9]{6})?\\+00:00$"
    )
    return {"type": "string", "format": "date-time", "pattern": pattern, "description": meaning}


def _record(kind: str, values: Schema) -> Schema:
    common = {
        "kind": {"const": kind},
        "id": {
            "type": "string",
            "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            "description": "A random UUID; a record sent again is kept once.",
        },
        "robot": text("Name of the robot.", shortest=1),
        "building": text("Name of the building.", shortest=1),
        "started": _moment("When it began, UTC."),
        "ended": _moment("When it ended, UTC; not before it began, within two days."),
    }
    properties = common | values
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


VISIT = _record(
    "visit",
    {
        "language": text("Last language of the talk.", 16),
        "channel": {"enum": [each.value for each in Channel]},
        "outcome": {"enum": [each.value for each in Outcome]},
        "services": _texts("Services asked for, in order."),
        "facilities": _texts("Places in the building asked for, in order."),
        "department": text("Department asked for last; may be empty."),
        "answer_s": _maybe(_number("First request's end to its answer, seconds.", _DAY_S)),
        "escorts": _count("Walks begun."),
        "escorts_arrived": _count("Walks that ended at their goal."),
        "escort_m": _number("Metres led.", _MOST),
        "not_understood": _count("Utterances without a meaning."),
        "unserved": _texts("Intents, never words, that could not be served."),
        "rating": {"enum": [-1, 0, 1], "description": "1 good, -1 bad, 0 none."},
    },
)
SHIFT = _record(
    "shift",
    {
        "charge": _maybe(_number("Charge at the end, 0 to 1.", 1)),
        "charging_s": _number("Seconds at the charger.", 2 * _DAY_S),
        "stopped_s": _number("Seconds in which a safety rule kept the wheels still.", 2 * _DAY_S),
        "stops": {
            "type": "object",
            "propertyNames": text("The safety rule.", shortest=1),
            "additionalProperties": _count("Stops that it began."),
            "maxProperties": 50,
        },
    },
)
RECORDS: Schema = {
    "type": "object",
    "properties": {
        "records": {
            "type": "array",
            "items": {"oneOf": [VISIT, SHIFT]},
            "minItems": 1,
            "maxItems": BATCH,
        }
    },
    "required": ["records"],
    "additionalProperties": False,
}
"""What a robot sends."""

_DATE: Schema = {"type": "string", "format": "date"}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


PERIOD = _object({"first": _DATE, "last": _DATE})


def _of_type(hint: Any) -> Schema:
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return {"type": "object", "additionalProperties": _of_type(get_args(hint)[1])}
    if get_args(hint):  # float | None
        return _maybe(_of_type(get_args(hint)[0]))
    return {"type": {int: "integer", float: "number"}[hint]}


FIGURES = _object(
    {
        name: _of_type(hint) | {"description": meanings()[name]}
        for name, hint in get_type_hints(Figures).items()
    }
)
_PAST = _object({"period": PERIOD, "figures": FIGURES})
REPORT = _object(
    {
        "building": text("Empty: all buildings."),
        "robot": text("Empty: all robots of the building."),
        "period": PERIOD,
        "counted": PERIOD | {"description": "The days of it that have come, today included."},
        "figures": FIGURES,
        "before": _PAST | {"description": "The same days of the month before."},
        "year_before": _PAST | {"description": "The same days of the year before."},
    }
)
