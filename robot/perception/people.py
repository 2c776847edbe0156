"""The whole of seeing people: a scan and a pose in, tracked persons out."""

from __future__ import annotations

import math

from robot.core.driving_settings import PeopleSettings
from robot.core.events import Engagement, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.grid import Grid
from robot.core.rays import chosen, hit_points, moved
from robot.core.scan import Scan
from robot.perception.background import DistanceField, foreground, solid_of
from robot.perception.engagement import Regard, regard, stance
from robot.perception.gaze import Looks, who_looks
from robot.perception.legs import Sighting, clusters_of, sightings_of
from robot.perception.tracks import Track, assign

_LONGEST_STEP_S = 1.0
"""A longer pause between scans, or a clock that jumps, starts afresh."""
_LOOKS_LAST_S = 1.0
"""A picture says so long who looks."""
_SEES_THROUGH_M = 0.4
"""A ray that reaches this much beyond a person's place proves it empty."""


class PeopleTracker:
    """Tracked people from the laser alone; their ids are anonymous and die with the track."""

    def __init__(
        self,
        grid: Grid,
        settings: PeopleSettings | None = None,
        field: DistanceField | None = None,
    ) -> None:
        """`field`: of all that the map does not know to be free, when the caller has it already."""
        self._settings = settings or PeopleSettings()
        self._field = field or DistanceField(grid, solid_of(grid))
        self._tracks: list[Track] = []
        self._born = 0
        self._regards: dict[int, Regard] = {}
        self._last_s: float | None = None

    def update(
        self,
        scan: Scan,
        laser_pose: Pose2D,
        now_s: float,
        robot_pose: Pose2D | None = None,
        looks: Looks | None = None,
    ) -> tuple[Person, ...]:
        """People seen now or a moment ago, frame map. `laser_pose`, `robot_pose`: in map.

        Without `robot_pose` the robot is taken to stand where its laser is. `looks`: of the newest
        picture; None, or an old one: no camera tells who looks at the robot.
        """
        dt_s = self._elapsed(now_s)
        for track in self._tracks:
            track.predict(dt_s)
        own, strangers = assign(self._tracks, self._look(scan, laser_pose), self._settings)
        for track in self._tracks:
            track.age(dt_s, _seen_through(track, scan, laser_pose))
        for track, sighting in own:
            track.correct(sighting)
            track.confirm(self._settings)
        self._tracks = [track for track in self._tracks if track.is_alive(self._settings)]
        for sighting in strangers:
            self._born += 1
            self._tracks.append(Track.of(self._born, sighting))
        fresh = looks is not None and abs(now_s - looks.stamp_s) <= _LOOKS_LAST_S
        return self._persons(robot_pose or laser_pose, looks if fresh else None, now_s)

    def forget(self) -> None:
        """Forget everybody (the robot was carried elsewhere)."""
        self._tracks.clear()
        self._regards.clear()

    def position_stddev_m(self, person_id: str) -> float:
        """One sigma of a tracked person's position, metres. Raises KeyError for nobody."""
        for track in self._tracks:
            if f"p{track.number}" == person_id:
                return math.sqrt(track.position_var)
        raise KeyError(person_id)

    def _elapsed(self, now_s: float) -> float:
        last, self._last_s = self._last_s, now_s
        if last is None or not 0.0 <= now_s - last <= _LONGEST_STEP_S:
            self.forget()
            return 0.0
        return now_s - last

    def _look(self, scan: Scan, laser_pose: Pose2D) -> list[Sighting]:
        points = moved(hit_points(scan, self._settings.look_m), laser_pose)
        if points.shape[0]:
            points = chosen(points, foreground(points, self._field, self._settings.wall_margin_m))
        if points.shape[0] == 0:
            return []
        clusters = clusters_of(points, laser_pose.point, scan.angle_step_rad, self._settings)
        expected = [track.position for track in self._tracks]
        return sightings_of(clusters, expected, self._settings)

    def _persons(self, robot: Pose2D, looks: Looks | None, now_s: float) -> tuple[Person, ...]:
        settings = self._settings
        tracked = [Person(f"p{t.number}", t.position, Point2D(0.0, 0.0)) for t in self._tracks]
        lookers = who_looks(looks, tracked, robot) if looks is not None else None
        regards: dict[int, Regard] = {}
        persons: list[Person] = []
        for track in self._tracks:
            if not track.confirmed:
                continue
            position, velocity = track.position, Point2D(track.vx, track.vy)
            level = Engagement.UNKNOWN  # what never walked may be a thing that was left there
            if track.walked:
                looking = None if lookers is None else f"p{track.number}" in lookers
                seen = stance(position, velocity, robot, settings.front_rad, looking)
                before = self._regards.get(track.number) or Regard(since_s=now_s)
                regards[track.number] = regard(before, seen, now_s, settings)
                level = regards[track.number].level
            persons.append(Person(f"p{track.number}", position, velocity, level))
        self._regards = regards
        return tuple(persons)


def _seen_through(track: Track, scan: Scan, laser_pose: Pose2D) -> bool:
    """Whether a ray reaches clearly beyond the track's place; a drop-out, nan, proves nothing."""
    if scan.ranges.size == 0:
        return False
    dx, dy = track.x - laser_pose.x, track.y - laser_pose.y
    bearing = math.atan2(dy, dx) - laser_pose.yaw - scan.angle_min_rad
    ray = round(bearing / scan.angle_step_rad) % scan.ranges.size
    return scan.ranges.item(ray) > math.hypot(dx, dy) + _SEES_THROUGH_M
