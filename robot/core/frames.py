"""Frames that hang on each other, as plain values: what tf2 does, for the plane."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from robot.core.geometry import Pose2D, compose

_KEPT = 100
"""Poses remembered a frame."""
_DEEPEST = 16


@dataclass(slots=True)
class _Link:
    parent: str
    fixed: bool
    poses: deque[tuple[float, Pose2D]] = field(default_factory=lambda: deque(maxlen=_KEPT))


class FrameTree:
    """Newest poses of frames in their parents; asks are answered for about the time asked for."""

    def __init__(self) -> None:
        self._links: dict[str, _Link] = {}

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

        Each moving link contributes its pose nearest in time to `at_s`, no farther from it than
        `max_age_s`.
        """
        found = Pose2D(0.0, 0.0, 0.0)
        frame = of
        for _ in range(_DEEPEST):
            if frame == in_:
                return found
            link = self._links.get(frame)
            if link is None:
                return None
            stamp_s, pose = min(link.poses, key=lambda entry: abs(entry[0] - at_s))
            if not link.fixed and abs(stamp_s - at_s) > max_age_s:
                return None
            found, frame = compose(pose, found), link.parent
        return None
