"""`l2b2 simulate`: whole visits and months in simulated time, as fast as the machine goes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  l2b2 simulate --visits 20
  l2b2 simulate --visits 200 --seed 1 --json result.json
  l2b2 simulate --visits 50 --rate 40 --store sqlite:///busy-day.sqlite
  l2b2 simulate --visits 3 --picture hall.png
  l2b2 simulate --days 21 --visitors 3500 --seed 1 --jobs 2 --report month.html
  l2b2 simulate --days 21 --visitors 3500 --seed 1 --replay 3:17 --video visit.gif
"""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FILMS = (".gif", ".webp")


def _day_and_visit(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d+):(\d+)", value)
    if not found:
        raise click.BadParameter(f"found '{value}', expected DAY:VISIT such as 3:17")
    return int(found[1]), int(found[2])


def _film(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix not in _FILMS:
        raise click.BadParameter(f"found '{value}', expected a name that ends in .gif or .webp")
    return value


@click.command(epilog=EXAMPLES)
@click.option("--visits", type=click.IntRange(1), default=20, show_default=True,
              help="Visitors with a wish; passers-by come on top.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, 250),
              help="Instead of visits one by one: so many opening days of the town hall, with "
                   "peaks, groups, school classes, moved chairs, blocked corridors.")  # fmt: skip
@click.option("--visitors", type=click.IntRange(1),
              help="People who come on these days, alone and in groups.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes that share the days; the result is the same.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True,
              help="Same seed, same people and noise.")  # fmt: skip
@click.option("--rate", type=click.FloatRange(0.1, 240), default=15.0, show_default=True,
              help="Visitors per hour, without --days.")  # fmt: skip
@click.option("--json", "json_file", type=_FILE, help="Write the figures to this file.")
@click.option("--report", type=_FILE, help="Write a page with plots to this file (HTML).")
@click.option("--map", "map_folder", type=click.Path(path_type=Path), help="Folder of the map.")
@click.option("--content", type=click.Path(path_type=Path), help="Folder of what is said.")
@click.option("--store", help="Database URL: keep every visit's record there, too.")
@click.option("--replay", metavar="DAY:VISIT", callback=_day_and_visit,
              help="Show this visit again, with --picture or --video; days count from 1, visits "
                   "from 0, as in the figures.")  # fmt: skip
@click.option("--picture", type=_FILE,
              help="Draw the hall during the first walk, or the replayed visit (PNG).")  # fmt: skip
@click.option("--video", type=_FILE, callback=_film, help="Film the replayed visit (GIF or WebP).")
def simulate(
    visits: int,
    days: int | None,
    visitors: int | None,
    jobs: int,
    seed: int,
    rate: float,
    json_file: Path | None,
    report: Path | None,
    map_folder: Path | None,
    content: Path | None,
    store: str | None,
    replay: tuple[int, int] | None,
    picture: Path | None,
    video: Path | None,
) -> None:
    """Simulate whole visits: the real brain, escort, tracker, navigation and safety on MuJoCo.

    Without ROS, one core a job. Exits with 1 on faulty content or maps, or if the run gets stuck.
    """
    if (days is None) != (visitors is None):
        raise click.UsageError("--days and --visitors belong together: give both or neither")
    if video is not None and replay is None:
        raise click.UsageError("--video needs --replay DAY:VISIT: which visit to film")
    if days is not None and picture is not None and replay is None:
        raise click.UsageError(
            "--picture with --days needs --replay DAY:VISIT: which visit to draw"
        )
    for name in _THREADS:  # numpy must not take other cores for its small matrices
        os.environ.setdefault(name, "1")
    from sim.play import Order, PlayError, play

    try:
        play(
            Order(
                visits, seed, rate, days, visitors or 0, jobs, map_folder, content, store,
                json_file, report, picture, replay, video,
            )
        )  # fmt: skip
    except PlayError as fault:
        raise click.ClickException(str(fault)) from fault
