"""Frames that hang on each other, as plain values: what tf2 does, for the plane."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from robot.core.geometry import Pose2D, compose

_KEPT = 100
"""Poses remembered a frame."""
_DEEPEST = 16
_SAME_S = 1e-6
"""Times closer than this are the same."""


@dataclass(slots=True)
class _Link:
    parent: str
    fixed: bool
    poses: deque[tuple[float, Pose2D]] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def at(self, at_s: float) -> tuple[float, Pose2D]:
        """The newest pose that is not newer than this, with its time; else the oldest."""
        known = (entry for entry in reversed(self.poses) if entry[0] <= at_s + _SAME_S)
        return next(known, self.poses[0])


class FrameTree:
    """Newest poses of frames in their parents; asks are answered for about the time asked for."""

    def __init__(self, slow_s: Mapping[str, float] | None = None) -> None:
        """`slow_s`: frames that move so slowly in their parents that poses hold this long, s."""
        self._links: dict[str, _Link] = {}
        self._slow_s = slow_s or {}

    def put(self, parent: str, child: str, pose: Pose2D, stamp_s: float, fixed: bool) -> None:
        """Frame `child` has this pose in `parent` at this time, or always if `fixed`."""
        link = self._links.get(child)
        if link is None or link.parent != parent or link.fixed != fixed:
            link = self._links[child] = _Link(parent, fixed)
        if link.poses and stamp_s < link.poses[-1][0]:
            link.poses.clear()  # the clock was set back
        link.poses.append((stamp_s, pose))

    def pose(self, of: str, in_: str, at_s: float, max_age_s: float) -> Pose2D | None:
        """Pose of a frame in one of its ancestors; None: not connected, or not known lately.

        Each moving link contributes its newest pose that is not newer than `at_s`, or else its
        oldest; no farther from `at_s` than `max_age_s`, or than slow frames hold.
        """
        found = Pose2D(0.0, 0.0, 0.0)
        frame = of
        for _ in range(_DEEPEST):
            if frame == in_:
                return found
            link = self._links.get(frame)
            if link is None:
                return None
            stamp_s, pose = link.at(at_s)
            age_s = abs(stamp_s - at_s)
            if not link.fixed and age_s > max(max_age_s, self._slow_s.get(frame, 0.0)):
                return None
            found, frame = compose(pose, found), link.parent
        return None
