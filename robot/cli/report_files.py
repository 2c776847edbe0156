"""The formats of `l2b2 report`: each makes the bytes of a whole file."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from robot.adapters.content_folder import load_house
from robot.adapters.folders import MAP
from robot.adapters.label_files import load_labels
from robot.adapters.table_files import csv_text, write_xlsx
from robot.panel.catalogue import catalogue
from robot.panel.figures_json import report_json
from robot.panel.report_page import report_page
from robot.stats.report import Report
from robot.stats.tables import FIGURE_HEADINGS, figure_rows

_WIDTH = 100


def csv_file(found: Report) -> bytes:
    """Every figure a row."""
    return "".join(csv_text(FIGURE_HEADINGS, figure_rows(found))).encode("utf-8")


def xlsx_file(found: Report) -> bytes:
    """The same as an Excel workbook."""
    file = io.BytesIO()
    write_xlsx(file, "figures", FIGURE_HEADINGS, figure_rows(found))
    return file.getvalue()


def json_file(found: Report) -> bytes:
    """What the API answers."""
    return (json.dumps(report_json(found), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def html_file(
    found: Report, content: Path, language: str | None, first_day: date | None, now: datetime
) -> bytes:
    """One page with names in a language of the content. Raises ProblemsFound."""
    house = load_house(content, MAP)
    labels = load_labels(content, house.content.town.languages)
    if language is not None and language not in labels:
        known = ", ".join(labels)
        raise click.UsageError(f"no words in the language '{language}'; there are: {known}")
    spoken = language or labels.default
    words, names = labels.section(spoken, "panel"), catalogue(house.content)
    page = report_page(found, words, spoken, names, first_day=first_day, made=now)
    return page.encode("utf-8")


def txt_file(found: Report) -> bytes:
    """For the terminal."""
    figures, before, year = found.figures, found.before, found.year_before
    text = io.StringIO()
    console = Console(file=text, highlight=False, width=_WIDTH)
    console.print(f"{found.period}: {figures.interactions} visits", end="")
    console.print(f" ({before.figures.interactions} in {before.period}, ", end="")
    console.print(f"{year.figures.interactions} in {year.period})")
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
        ("Not served", figures.unserved),
        ("Stop", figures.stops),
    ):
        if counts:
            console.print(_table(title, counts))
    return text.getvalue().encode("utf-8")


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title, "Times", "Share")
    table.columns[1].justify = table.columns[2].justify = "right"
    total = sum(counts.values())
    for name, count in counts.items():
        table.add_row(name, str(count), f"{100 * count / total:.0f} %")
    return table
