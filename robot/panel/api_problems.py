"""What the API says when it cannot answer: typed problems by RFC 9457."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify
from werkzeug.exceptions import HTTPException


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem."""

    name: str
    """Last part of its URI."""
    status: int
    title: str
    """The same for every problem of this type."""

    @property
    def uri(self) -> str:
        """What `type` says; a name, not an address."""
        return f"urn:l2b2:problem:{self.name}"


WRONG_QUERY = ProblemType("wrong-query", 400, "The query asks for something that there is not.")
WRONG_BODY = ProblemType("wrong-body", 400, "The body is not JSON.")
BAD_REQUEST = ProblemType("bad-request", 400, "The request makes no sense here.")
NO_LOG_IN = ProblemType("no-log-in", 401, "This needs a log-in or a token.")
NOT_ALLOWED = ProblemType("not-allowed", 403, "The role of this account does not allow it.")
NO_SUCH_PAGE = ProblemType("no-such-page", 404, "There is nothing at this address.")
WRONG_METHOD = ProblemType("wrong-method", 405, "This address does not know the method.")
TOO_LARGE = ProblemType("too-large", 413, "The body is larger than the server takes.")
WRONG_TYPE = ProblemType("wrong-type", 415, "The body is not of a type that is known here.")
WRONG_RECORD = ProblemType("wrong-record", 422, "Some records cannot be kept; none was.")
FAILED = ProblemType("failed", 500, "The server failed; its log says more.")
STORE_FAILED = ProblemType("store-failed", 503, "The store cannot be read or written now.")

PROBLEMS = (
    WRONG_QUERY, WRONG_BODY, BAD_REQUEST, NO_LOG_IN, NOT_ALLOWED, NO_SUCH_PAGE, WRONG_METHOD,
    TOO_LARGE, WRONG_TYPE, WRONG_RECORD, FAILED, STORE_FAILED,
)  # fmt: skip
"""Every type."""


_BY_STATUS = {kind.status: kind for kind in PROBLEMS if kind not in (WRONG_QUERY, WRONG_BODY)}


class ApiProblem(Exception):
    """Raised where the API cannot answer."""

    def __init__(
        self, kind: ProblemType, detail: str, errors: list[dict[str, str]] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.errors = errors or []
        """Each with `pointer` (RFC 6901, into the body) and `detail`."""


def problem(kind: ProblemType, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    """The answer that tells a problem."""
    body: dict[str, Any] = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
    }
    answer = jsonify(body | ({"errors": errors} if errors else {}))
    answer.status_code = kind.status
    answer.mimetype = "application/problem+json"
    return answer


def problem_of(error: HTTPException) -> Response:
    """The same for what Flask itself refuses; its headers (Allow, Retry-After) stay."""
    kind = _BY_STATUS.get(error.code or FAILED.status)
    if kind is None:
        kind = ProblemType("other", error.code or FAILED.status, error.name)
    answer = problem(kind, kind.title)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer
