"""The building as a world for Gazebo Harmonic (SDF 1.9, which older parsers know too)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from robot.core.geometry import Point2D
from sim.building.floors import rectangles
from sim.building.materials import COLOURS
from sim.building.solids import Solid, furniture_solids
from sim.building.values import Building
from sim.building.walls import door_solids, wall_solids

SDF_VERSION = "1.9"
_PLUGINS = (
    ("gz-sim-physics-system", "gz::sim::systems::Physics", ""),
    ("gz-sim-user-commands-system", "gz::sim::systems::UserCommands", ""),
    ("gz-sim-scene-broadcaster-system", "gz::sim::systems::SceneBroadcaster", ""),
    (
        "gz-sim-sensors-system",
        "gz::sim::systems::Sensors",
        "<render_engine>ogre2</render_engine>",
    ),
    ("gz-sim-imu-system", "gz::sim::systems::Imu", ""),
    ("gz-sim-contact-system", "gz::sim::systems::Contact", ""),
)
_LAMP_STEP_M = 8.0
_FLOOR_BITS, _WALL_BITS, _FURNITURE_BITS = 1, 2, 4
"""collide_bitmask: what stands is never tested against what else stands; a robot (all bits) is."""


def sdf_text(building: Building) -> str:
    """The .sdf world: walls, one static model for each piece of furniture, floor and lights."""
    walls = [*wall_solids(building), *door_solids(building)]
    lines = [
        '<?xml version="1.0"?>',
        "<!-- Generated from building.yaml by `l2b2 maps build`; do not edit. -->",
        f'<sdf version="{SDF_VERSION}">',
        f"  <world name={quoteattr(building.id)}>",
        '    <physics name="steps" type="ode">',
        "      <max_step_size>0.004</max_step_size>",
        "      <real_time_factor>1.0</real_time_factor>",
        "    </physics>",
        *_plugins(),
        "    <gravity>0 0 -9.81</gravity>",
        "    <scene>",
        "      <ambient>0.55 0.55 0.55 1</ambient>",
        "      <background>0.75 0.83 0.90 1</background>",
        "      <shadows>false</shadows>",
        "    </scene>",
        *_sun(),
        *_lamps(building),
        *_model("floor", _floor(building)),
        *_model("walls", (line for solid in walls for line in _solid(solid, _WALL_BITS))),
    ]
    for item in building.furniture:
        parts = furniture_solids(item)
        inner = (line for solid in parts for line in _solid(solid, _FURNITURE_BITS))
        lines += _model(item.id, inner)
    return "\n".join([*lines, "  </world>", "</sdf>"]) + "\n"


def _plugins() -> Iterator[str]:
    for filename, name, inner in _PLUGINS:
        yield f'    <plugin filename="{filename}" name="{name}">{inner}</plugin>'


def _sun() -> Iterator[str]:
    yield '    <light name="sun" type="directional">'
    yield "      <pose>0 0 20 0 0 0</pose>"
    yield "      <cast_shadows>false</cast_shadows>"
    yield "      <diffuse>0.7 0.7 0.66 1</diffuse>"
    yield "      <specular>0.1 0.1 0.1 1</specular>"
    yield "      <direction>0.4 0.35 -0.85</direction>"
    yield "    </light>"


def _lamps(building: Building) -> Iterator[str]:
    """Ceiling lamps along halls and corridors."""
    number = 0
    for room in building.rooms:
        if room.use not in ("hall", "corridor"):
            continue
        for west, south, east, north in rectangles(room.points):
            for x, y in _spread(west, south, east, north):
                yield f'    <light name="lamp_{number}" type="point">'
                yield f"      <pose>{x:g} {y:g} {building.wall_height_m - 0.2:g} 0 0 0</pose>"
                yield "      <cast_shadows>false</cast_shadows>"
                yield "      <diffuse>0.35 0.34 0.30 1</diffuse>"
                yield "      <specular>0.02 0.02 0.02 1</specular>"
                yield "      <attenuation>"
                yield "        <range>9</range>"
                yield "        <constant>0.5</constant>"
                yield "        <linear>0.1</linear>"
                yield "        <quadratic>0.03</quadratic>"
                yield "      </attenuation>"
                yield "    </light>"
                number += 1


def _spread(west: float, south: float, east: float, north: float) -> Iterator[tuple[float, float]]:
    columns = max(1, round((east - west) / _LAMP_STEP_M))
    rows = max(1, round((north - south) / _LAMP_STEP_M))
    for column in range(columns):
        for row in range(rows):
            yield (
                round(west + (column + 0.5) * (east - west) / columns, 3),
                round(south + (row + 0.5) * (north - south) / rows, 3),
            )


def _model(name: str, inner: Iterable[str]) -> list[str]:
    return [
        f"    <model name={quoteattr(name)}>",
        "      <static>true</static>",
        '      <link name="link">',
        *inner,
        "      </link>",
        "    </model>",
    ]


def _floor(building: Building) -> Iterator[str]:
    yield '        <collision name="ground_collision">'
    yield "          <geometry><plane><normal>0 0 1</normal><size>100 100</size></plane></geometry>"
    yield _surface(_FLOOR_BITS)
    yield "        </collision>"
    yield '        <visual name="ground">'
    yield "          <pose>0 0 -0.01 0 0 0</pose>"
    yield "          <geometry><plane><normal>0 0 1</normal><size>140 140</size></plane></geometry>"
    yield _material("ground")
    yield "        </visual>"
    yield from _tiles("hall", building.outline, "floor_light", 0.0)
    paint = {"office": "carpet", "staff": "carpet", "sanitary": "tile"}
    for room in building.rooms:
        if room.use in paint:
            yield from _tiles(room.id, room.points, paint[room.use], 0.002)


def _tiles(name: str, points: tuple[Point2D, ...], colour: str, top_m: float) -> Iterator[str]:
    for number, (west, south, east, north) in enumerate(rectangles(points)):
        pose = f"{(west + east) / 2:.6g} {(south + north) / 2:.6g} {top_m - 0.002:.6g} 0 0 0"
        yield f"        <visual name={quoteattr(f'tiles_{name}_{number}')}>"
        yield f"          <pose>{pose}</pose>"
        yield _box((east - west, north - south, 0.004))
        yield _material(colour)
        yield "        </visual>"


def _solid(solid: Solid, bits: int) -> Iterator[str]:
    x, y, z = solid.centre
    pose = f"          <pose>{x:.6g} {y:.6g} {z:.6g} 0 0 {solid.yaw:.9g}</pose>"
    if solid.touchable:
        yield f"        <collision name={quoteattr(solid.name + '_collision')}>"
        yield pose
        yield _box(solid.size)
        yield _surface(bits)
        yield "        </collision>"
    yield f"        <visual name={quoteattr(solid.name)}>"
    yield pose
    yield _box(solid.size) if solid.shape == "box" else _ellipsoid(solid.size)
    yield _material(solid.colour)
    yield "        </visual>"


def _surface(bits: int) -> str:
    contact = f"<contact><collide_bitmask>{bits}</collide_bitmask></contact>"
    return f"          <surface>{contact}</surface>"


def _box(size: tuple[float, float, float]) -> str:
    text = " ".join(f"{edge:.6g}" for edge in size)
    return f"          <geometry><box><size>{text}</size></box></geometry>"


def _ellipsoid(size: tuple[float, float, float]) -> str:
    text = " ".join(f"{edge / 2:.6g}" for edge in size)
    return f"          <geometry><ellipsoid><radii>{text}</radii></ellipsoid></geometry>"


def _material(name: str) -> str:
    red, green, blue, alpha = COLOURS[name]
    colour = f"{red:g} {green:g} {blue:g} 1"
    glass = f"<transparency>{1 - alpha:g}</transparency>" if alpha < 1 else ""
    return (
        f"          <material><ambient>{colour}</ambient><diffuse>{colour}</diffuse>"
        f"<specular>0.1 0.1 0.1 1</specular></material>{glass}"
    )
