"""All files that come from a building, as bytes by name: the same building gives the same bytes."""

from __future__ import annotations

from robot.adapters.map_files import map_bytes
from sim.building.mjcf import mjcf_text
from sim.building.occupancy import speed_mask
from sim.building.place_file import places_text
from sim.building.placing import places_of, survey
from sim.building.values import Building


def files_of(building: Building) -> dict[str, bytes]:
    """File name (beside building.yaml) -> content."""
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
    files["places.yaml"] = places_text(building, placed, f"floor_{building.floor}.yaml").encode()
    files[f"{building.id}.xml"] = mjcf_text(building).encode()
    return files
