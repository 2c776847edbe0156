from __future__ import annotations

import pytest
from click.testing import CliRunner

from sim.cli.simulate import simulate


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--days", "3"], "--days and --visitors belong together"),
        (["--visitors", "30"], "--days and --visitors belong together"),
        (["--replay", "seven"], "expected DAY:VISIT such as 3:17"),
        (["--replay", "1:2", "--video", "film.avi"], "ends in .gif or .webp"),
        (["--video", "film.gif"], "--video needs --replay DAY:VISIT"),
        (["--days", "1", "--visitors", "2", "--picture", "p.png"], "needs --replay DAY:VISIT"),
        (["--days", "9", "--visitors", "3"], "less than one a day"),
        (["--visits", "1", "--replay", "1:0"], "--picture FILE.png or --video FILE.gif"),
        (["--visits", "0"], "--visits"),
    ],
)
def test_says_what_is_wrong_and_what_to_do(options: list[str], told: str) -> None:
    result = CliRunner().invoke(simulate, options)
    assert result.exit_code != 0
    assert told in " ".join(result.output.split())


def test_help_shows_examples() -> None:
    result = CliRunner().invoke(simulate, ["--help"])
    assert result.exit_code == 0
    assert "--days 21 --visitors 3500 --seed 1 --jobs 2" in result.output
    assert "--replay 3:17" in result.output
