"""Logging in and out, and the own password."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from robot.access.accounts import AccountRefused, Deed, Role, Session, checked_password
from robot.access.entrance import LogInRefused
from robot.access.secret import Secret
from robot.adapters.chance import new_token
from robot.panel.guard import (
    FORM_COOKIE,
    SESSION_COOKIE,
    access,
    keep_cookie,
    needs,
    note,
    public,
    somebody,
)

LONGEST = timedelta(hours=12)
"""A session lasts no longer, used or not."""


def blueprint() -> Blueprint:
    """Routes of log-in, log-out and the own account."""
    pages = Blueprint("log_in", __name__)
    pages.get("/log-in")(page)
    pages.post("/log-in")(enter)
    pages.post("/log-out")(leave)
    pages.get("/account")(own)
    pages.post("/account")(change_password)
    return pages


@public
def page() -> Response:
    """The form."""
    return _form(200)


@public
def enter() -> AnyResponse:
    """A try to log in."""
    name, password = request.form.get("name", ""), Secret(request.form.get("password", ""))
    doors = access()
    try:
        who = doors.entrance.enter(name, password, request.remote_addr or "", doors.now())
    except LogInRefused as refused:
        return _form(429 if refused.wait_s else 401, refused.wait_s, name)
    token = new_token()
    doors.accounts.begin_session(token, Session(who.name, doors.now(), doors.now() + LONGEST))
    doors.accounts.note(Deed(doors.now(), who.name, "log_in"))
    answer = redirect(_inside(request.form.get("next", "")), 303)
    assert isinstance(answer, Response)
    keep_cookie(answer, SESSION_COOKIE, token.reveal())
    answer.delete_cookie(FORM_COOKIE)
    return answer


@needs(Role.VIEWER)
def leave() -> AnyResponse:
    """The session ends."""
    note("log_out")
    access().accounts.end_session(Secret(request.cookies.get(SESSION_COOKIE, "")))
    answer = redirect(url_for("log_in.page"), 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@needs(Role.VIEWER)
def own() -> str:
    """The own account."""
    return render_template("own.html", fault="", who=somebody())


@needs(Role.VIEWER)
def change_password() -> AnyResponse | tuple[str, int]:
    """A new password of one's own; every session of the account ends."""
    who, doors = somebody(), access()
    old, new = Secret(request.form.get("old", "")), Secret(request.form.get("new", ""))
    try:
        doors.entrance.enter(who.name, old, request.remote_addr or "", doors.now())
        checked_password(new, who.name)
    except LogInRefused as refused:
        fault = "too_many_tries" if refused.wait_s else "wrong_old_password"
        return render_template("own.html", fault=fault, who=who), 400
    except AccountRefused as refused_account:
        return render_template("own.html", fault=refused_account.key, who=who), 400
    doors.accounts.set_password(who.name, doors.hasher.hash(new))
    note("password_changed", who.name)
    answer = redirect(url_for("log_in.page", changed=1), 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


def _form(status: int, wait_s: float = 0.0, name: str = "") -> Response:
    if SESSION_COOKIE not in request.cookies and not g.form_cookie:
        g.form_cookie = new_token().reveal()
    doors = access()
    page = render_template(
        "log_in.html",
        name=name,
        refused=status != 200,
        wait_min=-int(-wait_s // 60),
        nobody=not doors.accounts.accounts(),
        changed="changed" in request.args,
        back=_inside(request.values.get("next", "")),
    )
    answer = make_response(page, status)
    if wait_s:
        answer.headers["Retry-After"] = f"{wait_s:.0f}"
    if g.form_cookie:
        keep_cookie(answer, FORM_COOKIE, g.form_cookie)
    return answer


def _inside(address: str) -> str:
    """The address, if it is one of ours; else the first page."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = address.startswith("/") and not parts.netloc and not address.startswith("//")
    return address if inside and address.isprintable() else url_for("statistics.month")
