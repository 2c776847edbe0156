"""`l2b2 learn`: learn the example sentences before the robot starts, so that it starts at once."""

from __future__ import annotations

import time
from pathlib import Path

import click
from tqdm import tqdm

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.understanding import UnderstandingStore
from robot.core.problems import ProblemsFound
from robot.dialogue.understanding.from_content import topics_of


@click.command(
    epilog="\b\nExamples:\n  l2b2 learn\n  l2b2 learn --content ~/our-town/dialogues"
    " --map ~/our-town/map"
)
@click.option(
    "--content", type=click.Path(path_type=Path), default=CONTENT, help="Folder of what is said."
)
@click.option(
    "--map", "map_folder", type=click.Path(path_type=Path), default=MAP, help="Folder of the map."
)
def learn(content: Path, map_folder: Path) -> None:
    """Learn what the content says, and keep it: the robot then starts in seconds.

    Takes a minute or two the first time, a second when nothing has changed. Without it the robot
    learns by itself as it starts.
    """
    began_s = time.monotonic()
    try:
        house = load_house(content, map_folder)
    except ProblemsFound as found:
        raise click.ClickException(str(found)) from found
    with tqdm(desc="learning the example sentences", unit="sentence", leave=False) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        UnderstandingStore(progress=progress).load(topics_of(house.content))
    click.echo(f"the content is learnt ({time.monotonic() - began_s:.0f} s)")
