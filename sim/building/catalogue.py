"""The furniture that a building.yaml may name: each type as boxes in its own frame.

x is the front, y to the left, z up, the origin on the floor in the middle of the footprint.
Whatever reaches the border of the footprint stands on the floor there, so that the laser (about
0.27 m above the floor) sees every thing in its true outline, as far as it can be seen at all.
"""

from __future__ import annotations

from dataclasses import dataclass

SEAT_PITCH_M = 0.5
"""Width of one seat in a row of chairs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A box, or the ellipsoid in it, of one piece of furniture."""

    name: str
    centre: tuple[float, float, float]
    """Metres, in the furniture's frame."""
    size: tuple[float, float, float]
    """Full edges, metres."""
    colour: str
    """Name of a material, see materials.py."""
    solid: bool = True
    """Whether it can be touched; else it is only seen."""
    shape: str = "box"
    """box or ellipsoid."""


def _on_floor(name: str, x: float, y: float, z: float, colour: str) -> Part:
    return Part(name, (0.0, 0.0, z / 2), (x, y, z), colour)


def _legs(depth: float, width: float, height: float, colour: str, leg: float = 0.05) -> list[Part]:
    x, y = (depth - leg) / 2, (width - leg) / 2
    corners = (("fl", x, y), ("fr", x, -y), ("bl", -x, y), ("br", -x, -y))
    return [
        Part(f"leg_{name}", (cx, cy, height / 2), (leg, leg, height), colour)
        for name, cx, cy in corners
    ]


def _screen(z: float, x: float = 0.0) -> list[Part]:
    return [
        Part("screen_foot", (x, 0.0, z + 0.06), (0.12, 0.2, 0.12), "dark", solid=False),
        Part("screen", (x, 0.0, z + 0.3), (0.04, 0.52, 0.34), "dark", solid=False),
    ]


def _counter(_: int) -> list[Part]:
    return [
        Part("front", (0.05, 0.0, 0.5), (0.5, 1.9, 1.0), "wood"),
        Part("side_left", (0.0, 0.975, 0.525), (0.6, 0.05, 1.05), "white"),
        Part("side_right", (0.0, -0.975, 0.525), (0.6, 0.05, 1.05), "white"),
        Part("top", (0.0, 0.0, 1.075), (0.6, 2.0, 0.05), "white"),
        *_screen(1.1, -0.1),
    ]


def _info_desk(_: int) -> list[Part]:
    return [
        Part("front", (0.1, 0.0, 0.5), (0.6, 2.8, 1.0), "accent"),
        Part("side_left", (0.0, 1.45, 0.525), (0.8, 0.1, 1.05), "white"),
        Part("side_right", (0.0, -1.45, 0.525), (0.8, 0.1, 1.05), "white"),
        Part("top", (0.0, 0.0, 1.075), (0.8, 3.0, 0.05), "white"),
        *_screen(1.1, -0.2),
    ]


def _desk(_: int) -> list[Part]:
    return [
        Part("side_left", (0.0, 0.775, 0.35), (0.8, 0.05, 0.7), "white"),
        Part("side_right", (0.0, -0.775, 0.35), (0.8, 0.05, 0.7), "white"),
        Part("modesty", (0.375, 0.0, 0.4), (0.05, 1.5, 0.6), "white"),
        Part("top", (0.0, 0.0, 0.725), (0.8, 1.6, 0.05), "wood"),
        *_screen(0.75, -0.1),
    ]


def _table(_: int) -> list[Part]:
    return [
        *_legs(0.8, 1.6, 0.7, "metal", leg=0.1),
        Part("top", (0.0, 0.0, 0.725), (0.8, 1.6, 0.05), "wood"),
    ]


def _chair(_: int) -> list[Part]:
    return [
        *_legs(0.5, 0.5, 0.42, "metal"),
        Part("seat", (0.0, 0.0, 0.445), (0.5, 0.5, 0.05), "accent"),
        Part("back", (-0.225, 0.0, 0.67), (0.05, 0.5, 0.4), "accent"),
    ]


def _office_chair(_: int) -> list[Part]:
    return [
        Part("base", (0.0, 0.0, 0.2), (0.4, 0.4, 0.4), "dark"),
        Part("seat", (0.0, 0.0, 0.45), (0.5, 0.5, 0.1), "seat"),
        Part("back", (-0.225, 0.0, 0.75), (0.05, 0.4, 0.5), "seat"),
    ]


def _chair_row(seats: int) -> list[Part]:
    width = seats * SEAT_PITCH_M
    frames = [
        Part(f"frame_{i}", (0.0, y, 0.2), (0.5, 0.05, 0.4), "metal")
        for i, y in enumerate(_frame_positions(seats))
    ]
    pads = [part for i in range(seats) for part in _seat(i, -width / 2 + (i + 0.5) * SEAT_PITCH_M)]
    return [*frames, *pads]


def _frame_positions(seats: int) -> list[float]:
    """Across the row, aligned to 5 cm: one frame at each end and one between two seats."""
    width = seats * SEAT_PITCH_M
    between = [-width / 2 + i * SEAT_PITCH_M + 0.025 for i in range(1, seats)]
    return [-width / 2 + 0.025, *between, width / 2 - 0.025]


def _seat(i: int, y: float) -> list[Part]:
    return [
        Part(f"seat_{i}", (0.0, y, 0.425), (0.5, 0.46, 0.05), "accent"),
        Part(f"back_{i}", (-0.225, y, 0.67), (0.05, 0.46, 0.42), "accent"),
    ]


def _bench(_: int) -> list[Part]:
    return [
        Part("side_left", (0.0, 0.7, 0.2), (0.4, 0.1, 0.4), "metal"),
        Part("side_right", (0.0, -0.7, 0.2), (0.4, 0.1, 0.4), "metal"),
        Part("stretcher", (0.0, 0.0, 0.275), (0.1, 1.3, 0.1), "metal"),
        Part("seat", (0.0, 0.0, 0.425), (0.4, 1.5, 0.05), "wood"),
    ]


def _plant(_: int) -> list[Part]:
    return [
        _on_floor("planter", 0.4, 0.4, 0.5, "planter"),
        Part("foliage", (0.0, 0.0, 0.95), (0.6, 0.6, 1.0), "leaf", False, "ellipsoid"),
        Part("crown", (0.05, 0.05, 1.4), (0.4, 0.4, 0.5), "leaf_light", False, "ellipsoid"),
    ]


def _sign_stand(_: int) -> list[Part]:
    return [
        _on_floor("stele", 0.1, 0.5, 1.7, "sign"),
        Part("panel", (0.052, 0.0, 1.25), (0.01, 0.42, 0.7), "white", solid=False),
    ]


def _photo_booth(_: int) -> list[Part]:
    return [
        _on_floor("body", 0.8, 1.6, 2.0, "sign"),
        Part("curtain", (0.405, -0.3, 1.15), (0.02, 0.8, 1.5), "accent", solid=False),
        Part("pictures", (0.405, 0.5, 1.4), (0.02, 0.4, 0.6), "white", solid=False),
    ]


def _machine(depth: float, width: float, height: float, colour: str) -> list[Part]:
    return [
        _on_floor("body", depth, width, height, colour),
        Part(
            "screen",
            (depth / 2 + 0.005, 0.0, height - 0.35),
            (0.01, width * 0.7, 0.35),
            "display",
            solid=False,
        ),
    ]


def _copier(_: int) -> list[Part]:
    return [
        _on_floor("body", 0.6, 0.8, 0.95, "white"),
        Part("lid", (0.0, 0.0, 1.0), (0.6, 0.8, 0.1), "metal"),
        Part("screen", (0.25, 0.2, 1.1), (0.08, 0.25, 0.12), "display", solid=False),
    ]


def _brochure_rack(_: int) -> list[Part]:
    shelves = [
        Part(f"leaflets_{i}", (0.16, 0.0, 0.5 + 0.35 * i), (0.03, 0.8, 0.24), colour, solid=False)
        for i, colour in enumerate(("accent", "display", "leaf_light"))
    ]
    return [_on_floor("body", 0.3, 0.9, 1.5, "wood"), *shelves]


def _dock(_: int) -> list[Part]:
    return [
        _on_floor("body", 0.2, 0.5, 0.4, "dark"),
        Part("back", (-0.075, 0.0, 0.55), (0.05, 0.5, 0.3), "dark"),
        Part("lamp", (-0.04, 0.0, 0.6), (0.02, 0.3, 0.05), "display", solid=False),
        Part("mat", (0.4, 0.0, 0.003), (0.7, 0.6, 0.006), "dark", solid=False),
    ]


STEPS = 14
"""Steps of a flight of stairs; the first treads are lower than the laser: hence a keepout zone."""


def _stair_flight(_: int) -> list[Part]:
    """A flight of 4.2 m that rises from its front towards its back to 2.8 m."""
    tread, rise, width = 0.3, 0.2, 2.0
    steps = []
    for i in range(STEPS):
        x = 2.1 - (i + 0.5) * tread
        z = (i + 1) * rise
        steps.append(Part(f"step_{i}", (x, 0.0, z / 2), (tread, width, z), "stone"))
    return steps


def _wc(_: int) -> list[Part]:
    return [
        Part("bowl", (0.05, 0.0, 0.2), (0.5, 0.4, 0.4), "white"),
        Part("tank", (-0.25, 0.0, 0.4), (0.1, 0.4, 0.8), "white"),
    ]


def _washbasin(_: int) -> list[Part]:
    return [
        Part("column", (-0.1, 0.0, 0.4), (0.2, 0.2, 0.8), "white"),
        Part("basin", (0.0, 0.0, 0.85), (0.4, 0.6, 0.1), "white"),
    ]


CATALOGUE = {
    "bench": _bench,
    "bin": lambda _: [_on_floor("body", 0.3, 0.3, 0.7, "metal")],
    "brochure_rack": _brochure_rack,
    "cabinet": lambda _: [_on_floor("body", 0.4, 1.2, 2.0, "cabinet")],
    "cash_machine": lambda _: _machine(0.6, 0.6, 1.5, "accent"),
    "chair": _chair,
    "chair_row": _chair_row,
    "changing_table": lambda _: [_on_floor("body", 0.6, 0.8, 0.9, "wood")],
    "column": lambda _: [_on_floor("shaft", 0.4, 0.4, 2.8, "wall_outer")],
    "copier": _copier,
    "counter": _counter,
    "desk": _desk,
    "dock": _dock,
    "id_terminal": lambda _: _machine(0.5, 0.8, 1.7, "sign"),
    "info_desk": _info_desk,
    "office_chair": _office_chair,
    "photo_booth": _photo_booth,
    "plant": _plant,
    "sign_stand": _sign_stand,
    "stair_flight": _stair_flight,
    "table": _table,
    "washbasin": _washbasin,
    "wc": _wc,
}
"""Type -> its parts; the argument is the number of seats, which only rows of chairs use."""


def parts_of(type_name: str, seats: int) -> list[Part]:
    """The parts of one piece of furniture; `type_name` must be in the catalogue (KeyError)."""
    return CATALOGUE[type_name](seats)


def footprint(type_name: str, seats: int) -> tuple[float, float, float, float]:
    """(x_min, y_min, x_max, y_max) of the solid parts in the furniture's frame, metres."""
    solid = [part for part in parts_of(type_name, seats) if part.solid]
    return (
        min(p.centre[0] - p.size[0] / 2 for p in solid),
        min(p.centre[1] - p.size[1] / 2 for p in solid),
        max(p.centre[0] + p.size[0] / 2 for p in solid),
        max(p.centre[1] + p.size[1] / 2 for p in solid),
    )
