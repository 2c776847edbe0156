"""The building as a drawing (SVG), to be shown by itself or coloured by a page that embeds it.

From map to drawing: x_px = (x - data-west) * data-scale, y_px = (data-north - y) * data-scale.
Rooms are `<g id="room-ID" class="room">` with ID the department, the facility or the room's own id;
their labels are `<g id="label-ID" class="label">`, places `<circle id="place-ID" class="place">`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from robot.core.geometry import Point2D, Pose2D
from sim.building.catalogue import SEAT_PITCH_M, footprint
from sim.building.occupancy import MARGIN_M
from sim.building.placing import Placed
from sim.building.plan_doors import door_marks
from sim.building.plan_frame import Frame, path, px
from sim.building.plan_style import STYLE
from sim.building.solids import Solid, placed
from sim.building.values import Building, Furniture, Room
from sim.building.walls import wall_solids


def plan_text(building: Building, places: Iterable[Placed]) -> str:
    """plan.svg of the driven floor."""
    frame = _frame(building)
    width, height = px((frame.east - frame.west) * frame.scale), px(frame.height_m * frame.scale)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="plan-title" data-frame="map" data-west="{px(frame.west)}"'
        f' data-north="{px(frame.north)}" data-scale="{px(frame.scale)}"'
        f' data-height-m="{px(frame.height_m)}">',
        f'<title id="plan-title">{escape(building.name)}</title>',
        "<!-- Generated from building.yaml by `l2b2 maps build`; do not edit. -->",
        f"<style>{STYLE}</style>",
        f'<path class="slab" d="{path(frame, building.outline)}"/>',
        *_layer("rooms", (_room(frame, room) for room in building.rooms)),
        *_layer("furniture", (_thing(frame, item) for item in building.furniture)),
        *_layer("walls", (mark for s in wall_solids(building) for mark in _wall(frame, s))),
        *_layer(
            "doors",
            (m for room, door in building.doors for m in door_marks(frame, building, room, door)),
        ),
        *_layer("places", (mark for place in places for mark in _place(frame, place))),
        *_layer("labels", (mark for mark in _labels(frame, building))),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _frame(building: Building) -> Frame:
    xs = [p.x for p in building.outline]
    ys = [p.y for p in building.outline]
    return Frame(min(xs) - MARGIN_M, max(xs) + MARGIN_M, min(ys) - MARGIN_M, max(ys) + MARGIN_M)


def _layer(name: str, marks: Iterable[str]) -> Iterator[str]:
    yield f'<g class="{name}">'
    yield from marks
    yield "</g>"


def page_id(room: Room) -> str:
    """The id by which a page finds a room: what it serves, else its own."""
    return room.serves.ids[0] if room.serves else room.id


def _room(frame: Frame, room: Room) -> str:
    ids = " ".join(room.serves.ids) if room.serves else ""
    return (
        f'<g id={quoteattr("room-" + page_id(room))} class="room room-{room.use}"'
        f' data-room={quoteattr(room.id)} data-places="{ids}">'
        f'<path class="room-floor" d="{path(frame, room.points)}"/></g>'
    )


def _outline(item: Furniture) -> tuple[Point2D, ...]:
    west, south, east, north = footprint(item.type, item.seats)
    corners = ((west, south), (east, south), (east, north), (west, north))
    return tuple(Point2D(*placed(item.pose, x, y)) for x, y in corners)


def _thing(frame: Frame, item: Furniture) -> str:
    name = f' id="room-{item.serves.ids[0]}"' if item.serves else ""
    kind = "thing thing-served" if item.serves else "thing"
    if item.type == "plant":
        x, y = frame.at(item.pose.point)
        return f'<circle class="{kind} thing-plant" cx="{px(x)}" cy="{px(y)}" r="6.5"/>'
    if item.type == "stair_flight":
        return f'<g class="{kind} thing-stairs">{"".join(_steps(frame, item))}</g>'
    if item.type == "chair_row":
        seats = "".join(f'<path d="{path(frame, seat)}"/>' for seat in _seats(item))
        return f'<g class="{kind} thing-chair_row">{seats}</g>'
    return (
        f'<g{name} class="{kind} thing-{item.type}"><path d="{path(frame, _outline(item))}"/></g>'
    )


def _seats(item: Furniture) -> Iterator[tuple[Point2D, ...]]:
    west, south, east, _ = footprint(item.type, item.seats)
    for i in range(item.seats):
        low = south + i * SEAT_PITCH_M
        corners = ((west, low), (east, low), (east, low + SEAT_PITCH_M), (west, low + SEAT_PITCH_M))
        yield tuple(Point2D(*placed(item.pose, x, y)) for x, y in corners)


def _steps(frame: Frame, item: Furniture) -> Iterator[str]:
    yield f'<path d="{path(frame, _outline(item))}"/>'
    west, south, east, north = footprint(item.type, item.seats)
    for i in range(1, 14):
        x = west + (east - west) * i / 14
        ends = tuple(Point2D(*placed(item.pose, x, y)) for y in (south, north))
        yield f'<path class="step" d="{path(frame, ends, close=False)}"/>'


def _wall(frame: Frame, solid: Solid) -> Iterator[str]:
    if solid.low_m > 0.0 and solid.colour != "window":
        return
    kind = "window" if solid.colour == "window" else f"wall {solid.colour.replace('_', '-')}"
    half = (solid.size[0] / 2, solid.size[1] / 2)
    x, y, _ = solid.centre
    turned = _corners(x, y, *half, solid.yaw)
    yield f'<path class="{kind}" d="{path(frame, turned)}"/>'


def _corners(x: float, y: float, hx: float, hy: float, yaw: float) -> tuple[Point2D, ...]:
    middle = Pose2D(x, y, yaw)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return tuple(Point2D(*placed(middle, sx * hx, sy * hy)) for sx, sy in signs)


def _place(frame: Frame, place: Placed) -> Iterator[str]:
    if place.pose is None:
        return
    x, y = frame.at(place.pose.point)
    yield (
        f'<circle id="place-{place.id}" class="place place-{place.kind}"'
        f' cx="{px(x)}" cy="{px(y)}" r="2.6"/>'
    )


def _labels(frame: Frame, building: Building) -> Iterator[str]:
    for room in building.rooms:
        yield _room_label(frame, room)
    for item in building.furniture:
        if item.serves:
            yield _thing_label(frame, item)
        elif item.name:
            x, y = frame.at(item.pose.point)
            at = f'x="{px(x)}" y="{px(y + 2.5)}"'
            yield f'<text class="counter-sign" {at}>{escape(item.name)}</text>'
    for spot in building.spots:
        if spot.kind in ("waiting", "base") and spot.id != "base":
            x, y = frame.at(spot.pose.point)
            kind = f"spot-name spot-name-{spot.kind}"
            yield _text(
                f"label-{spot.id}", kind, x - (8 if spot.kind == "base" else 0), y - 8, spot.name
            )


def _room_label(frame: Frame, room: Room) -> str:
    x, y = frame.at(room.label)
    name = escape(room.name)
    if room.use != "office":
        kind = "room-name room-name-open" if room.use in ("hall", "corridor") else "room-name"
        turn = f' transform="rotate(-90 {px(x)} {px(y)})"' if _is_upright(room) else ""
        return _text(f"label-{page_id(room)}", kind, x, y + 4, room.name, turn)
    sign = room.id.replace("-", "\u2013")
    width = 11 + 7.0 * len(sign)
    return (
        f'<g id={quoteattr("label-" + page_id(room))} class="label">'
        f'<rect class="sign" x="{px(x - width / 2)}" y="{px(y - 16)}" width="{px(width)}"'
        ' height="15" rx="4"/>'
        f'<text class="sign-text" x="{px(x)}" y="{px(y - 4.7)}">{escape(sign)}</text>'
        f'<text class="room-name" x="{px(x)}" y="{px(y + 11)}">{name}</text></g>'
    )


def _thing_label(frame: Frame, item: Furniture) -> str:
    front = footprint(item.type, item.seats)[2]
    assert item.serves is not None
    name = f"label-{item.serves.ids[0]}"
    if item.type == "info_desk":
        x, y = frame.at(item.pose.point)
        return _text(name, "thing-name thing-name-inside", x, y + 3.4, item.name)
    x, y = frame.at(Point2D(*placed(item.pose, front + 0.2, 0.0)))
    facing = item.pose.yaw
    if abs(facing) < 0.8:
        return _text(name, "thing-name thing-name-start", x, y - 5, item.name)
    if abs(facing) > 2.4:
        return _text(name, "thing-name thing-name-end", x, y - 5, item.name)
    return _text(name, "thing-name thing-name-start", x + 7, y - 8 * math.sin(facing), item.name)


def _is_upright(room: Room) -> bool:
    """Whether a corridor runs from south to north, so that its name is written upwards."""
    xs, ys = [p.x for p in room.points], [p.y for p in room.points]
    return room.use == "corridor" and max(ys) - min(ys) > max(xs) - min(xs)


def _text(name: str, kind: str, x: float, y: float, text: str, turn: str = "") -> str:
    return (
        f'<g id={quoteattr(name)} class="label"><text class="{kind}" x="{px(x)}" y="{px(y)}"{turn}>'
        f"{escape(text)}</text></g>"
    )
