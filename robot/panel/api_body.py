"""The records that a robot sends, checked by the schema that documents them."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import Request
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.panel.api_problems import TOO_LARGE, WRONG_BODY, WRONG_RECORD, WRONG_TYPE, ApiProblem
from robot.panel.api_schema import RECORDS, SHIFT, VISIT
from robot.stats.records_json import record_of

_ENVELOPE = Draft202012Validator(
    RECORDS | {"properties": {"records": {**RECORDS["properties"]["records"], "items": True}}}
)
LARGEST = 64 * 1024
"""Bytes of a body."""
_KINDS = {"visit": Draft202012Validator(VISIT), "shift": Draft202012Validator(SHIFT)}


def records_in(request: Request) -> list[Visit | Shift]:
    """Every record of a request. Raises ApiProblem, which names each one that cannot be kept."""
    body = _json(request)
    fault = best_match(_ENVELOPE.iter_errors(body))
    if fault is not None:
        raise ApiProblem(WRONG_RECORD, "The body is no list of records.", [_told(fault, "")])
    records: list[Visit | Shift] = []
    errors = []
    for number, values in enumerate(body["records"]):
        try:
            records.append(_record(values))
        except _Fault as error:
            errors.append(_told(error.fault, f"/records/{number}"))
        except ValueError as error:
            errors.append({"pointer": f"/records/{number}", "detail": str(error)})
    if errors:
        raise ApiProblem(WRONG_RECORD, f"{len(errors)} records cannot be kept.", errors)
    return records


class _Fault(Exception):
    def __init__(self, fault: ValidationError) -> None:
        self.fault = fault


def _record(values: Any) -> Visit | Shift:
    kind = values.get("kind") if isinstance(values, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"kind is {kind!r}, expected visit or shift")
    fault = best_match(_KINDS[kind].iter_errors(values))
    if fault is not None:
        raise _Fault(fault)
    return record_of(values)


def _json(request: Request) -> Any:
    if not request.is_json:
        raise ApiProblem(WRONG_TYPE, "Send application/json.")
    raw = request.get_data()
    if len(raw) > LARGEST:
        raise ApiProblem(TOO_LARGE, f"Send at most {LARGEST} bytes at once.")
    try:
        text = raw.decode("utf-8")
        body = json.loads(text, parse_constant=_no_number)
        json.dumps(body, ensure_ascii=False).encode("utf-8")  # half a surrogate is no text
    except (ValueError, RecursionError) as error:
        raise ApiProblem(WRONG_BODY, f"{error}") from error
    return body


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _told(fault: ValidationError, prefix: str) -> dict[str, str]:
    pointer = "".join(f"/{part}" for part in fault.absolute_path)
    return {"pointer": prefix + pointer, "detail": fault.message[:300]}
