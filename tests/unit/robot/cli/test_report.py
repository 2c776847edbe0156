"""`l2b2 report`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from robot.adapters.sql_visits import SqlVisits
from robot.cli.report import report
from robot.core.visit import Channel, Outcome, Visit


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/visits.sqlite"
    started = datetime(2026, 11, 30, 23, 30, tzinfo=timezone.utc)  # 1 December in Berlin
    SqlVisits(url, "Europe/Berlin").add(
        Visit(
            id="1",
            robot="l2b2",
            building="town_hall",
            started=started,
            ended=started + timedelta(minutes=1),
            language="tr",
            channel=Channel.VOICE,
            outcome=Outcome.LED,
            department="registry_office",
        )
    )
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report, arguments)


def test_a_month_is_that_of_the_town(url: str) -> None:
    assert "2026-12: 1 visits (0 in 2026-11)" in run("--store", url, "2026-12").output
    assert "registry_office" in run("--store", url, "2026-12").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("november",), "'november' is not a month"),
        (("--store", "sqlite://", "2026-11"), "is new and has no time zone yet"),
        (("--store", "nonsense", "2026-11"), "'nonsense' is no database URL"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert told in result.output


def test_help_has_examples() -> None:
    assert "l2b2 report 2026-11" in run("--help").output
