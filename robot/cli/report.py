"""`l2b2 report`: the figures of a month or any days, on the terminal or as a file."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from robot.adapters.folders import CONTENT
from robot.adapters.sql_visits import SqlVisits
from robot.cli.report_files import csv_file, html_file, json_file, txt_file, xlsx_file
from robot.cli.stores import store_option, with_store
from robot.panel.choice import chosen
from robot.stats.report import report as report_of

EXAMPLES = """\b
Examples:
  l2b2 report
  l2b2 report 2026-11 --format html --out november.html --language de
  l2b2 report --from 2026-11-16 --to 2026-11-22 --building town_hall
  l2b2 report 2026-11 --format xlsx --out november.xlsx
  l2b2 report 2026-10 --store sqlite:////var/lib/l2b2/visits.sqlite
"""
_FORMATS = {"txt": txt_file, "csv": csv_file, "xlsx": xlsx_file, "json": json_file}


@click.command(epilog=EXAMPLES)
@click.argument("month", required=False)
@click.option("--from", "first", default="", help="First day, such as 2026-11-16, not a month.")
@click.option("--to", "last", default="", help="Last day, counted too.")
@click.option("--building", default="", help="Only the robots of this building.")
@click.option("--robot", default="", help="Only this robot; with --building.")
@click.option(
    "--format", "kind", type=click.Choice([*_FORMATS, "html"]), default="txt", show_default=True
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write this file.")
@click.option("--language", default=None, help="Of the HTML page; default: the town's first.")
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=CONTENT,
    help="Folder with the names for the HTML page.",
)
@store_option
def report(
    month: str | None, first: str, last: str, building: str, robot: str,
    kind: str, out: Path | None, language: str | None, content: Path, url: str | None,
) -> None:  # fmt: skip
    """Tell how many visits MONTH had (default: this month), and how they went.

    MONTH has the form 2026-11; days and months are those of the store's time zone. Beside each
    figure stand those of the month before and of the year before, of as many days.
    """
    if kind == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: add --out FILE.xlsx")
    asked = {"month": month or "", "from": first, "to": last, "building": building, "robot": robot}

    def make(store: SqlVisits) -> bytes:
        now = datetime.now(store.zone)
        try:
            choice = chosen(asked, now.date(), store.robots())
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        found = report_of(store, choice.scope, choice.period, now.date())
        if kind == "html":
            return html_file(found, content, language, store.first_day(), now)
        return _FORMATS[kind](found)

    made = with_store(url, make)
    if out is None:
        click.echo(made, nl=False)
    else:
        _replace(out, made)
        click.echo(f"wrote {out}")


def _replace(out: Path, made: bytes) -> None:
    """Write a file: whole, or the old one stays."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_bytes(made)
        os.replace(unfinished, out)
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
