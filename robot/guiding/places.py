"""Places of a building: where each department and facility is, from places.yaml's plain dicts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from robot.core.geometry import Pose2D, wrap_angle
from robot.core.problems import Problem

KINDS = ("base", "department", "facility", "waiting")
TURNS = ("left", "right", "straight")
WALKED_TURNS = (*TURNS, "round")
SIDES = ("left", "right")
DOORS = (*SIDES, "ahead")
BASE = "base"
"""Place where the robot stands and greets, straight before its dock."""
DOCK = "dock"
LIFT = "lift"

LineOf = Callable[[tuple[str, ...]], int]
"""Line of a key by its path, 1-based; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The rest of the way, for the visitor alone, as one comes out of the lift."""

    turn: str
    """left, right or straight."""
    distance_m: float
    """Along the corridor, metres."""
    door: str
    """left or right of the corridor."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A turn and the stretch after it."""

    turn: str
    """left, right, straight or round."""
    distance_m: float
    """Along the way, metres."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one walks to a place from the base."""

    legs: tuple[Leg, ...]
    """At least one; the turn of the first is seen by the robot, standing at its base."""
    door: str
    """Where the place is at the end: left, right or ahead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that people ask for."""

    id: str
    kind: str
    """base, department, facility or waiting."""
    floor: int
    pose: Pose2D | None
    """Where the robot stops, facing the door; None where it cannot go."""
    name: str
    """In the language of the building's description; spoken names come from the content."""
    room: str = ""
    """As on the door sign; may be empty."""
    via: str = ""
    """For a place without a pose: the place to which the robot leads."""
    onward: Onward | None = None
    way: Way | None = None
    """From the base; None: not known, or the place is reached by another."""


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a building by id."""

    building: str
    map_file: str
    """Name of the map's YAML, beside places.yaml."""
    by_id: Mapping[str, Place]

    def __getitem__(self, place_id: str) -> Place:
        return self.by_id[place_id]

    def __contains__(self, place_id: object) -> bool:
        return place_id in self.by_id

    def __iter__(self) -> Iterator[Place]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def goal(self, place_id: str) -> Place:
        """Where the robot itself goes: the place, or what it is reached by (the lift).

        Raises:
            KeyError: no such place.
        """
        place = self.by_id[place_id]
        return self.by_id[place.via] if place.pose is None else place

    def pose(self, place_id: str) -> Pose2D:
        """The pose of `goal(place_id)`, frame map.

        Raises:
            KeyError: no such place.
        """
        pose = self.goal(place_id).pose
        assert pose is not None, "places_from lets no goal without a pose through"
        return pose

    @property
    def base(self) -> Pose2D:
        """Where the robot waits for visitors."""
        return self.pose(BASE)

    @property
    def dock(self) -> Pose2D:
        """Where the robot charges."""
        return self.pose(DOCK)


def places_from(
    data: object, file: str = "places.yaml", line_of: LineOf = lambda _: 0
) -> Places | tuple[Problem, ...]:
    """Places from the plain data of places.yaml, or every fault of it."""
    reader = _Reader(file, line_of, [])
    if not isinstance(data, Mapping):
        reader.fault((), type(data).__name__, "a mapping with building, map and places")
        return tuple(reader.problems)
    reader.known(data, (), ("building", "map", "places"))
    building, map_file = reader.text(data, (), "building"), reader.text(data, (), "map")
    entries = data.get("places")
    if not isinstance(entries, Mapping) or not entries:
        reader.fault(("places",), repr(entries), "a mapping of place ids")
        return tuple(reader.problems)
    places: dict[str, Place] = {}
    for key, entry in entries.items():
        if isinstance(entry, Mapping):
            places[str(key)] = _place(reader, str(key), entry)
        else:
            reader.fault(("places", str(key)), repr(entry), "a mapping with x, y, yaw_deg, ...")
    _check_whole(reader, places)
    return tuple(reader.problems) or Places(building, map_file, places)


_PLACE_KEYS = ("x", "y", "yaw_deg", "floor", "kind", "name", "room", "via", "from_via", "from_base")


def _place(reader: _Reader, place_id: str, entry: Mapping[str, Any]) -> Place:
    path = ("places", place_id)
    reader.known(entry, path, _PLACE_KEYS)
    pose = None
    if any(key in entry for key in ("x", "y", "yaw_deg")) or "via" not in entry:
        x, y, yaw = (reader.number(entry, path, key) for key in ("x", "y", "yaw_deg"))
        pose = Pose2D(x, y, wrap_angle(math.radians(yaw)))
    return Place(
        id=place_id,
        kind=reader.choice(entry, path, "kind", KINDS),
        floor=int(reader.number(entry, path, "floor")),
        pose=pose,
        name=reader.text(entry, path, "name"),
        room=reader.text(entry, path, "room") if "room" in entry else "",
        via=reader.text(entry, path, "via") if "via" in entry else "",
        onward=_onward(reader, path, entry) if "from_via" in entry else None,
        way=_way(reader, path, entry) if "from_base" in entry else None,
    )


def _onward(reader: _Reader, path: tuple[str, ...], entry: Mapping[str, Any]) -> Onward | None:
    value = entry["from_via"]
    inner = (*path, "from_via")
    if not isinstance(value, Mapping):
        reader.fault(inner, repr(value), "a mapping with turn, distance_m and door")
        return None
    reader.known(value, inner, ("turn", "distance_m", "door"))
    return Onward(
        turn=reader.choice(value, inner, "turn", TURNS),
        distance_m=reader.number(value, inner, "distance_m"),
        door=reader.choice(value, inner, "door", SIDES),
    )


def _way(reader: _Reader, path: tuple[str, ...], entry: Mapping[str, Any]) -> Way | None:
    value = entry["from_base"]
    inner = (*path, "from_base")
    legs = value.get("legs") if isinstance(value, Mapping) else None
    if not isinstance(legs, list) or not all(isinstance(leg, Mapping) for leg in legs) or not legs:
        reader.fault(inner, repr(value), "a mapping with door and legs of turn and distance_m")
        return None
    reader.known(value, inner, ("legs", "door"))
    for leg in legs:
        reader.known(leg, inner, ("turn", "distance_m"))
    return Way(
        tuple(
            Leg(
                reader.choice(leg, inner, "turn", WALKED_TURNS),
                reader.number(leg, inner, "distance_m"),
            )
            for leg in legs
        ),
        door=reader.choice(value, inner, "door", DOORS),
    )


def _check_whole(reader: _Reader, places: Mapping[str, Place]) -> None:
    """The base and the dock stand, and every `via` names a place that has a pose."""
    for needed in (BASE, DOCK):
        if needed not in places or places[needed].pose is None:
            reader.fault(("places",), f"no pose for '{needed}'", f"a place '{needed}' with a pose")
    for place in places.values():
        if place.via and (place.via not in places or places[place.via].pose is None):
            expected = "a place with a pose, e.g. lift"
            reader.fault(("places", place.id, "via"), repr(place.via), expected)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes typed values and notes every fault."""

    file: str
    line_of: LineOf
    problems: list[Problem]

    def fault(self, path: tuple[str, ...], found: str, expected: str, hint: str = "") -> None:
        key = ".".join(path)
        self.problems.append(Problem(self.file, self.line_of(path), key, found, expected, hint))

    def known(self, data: Mapping[str, Any], path: tuple[str, ...], keys: tuple[str, ...]) -> None:
        for key in data:
            if key not in keys:
                close = get_close_matches(str(key), keys, n=1)
                hint = f"did you mean '{close[0]}'?" if close else ""
                self.fault((*path, str(key)), f"'{key}'", "one of " + ", ".join(keys), hint)

    def text(self, data: Mapping[str, Any], path: tuple[str, ...], key: str) -> str:
        value = data.get(key)
        if isinstance(value, str) and value:
            return value
        hint = f'put it in quotes: "{value}"' if isinstance(value, int) else ""
        self.fault((*path, key), _shown(data, key), "a text", hint)
        return ""

    def choice(
        self, data: Mapping[str, Any], path: tuple[str, ...], key: str, options: tuple[str, ...]
    ) -> str:
        value = data.get(key)
        if isinstance(value, str) and value in options:
            return value
        self.fault((*path, key), _shown(data, key), "one of " + ", ".join(options))
        return options[0]

    def number(self, data: Mapping[str, Any], path: tuple[str, ...], key: str) -> float:
        value = data.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        self.fault((*path, key), _shown(data, key), "a number")
        return 0.0


def _shown(data: Mapping[str, Any], key: str) -> str:
    return repr(data[key]) if key in data else "nothing"
