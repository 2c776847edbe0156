"""`l2b2 account`: who may log in to the panel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

import click
from rich.console import Console
from rich.table import Table

from robot.access.accounts import (
    AccountRefused,
    Deed,
    Role,
    Session,
    checked_account,
    checked_password,
)
from robot.access.secret import Secret
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.chance import new_password, new_token
from robot.adapters.folders import default_store_url
from robot.adapters.sql_accounts import SqlAccounts
from robot.stats.visits import StoreError

ROLES = click.Choice([role.value for role in Role])
_STORE = click.option("--store", default=None, help="Database URL; default: the robot's own store.")


@click.group(
    epilog="\b\nExamples:\n  l2b2 account list\n"
    "  l2b2 account add anna --role staff --department registry_office\n"
    "  l2b2 account password anna\n  l2b2 account remove anna\n"
    "  l2b2 account token robot-2 --days 365"
)
def account() -> None:
    """Who may log in to the panel, and as what."""


@account.command(
    "list",
    epilog="\b\nExamples:\n  l2b2 account list\n  l2b2 account list --store sqlite:///v.sqlite",
)
@_STORE
def list_accounts(store: str | None) -> None:
    """Show all accounts."""
    table = Table("Name", "Role", "Department")
    with _store(store) as accounts:
        for each in accounts.accounts():
            table.add_row(each.name, each.role.value, each.department)
    Console().print(table)


@account.command(
    epilog="\b\nExamples:\n  l2b2 account add admin2 --role administrator\n"
    "  l2b2 account add anna --role staff --department registry_office\n"
    "  l2b2 account add robot-2 --role robot"
)
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="What the account may do.")
@click.option("--department", default="", help="Department that a member of staff edits.")
@_STORE
def add(name: str, role: str, department: str, store: str | None) -> None:
    """Add the account NAME; its password is made and shown once."""
    password = new_password()
    with _store(store) as accounts:
        made = checked_account(name, role, department)
        accounts.add(made, Argon2Hasher().hash(password))
        _note(accounts, "account_added", made.name, role)
    if made.role is Role.ROBOT:
        click.echo(f"account '{made.name}' added; give it a token: l2b2 account token {made.name}")
    else:
        click.echo(f"account '{made.name}' added; password, shown only now: {password.reveal()}")


@account.command(
    epilog="\b\nExamples:\n  l2b2 account password anna\n  l2b2 account password anna --typed"
)
@click.argument("name")
@click.option("--typed", is_flag=True, help="Ask for the password instead of making one.")
@_STORE
def password(name: str, typed: bool, store: str | None) -> None:
    """Give NAME a new password; all sessions of NAME end."""
    made = new_password()
    if typed:
        made = Secret(click.prompt("New password", hide_input=True, confirmation_prompt=True))
    with _store(store) as accounts:
        accounts.set_password(name, Argon2Hasher().hash(checked_password(made, name)))
        _note(accounts, "password_renewed", name)
    shown = "" if typed else f"; it is shown only now: {made.reveal()}"
    click.echo(f"'{name}' has a new password{shown}")


@account.command(epilog="\b\nExamples:\n  l2b2 account remove anna")
@click.argument("name")
@_STORE
def remove(name: str, store: str | None) -> None:
    """Remove the account NAME and end its sessions."""
    with _store(store) as accounts:
        accounts.remove(name)
        _note(accounts, "account_removed", name)
    click.echo(f"account '{name}' removed")


@account.command(
    epilog="\b\nExamples:\n  l2b2 account token robot-2\n  l2b2 account token robot-2 --days 30"
)
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True)
@_STORE
def token(name: str, days: int, store: str | None) -> None:
    """Make a token with which a robot or program logs in as NAME, and show it once.

    Programs send it as `Authorization: Bearer TOKEN`. A new password of NAME ends it.
    """
    made, now = new_token(), datetime.now(timezone.utc)
    with _store(store) as accounts:
        accounts.begin_session(made, Session(name, now, now + timedelta(days=days), program=True))
        _note(accounts, "token_made", name)
    click.echo(f"token of '{name}' for {days} days, shown only now: {made.reveal()}")


@contextmanager
def _store(url: str | None) -> Iterator[SqlAccounts]:
    try:
        store = SqlAccounts(url or default_store_url())
        try:
            yield store
        finally:
            store.close()
    except (StoreError, AccountRefused) as fault:
        raise click.ClickException(str(fault)) from fault


def _note(store: SqlAccounts, action: str, subject: str, detail: str = "") -> None:
    store.note(Deed(datetime.now(timezone.utc), "terminal", action, subject, detail))
