"""Copies of a store while it is in use, and the way back from them.

SQLite's own backup interface copies one state of the file (https://www.sqlite.org/backup.html);
PostgreSQL has pg_dump and pg_restore.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from robot.adapters.sql_database import Database, sqlite_file
from robot.adapters.sql_tables import DAY_FIGURES
from robot.stats.visits import StoreError


def backup(database: Database, target: Path) -> None:
    """Copy a store, also while it is written to; `target` is there whole, or as it was before.

    Raises StoreError when the copy cannot be made or is not whole.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        file = sqlite_file(database.url)
        if file is not None:
            _copy(file, unfinished)
            _make_one_file(unfinished)
            _verify(unfinished)
        else:
            _postgres("pg_dump", database.url, "--format=custom", f"--file={unfinished}")
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(unfinished, target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"cannot copy {database.shown} to {target}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def holds_something(url: str) -> bool:
    """Whether a copy put there would replace something. Raises StoreError."""
    file = sqlite_file(url)
    if file is not None:
        return file.exists() and file.stat().st_size > 0
    database = Database(url)
    try:
        with database.reading() as connection:
            return connection.execute(select(DAY_FIGURES).limit(1)).first() is not None
    finally:
        database.close()


def restore(copy: Path, url: str) -> None:
    """Put a copy in the place of a store: all of it, or nothing changes.

    A damaged SQLite file is put aside under another name, never deleted.
    Raises StoreError when the copy is not whole or not ours, or cannot be put there.
    """
    file = sqlite_file(url)
    try:
        if file is not None:
            _verify(copy)
            file.parent.mkdir(parents=True, exist_ok=True)
            _put_damaged_aside(file)
            _copy(copy, file)
        else:
            options = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
            _postgres("pg_restore", url, *options, str(copy))
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"cannot put {copy} in the place of the store: {error}") from error
    Database(url).close()  # a copy of an older L2B2 becomes current


def _put_damaged_aside(file: Path) -> None:
    try:
        if file.exists():
            _verify(file)
    except StoreError:
        for part in ("", "-wal", "-shm"):
            old = file.with_name(file.name + part)
            if old.exists():
                old.rename(file.with_name(f"{file.name}.damaged{part}"))


def _copy(source: Path, target: Path) -> None:
    read_only = f"file:{source}?mode=ro"
    with (
        closing(sqlite3.connect(read_only, uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _make_one_file(copy: Path) -> None:
    """Without the companions that a file in write-ahead mode has."""
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")


def _verify(file: Path) -> None:
    """Raises StoreError unless this is a whole store of ours."""
    if not file.is_file():
        raise StoreError(f"there is no file {file}")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            told = opened.execute("PRAGMA integrity_check").fetchone()[0]
            ours = opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'visits'")
            if told == "ok" and ours.fetchone()[0]:
                return
    except sqlite3.Error as error:
        raise StoreError(f"{file} is no store of L2B2: {error}") from error
    raise StoreError(f"{file} is no whole store of L2B2: {told}")


def _postgres(program: str, database: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise StoreError(f"{program} is missing; run: sudo apt-get install -y postgresql-client")
    url = make_url(database)
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    where = url.set(drivername="postgresql", password=None).render_as_string()
    command = [program, f"--dbname={where}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StoreError(f"{program} failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
