"""A typed talk greets once."""

from __future__ import annotations

from click.testing import CliRunner

from robot.cli.talk import talk


def test_a_talk_in_the_language_of_the_house_greets_once() -> None:
    result = CliRunner().invoke(talk, ["--language", "de", "--json"], input="/quit\n")
    assert result.exit_code == 0, result.output
    said = [line for line in result.output.splitlines() if '"kind": "say"' in line]
    assert len(said) == len(set(said)) == 1
