"""`l2b2 check`: every fault of content and map at once, with file, line and remedy."""

from __future__ import annotations

import json
from pathlib import Path

import click

from robot.adapters.content_folder import read_house
from robot.adapters.fault_files import fault_texts
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.hearing import unheard_words
from robot.adapters.model_store import ModelStore, models_folder
from robot.dialogue.kinds import json_schemas
from robot.reception.content import House

EXAMPLES = """\b
Examples:
  l2b2 check
  l2b2 check --language de
  l2b2 check --content ~/our-town/dialogues --map ~/our-town/map
  l2b2 check --write-schema      (after a change of robot/dialogue/kinds.py)
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--content", type=click.Path(path_type=Path), default=CONTENT, help="Folder of what is said."
)
@click.option(
    "--map", "map_folder", type=click.Path(path_type=Path), default=MAP, help="Folder of the map."
)
@click.option("--language", default="en", help="Language of the faults, e.g. de.")
@click.option("--write-schema", is_flag=True, help="Write the JSON Schemas for editors first.")
def check(content: Path, map_folder: Path, language: str, write_schema: bool) -> None:
    """Check what the robot says and where it leads; exit code 1 if anything is wrong."""
    if write_schema:
        write_schemas(content / "schema")
    house, problems = read_house(content, map_folder)
    for problem in problems:
        click.echo(fault_texts(language).line(problem))
    if house is None:
        click.echo(f"{len(problems)} {'fault' if len(problems) == 1 else 'faults'}", err=True)
        raise SystemExit(1)
    click.echo(summary(house))
    for line in unheard_words(house.content, ModelStore(models_folder())):
        click.echo(line)


def summary(house: House) -> str:
    """What a faultless content folder holds."""
    content = house.content
    sentences = sum(1 for _ in content.examples())
    return (
        f"no faults: {len(content.departments)} departments, {len(content.services)} services, "
        f"{len(content.facilities)} facilities, {len(content.elsewhere)} matters of other "
        f"authorities, {sentences} example sentences, {len(house.places)} places, "
        f"languages {', '.join(content.town.languages)}"
    )


def write_schemas(folder: Path) -> None:
    """The JSON Schema of every kind of file, as <kind>.schema.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, schema in json_schemas().items():
        text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        (folder / f"{kind}.schema.json").write_text(text, encoding="utf-8")
