"""Gazebo's contacts, many a second and in pairs of shapes -> one name for each touch."""

from __future__ import annotations

ROBOT = "l2b2"
_LINK = "::"
_SHAPE = "_collision"
_APART_S = 0.5
"""A contact not told of for this long has ended; the next one is a new touch."""


def touched(first: str, second: str) -> str | None:
    """What the robot touches, by the name its shape has in building.yaml's worlds.

    `first`, `second`: scoped names as Gazebo gives them, `model::link::shape`. None if the robot
    is not one of the two, or both.
    """
    ours = [name.split(_LINK)[0] == ROBOT for name in (first, second)]
    if ours[0] == ours[1]:
        return None
    return (second if ours[0] else first).rpartition(_LINK)[2].removesuffix(_SHAPE)


class Touches:
    """Remembers what is being touched, so that each touch is told once however long it lasts."""

    def __init__(self) -> None:
        self._seen_s: dict[str, float] = {}

    def new(self, names: frozenset[str], now_s: float) -> tuple[str, ...]:
        """Those of `names` whose touch begins now; sorted."""
        begun = sorted(n for n in names if now_s - self._seen_s.get(n, -_APART_S) >= _APART_S)
        self._seen_s.update(dict.fromkeys(names, now_s))
        return tuple(begun)
