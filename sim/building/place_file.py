"""places.yaml out of the placed poses."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping

from robot.guiding.places import Way
from sim.building.placing import Placed
from sim.building.values import Building


def places_text(
    building: Building, placed: Iterable[Placed], ways: Mapping[str, Way], map_file: str
) -> str:
    """places.yaml: one line a place, in a fixed order; `ways` from the base by place id."""
    lines = [
        "# Generated from building.yaml by `l2b2 maps build`; do not edit.",
        "# Frame map: x, y in metres, yaw_deg counter-clockwise from x; the robot faces the door.",
        "# from_base: the way on foot; its first turn as the robot sees it, standing at its base.",
        f"building: {building.id}",
        f"map: {map_file}",
        "places:",
        *(f"  {place.id}: {{{_entry(place, ways.get(place.id))}}}" for place in placed),
    ]
    return "\n".join(lines) + "\n"


def _entry(place: Placed, way: Way | None) -> str:
    parts: list[str] = []
    if place.pose is not None:
        degrees = math.degrees(place.pose.yaw)
        parts += [f"x: {place.pose.x:g}", f"y: {place.pose.y:g}", f"yaw_deg: {degrees:.1f}"]
    parts += [f"floor: {place.floor}", f"kind: {place.kind}"]
    parts.append(f"name: {json.dumps(place.name, ensure_ascii=False)}")
    if place.room:
        parts.append(f"room: {json.dumps(place.room)}")
    if place.upstairs is not None:
        above = place.upstairs
        parts.append(f"via: {above.via}")
        onward = f"turn: {above.turn}, distance_m: {above.distance_m:g}, door: {above.door}"
        parts.append(f"from_via: {{{onward}}}")
    if way is not None:
        legs = (f"{{turn: {leg.turn}, distance_m: {leg.distance_m:.0f}}}" for leg in way.legs)
        parts.append(f"from_base: {{legs: [{', '.join(legs)}], door: {way.door}}}")
    return ", ".join(parts)
