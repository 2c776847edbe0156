"""The building as a MuJoCo world: static boxes, group 0 walls, 1 furniture, 2 what is only seen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from robot.core.geometry import Point2D
from sim.building.floors import rectangles
from sim.building.materials import COLOURS
from sim.building.scene import all_solids
from sim.building.solids import Solid
from sim.building.values import Building, Room

GROUPS = {"wall": 0, "furniture": 1, "looks": 2}
_FLOORS = {"office": "carpet", "staff": "carpet", "sanitary": "tile"}


def mjcf_text(building: Building) -> str:
    """town_hall.xml: floor, walls, furniture, light and an overview camera; no robot, no people."""
    xs = [p.x for p in building.outline]
    ys = [p.y for p in building.outline]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    half = ((max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2)
    lines = [
        "<!-- Generated from building.yaml by `l2b2 maps build`; do not edit. -->",
        f"<mujoco model={quoteattr(building.id)}>",
        '  <compiler angle="radian"/>',
        '  <option gravity="0 0 -9.81"/>',
        f'  <statistic center="{_numbers(*middle, 0.5)}" extent="{_numbers(half[0])}"/>',
        "  <visual>",
        '    <headlight ambient="0.35 0.35 0.35" diffuse="0.35 0.35 0.35" specular="0 0 0"/>',
        '    <global offwidth="1920" offheight="1080"/>',
        '    <quality shadowsize="8192"/>',
        '    <map znear="0.01" zfar="4"/>',
        "  </visual>",
        "  <asset>",
        '    <texture name="sky" type="skybox" builtin="gradient" rgb1="0.85 0.90 0.94"'
        ' rgb2="0.60 0.70 0.80" width="64" height="384"/>',
        *_materials(),
        "  </asset>",
        "  <worldbody>",
        *_lights(middle),
        f'    <camera name="overview" pos="{_numbers(middle[0], middle[1] - 29.0, 29.5)}"'
        ' xyaxes="1 0 0 0 0.7071 0.7071" fovy="45"/>',
        f'    <geom name="floor" type="plane" group="2" material="ground"'
        f' pos="{_numbers(*middle, 0.0)}" size="{_numbers(half[0] + 6, half[1] + 6, 0.1)}"/>',
        *_floor("floor_building", building.outline, "floor_light", 0.001),
        *(line for room in building.rooms for line in _room_floor(room)),
        *(_geom(solid) for solid in all_solids(building)),
        "  </worldbody>",
        "</mujoco>",
    ]
    return "\n".join(lines) + "\n"


def _materials() -> Iterable[str]:
    for name, rgba in COLOURS.items():
        shine = "0.4" if "glass" in name or name in ("metal", "window") else "0.1"
        yield (
            f'    <material name="{name}" rgba="{_numbers(*rgba)}" specular="{shine}"'
            ' shininess="0.3" reflectance="0"/>'
        )


def _lights(middle: tuple[float, float]) -> Iterable[str]:
    """A wide spot high above: its shadows are cleaner than those of a light without a place."""
    yield (
        f'    <light name="sun" type="spot" pos="{_numbers(middle[0] - 14, middle[1] - 16, 50.0)}"'
        ' dir="0.258 0.295 -0.92" cutoff="40" exponent="0" diffuse="0.55 0.54 0.50"'
        ' specular="0.1 0.1 0.1" castshadow="true"/>'
    )


def _room_floor(room: Room) -> Iterable[str]:
    colour = _FLOORS.get(room.use)
    return _floor(f"floor_{room.id}", room.points, colour, 0.002) if colour else ()


def _floor(name: str, points: tuple[Point2D, ...], colour: str, top_m: float) -> Iterable[str]:
    """A thin coloured floor, only seen, as boxes."""
    for number, (west, south, east, north) in enumerate(rectangles(points)):
        centre = ((west + east) / 2, (south + north) / 2, top_m / 2)
        half = ((east - west) / 2, (north - south) / 2, top_m / 2)
        yield (
            f'    <geom name={quoteattr(f"{name}_{number}")} type="box" group="2" contype="0"'
            f' conaffinity="0" material="{colour}" pos="{_numbers(*centre)}"'
            f' size="{_numbers(*half)}"/>'
        )


def _geom(solid: Solid) -> str:
    half = (edge / 2 for edge in solid.size)
    turn = (
        f' euler="0 0 {solid.yaw:.6g}"' if abs(math.remainder(solid.yaw, math.tau)) > 1e-9 else ""
    )
    ghost = "" if solid.touchable else ' contype="0" conaffinity="0"'
    return (
        f'    <geom name={quoteattr(solid.name)} type="{solid.shape}" group="{GROUPS[solid.group]}"'
        f'{ghost} material="{solid.colour}" pos="{_numbers(*solid.centre)}"'
        f' size="{_numbers(*half)}"{turn}/>'
    )


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.6g}" for value in values)
