"""The API's own description, OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from robot.panel.api_answers import XLSX
from robot.panel.api_problems import (
    NO_LOG_IN,
    NOT_ALLOWED,
    PROBLEMS,
    STORE_FAILED,
    TOO_LARGE,
    WRONG_QUERY,
    WRONG_RECORD,
    WRONG_TYPE,
    ProblemType,
)
from robot.panel.api_schema import RECORDS, REPORT, SHIFT, VISIT, Schema, text

_MONTH: Schema = {"type": "string", "pattern": "^2[0-9]{3}-(0[1-9]|1[0-2])$"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^2[0-9]{3}-[0-9]{2}-[0-9]{2}$"}
QUERY: dict[str, tuple[Schema, str]] = {
    "month": (_MONTH, "A month such as 2026-11; without any days: this month."),
    "from": (_DAY, "First day, local; with `to`, instead of `month`."),
    "to": (_DAY, "Last day, counted too."),
    "building": (text("", shortest=1), "Only the robots of this building."),
    "robot": (text("", shortest=1), "Only this robot; with `building`."),
}
"""What a query may ask: schema and meaning of each parameter."""


def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "L2B2: figures of receptionist robots",
            "version": version("l2b2"),
            "description": (
                "Days, weeks and months are those of the town's time zone. Log in with a token: "
                "`l2b2 account token NAME` makes one; a browser that has logged in needs none."
            ),
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Report": REPORT,
                "Visit": VISIT,
                "Shift": SHIFT,
                "Problem": _problem_schema(),
            },
        },
    }


def _paths() -> dict[str, Any]:
    report, visit = ({"$ref": f"#/components/schemas/{name}"} for name in ("Report", "Visit"))
    visits = {"type": "array", "items": visit}
    robot = {"type": "object", "properties": {"building": text(""), "robot": text("")}}
    return {
        "/figures": _get("Figures of a period beside those before", _json(report)),
        "/figures.csv": _get("The same as CSV", _file("text/csv")),
        "/figures.xlsx": _get("The same as an Excel workbook", _file(XLSX)),
        "/days.csv": _get(
            "The sums of each day, kept longer than single visits", _file("text/csv")
        ),
        "/visits": _get("Single visits, oldest first", _json(_object("visits", visits))),
        "/visits.csv": _get("The same as CSV", _file("text/csv")),
        "/visits.xlsx": _get("The same as an Excel workbook", _file(XLSX)),
        "/robots": _get(
            "Every robot", _json(_object("robots", {"type": "array", "items": robot})), query=False
        ),
        "/openapi.json": _get("This description", _json({"type": "object"}), query=False),
        "/records": {"post": _post()},
    }


def _get(summary: str, content: dict[str, Any], *, query: bool = True) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "query", "schema": schema, "description": meaning}
        for name, (schema, meaning) in (QUERY if query else {}).items()
    ]
    answers = _answers(content, WRONG_QUERY, NO_LOG_IN, NOT_ALLOWED, STORE_FAILED)
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _post() -> dict[str, Any]:
    count = {"type": "integer", "minimum": 0}
    answer = {"type": "object", "properties": {"new": count, "kept": count}}
    faults = (WRONG_QUERY, NO_LOG_IN, NOT_ALLOWED, TOO_LARGE, WRONG_TYPE, WRONG_RECORD)
    return {
        "summary": "Hand in records; those that are there already count once",
        "requestBody": {"required": True, "content": _json(RECORDS)},
        "responses": _answers(_json(answer), *faults, STORE_FAILED),
    }


def _answers(content: dict[str, Any], *faults: ProblemType) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told: dict[str, Any] = {
        str(kind.status): {"description": kind.title, "content": problem} for kind in faults
    }
    return {"200": {"description": "As asked for.", "content": content}} | told


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _file(mimetype: str) -> dict[str, Any]:
    return {mimetype: {}}


def _object(name: str, schema: Schema) -> Schema:
    return {"type": "object", "properties": {name: schema}, "required": [name]}


def _problem_schema() -> Schema:
    error = {"type": "object", "properties": {"pointer": {"type": "string"}, "detail": text("")}}
    return {
        "type": "object",
        "description": "A problem by RFC 9457.",
        "properties": {
            "type": {"enum": [each.uri for each in PROBLEMS]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": error},
        },
        "required": ["type", "title", "status", "detail"],
    }
