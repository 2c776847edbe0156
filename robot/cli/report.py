"""`l2b2 report`: a month's figures on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from rich.console import Console
from rich.table import Table

from robot.adapters.folders import default_store_url
from robot.adapters.sql_visits import SqlVisits
from robot.stats.months import Month
from robot.stats.report import MonthReport, month_report
from robot.stats.visits import StoreError


@click.command(
    epilog="\b\nExamples:\n  l2b2 report\n  l2b2 report 2026-11\n"
    "  l2b2 report --store sqlite:////var/lib/l2b2/visits.sqlite 2026-10"
)
@click.argument("month", required=False)
@click.option("--store", default=None, help="Database URL; default: the robot's own store.")
@click.option("--timezone", default="Europe/Berlin", show_default=True, help="IANA name.")
def report(month: str | None, store: str | None, timezone: str) -> None:
    """Show how many visits MONTH had (default: this month), and how they went.

    MONTH has the form 2026-11; days and months are those of the time zone.
    """
    zone = _zone(timezone)
    try:
        wanted = Month.parse(month) if month else Month.of(datetime.now(zone), zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="MONTH") from error
    try:
        found = month_report(SqlVisits(store or default_store_url()), wanted, zone)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    _print(found)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(
            f"'{name}' is no time zone; expected one like Europe/Berlin", param_hint="--timezone"
        ) from error


def _print(found: MonthReport) -> None:
    figures, before = found.figures, found.before
    console = Console(highlight=False)
    console.print(f"[bold]{found.month}[/bold]: {figures.interactions} visits", end="")
    console.print(f" ({before.interactions} in {found.month.previous()})")
    console.print(
        f"{figures.escorts} walks led, {figures.escorts_arrived} to the end, "
        f"{figures.escort_m:.0f} m; {figures.not_understood} utterances not understood; "
        f"{figures.rated_good} rated good, {figures.rated_bad} bad"
    )
    for title, counts in (
        ("Outcome", figures.by_outcome),
        ("Language", figures.by_language),
        ("Department", figures.by_department),
        ("Service", figures.by_service),
        ("Channel", figures.by_channel),
    ):
        if counts:
            console.print(_table(title, counts))


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title, "Visits", "Share")
    table.columns[1].justify = table.columns[2].justify = "right"
    total = sum(counts.values())
    for name, count in counts.items():
        table.add_row(name, str(count), f"{100 * count / total:.0f} %")
    return table
