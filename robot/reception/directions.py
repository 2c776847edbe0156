"""The way to the talk's topic in words, from where the robot stands."""

from __future__ import annotations

from collections.abc import Callable

from robot.core.geometry import Pose2D, distance
from robot.guiding.places import Onward, Place, Places, Way

NEAR_BASE_M = 3.0
"""Farther from its base than this, the way from the base is of no use."""
EXACT_M = 12.0
"""Longer stretches are told in fives: nobody counts 37 metres."""

Say = Callable[..., str]
"""A phrase with slots -> words."""


def way_in_words(
    place: Place | None,
    room: str,
    places: Places,
    robot: Pose2D | None,
    say: Say,
    *,
    astray: bool = False,
) -> str:
    """How to get to a place on one's own; `room` as on the door sign, empty for a facility.

    Away from the base, or `astray` (nobody knows where), it is the number on the door that helps,
    and upstairs the rest of the way behind the lift. Empty where there is nothing to tell.
    """
    if place is None:
        return ""
    near = not astray and (robot is None or distance(robot, places.base) <= NEAR_BASE_M)
    way = places.goal(place.id).way if near else None
    legs = _legs(way, say) if way is not None else ""
    floor = say(f"floor_{place.floor}")
    if place.onward is not None:
        to_lift = say("way_to_lift", legs=legs) if legs else ""
        onward = say("way_upstairs", room=room, floor=floor, **_onward(place.onward, say))
        return f"{to_lift} {onward}".strip()
    if way is None:
        return say("way_here", room=room, floor=floor) if room else ""
    side = say(f"side_{way.door}")
    return say("way_from_base", legs=legs, room=room, floor=floor, side=side)


def _legs(way: Way, say: Say) -> str:
    return ", ".join(
        say(
            "way_leg" if number else "way_start",
            turn=say(f"turn_{leg.turn}"),
            metres=_metres(leg.distance_m),
        )
        for number, leg in enumerate(way.legs)
    )


def _onward(onward: Onward, say: Say) -> dict[str, str]:
    return {
        "turn": say(f"turn_{onward.turn}"),
        "metres": _metres(onward.distance_m),
        "side": say(f"side_{onward.door}"),
    }


def _metres(distance_m: float) -> str:
    return str(round(distance_m) if distance_m <= EXACT_M else 5 * round(distance_m / 5))
