"""The reference town hall, generated once, and a small house for faults."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.building.generate import Generated, generate

ROOT = Path(sim.__file__).resolve().parents[1]
TOWN_HALL = ROOT / "nav_maps" / "town_hall"

HOUSE = """\
id: house
name: Haus
floor: 0
wall_height_m: 2.5
door_height_m: 2.0
outline: shell
walls:
  - {id: shell, finish: outer, thickness_m: 0.2, closed: true, points: [[0, 0], [10, 0], [10, 6], [0, 6]]}
  - {id: middle, finish: inner, thickness_m: 0.2, points: [[6, 0], [6, 6]]}
windows:
  - {at: [3, 0], width_m: 1.0}
rooms:
  - {id: hall, use: hall, name: Foyer, area: [0.1, 0.1, 5.9, 5.9]}
  - {id: E01, use: office, name: Amt, department: office, area: [6.1, 0.1, 9.9, 5.9],
     doors: [{id: door, at: [6, 3], width_m: 1.0, kind: hinged, hinge: left}]}
furniture:
  - {type: plant, at: [3, 5], yaw_deg: 0}
places:
  - {id: dock, kind: base, name: Dock, at: [1, 1], yaw_deg: 0}
  - {id: base, kind: base, name: Base, at: [2, 1], yaw_deg: 0}
zones:
  - {id: slow, kind: speed, percent: 40, area: [0.1, 0.1, 3.1, 2.1]}
upstairs:
  - {room: "101", department: attic, name: Archiv, floor: 1, via: office, turn: left, distance_m: 3, door: left}
"""  # noqa: E501


@pytest.fixture(scope="session")
def town_hall() -> Generated:
    """Everything that follows from the repository's building.yaml."""
    return generate(TOWN_HALL)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with a small faultless building.yaml."""
    (tmp_path / "building.yaml").write_text(HOUSE, encoding="utf-8")
    return tmp_path
