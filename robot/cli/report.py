"""`l2b2 report`: a month's figures on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import click
from rich.console import Console
from rich.table import Table

from robot.adapters.sql_visits import SqlVisits
from robot.cli.stores import store_option, with_store
from robot.stats.months import Month
from robot.stats.periods import Period
from robot.stats.report import Report
from robot.stats.report import report as report_of
from robot.stats.tally import ALL


@click.command(
    epilog="\b\nExamples:\n  l2b2 report\n  l2b2 report 2026-11\n"
    "  l2b2 report --store sqlite:////var/lib/l2b2/visits.sqlite 2026-10"
)
@click.argument("month", required=False)
@store_option
def report(month: str | None, url: str | None) -> None:
    """Show how many visits MONTH had (default: this month), and how they went.

    MONTH has the form 2026-11; days and months are those of the store's time zone.
    """
    try:
        wanted = Month.parse(month) if month else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="MONTH") from error
    _print(with_store(url, lambda store: _report(store, wanted)))


def _report(store: SqlVisits, month: Month | None) -> Report:
    today: date = datetime.now(store.zone).date()
    period = Period.of_month(month or Month(today.year, today.month))
    return report_of(store, ALL, period, today)


def _print(found: Report) -> None:
    figures, before = found.figures, found.before
    console = Console(highlight=False)
    console.print(f"[bold]{found.period}[/bold]: {figures.interactions} visits", end="")
    console.print(f" ({before.figures.interactions} in {before.period})")
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
