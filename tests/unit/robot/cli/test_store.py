"""`l2b2 store`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from robot.adapters.sql_visits import SqlVisits
from robot.cli.store import store
from tests.records import visit


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/visits.sqlite"
    opened = SqlVisits(url, "Europe/Berlin")
    opened.add(visit(1))
    opened.close()
    return url


def run(*arguments: object) -> Result:
    return CliRunner().invoke(store, [str(each) for each in arguments])


def test_a_store_is_copied_and_put_back_only_when_asked_to(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run("backup", copy, "--store", url).exit_code == 0
    SqlVisits(url).add(visit(2))
    refused = run("restore", copy, "--store", url)
    assert refused.exit_code == 1
    assert "holds records, which FILE would replace" in refused.output
    assert "restored" in run("restore", copy, "--store", url, "--yes").output
    assert "is whole" in run("check", "--store", url).output
    new = f"sqlite:///{tmp_path}/new/visits.sqlite"
    assert "restored" in run("restore", copy, "--store", new).output


def test_faults_are_shown_and_end_with_one(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "visits.sqlite") as raw:
        raw.execute("DELETE FROM visits")
    raw.close()
    result = run("check", "--store", url)
    assert result.exit_code == 1
    assert "2026-11-23: has figures, but no records" in result.output
    assert "1 faults" in result.output


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_store_that_is_not_there_is_not_made(command: str, tmp_path: Path) -> None:
    result = run(command, "--store", f"sqlite:///{tmp_path}/none.sqlite")
    assert result.exit_code == 1
    assert "there is no store" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_sample_fills_a_new_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sample.sqlite"
    arguments = ("--store", url, "--until", "2026-11-23", "--years", "0.014")
    first = run("generate", *arguments)
    assert "made" in first.output, first.output
    assert "is not empty" in run("generate", *arguments).output
    assert "is whole" in run("check", "--store", url).output


def test_help_has_examples() -> None:
    assert "l2b2 store restore visits-backup.sqlite --yes" in run("--help").output
