"""The robot's state as JSON values for the kiosk page; pure, without ROS."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from robot.core.commands import Show
from robot.core.events import Engagement, Person
from robot.core.geometry import Pose2D


def state_json(show: Show) -> dict[str, Any]:
    """What the kiosk shows, field by field; `seconds_left` is -1 where no time-out runs."""
    fields = asdict(show)
    fields["mood"] = show.mood.value
    fields["seconds_left"] = -1.0 if show.seconds_left is None else show.seconds_left
    return fields


def robot_json(
    pose: Pose2D,
    *,
    driving: bool,
    place: str,
    distance_m: float,
    path: Sequence[tuple[float, float]],
) -> dict[str, Any]:
    """Where the robot is and where it goes; metres and radians, frame map."""
    return {
        "x": round(pose.x, 3),
        "y": round(pose.y, 3),
        "yaw": round(pose.yaw, 4),
        "driving": driving,
        "place": place,
        "distance_m": round(distance_m, 2) if math.isfinite(distance_m) else 0.0,
        "path": [[round(x, 2), round(y, 2)] for x, y in path],
    }


def people_json(people: Sequence[Person]) -> dict[str, Any]:
    """Positions of people, and whether each is engaged with the robot; no ids."""
    return {
        "people": [
            [
                round(person.position.x, 2),
                round(person.position.y, 2),
                int(person.engagement is Engagement.ENGAGED),
            ]
            for person in people
        ]
    }
