"""All files that come from a building, as bytes: the same building gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from robot.adapters.map_files import map_bytes
from robot.core.problems import Problem
from sim.building.checks import check_building
from sim.building.mjcf import mjcf_text
from sim.building.occupancy import speed_mask
from sim.building.place_file import places_text
from sim.building.placing import Placed, places_of, survey
from sim.building.plan import plan_text
from sim.building.read import read_building
from sim.building.sdf import sdf_text
from sim.building.values import Building
from sim.building.ways import ways_from_base


@dataclass(frozen=True, slots=True)
class Generated:
    """Everything that follows from one building.yaml."""

    building: Building
    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...]
    """Faults of the building; files of a faulty building must not be used."""
    map_files: dict[str, bytes]
    """Name beside building.yaml -> content."""
    world_files: dict[str, bytes]
    """Name in the folder of Gazebo worlds -> content."""


def generate(folder: Path) -> Generated:
    """Read `folder`/building.yaml and make everything from it; writes nothing.

    Raises:
        ProblemsFound: building.yaml cannot be read as a building.
    """
    building = read_building(folder / "building.yaml")
    ground = survey(building)
    placed = places_of(building, ground)
    files: dict[str, bytes] = {}
    layers = (
        ("floor", ground.grid, "trinary"),
        ("keepout", ground.keepout, "trinary"),
        ("speed", speed_mask(building), "scale"),
    )
    for name, grid, mode in layers:
        stem = f"{name}_{building.floor}"
        files[f"{stem}.pgm"], files[f"{stem}.yaml"] = map_bytes(grid, f"{stem}.pgm", mode=mode)
    ways = ways_from_base(ground, placed)
    places = places_text(building, placed, ways, f"floor_{building.floor}.yaml")
    files["places.yaml"] = places.encode()
    files[f"{building.id}.xml"] = mjcf_text(building).encode()
    files["plan.svg"] = plan_text(building, placed).encode()
    return Generated(
        building=building,
        placed=placed,
        problems=check_building(building, ground, placed),
        map_files=files,
        world_files={f"{building.id}.sdf": sdf_text(building).encode()},
    )


def drift(expected: dict[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """The files in a folder that differ from what the building gives."""
    problems = []
    for name, content in expected.items():
        path = folder / name
        found = path.read_bytes() if path.is_file() else None
        if found != content:
            what = "no file" if found is None else "other content than building.yaml gives"
            problems.append(
                Problem(
                    f"{folder.name}/{name}",
                    0,
                    "",
                    what,
                    "the generated file",
                    "run: l2b2 maps build",
                )
            )
    return tuple(problems)


def write(files: dict[str, bytes], folder: Path) -> list[Path]:
    """Write what has changed; the paths written."""
    written = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return written
