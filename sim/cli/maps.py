"""`l2b2 maps`: from building.yaml to map, places, zones, drawing and simulated worlds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
import yaml

import sim
from robot.core.problems import Problem, ProblemsFound
from robot.guiding.places import Places, places_from
from sim.building.checks import check_ids
from sim.building.generate import Generated, drift, generate, write
from sim.building.known_ids import known_ids
from sim.building.placing import survey
from sim.gazebo.actors import actor_text
from sim.gazebo.person import STANDING, WALKING, person_text
from sim.gazebo.urdf import parameters_text, urdf_text
from sim.walkers import walked_paths

ROOT = Path(sim.__file__).resolve().parents[1]
GAZEBO = ROOT / "sim" / "gazebo"
LAUNCH = ROOT / "launch"
Files = dict[str, bytes]
"""Name in a folder -> content."""

_map_option = click.option(
    "--map",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "nav_maps" / "town_hall",
    help="Folder with building.yaml (default: nav_maps/town_hall).",
)


@click.group()
def maps() -> None:
    """Make and check the maps of a building.

    \b
    l2b2 maps build                      write everything that follows from building.yaml
    l2b2 maps check                      prove that files are current and places reachable
    l2b2 maps draw --output plan.svg     only the drawing
    """


@maps.command()
@_map_option
def build(folder: Path) -> None:
    """Write map, places, zones, drawing and worlds from building.yaml, URDF from the model."""
    made = _generated(folder)
    _stop_on(made.problems)
    outputs = _outputs(made, folder)
    written = [path for files, place in outputs for path in write(files, place)]
    for path in written:
        click.echo(f"written  {path}")
    total = sum(len(files) for files, _ in outputs)
    click.echo(f"{len(written)} of {total} files changed, {len(made.placed)} places")


@maps.command()
@_map_option
@click.option(
    "--dialogues",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / "dialogues",
    help="Folder with the content whose ids the places must use (default: dialogues).",
)
def check(folder: Path, dialogues: Path) -> None:
    """Fail if a file is out of date, a place unreachable, a doorway too narrow or an id unknown."""
    made = _generated(folder)
    _stop_on(
        (
            *made.problems,
            *check_ids(made.building, made.placed, known_ids(dialogues)),
            *(fault for files, place in _outputs(made, folder) for fault in drift(files, place)),
        )
    )
    reached = sum(place.pose is not None for place in made.placed)
    click.echo(f"{folder.name}: files current, {reached} places reachable from the dock")


@maps.command()
@_map_option
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="SVG to write."
)
def draw(folder: Path, output: Path) -> None:
    """Write only the floor plan, e.g. to look at it while editing building.yaml."""
    made = _generated(folder)
    output.write_bytes(made.map_files["plan.svg"])
    for problem in made.problems:
        click.echo(str(problem), err=True)
    click.echo(f"written  {output}")


def _outputs(made: Generated, folder: Path) -> list[tuple[Files, Path]]:
    """Everything that is generated, with the folder it belongs into."""
    descriptions = {
        "params/l2b2.urdf": urdf_text().encode(),
        "params/robot_description.yaml": parameters_text().encode(),
    }
    return [
        (made.map_files, folder),
        (made.world_files, GAZEBO / "worlds"),
        (_people(made), GAZEBO),
        (descriptions, LAUNCH),
    ]


def _people(made: Generated) -> Files:
    """Who walks about in Gazebo: how people look and move, and where each goes.

    Nobody if the building has no door to come in by.
    """
    files = {f"meshes/{m.name}.dae": person_text(m).encode() for m in (WALKING, STANDING)}
    if not any(door.kind == "sliding" for _, door in made.building.doors):
        return files
    places = places_from(yaml.safe_load(made.map_files["places.yaml"]))
    if not isinstance(places, Places):
        raise ProblemsFound(list(places))
    paths = walked_paths(made.building, places, survey(made.building).grid)
    for number, path in enumerate(paths, 1):
        text = actor_text(f"visitor_{number}", path)
        files[f"visitors/{made.building.id}_{number}.sdf"] = text.encode()
    return files


def _generated(folder: Path) -> Generated:
    try:
        return generate(folder)
    except ProblemsFound as fault:
        _stop_on(fault.problems)
        raise


def _stop_on(problems: Iterable[Problem]) -> None:
    """Print every fault and end with status 1 if there is one."""
    found = tuple(problems)
    for problem in found:
        click.echo(str(problem), err=True)
    if found:
        click.echo(f"{len(found)} fault(s)", err=True)
        raise SystemExit(1)


if __name__ == "__main__":
    maps()
