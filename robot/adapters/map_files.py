"""map_server's files (a YAML beside a PGM) <-> Grid.

Follows nav2_map_server: row 0 of the picture is the top of the map, `origin` is the lower left
corner, occupancy = (255 - pixel) / 255 (or pixel / 255 with `negate`), then `mode`: trinary or
scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from robot.adapters.yaml_files import YamlFile, load
from robot.core.grid import FREE, OCCUPIED, UNKNOWN, Grid
from robot.core.problems import Problem, ProblemsFound

OCCUPIED_THRESH = 0.65
FREE_THRESH = 0.196
_WHITE, _GREY, _BLACK = 254, 205, 0
_KEYS = {"image", "mode", "resolution", "origin", "negate", "occupied_thresh", "free_thresh"}


@dataclass(frozen=True, slots=True)
class _Header:
    """The YAML half of a map."""

    image: str
    mode: str
    resolution_m: float
    origin_x_m: float
    origin_y_m: float
    negate: bool
    occupied_thresh: float
    free_thresh: float


def read_map(path: Path) -> Grid:
    """Read a map by its YAML file.

    Raises:
        ProblemsFound: with every fault of the YAML, or the fault of the picture.
    """
    source = load(path, path.name)
    header = _read_header(source)
    pixels = _read_pgm(path.parent / header.image, source)
    cells = _cells_from(pixels[::-1], header)
    return Grid(cells, header.resolution_m, header.origin_x_m, header.origin_y_m)


def map_bytes(grid: Grid, image_name: str, *, mode: str = "trinary") -> tuple[bytes, bytes]:
    """(PGM, YAML) of a grid, the same bytes for the same grid.

    `trinary` keeps free, occupied and unknown; `scale` keeps 0 to 100 (and knows no unknown).
    """
    thresholds = (OCCUPIED_THRESH, FREE_THRESH) if mode == "trinary" else (1.0, 0.0)
    pixels: NDArray[np.uint8]
    if mode == "trinary":
        pixels = np.full(grid.cells.shape, _GREY, dtype=np.uint8)
        pixels[grid.cells == FREE] = _WHITE
        pixels[grid.cells == OCCUPIED] = _BLACK
    else:
        pixels = np.rint(255.0 - grid.cells.astype(np.float64) * 2.55).astype(np.uint8)
    rows, columns = grid.cells.shape
    pgm = f"P5\n{columns} {rows}\n255\n".encode("ascii") + pixels[::-1].tobytes()
    text = (
        f"image: {image_name}\n"
        f"mode: {mode}\n"
        f"resolution: {grid.resolution_m:g}\n"
        f"origin: [{grid.origin_x_m:g}, {grid.origin_y_m:g}, 0]\n"
        "negate: 0\n"
        f"occupied_thresh: {thresholds[0]:g}\n"
        f"free_thresh: {thresholds[1]:g}\n"
    )
    return pgm, text.encode("ascii")


def _cells_from(pixels: NDArray[np.uint8], header: _Header) -> NDArray[np.int8]:
    shade = pixels.astype(np.float64) / 255.0
    occupancy = shade if header.negate else 1.0 - shade
    span = max(header.occupied_thresh - header.free_thresh, 1e-9)
    if header.mode == "scale":
        between = np.rint((occupancy - header.free_thresh) / span * 100.0)
    else:
        between = np.full(occupancy.shape, float(UNKNOWN))
    cells = np.where(occupancy >= header.occupied_thresh, float(OCCUPIED), between)
    cells = np.where(occupancy <= header.free_thresh, float(FREE), cells)
    return cells.astype(np.int8)


def _read_header(source: YamlFile) -> _Header:
    data = source.data
    if not isinstance(data, dict):
        found = type(data).__name__
        raise ProblemsFound([Problem(source.file, 1, "", found, "a mapping with image, ...")])
    problems: list[Problem] = []

    def fault(key: str, expected: str, hint: str = "") -> None:
        found = repr(data[key]) if key in data else "nothing"
        problems.append(Problem(source.file, source.line_of((key,)), key, found, expected, hint))

    _check_header(data, fault)
    if problems:
        raise ProblemsFound(problems)
    return _Header(
        image=data["image"],
        mode=data.get("mode", "trinary"),
        resolution_m=float(data["resolution"]),
        origin_x_m=float(data["origin"][0]),
        origin_y_m=float(data["origin"][1]),
        negate=bool(data.get("negate", 0)),
        occupied_thresh=float(data["occupied_thresh"]),
        free_thresh=float(data["free_thresh"]),
    )


class _Fault(Protocol):
    def __call__(self, key: str, expected: str, hint: str = "") -> None: ...


def _check_header(data: Mapping[str, Any], fault: _Fault) -> None:
    for key in data:
        if key not in _KEYS:
            fault(str(key), "one of " + ", ".join(sorted(_KEYS)))
    if not (isinstance(data.get("image"), str) and data["image"]):
        fault("image", "the name of a PGM file")
    if data.get("mode", "trinary") not in ("trinary", "scale"):
        fault("mode", "trinary or scale", "raw maps are not used here")
    if not _within(data.get("resolution"), 0.001, 1.0):
        fault("resolution", "metres per cell, 0.001 to 1", "0.05 is usual")
    origin = data.get("origin")
    if not (isinstance(origin, list) and len(origin) == 3 and all(map(_number, origin))):
        fault("origin", "[x, y, yaw] of the lower left corner")
    elif origin[2] != 0:
        fault("origin", "a yaw of 0", "rotate the picture instead")
    if data.get("negate", 0) not in (0, 1):
        fault("negate", "0 or 1")
    thresholds = (data.get("free_thresh"), data.get("occupied_thresh"))
    for key, value in zip(("free_thresh", "occupied_thresh"), thresholds, strict=True):
        if not _within(value, 0.0, 1.0):
            fault(key, "a number from 0 to 1")
    low, high = thresholds
    if _number(low) and _number(high) and low is not None and high is not None and low >= high:
        fault("free_thresh", "less than occupied_thresh")


def _read_pgm(image: Path, source: YamlFile) -> NDArray[np.uint8]:
    def fault(found: str, expected: str, hint: str = "") -> ProblemsFound:
        line = source.line_of(("image",))
        return ProblemsFound([Problem(source.file, line, "image", found, expected, hint)])

    try:
        data = image.read_bytes()
    except OSError:
        raise fault(f"no file {image.name}", "the map's picture beside its YAML") from None
    fields, start = _pgm_fields(data)
    if len(fields) < 4 or fields[0] != b"P5" or not all(f.isdigit() for f in fields[1:]):
        raise fault(f"{image.name}, which is no binary PGM", "a P5 picture", "save it as PGM (raw)")
    columns, rows, top = (int(f) for f in fields[1:])
    if top != 255 or columns < 1 or rows < 1:
        raise fault(f"{columns} x {rows}, {top} shades", "a picture with 255 shades")
    if len(data) - start != rows * columns:
        raise fault(
            f"{len(data) - start} bytes of picture in {image.name}",
            f"{rows * columns} for {columns} x {rows}",
            "the file is cut short or has more appended",
        )
    return np.frombuffer(data, dtype=np.uint8, offset=start).reshape(rows, columns)


def _pgm_fields(data: bytes) -> tuple[list[bytes], int]:
    """The four words of a PGM's head, comments left out, and where the picture begins."""
    fields: list[bytes] = []
    position = 0
    while len(fields) < 4 and position < len(data):
        if data[position : position + 1] == b"#":
            end = data.find(b"\n", position)
            position = len(data) if end < 0 else end + 1
        elif data[position : position + 1].isspace():
            position += 1
        else:
            end = position
            while end < len(data) and not data[end : end + 1].isspace():
                end += 1
            fields.append(data[position:end])
            position = end
    return fields, position + 1


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _within(value: Any, low: float, high: float) -> bool:
    return _number(value) and low <= value <= high
