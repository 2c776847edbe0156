"""Reading typed fields out of plain data while collecting every fault with its line."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from robot.adapters.yaml_files import KeyPath, YamlFile
from robot.core.geometry import Point2D
from robot.core.problems import Problem

FARTHEST_M = 1000.0
"""Points farther than this from the map's origin are slips of the keyboard."""


def dotted(path: KeyPath) -> str:
    """`rooms[3].doors[0].at` from a path of keys and indices."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


@dataclass
class Reader:
    """Takes values out of a file; faults go into `problems`, a stand-in value comes back."""

    source: YamlFile
    problems: list[Problem] = field(default_factory=list)

    def fault(self, path: KeyPath, found: str, expected: str, hint: str = "") -> None:
        """Note one fault at a key."""
        self.problems.append(
            Problem(
                self.source.file, self.source.line_of(path), dotted(path), found, expected, hint
            )
        )

    def items(self, data: dict[str, Any], key: str) -> Iterator[tuple[dict[str, Any], KeyPath]]:
        """The mappings of a list under a top-level key."""
        yield from self.nested(data, (key,))

    def nested(
        self, data: dict[str, Any], path: KeyPath
    ) -> Iterator[tuple[dict[str, Any], KeyPath]]:
        """The mappings of a list that is the last step of a path; a missing list is empty."""
        value = data.get(str(path[-1]), [])
        if not isinstance(value, list):
            self.fault(path, repr(value), "a list")
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield item, (*path, index)
            else:
                self.fault((*path, index), repr(item), "a mapping")

    def known(self, data: dict[str, Any], path: KeyPath, keys: Collection[str]) -> None:
        """Fault every key that is not among `keys`."""
        for key in data:
            if key not in keys:
                close = get_close_matches(str(key), list(keys), n=1)
                hint = f"did you mean '{close[0]}'?" if close else ""
                self.fault((*path, key), f"'{key}'", "one of " + ", ".join(sorted(keys)), hint)

    def text(
        self, data: dict[str, Any], path: KeyPath, key: str, default: str | None = None
    ) -> str:
        """A non-empty string."""
        value = data.get(key, default)
        if isinstance(value, str) and (value or default == ""):
            return value
        hint = f'put it in quotes: "{value}"' if isinstance(value, int | float) else ""
        self.fault((*path, key), _shown(data, key), "a text", hint)
        return f"?{dotted(path)}"

    def choice(
        self,
        data: dict[str, Any],
        path: KeyPath,
        key: str,
        options: Collection[str],
        default: str | None = None,
    ) -> str:
        """One of a fixed set of words."""
        value = data.get(key, default)
        if isinstance(value, str) and (value == default or value in options):
            return value
        close = get_close_matches(str(value), list(options), n=1)
        hint = f"did you mean '{close[0]}'?" if close else ""
        self.fault((*path, key), _shown(data, key), "one of " + ", ".join(sorted(options)), hint)
        return next(iter(options))

    def number(
        self,
        data: dict[str, Any],
        path: KeyPath,
        key: str,
        low: float,
        high: float,
        default: float | None = None,
    ) -> float:
        """A number within [low, high]."""
        value = data.get(key, default)
        if value is not None and _is_number(value) and low <= value <= high:
            return float(value)
        self.fault((*path, key), _shown(data, key), f"a number from {low:g} to {high:g}")
        return default if default is not None else low

    def flag(self, data: dict[str, Any], path: KeyPath, key: str, default: bool) -> bool:
        """true or false."""
        value = data.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault((*path, key), repr(value), "true or false")
        return default

    def point(self, data: dict[str, Any], path: KeyPath, key: str) -> Point2D:
        """`[x, y]` in metres."""
        value = data.get(key)
        if value is not None and _is_point(value):
            return Point2D(float(value[0]), float(value[1]))
        self.fault((*path, key), _shown(data, key), "[x, y] in metres")
        return Point2D(0.0, 0.0)

    def corners(self, data: dict[str, Any], path: KeyPath, least: int) -> tuple[Point2D, ...]:
        """`points: [[x, y], ...]`, at least `least` of them."""
        value = data.get("points")
        if isinstance(value, list) and len(value) >= least and all(_is_point(p) for p in value):
            return tuple(Point2D(float(x), float(y)) for x, y in value)
        self.fault((*path, "points"), _shown(data, "points"), f"{least} or more points [x, y]")
        return tuple(Point2D(float(i), float(i * i)) for i in range(least))

    def polygon(self, data: dict[str, Any], path: KeyPath) -> tuple[Point2D, ...]:
        """Either `area: [west, south, east, north]` or `points`."""
        if "points" in data and "area" not in data:
            return self.corners(data, path, 3)
        value = data.get("area")
        if (
            isinstance(value, list)
            and len(value) == 4
            and all(_is_number(v) and abs(v) <= FARTHEST_M for v in value)
            and value[0] < value[2]
            and value[1] < value[3]
        ):
            west, south, east, north = (float(v) for v in value)
            return (
                Point2D(west, south),
                Point2D(east, south),
                Point2D(east, north),
                Point2D(west, north),
            )
        self.fault((*path, "area"), _shown(data, "area"), "[west, south, east, north] in metres")
        return (Point2D(0.0, 0.0), Point2D(1.0, 0.0), Point2D(1.0, 1.0))

    def yaw(self, data: dict[str, Any], path: KeyPath) -> float:
        """`yaw_deg` as radians."""
        return math.radians(self.number(data, path, "yaw_deg", -360.0, 360.0))


def _shown(data: dict[str, Any], key: str) -> str:
    return repr(data[key]) if key in data else "nothing"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(_is_number(v) and abs(v) <= FARTHEST_M for v in value)
    )
