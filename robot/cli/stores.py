"""What commands that look at a store share: opening one that is there, faults in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from robot.adapters.folders import default_store_url
from robot.adapters.sql_database import sqlite_file
from robot.adapters.sql_visits import SqlVisits
from robot.core.problems import ProblemsFound
from robot.stats.visits import StoreError

Result = TypeVar("Result")

store_option = click.option(
    "--store", "url", default=None, help="Database URL; default: the robot's own store."
)


def with_store(url: str | None, work: Callable[[SqlVisits], Result]) -> Result:
    """The result of work on the store; none is made where there is none. Faults end the command."""
    place = url or default_store_url()

    def look() -> Result:
        file = sqlite_file(place)
        if file is not None and not file.exists():
            raise StoreError(f"there is no store {file}; the robot makes it when it first starts")
        store = SqlVisits(place)
        try:
            return work(store)
        finally:
            store.close()

    return told(look)


def told(work: Callable[[], Result]) -> Result:
    """The result of `work`; a fault that says all ends the command with its text."""
    try:
        return work()
    except (StoreError, ProblemsFound) as error:
        raise click.ClickException(str(error)) from error
