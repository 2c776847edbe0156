"""The panel over ten years of ten robots, on SQLite and on PostgreSQL.

`make bench` prints the table and writes build/bench/panel.json. Filling the stores takes most of
the time; L2B2_BENCH_YEARS makes them smaller, L2B2_BENCH_STORE names a filled SQLite store to use.
An insert waits for the disk: beside it stands what one page written and made durable takes there.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rich.console import Console
from rich.table import Table

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP, PROJECT
from robot.adapters.label_files import load_labels
from robot.adapters.sample_records import generate
from robot.adapters.sql_database import sqlite_file
from robot.adapters.sql_tables import DAY_FIGURES, ROBOTS, SHIFTS, VISITS
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.table_files import csv_text
from robot.panel.catalogue import catalogue
from robot.panel.figures_json import report_json
from robot.panel.report_page import report_page
from robot.stats.months import Month
from robot.stats.periods import Period
from robot.stats.report import report
from robot.stats.tables import VISIT_HEADINGS, visit_rows
from robot.stats.tally import ALL
from tests.records import visit

OUT = PROJECT / "build" / "bench" / "panel.json"
YEARS = float(os.environ.get("L2B2_BENCH_YEARS", "10"))
HOW_MANY, ROUNDS, INSERTS = 10, 60, 200
LAST = date(2026, 11, 23)
CONTENT_NOW = load_house(CONTENT, MAP).content


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of the filled SQLite store."""
    own = f"sqlite:///{tmp_path_factory.mktemp('bench')}/visits.sqlite"
    url = os.environ.get("L2B2_BENCH_STORE", own)
    services = [(each.department, each.id) for each in CONTENT_NOW.services.values()]
    with closing(SqlVisits(url, CONTENT_NOW.town.timezone)) as store:
        if store.first_day() is None:
            first = LAST - timedelta(days=round(365 * YEARS) - 1)
            generate(store, services, robots=HOW_MANY, first=first, last=LAST, seed=1)
    return url


def copied(source: str, target: str) -> str:
    """The same records and figures in PostgreSQL; its URL."""
    SqlVisits(target, CONTENT_NOW.town.timezone).close()
    file = sqlite_file(source)
    assert file is not None
    with closing(sqlite3.connect(file)) as old, psycopg.connect(target, autocommit=True) as new:
        for table in (VISITS, SHIFTS, ROBOTS, DAY_FIGURES):
            names = [column.name for column in table.columns]
            line = " || char(9) || ".join(f"coalesce({name}, '\\N')" for name in names)
            rows = old.execute(f"SELECT {line} FROM {table.name}")
            command = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
            with new.cursor().copy(command) as copy:
                while lines := rows.fetchmany(10_000):
                    copy.write("".join(f"{text}\n" for (text,) in lines))
        new.execute("VACUUM ANALYZE")  # as the server's own housekeeping does in time
    return target


def timed(work: Callable[[int], object], rounds: int = ROUNDS) -> dict[str, float]:
    """Wall time of the 50th and 95th percent, and the processor's time on average; ms."""
    work(0)
    spent_ms, cpu_s = [], time.process_time()
    for number in range(rounds):
        begun_s = time.perf_counter()
        work(number)
        spent_ms.append(1000 * (time.perf_counter() - begun_s))
    cpu_ms = 1000 * (time.process_time() - cpu_s) / rounds
    spent_ms.sort()
    return {
        "p50_ms": spent_ms[rounds // 2],
        "p95_ms": spent_ms[int(rounds * 0.95)],
        "cpu_ms": cpu_ms,
    }


def months() -> list[Period]:
    """The newest two years of months."""
    found, month = [], Month(LAST.year, LAST.month)
    for _ in range(24):
        found.append(Period.of_month(month))
        month = month.previous()
    return found


def pages(store: SqlVisits) -> Callable[[int], str]:
    """The page of each of the newest months, in turn."""
    labels, names = load_labels(CONTENT, CONTENT_NOW.town.languages), catalogue(CONTENT_NOW)
    words, periods, now = labels.section("de", "panel"), months(), datetime(2026, 11, 23, 12)

    def page(number: int) -> str:
        found = report(store, ALL, periods[number % 24], LAST)
        return report_page(found, words, "de", names, first_day=store.first_day(), made=now)

    return page


def measure(store: SqlVisits, disk: Path) -> dict[str, Any]:
    page, periods = pages(store), months()

    def answer(number: int) -> str:
        return json.dumps(report_json(report(store, ALL, periods[number % 24], LAST)))

    with store.database.reading() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM visits").scalar_one()
    return {
        "visits": count,
        "month page": timed(page),
        "month API": timed(answer),
        "insert while pages are read": inserts(store),
        "4 KiB written and made durable": durable(disk),
        "export": export(store),
    }


def inserts(store: SqlVisits) -> dict[str, float]:
    """New visits, one by one, while somebody reads pages without a pause."""
    first = time.time_ns() // 1_000_000 % 10**11
    at = datetime(2026, 11, 23, 11, tzinfo=timezone.utc)
    with reading(store.database.url):
        return timed(lambda number: store.add(visit(first + number, at)), INSERTS)


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Another process reads pages, as the panel does beside the recorder."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_panel", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None and reader.stdout.readline()  # it has read the first
        yield
        reader.kill()


def read_for_ever(url: str) -> None:
    page = pages(SqlVisits(url))
    page(0)
    print("reads", flush=True)
    while True:
        page(0)


def durable(folder: Path) -> dict[str, float]:
    """What the disk needs at least for one record that is to survive a power loss."""
    with (folder / "durable").open("wb", buffering=0) as file:

        def write(_: int) -> None:
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())

        return timed(write, INSERTS)


def export(store: SqlVisits) -> dict[str, float]:
    """The peak of memory while a month's and a year's visits are written as CSV."""
    peaks = {}
    for name, days in (("month", 30), ("year", 365)):
        start = datetime(2026, 11, 23, tzinfo=timezone.utc) - timedelta(days=days)
        tracemalloc.start()
        rows = visit_rows(store.between(start, start + timedelta(days=days)), store.zone)
        size = sum(len(piece) for piece in csv_text(VISIT_HEADINGS, rows))
        peaks[f"{name}_mb"] = size / 1e6
        peaks[f"{name}_peak_mb"] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return peaks


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_panel(kind: str, ten_years: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = ten_years
    if kind == "postgresql":
        url = copied(ten_years, request.getfixturevalue("new_postgres_url")())
    with closing(SqlVisits(url)) as store:
        found = measure(store, tmp_path)
    results = json.loads(OUT.read_text()) if OUT.exists() else {}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(results | {kind: found}, indent=2) + "\n")
    table = Table(f"{kind}, {found['visits']} visits", "p50 ms", "p95 ms", "CPU ms")
    for name, row in found.items():
        if isinstance(row, dict) and "p50_ms" in row:
            table.add_row(name, *(f"{row[key]:.1f}" for key in ("p50_ms", "p95_ms", "cpu_ms")))
    Console().print(table, found["export"])
    assert found["export"]["year_peak_mb"] < 2 * found["export"]["month_peak_mb"] + 1


if __name__ == "__main__":
    read_for_ever(sys.argv[1])
