"""`l2b2 simulate`: whole visits in simulated time, as fast as the machine goes."""

from __future__ import annotations

import os
from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  l2b2 simulate --visits 20
  l2b2 simulate --visits 200 --seed 1 --json result.json
  l2b2 simulate --visits 50 --rate 40 --store sqlite:///busy-day.sqlite
  l2b2 simulate --visits 3 --picture hall.png
"""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@click.command(epilog=EXAMPLES)
@click.option("--visits", type=click.IntRange(1), default=20, show_default=True,
              help="Visitors with a wish; passers-by come on top.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True,
              help="Same seed, same people and noise.")  # fmt: skip
@click.option("--rate", type=click.FloatRange(0.1, 240), default=15.0, show_default=True,
              help="Visitors per hour.")  # fmt: skip
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the figures to this file.")  # fmt: skip
@click.option("--map", "map_folder", type=click.Path(path_type=Path), help="Folder of the map.")
@click.option("--content", type=click.Path(path_type=Path), help="Folder of what is said.")
@click.option("--store", help="Database URL: keep every visit's record there, too.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False),
              help="Draw the hall during the first walk into this file (PNG).")  # fmt: skip
def simulate(
    visits: int,
    seed: int,
    rate: float,
    json_file: Path | None,
    map_folder: Path | None,
    content: Path | None,
    store: str | None,
    picture: Path | None,
) -> None:
    """Simulate whole visits: the real brain, escort, tracker, navigation and safety on MuJoCo.

    Runs on one core, without ROS. Exits with 1 on faulty content or maps, or if the run gets stuck.
    """
    for name in _THREADS:  # numpy must not take other cores for its small matrices
        os.environ.setdefault(name, "1")
    from sim.play import Order, PlayError, play

    try:
        play(Order(visits, seed, rate, map_folder, content, store, json_file, picture))
    except PlayError as fault:
        raise click.ClickException(str(fault)) from fault
