"""The administrators' page of accounts, and the record of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from robot.access.accounts import AccountRefused, Role, checked_account
from robot.access.secret import Secret
from robot.adapters.chance import new_password
from robot.panel.guard import access, needs, note
from robot.panel.layout import language

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

DEEDS_SHOWN = 200
PEOPLE = (Role.VIEWER, Role.STAFF, Role.ADMINISTRATOR)
"""Roles that people have; robots' accounts are made on the terminal."""


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the accounts."""
    pages = Blueprint("accounts", __name__, url_prefix="/accounts")

    def shown(status: int = 200, fault: str = "", **values: Any) -> tuple[str, int]:
        store = access().accounts
        page = render_template(
            "accounts.html",
            accounts=store.accounts(),
            deeds=store.deeds(DEEDS_SHOWN),
            departments=_departments(parts),
            roles=PEOPLE,
            zone=parts.zone,
            fault=fault,
            **values,
        )
        return page, status

    @pages.get("/")
    @needs(Role.ADMINISTRATOR)
    def page() -> tuple[str, int]:
        return shown()

    @pages.post("/")
    @needs(Role.ADMINISTRATOR)
    def change() -> AnyResponse | tuple[str, int]:
        """Add, change or remove an account, or give it a new password."""
        wanted = _CHANGES.get(request.form.get("do", ""))
        if wanted is None:
            return shown(400, "error_400")
        try:
            if request.form.get("department", "") not in ("", *_departments(parts)):
                raise AccountRefused("unknown_department", "there is no such department")
            made = wanted()
        except AccountRefused as refused:
            return shown(400, refused.key)
        if made is not None:
            return shown(made=made, made_for=request.form.get("name", "").strip().lower())
        return redirect(url_for("accounts.page"), 303)

    return pages


def _departments(parts: PanelParts) -> dict[str, str]:
    """Ids to names in the language of the request."""
    return {
        each["id"]: each["name"].get(language(), each["id"])
        for each in parts.catalogue()["departments"]
    }


def _add() -> Secret:
    form, doors = request.form, access()
    account = checked_account(
        form.get("name", ""), form.get("role", ""), form.get("department", "")
    )
    password = new_password()
    doors.accounts.add(account, doors.hasher.hash(password))
    note("account_added", account.name, account.role.value)
    return password


def _change() -> None:
    form = request.form
    account = checked_account(
        form.get("name", ""), form.get("role", ""), form.get("department", "")
    )
    access().accounts.change(account)
    note("account_changed", account.name, f"{account.role.value} {account.department}".strip())


def _renew() -> Secret:
    name, password = request.form.get("name", ""), new_password()
    access().accounts.set_password(name, access().hasher.hash(password))
    note("password_renewed", name)
    return password


def _remove() -> None:
    name = request.form.get("name", "")
    if request.form.get("sure") != "yes":
        raise AccountRefused("not_confirmed", "the box was not ticked")
    access().accounts.remove(name)
    note("account_removed", name)


_CHANGES = {"add": _add, "change": _change, "renew": _renew, "remove": _remove}
