"""places.yaml out of the placed poses."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from sim.building.placing import Placed
from sim.building.values import Building


def places_text(building: Building, placed: Iterable[Placed], map_file: str) -> str:
    """places.yaml: one line a place, in a fixed order."""
    lines = [
        "# Generated from building.yaml by `l2b2 maps build`; do not edit.",
        "# Frame map: x, y in metres, yaw_deg counter-clockwise from x; the robot faces the door.",
        f"building: {building.id}",
        f"map: {map_file}",
        "places:",
        *(f"  {place.id}: {{{_entry(place)}}}" for place in placed),
    ]
    return "\n".join(lines) + "\n"


def _entry(place: Placed) -> str:
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
    return ", ".join(parts)
