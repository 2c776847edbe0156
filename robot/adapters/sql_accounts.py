"""Accounts, sessions and the record of deeds, in the database of the visits.

Sessions are kept by the hash of their token: who reads the database cannot log in with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from robot.access.accounts import Account, AccountRefused, Deed, Role, Session
from robot.access.secret import Secret
from robot.adapters.sql_database import Database
from robot.adapters.sql_schema import alone
from robot.adapters.sql_tables import microseconds, moment

METADATA = MetaData()
_ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("department", String(64), nullable=False),
    Column("password_hash", Text, nullable=False),
)
_SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(32), ForeignKey("accounts.name"), nullable=False, index=True),
    Column("program", Boolean, nullable=False),
    Column("used_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Column("until_us", BigInteger, nullable=False),
)
_DEEDS = Table(
    "deeds",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("who", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("detail", Text, nullable=False),
)
_NOTED_EVERY_S = 60.0
"""The use of a session is written down no more often than this."""


class SqlAccounts:
    """An AccountStore on a database URL."""

    def __init__(self, url: str) -> None:
        """Open the store. Raises StoreError."""
        self._database = Database(url)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def accounts(self) -> Sequence[Account]:
        """See AccountStore.accounts."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_ACCOUNTS).order_by(_ACCOUNTS.c.name)).mappings()
            return [_account(row) for row in rows]

    def password_hash(self, name: str) -> tuple[Account, str] | None:
        """See AccountStore.password_hash."""
        with self._database.reading() as connection:
            wanted = select(_ACCOUNTS).where(_ACCOUNTS.c.name == name)
            row = connection.execute(wanted).mappings().first()
        return None if row is None else (_account(row), row["password_hash"])

    def add(self, account: Account, password_hash: str) -> None:
        """See AccountStore.add."""
        row = {**_row(account), "password_hash": password_hash}
        added = (
            self._database.insert(_ACCOUNTS).on_conflict_do_nothing().returning(_ACCOUNTS.c.name)
        )
        with self._writing() as connection:
            if connection.execute(added, row).first() is None:
                raise AccountRefused("name_taken", f"there is an account '{account.name}'")

    def change(self, account: Account) -> None:
        """See AccountStore.change."""
        changed = update(_ACCOUNTS).where(_ACCOUNTS.c.name == account.name).values(**_row(account))
        if account.role is not Role.ADMINISTRATOR:
            changed = changed.where(_not_the_last())
        with self._writing() as connection:
            self._must_be_one(connection, connection.execute(changed).rowcount, account.name)

    def set_password(self, name: str, password_hash: str) -> None:
        """See AccountStore.set_password."""
        changed = update(_ACCOUNTS).where(_ACCOUNTS.c.name == name)
        with self._writing() as connection:
            count = connection.execute(changed.values(password_hash=password_hash)).rowcount
            self._must_be_one(connection, count, name)
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.name == name))

    def remove(self, name: str) -> None:
        """See AccountStore.remove."""
        gone = delete(_ACCOUNTS).where(_ACCOUNTS.c.name == name).where(_not_the_last())
        with self._writing() as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.name == name))
            self._must_be_one(connection, connection.execute(gone).rowcount, name)

    def begin_session(self, token: Secret, session: Session) -> None:
        """See AccountStore.begin_session."""
        row = {
            "token_hash": _hashed(token),
            "name": session.name,
            "program": session.program,
            "used_us": microseconds(session.begun),
            "until_us": microseconds(session.until),
        }
        known = select(func.count()).select_from(_ACCOUNTS).where(_ACCOUNTS.c.name == session.name)
        with self._writing() as connection:
            count = connection.execute(known).scalar() or 0
            self._must_be_one(connection, count, session.name)
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.until_us < row["used_us"]))
            connection.execute(insert(_SESSIONS).values(**row))

    def session(self, token: Secret, program: bool, now: datetime, idle_s: float) -> Account | None:
        """See AccountStore.session."""
        mine = (_SESSIONS.c.token_hash == _hashed(token)) & (_SESSIONS.c.program == program)
        wanted = select(_ACCOUNTS, _SESSIONS.c.used_us, _SESSIONS.c.until_us)
        wanted = wanted.join_from(_SESSIONS, _ACCOUNTS).where(mine)
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None or row["until_us"] <= microseconds(now):
            return None
        unused_s = (microseconds(now) - row["used_us"]) / 1e6
        if unused_s > idle_s and not program:
            return None
        if unused_s > _NOTED_EVERY_S:
            with self._writing() as connection:
                connection.execute(update(_SESSIONS).where(mine).values(used_us=microseconds(now)))
        return _account(row)

    def end_session(self, token: Secret) -> None:
        """See AccountStore.end_session."""
        with self._writing() as connection:
            mine = _SESSIONS.c.token_hash == _hashed(token)
            connection.execute(delete(_SESSIONS).where(mine))

    def note(self, deed: Deed) -> None:
        """See AccountStore.note."""
        row = {
            "at_us": microseconds(deed.at),
            "who": deed.who,
            "action": deed.action,
            "subject": deed.subject[:128],
            "detail": deed.detail[:2000],
        }
        with self._writing() as connection:
            connection.execute(insert(_DEEDS).values(**row))

    def deeds(self, limit: int) -> Sequence[Deed]:
        """See AccountStore.deeds."""
        wanted = select(_DEEDS).order_by(_DEEDS.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_deed(row) for row in connection.execute(wanted).mappings()]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One writer after the other, so that of two administrators one remains."""
        with self._database.writing() as connection:
            alone(connection)
            yield connection

    def _must_be_one(self, connection: Connection, count: int, name: str) -> None:
        """Raise AccountRefused, which rolls back, when a change met no row."""
        if count == 1:
            return
        known = select(func.count()).select_from(_ACCOUNTS).where(_ACCOUNTS.c.name == name)
        if connection.execute(known).scalar():
            raise AccountRefused("last_administrator", f"'{name}' is the last administrator")
        raise AccountRefused("unknown_account", f"there is no account '{name}'")


def _not_the_last() -> ColumnElement[bool]:
    """Whether the row is no administrator, or another administrator remains."""
    other = _ACCOUNTS.alias("other")
    others = select(func.count()).select_from(other)
    others = others.where(other.c.role == Role.ADMINISTRATOR.value)
    others = others.where(other.c.name != _ACCOUNTS.c.name)
    return (_ACCOUNTS.c.role != Role.ADMINISTRATOR.value) | (others.scalar_subquery() > 0)


def _hashed(token: Secret) -> str:
    return hashlib.sha256(token.reveal().encode()).hexdigest()


def _row(account: Account) -> dict[str, str]:
    return {
        "name": account.name,
        "role": account.role.value,
        "department": account.department,
    }


def _account(row: RowMapping) -> Account:
    return Account(row["name"], Role(row["role"]), row["department"])


def _deed(row: RowMapping) -> Deed:
    at = moment(row["at_us"])
    return Deed(at, row["who"], row["action"], row["subject"], row["detail"])
