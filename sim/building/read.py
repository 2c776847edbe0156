"""building.yaml -> Building, or every fault of the file at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from robot.adapters.yaml_files import KeyPath, YamlFile, load
from robot.core.geometry import Point2D, Pose2D
from robot.core.problems import Problem, ProblemsFound
from sim.building import walls as wall_geometry
from sim.building.catalogue import CATALOGUE
from sim.building.fields import Reader
from sim.building.values import (
    Building,
    Door,
    Furniture,
    Room,
    Serves,
    Spot,
    Upstairs,
    Wall,
    Window,
    Zone,
)

FINISHES = ("outer", "inner", "glass")
ROOM_USES = ("office", "staff", "hall", "corridor", "sanitary", "stairwell", "lift")
DOOR_KINDS = ("hinged", "staff", "sliding", "open", "lift")
MIN_DOOR_M = 0.9
"""Narrowest doorway allowed: the robot is 0.6 m wide with its margin and follows people through."""

MAX_SIZE_M = 200.0
"""Longest side of a floor; more is a slip of the keyboard and a map of gigabytes."""

TOP_KEYS = {
    "id", "name", "sample_data", "floor", "wall_height_m", "door_height_m", "outline",
    "walls", "windows", "rooms", "furniture", "places", "zones", "upstairs",
}  # fmt: skip


def read_building(path: Path) -> Building:
    """Read and validate a building.

    Raises:
        ProblemsFound: with every fault of the file.
    """
    source = load(path, f"{path.parent.name}/{path.name}")
    building, problems = building_from(source)
    if problems or building is None:
        raise ProblemsFound(problems)
    return building


def building_from(source: YamlFile) -> tuple[Building | None, list[Problem]]:
    """A Building from loaded YAML; None where the faults leave none."""
    reader = Reader(source)
    data = source.data
    if not isinstance(data, dict):
        reader.fault((), type(data).__name__, "a mapping with walls, rooms, furniture, ...")
        return None, reader.problems
    reader.known(data, (), TOP_KEYS)
    walls = tuple(_wall(reader, item, path) for item, path in reader.items(data, "walls"))
    building = Building(
        id=reader.text(data, (), "id"),
        name=reader.text(data, (), "name"),
        file=source.file,
        floor=int(reader.number(data, (), "floor", -9, 99, default=0)),
        wall_height_m=reader.number(data, (), "wall_height_m", 2.0, 10.0),
        door_height_m=reader.number(data, (), "door_height_m", 1.8, 4.0),
        outline=_outline(reader, data, walls),
        walls=walls,
        windows=tuple(_window(reader, i, p) for i, p in reader.items(data, "windows")),
        rooms=tuple(_room(reader, i, p) for i, p in reader.items(data, "rooms")),
        furniture=tuple(_furniture(reader, i, p) for i, p in reader.items(data, "furniture")),
        spots=tuple(_spot(reader, i, p) for i, p in reader.items(data, "places")),
        zones=tuple(_zone(reader, i, p) for i, p in reader.items(data, "zones")),
        upstairs=tuple(_upstairs(reader, i, p) for i, p in reader.items(data, "upstairs")),
    )
    reader.flag(data, (), "sample_data", False)
    if not reader.problems:
        _check_size(reader, building)
        _check_doubles(reader, building)
        _check_openings(reader, building)
    return building, reader.problems


def _outline(reader: Reader, data: dict[str, Any], walls: tuple[Wall, ...]) -> tuple[Point2D, ...]:
    closed = [wall.id for wall in walls if wall.closed]
    wanted = reader.choice(data, (), "outline", closed or ["the id of a closed wall"])
    return next((wall.points[:-1] for wall in walls if wall.id == wanted), ())


def _wall(reader: Reader, item: dict[str, Any], path: KeyPath) -> Wall:
    reader.known(item, path, {"id", "finish", "thickness_m", "closed", "points"})
    closed = reader.flag(item, path, "closed", False)
    points = reader.corners(item, path, 3 if closed else 2)
    return Wall(
        id=reader.text(item, path, "id"),
        points=(*points, points[0]) if closed else points,
        thickness_m=reader.number(item, path, "thickness_m", 0.05, 1.0),
        finish=reader.choice(item, path, "finish", FINISHES),
        closed=closed,
        line=reader.source.line_of(path),
    )


def _window(reader: Reader, item: dict[str, Any], path: KeyPath) -> Window:
    reader.known(item, path, {"at", "width_m"})
    return Window(
        at=reader.point(item, path, "at"),
        width_m=reader.number(item, path, "width_m", 0.2, 20.0),
        line=reader.source.line_of(path),
    )


def _room(reader: Reader, item: dict[str, Any], path: KeyPath) -> Room:
    reader.known(
        item,
        path,
        {"id", "use", "name", "area", "points", "label", "doors", "department", "facilities"},
    )
    points = reader.polygon(item, path)
    return Room(
        id=reader.text(item, path, "id"),
        use=reader.choice(item, path, "use", ROOM_USES),
        name=reader.text(item, path, "name"),
        points=points,
        label=reader.point(item, path, "label") if "label" in item else _middle(points),
        doors=tuple(_door(reader, d, p) for d, p in reader.nested(item, (*path, "doors"))),
        serves=_serves(reader, item, path),
        line=reader.source.line_of(path),
    )


def _middle(points: tuple[Point2D, ...]) -> Point2D:
    xs, ys = [p.x for p in points], [p.y for p in points]
    return Point2D((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def _serves(reader: Reader, item: dict[str, Any], path: KeyPath) -> Serves | None:
    if "department" in item:
        return Serves((reader.text(item, path, "department"),), "department")
    if "facility" in item:
        return Serves((reader.text(item, path, "facility"),), "facility")
    if "facilities" in item:
        ids = item["facilities"]
        if isinstance(ids, list) and ids and all(isinstance(i, str) for i in ids):
            return Serves(tuple(ids), "facility")
        reader.fault((*path, "facilities"), repr(ids), "a list of facility ids")
    return None


def _door(reader: Reader, item: dict[str, Any], path: KeyPath) -> Door:
    reader.known(item, path, {"id", "at", "width_m", "kind", "hinge", "stand"})
    width = reader.number(item, path, "width_m", 0.1, 10.0)
    if 0.1 <= width < MIN_DOOR_M:
        reader.fault(
            (*path, "width_m"),
            f"{width:g}",
            f"{MIN_DOOR_M:g} or more",
            "the robot and a wheelchair must pass",
        )
    return Door(
        id=reader.text(item, path, "id"),
        at=reader.point(item, path, "at"),
        width_m=width,
        kind=reader.choice(item, path, "kind", DOOR_KINDS),
        hinge=reader.choice(item, path, "hinge", ("left", "right"), default="left"),
        stand=reader.choice(item, path, "stand", ("left", "right"), default=""),
        line=reader.source.line_of(path),
    )


def _furniture(reader: Reader, item: dict[str, Any], path: KeyPath) -> Furniture:
    reader.known(item, path, {"type", "at", "yaw_deg", "seats", "name", "facility", "department"})
    kind = reader.choice(item, path, "type", sorted(CATALOGUE))
    at = reader.point(item, path, "at")
    return Furniture(
        id=f"{kind}_{path[-1]}",
        type=kind,
        pose=Pose2D(at.x, at.y, reader.yaw(item, path)),
        seats=int(reader.number(item, path, "seats", 1, 20, default=1)),
        name=reader.text(item, path, "name", default=""),
        serves=_serves(reader, item, path),
        line=reader.source.line_of(path),
    )


def _spot(reader: Reader, item: dict[str, Any], path: KeyPath) -> Spot:
    reader.known(item, path, {"id", "kind", "name", "at", "yaw_deg"})
    at = reader.point(item, path, "at")
    return Spot(
        id=reader.text(item, path, "id"),
        kind=reader.choice(item, path, "kind", ("base", "waiting", "facility", "department")),
        name=reader.text(item, path, "name"),
        pose=Pose2D(at.x, at.y, reader.yaw(item, path)),
        line=reader.source.line_of(path),
    )


def _zone(reader: Reader, item: dict[str, Any], path: KeyPath) -> Zone:
    reader.known(item, path, {"id", "kind", "percent", "area", "points"})
    kind = reader.choice(item, path, "kind", ("keepout", "speed"))
    percent = reader.number(item, path, "percent", 1, 100, default=None if kind == "speed" else 100)
    return Zone(
        id=reader.text(item, path, "id"),
        kind=kind,
        percent=int(percent),
        points=reader.polygon(item, path),
        line=reader.source.line_of(path),
    )


def _upstairs(reader: Reader, item: dict[str, Any], path: KeyPath) -> Upstairs:
    reader.known(
        item, path, {"room", "department", "name", "floor", "via", "turn", "distance_m", "door"}
    )
    return Upstairs(
        room=reader.text(item, path, "room"),
        department=reader.text(item, path, "department"),
        name=reader.text(item, path, "name"),
        floor=int(reader.number(item, path, "floor", -9, 99)),
        via=reader.text(item, path, "via"),
        turn=reader.choice(item, path, "turn", ("left", "right", "straight")),
        distance_m=reader.number(item, path, "distance_m", 0.0, 500.0),
        door=reader.choice(item, path, "door", ("left", "right")),
        line=reader.source.line_of(path),
    )


def _check_size(reader: Reader, building: Building) -> None:
    for name, values in (
        ("west to east", [p.x for p in building.outline]),
        ("south to north", [p.y for p in building.outline]),
    ):
        size = max(values) - min(values)
        if not 1.0 <= size <= MAX_SIZE_M:
            expected = f"1 to {MAX_SIZE_M:g} m"
            reader.fault(("outline",), f"{size:g} m from {name}", expected, "check its points")


def _check_doubles(reader: Reader, building: Building) -> None:
    """Ids that stand twice within their kind, and places that two things claim."""
    claims: list[tuple[str, int, str]] = [(w.id, w.line, "wall") for w in building.walls]
    claims += [(room.id, room.line, "room") for room in building.rooms]
    claims += [(door.id, door.line, "door") for _, door in building.doors]
    claims += [(zone.id, zone.line, "zone") for zone in building.zones]
    claims += [(spot.id, spot.line, "place") for spot in building.spots]
    claims += [(up.department, up.line, "place") for up in building.upstairs]
    serving = [(room.serves, room.line) for room in building.rooms]
    serving += [(item.serves, item.line) for item in building.furniture]
    claims += [(i, line, "place") for serves, line in serving if serves for i in serves.ids]
    seen: dict[tuple[str, str], int] = {}
    for name, line, kind in sorted(claims, key=lambda claim: claim[1]):
        if (kind, name) in seen:
            first = seen[(kind, name)]
            problem = Problem(
                building.file,
                line,
                kind,
                f"'{name}'",
                f"a {kind} id of its own",
                f"also on line {first}",
            )
            reader.problems.append(problem)
        seen.setdefault((kind, name), line)


def _check_openings(reader: Reader, building: Building) -> None:
    """Doors and windows that lie on no wall or reach beyond their stretch of it."""
    openings = [(d.at, d.width_m, d.line, f"door {d.id}") for _, d in building.doors]
    openings += [(w.at, w.width_m, w.line, "window") for w in building.windows]
    for at, width, line, name in openings:
        if wall_geometry.stretch_at(building, at, width) is None:
            reader.problems.append(
                Problem(
                    building.file,
                    line,
                    name,
                    f"at [{at.x:g}, {at.y:g}], {width:g} m wide",
                    "the middle of the opening on one straight wall's centre line, long enough",
                    "move it onto the wall",
                )
            )
