"""Where the robot brings people it stands beside the doorway, not in it."""

from __future__ import annotations

from robot.adapters.folders import MAP
from sim.building.placing import places_of, survey
from sim.building.read import read_building
from sim.building.walls import stretch_at

ROBOT_M = 0.26


def test_the_robot_leaves_every_doorway_free() -> None:
    building = read_building(MAP / "building.yaml")
    places = {place.id: place for place in places_of(building, survey(building))}
    looked_at = 0
    for room in building.rooms:
        if room.serves is None or not room.doors:
            continue
        door = room.doors[0]
        stretch = stretch_at(building, door.at, door.width_m)
        pose = places[room.serves.ids[0]].pose
        assert stretch is not None and pose is not None
        aside = abs(stretch.along(pose.point)[0] - stretch.along(door.at)[0])
        assert aside - ROBOT_M >= door.width_m / 2 - 0.05, room.id
        looked_at += 1
    assert looked_at >= 10
