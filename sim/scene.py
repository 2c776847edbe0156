"""Everything a simulation stands on, loaded once from a map folder and a content folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from robot.adapters.content_folder import load_house
from robot.adapters.map_files import read_map
from robot.core.geometry import Point2D, Pose2D
from robot.core.grid import Grid
from robot.guiding.places import DOCK
from robot.reception.content import House
from sim.building.read import read_building
from sim.embedded.arrivals import Arrivals
from sim.embedded.hall import Hall
from sim.embedded.people import Crowd
from sim.embedded.programme import Programme
from sim.embedded.spots import Spots, spots_of
from sim.embedded.stack import Maps
from sim.embedded.walks import Ways
from sim.embedded.wishes import WishBook
from sim.embedded.world import World

_WORLD = "town_hall.xml"


@dataclass(frozen=True, slots=True)
class Scene:
    """A town hall with its content; worlds of it are made afresh for every run."""

    map_folder: Path
    house: House
    maps: Maps
    spots: Spots
    ways: Ways

    @property
    def start(self) -> Pose2D:
        """Where the robot stands at the beginning: its base."""
        return self.house.places.base

    @property
    def dock(self) -> Pose2D | None:
        """Where it charges; None: the building has no dock."""
        places = self.house.places
        return places.dock if DOCK in places else None

    @property
    def kept_free(self) -> tuple[Point2D, ...]:
        """Where people and robot stand, so that nothing else should."""
        spots = self.spots
        goals = (place.pose.point for place in self.house.places if place.pose is not None)
        return (self.start.point, spots.entrance, *spots.queue, *spots.inside.values(), *goals)

    def world(self, seed: int, programme: Programme | None = None, looks: bool = False) -> World:
        """The building with the robot at its base and nobody else; `programme`: of the day."""
        figures = (programme or Programme()).figures
        return World(
            world_file(self.map_folder),
            self.start,
            self.dock,
            people=figures,
            seed=seed,
            looks=looks,
        )

    def hall(
        self, world: World, arrivals: Arrivals, programme: Programme, seeds: Sequence[int]
    ) -> tuple[Hall, Crowd]:
        """People for a world of that programme."""
        crowd = Crowd(world.bodies, self.ways.walls.clearance)
        book = WishBook(self.house.content, self.house.places)
        rng = np.random.default_rng([*seeds, 1])
        hall = Hall(crowd, self.ways, self.spots, book, self.start, arrivals, programme, rng)
        return hall, crowd


def world_file(map_folder: Path) -> Path:
    """The MuJoCo model of a map folder."""
    return map_folder / _WORLD


def load_scene(map_folder: Path, content_folder: Path) -> Scene:
    """Read and check all of it.

    Raises:
        ProblemsFound: with every fault of content and map.
        ValueError: the building has no way in.
    """
    house = load_house(content_folder, map_folder)
    floor = read_map(map_folder / house.places.map_file)
    ways = Ways(floor)
    building = read_building(map_folder / "building.yaml")
    return Scene(
        map_folder=map_folder,
        house=house,
        maps=Maps(floor, _mask(map_folder, "keepout"), _mask(map_folder, "speed")),
        spots=spots_of(building, house.places, ways),
        ways=ways,
    )


def _mask(map_folder: Path, name: str) -> Grid | None:
    path = map_folder / f"{name}_0.yaml"
    return read_map(path) if path.is_file() else None
