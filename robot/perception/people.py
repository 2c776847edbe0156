"""The whole of seeing people: a scan and a pose in, tracked persons out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from robot.core.driving_settings import PeopleSettings
from robot.core.events import Engagement, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.grid import Grid
from robot.core.rays import Floats, hit_points, moved
from robot.core.scan import Scan
from robot.perception.background import DistanceField, foreground, solid_of
from robot.perception.engagement import Regard, regard, stance
from robot.perception.legs import NOTHING, Sightings, clusters_of, sightings_of
from robot.perception.tracks import (
    Tracks,
    assign,
    confirmed,
    corrected,
    kept,
    predicted,
    with_new,
)

_LONGEST_STEP_S = 1.0
"""A longer pause between scans, or a clock that jumps, starts afresh."""
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
        self._tracks = Tracks()
        self._regards: dict[int, Regard] = {}
        self._last_s: float | None = None

    def update(
        self, scan: Scan, laser_pose: Pose2D, now_s: float, robot_pose: Pose2D | None = None
    ) -> tuple[Person, ...]:
        """People seen now or a moment ago, frame map. `laser_pose`, `robot_pose`: in map.

        Without `robot_pose` the robot is taken to stand where its laser is.
        """
        dt_s = self._elapsed(now_s)
        tracks = predicted(self._tracks, dt_s)
        seen = self._look(scan, laser_pose, tracks)
        rows, columns = assign(tracks, seen, self._settings)
        tracks = self._aged(tracks, scan, laser_pose, dt_s)
        tracks = confirmed(corrected(tracks, rows, seen, columns), self._settings)
        alive = (tracks.unseen_s <= self._patience_s(tracks)) & (
            tracks.missed_s <= np.where(tracks.confirmed, self._settings.max_missed_s, 0.3)
        )
        self._tracks = with_new(kept(tracks, alive), seen, columns)
        return self._persons(robot_pose or laser_pose, now_s)

    def forget(self) -> None:
        """Forget everybody (the robot was carried elsewhere)."""
        self._tracks = Tracks(next_id=self._tracks.next_id)
        self._regards.clear()

    def position_stddev_m(self, person_id: str) -> float:
        """One sigma of a tracked person's position, metres. Raises KeyError for nobody."""
        index = np.flatnonzero(self._tracks.ids == int(person_id.removeprefix("p")))
        if index.size == 0:
            raise KeyError(person_id)
        return float(np.sqrt(self._tracks.covariance[index[0], 0]))

    def _elapsed(self, now_s: float) -> float:
        last, self._last_s = self._last_s, now_s
        if last is None or not 0.0 <= now_s - last <= _LONGEST_STEP_S:
            self.forget()
            return 0.0
        return now_s - last

    def _look(self, scan: Scan, laser_pose: Pose2D, tracks: Tracks) -> Sightings:
        points = moved(hit_points(scan, self._settings.look_m), laser_pose)
        if points.shape[0]:
            points = points[foreground(points, self._field, self._settings.wall_margin_m)]
        if points.shape[0] == 0:
            return NOTHING
        origin = np.array([laser_pose.x, laser_pose.y])
        clusters = clusters_of(points, origin, scan.angle_step_rad, self._settings)
        return sightings_of(clusters, tracks.state[:, :2], self._settings)

    def _aged(self, tracks: Tracks, scan: Scan, laser_pose: Pose2D, dt_s: float) -> Tracks:
        if tracks.ids.size == 0:
            return tracks
        away = tracks.state[:, :2] - (laser_pose.x, laser_pose.y)
        bearings = np.arctan2(away[:, 1], away[:, 0]) - laser_pose.yaw - scan.angle_min_rad
        rays = np.round(bearings / scan.angle_step_rad).astype(np.intp) % scan.ranges.size
        reached = scan.ranges[rays]  # nan, a drop-out, proves nothing
        empty = reached > np.hypot(away[:, 0], away[:, 1]) + _SEES_THROUGH_M
        return replace(
            tracks,
            unseen_s=tracks.unseen_s + dt_s,
            missed_s=tracks.missed_s + np.where(empty, dt_s, 0.0),
        )

    def _patience_s(self, tracks: Tracks) -> Floats:
        return np.asarray(np.where(tracks.confirmed, self._settings.max_hidden_s, 0.35))

    def _persons(self, robot: Pose2D, now_s: float) -> tuple[Person, ...]:
        tracks, settings = self._tracks, self._settings
        regards: dict[int, Regard] = {}
        persons: list[Person] = []
        for index in np.flatnonzero(tracks.confirmed).tolist():
            number = int(tracks.ids[index])
            x, y, vx, vy = tracks.state[index].tolist()
            position, velocity = Point2D(x, y), Point2D(vx, vy)
            level = Engagement.UNKNOWN  # what never walked may be a thing that was left there
            if tracks.walked[index]:
                seen = stance(position, velocity, robot, settings.front_rad)
                before = self._regards.get(number) or Regard(since_s=now_s)
                regards[number] = regard(before, seen, now_s, settings)
                level = regards[number].level
            persons.append(Person(f"p{number}", position, velocity, level))
        self._regards = regards
        return tuple(persons)
