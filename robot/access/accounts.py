"""Accounts, roles, and the record of who did what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from robot.access.secret import Secret

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
"""Characters; length is what counts (NIST SP 800-63B, section 3.1.1)."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class Role(str, Enum):
    """What an account may do."""

    VIEWER = "viewer"  # sees figures and the live page
    STAFF = "staff"  # also stops the robot and edits the own department's content
    ADMINISTRATOR = "administrator"  # everything, also accounts
    ROBOT = "robot"  # a machine: hands in visits, and nothing else

    def allows(self, needed: Role) -> bool:
        """Whether this role may do what is meant for `needed`."""
        if Role.ROBOT in (self, needed):
            return self is needed
        ranks = (Role.VIEWER, Role.STAFF, Role.ADMINISTRATOR)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    """Lower case; unique."""
    role: Role
    department: str = ""
    """Id of the department whose content a member of staff edits; empty: none."""

    def may_edit(self, department: str) -> bool:
        """Whether this account may change a department's content."""
        if self.role is Role.STAFF:
            return bool(department) and department == self.department
        return self.role is Role.ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class Session:
    """For how long a token stands for an account."""

    name: str
    """Of the account."""
    begun: datetime
    """Aware."""
    until: datetime
    """Aware."""
    program: bool = False
    """For a robot or program, which sends it with each request, rather than for a browser."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the record: who did what, when."""

    at: datetime
    """Aware."""
    who: str
    """Name of the account; `terminal` for commands typed on the robot."""
    action: str
    """Machine name: log_in, account_added, remote_stop, published ..."""
    subject: str = ""
    """What it was done to: an account, a robot, a file."""
    detail: str = ""


class AccountRefused(ValueError):
    """An account cannot be made or changed like this; `key` names the reason for pages."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


class AccountStore(Protocol):
    """Where accounts, sessions and the record are kept. Every method raises StoreError."""

    def accounts(self) -> Sequence[Account]:
        """All, by name."""

    def password_hash(self, name: str) -> tuple[Account, str] | None:
        """An account with its hashed password."""

    def add(self, account: Account, password_hash: str) -> None:
        """A new account. Raises AccountRefused when the name is taken."""

    def change(self, account: Account) -> None:
        """New role and department. Raises AccountRefused: unknown, or the last administrator."""

    def set_password(self, name: str, password_hash: str) -> None:
        """A new password; every session of the account ends. Raises AccountRefused: unknown."""

    def remove(self, name: str) -> None:
        """Take it out with its sessions. Raises AccountRefused as `change`."""

    def begin_session(self, token: Secret, session: Session) -> None:
        """From now on the token stands for the account. Raises AccountRefused: unknown."""

    def session(self, token: Secret, program: bool, now: datetime, idle_s: float) -> Account | None:
        """Who a program's or a browser's token stands for; None when it has ended.

        That of a browser ends also when it was not used for `idle_s`.
        """

    def end_session(self, token: Secret) -> None:
        """The token stands for nobody any more."""

    def note(self, deed: Deed) -> None:
        """Keep a line of the record."""

    def deeds(self, limit: int) -> Sequence[Deed]:
        """The newest lines, newest first."""


def checked_account(name: str, role: str, department: str = "") -> Account:
    """An account from what somebody typed. Raises AccountRefused."""
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise AccountRefused(
            "bad_name",
            f"{name!r} is no account name; expected 2 to 32 of a-z, 0-9, dot, dash, underscore",
        )
    try:
        kind = Role(role)
    except ValueError:
        names = ", ".join(known.value for known in Role)
        raise AccountRefused("bad_role", f"{role!r} is no role; expected one of {names}") from None
    if department and kind is not Role.STAFF:
        raise AccountRefused("needless_department", f"a department is for staff, not for {role}")
    return Account(name, kind, department)


def checked_password(password: Secret, name: str) -> Secret:
    """The password, if it is good enough for this account. Raises AccountRefused."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountRefused(
            "bad_password",
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, "
            f"this one {len(password)}",
        )
    text = password.reveal().lower()
    if len(set(text)) < 5 or name.lower() in text or "l2b2" in text:
        raise AccountRefused(
            "easy_password", "this password is easily guessed: too few characters, or a name in it"
        )
    return password
