"""What every page of the panel has: language, words, navigation, account; and pages for errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from robot.access.accounts import Role
from robot.panel.api_problems import problem_of
from robot.panel.figures_page import number
from robot.panel.guard import account, form_key, keep_cookie, wants_json
from robot.stats.visits import StoreError

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

NAVIGATION = (
    ("statistics.month", "nav_figures", Role.VIEWER),
    ("live.page", "nav_live", Role.VIEWER),
    ("editor.files", "nav_editor", Role.STAFF),
    ("accounts.page", "nav_accounts", Role.ADMINISTRATOR),
    ("log_in.own", "nav_own", Role.VIEWER),
)
"""Endpoint, word, and the role that sees the link."""
LANGUAGE_COOKIE = "l2b2_language"


def words() -> Mapping[str, str]:
    """The panel's words in the language of the request."""
    return _parts().labels.section(language(), "panel")


def language() -> str:
    """The language of the request: the link's, else the last one chosen, else the browser's."""
    if "language" not in g:
        known = list(_parts().labels)
        chosen = (request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, ""))
        fitting = [each for each in chosen if each in known]
        best = fitting[0] if fitting else request.accept_languages.best_match(known)
        g.language = best or _parts().labels.default
    found: str = g.language
    return found


def set_up_layout(app: Flask, parts: PanelParts) -> None:
    """Give the app's templates what `layout.html` needs, and a page to every error."""
    app.extensions["l2b2_parts"] = parts
    app.context_processor(_for_templates)
    app.register_error_handler(HTTPException, _error)
    app.register_error_handler(StoreError, _store_failed)

    @app.after_request
    def _keep_language(response: Response) -> Response:
        if request.args.get("lang", "") in list(parts.labels):
            keep_cookie(response, LANGUAGE_COOKIE, language())
        return response


def message(key: str, status: int) -> tuple[str, int]:
    """A page that only says something; `key` is one of the panel's words."""
    return render_template("message.html", message=key), status


def _parts() -> PanelParts:
    found: PanelParts = current_app.extensions["l2b2_parts"]
    return found


def _for_templates() -> dict[str, Any]:
    languages = _parts().catalogue()["languages"]
    return {
        "words": words(),
        "language": language(),
        "languages": [(each["id"], each["name"]) for each in languages],
        "account": account(),
        "navigation": _navigation(),
        "csrf_field": _csrf_field,
        "here_in": _here_in,
        "number": lambda value, digits=0: number(value, digits, words()),
    }


def _navigation() -> list[tuple[str, str, bool]]:
    """Address, word, and whether it is the page's own part of the panel."""
    who, here = account(), request.blueprint
    return [
        (url_for(endpoint), words()[word], endpoint.split(".")[0] == here)
        for endpoint, word, role in NAVIGATION
        if who is not None and who.role.allows(role)
    ]


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(form_key())


def _here_in(code: str) -> str:
    """Address of this page in another language."""
    values = {**request.args.to_dict(), **(request.view_args or {}), "lang": code}
    return url_for(request.endpoint or "statistics.month", **values)


def _error(error: HTTPException) -> Any:
    status = error.code or InternalServerError.code
    if status < 400:
        return error
    key = f"{error.description}" if f"{error.description}" in words() else f"error_{status}"
    key = key if key in words() else "error_other"
    if wants_json():
        return problem_of(error)
    return message(key, status)


def _store_failed(error: StoreError) -> Any:
    current_app.logger.error("%s", error)
    return _error(ServiceUnavailable("store_failed"))
