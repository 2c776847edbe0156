"""Who may do what in the panel: every route says it, and one that does not is shut.

    @pages.get("/live")
    @needs(Role.VIEWER)
    def live() -> str: ...

Changes come by POST and carry the form's key, `{{ csrf_field() }}` in a template, or the header
X-CSRF from a script. Programs log in with `Authorization: Bearer TOKEN` instead of a cookie.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from robot.access.accounts import Account, AccountStore, Deed, Role
from robot.access.entrance import Entrance, Hasher
from robot.access.secret import Secret

SESSION_COOKIE, FORM_COOKIE = "l2b2_session", "l2b2_form"
_ROLE = "l2b2_role"
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """What the guard stands on."""

    accounts: AccountStore
    hasher: Hasher
    entrance: Entrance
    now: Callable[[], datetime]
    """The time, aware."""
    idle_s: float
    """A session ends when it was not used for so long."""
    secure: bool
    """Browsers send cookies over TLS only."""


def needs(role: Role) -> Callable[[View], View]:
    """Mark a view: only accounts that `role` allows come in."""

    def mark(view: View) -> View:
        setattr(view, _ROLE, role)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that needs no log-in."""
    setattr(view, _ROLE, None)
    return view


def account() -> Account | None:
    """Who is logged in; None: nobody."""
    found: Account | None = g.get("account")
    return found


def somebody() -> Account:
    """Who is logged in, in views that need a role."""
    found = account()
    assert found is not None
    return found


def access() -> Access:
    """The guard's doors, for views."""
    found: Access = current_app.extensions["l2b2_access"]
    return found


def note(action: str, subject: str = "", detail: str = "") -> None:
    """Record what the account did."""
    who = somebody().name
    access().accounts.note(Deed(access().now(), who, action, subject, detail))


def form_key() -> str:
    """What a form of this browser carries, so that no other site can send it."""
    cookie = request.cookies.get(SESSION_COOKIE) or g.get("form_cookie", "")
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest() if cookie else ""


def set_up_guard(app: Flask, doors: Access) -> None:
    """Check every request of the app."""
    app.extensions["l2b2_access"] = doors
    app.before_request(_check)


def _check() -> AnyResponse | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # no such page; the error page says so
    if request.endpoint != "static" and not hasattr(view, _ROLE):
        abort(403)
    g.form_cookie = request.cookies.get(FORM_COOKIE, "")
    bearer = request.headers.get("Authorization", "").partition("Bearer ")[2].strip()
    token = bearer or request.cookies.get(SESSION_COOKIE, "")
    doors = access()
    if token:
        g.account = doors.accounts.session(Secret(token), bool(bearer), doors.now(), doors.idle_s)
    if request.method in _CHANGING and not bearer:
        _check_form()
    needed = getattr(view, _ROLE, None)
    if needed is None:
        return None
    if account() is None:
        return _ask_to_log_in()
    if not somebody().role.allows(needed):
        abort(403)
    return None


def _check_form() -> None:
    """Only our own pages may change anything."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(400, "foreign_form")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400, "foreign_form")
    sent = request.headers.get("X-CSRF") or request.form.get("csrf", "")
    if not form_key() or not hmac.compare_digest(sent.encode(), form_key().encode()):
        abort(400, "foreign_form")


def _ask_to_log_in() -> AnyResponse:
    accepted = request.accept_mimetypes
    if request.method != "GET" or (accepted and not accepted.accept_html) or wants_json():
        abort(401)
    back = request.full_path.rstrip("?")
    return redirect(url_for("log_in.page", next=None if back == "/" else back), 303)


def wants_json() -> bool:
    """Whether the request comes from a program."""
    return request.path.startswith("/api/") or "Authorization" in request.headers


def keep_cookie(response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts and other sites cannot read, until the browser is closed."""
    secure = access().secure
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=secure, path="/")
