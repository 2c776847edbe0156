"""`l2b2 store`: care of the visit store."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from tqdm import tqdm

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP, default_store_url
from robot.adapters.sample_records import generate as make_records
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_copies import backup as copy_store
from robot.adapters.store_copies import holds_something
from robot.adapters.store_copies import restore as put_back
from robot.adapters.store_upkeep import check as faults_of
from robot.cli.stores import store_option, told, with_store

_SHOWN = 20
"""Faults shown one by one."""


@click.group(
    epilog="\b\nExamples:\n  l2b2 store check\n  l2b2 store backup visits-backup.sqlite\n"
    "  l2b2 store restore visits-backup.sqlite --yes\n  l2b2 store migrate\n"
    "  l2b2 store generate --store sqlite:///sample.sqlite --years 2 --robots 3 --seed 1"
)
def store() -> None:
    """Check, copy and bring up to date the store of visits, or make a sample of one."""


@store.command()
@store_option
def check(url: str | None) -> None:
    """Tell every fault: damage, or figures by day that differ from the records. Exit code 1 if any.

    The robot may go on meanwhile.
    """

    def look(opened: SqlVisits) -> int:
        count = 0
        for fault in faults_of(opened):
            count += 1
            if count <= _SHOWN:
                click.echo(fault)
        return count

    if count := with_store(url, look):
        raise click.ClickException(f"{count} faults; `l2b2 store restore` puts a backup in place")
    click.echo("the store is whole, and its figures are those of its records")


@store.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_option
def backup(file: Path, url: str | None) -> None:
    """Copy the store to FILE while the robot goes on; FILE is whole or as it was before."""
    with_store(url, lambda opened: copy_store(opened.database, file))
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


@store.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@click.option("--yes", is_flag=True, help="Replace what is in the store.")
def restore(file: Path, url: str | None, yes: bool) -> None:
    """Put the backup FILE in the place of the store."""
    place = url or default_store_url()
    if not yes and told(lambda: holds_something(place)):
        raise click.ClickException(
            f"{place} holds records, which FILE would replace; back it up, then add --yes"
        )
    told(lambda: put_back(file, place))
    click.echo("restored")


@store.command()
@store_option
def migrate(url: str | None) -> None:
    """Bring the store of an older L2B2 up to date; the robot does so by itself when it starts."""
    with_store(url, lambda _: None)
    click.echo("the store is up to date")


@store.command()
@click.option("--store", "url", required=True, help="Database URL of a new store.")
@click.option("--years", type=click.FloatRange(0.01, 50), default=1, show_default=True)
@click.option("--robots", type=click.IntRange(1, 100), default=1, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same makes the same.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Last day; default: yesterday.",
)
def generate(url: str, years: float, robots: int, seed: int, until: datetime | None) -> None:
    """Fill a new store with made-up visits, 42,000 a year and robot, to measure or to try out."""
    content = told(lambda: load_house(CONTENT, MAP)).content
    services = [(each.department, each.id) for each in content.services.values()]
    last = until.date() if until else date.today() - timedelta(days=1)
    days = max(1, round(365 * years))
    first = last - timedelta(days=days - 1)

    def make() -> int:
        opened = SqlVisits(url, content.town.timezone)
        with closing(opened), tqdm(total=days, unit=" days", disable=None) as bar:
            return make_records(
                opened, services, robots=robots, first=first, last=last, seed=seed,
                progress=lambda: bar.update() and None,
            )  # fmt: skip

    click.echo(f"made {told(make)} visits from {first} to {last}")
