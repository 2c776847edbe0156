"""`l2b2 report`."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timezone
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from robot.adapters.sql_visits import SqlVisits
from robot.cli.report import report
from tests.records import visit


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/visits.sqlite"
    started = datetime(2026, 11, 30, 23, 30, tzinfo=timezone.utc)  # 1 December in Berlin
    store = SqlVisits(url, "Europe/Berlin")
    store.add(visit(1, started, department="registry_office"))
    store.close()
    return url


def run(*arguments: object) -> Result:
    return CliRunner().invoke(report, [str(each) for each in arguments])


def test_a_month_is_that_of_the_town(url: str) -> None:
    assert "2026-12: 1 visits (0 in 2026-11" in run("--store", url, "2026-12").output
    assert "registry_office" in run("--store", url, "2026-12").output
    days = run("--store", url, "--from", "2026-11-30", "--to", "2026-12-01").output
    assert "2026-11-30 to 2026-12-01: 1 visits" in days


def test_every_format_tells_the_same(url: str, tmp_path: Path) -> None:
    out = {}
    for kind in ("csv", "json", "xlsx", "html"):
        out[kind] = tmp_path / f"report.{kind}"
        done = run("--store", url, "2026-12", "--format", kind, "--out", out[kind])
        assert done.output == f"wrote {out[kind]}\n"
    assert json.loads(out["json"].read_text())["figures"]["by_service"]["passport"] == 1
    rows = list(csv.reader(io.StringIO(out["csv"].read_text())))
    assert ["by_service", "passport", "1", "0", "0"] in rows
    sheet = openpyxl.load_workbook(out["xlsx"]).active
    assert sheet is not None
    assert sheet.max_row == len(rows)
    page = out["html"].read_text()
    assert 'data-count="1"' in page
    assert "Standesamt" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    english = run("--store", url, "2026-12", "--format", "html", "--language", "en").output
    assert "Registry" in english


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("november",), "'november' is not a month"),
        (("2026-12", "--format", "xlsx"), "a workbook needs a file"),
        (("2026-12", "--from", "2026-12-01", "--to", "2026-12-02"), "both month and from"),
        (("--robot", "x", "--building", "y"), "there are: l2b2 in town_hall"),
        (("2026-12", "--format", "html", "--language", "fi"), "there are: de, en, tr"),
        (("2026-12", "--out", "/proc/none/report.txt"), "cannot write /proc/none/report.txt"),
    ],
)
def test_what_cannot_be_done_is_told(url: str, arguments: tuple[str, ...], told: str) -> None:
    result = run("--store", url, *arguments)
    assert result.exit_code != 0
    assert told in result.output


@pytest.mark.parametrize(
    ("store", "told"),
    [
        ("sqlite://", "is new and has no time zone yet"),
        ("nonsense", "'nonsense' is no database URL"),
        ("sqlite:////proc/none.sqlite", "there is no store /proc/none.sqlite"),
    ],
)
def test_a_store_that_is_none_is_told(store: str, told: str) -> None:
    result = run("--store", store, "2026-11")
    assert result.exit_code != 0
    assert told in result.output


def test_help_has_examples() -> None:
    assert "l2b2 report 2026-11" in run("--help").output
