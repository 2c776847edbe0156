"""People who walk in Gazebo: paths with times become actors, who walk and stand in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from xml.sax.saxutils import quoteattr

from robot.core.geometry import Pose2D, distance
from sim.gazebo.person import STANDING, WALKING

SDF_VERSION = "1.9"
_MOVING_MPS = 0.1
MESHES = {movement.name: f"../meshes/{movement.name}.dae" for movement in (WALKING, STANDING)}
"""Movement -> file of a person who moves so, as an actor's file in sim/gazebo/visitors names it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where somebody is at one time."""

    at_s: float
    pose: Pose2D
    """Frame map, looking along x."""


def actor_text(name: str, path: Sequence[Moment]) -> str:
    """The .sdf file of an actor who walks a path from its first moment to its last, then again."""
    lines = [
        '<?xml version="1.0"?>',
        "<!-- Generated from building.yaml by `l2b2 maps build`; do not edit. -->",
        f'<sdf version="{SDF_VERSION}">',
        f"  <actor name={quoteattr(name)}>",
        f"    <skin><filename>{MESHES[WALKING.name]}</filename></skin>",
    ]
    for movement, mesh in MESHES.items():
        lines += [
            f'    <animation name="{movement}">',
            f"      <filename>{mesh}</filename>",
            "    </animation>",
        ]
    lines += ["    <script>", "      <loop>true</loop>", "      <auto_start>true</auto_start>"]
    for number, (movement, stretch) in enumerate(_stretches(path)):
        lines.append(f'      <trajectory id="{number}" type="{movement}">')
        lines += (_waypoint(moment) for moment in stretch)
        lines.append("      </trajectory>")
    return "\n".join([*lines, "    </script>", "  </actor>", "</sdf>"]) + "\n"


def _stretches(path: Sequence[Moment]) -> Iterator[tuple[str, list[Moment]]]:
    """Movement and moments of each stretch; each begins with the moment that the last ended with.

    Of standing only beginning and end are kept.
    """
    for movement, pairs in groupby(pairwise(path), lambda pair: _movement(*pair)):
        steps = list(pairs)
        moments = [steps[0][0], *(after for _, after in steps)]
        yield movement, moments if movement == WALKING.name else [moments[0], moments[-1]]


def _movement(before: Moment, after: Moment) -> str:
    pace = distance(before.pose, after.pose) / (after.at_s - before.at_s)
    return WALKING.name if pace > _MOVING_MPS else STANDING.name


def _waypoint(moment: Moment) -> str:
    x, y, yaw = moment.pose.x, moment.pose.y, moment.pose.yaw
    pose = f"<pose>{x:.2f} {y:.2f} 0 0 0 {yaw:.3f}</pose>"
    return f"        <waypoint><time>{moment.at_s:g}</time>{pose}</waypoint>"
