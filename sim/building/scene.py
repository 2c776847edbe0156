"""The whole building as solids."""

from __future__ import annotations

from collections.abc import Iterator

from sim.building.solids import Solid, furniture_solids
from sim.building.values import Building
from sim.building.walls import door_solids, wall_solids


def all_solids(building: Building) -> Iterator[Solid]:
    """Walls, door leaves and furniture, in the order of the file."""
    yield from wall_solids(building)
    yield from door_solids(building)
    for item in building.furniture:
        yield from furniture_solids(item)
