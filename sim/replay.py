"""One visit again, seen from above: a picture of its paths, or a film."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from robot.core.grid import Grid
from robot.perception.background import walls_of
from sim.embedded.bodies import RADIUS_M
from sim.embedded.visitors import Visitor
from sim.run import Run

_PX_PER_M = 20
_FOOT_PX = 44
_FRAME_EVERY_S = 0.5
_FRAME_MS = 100
"""Films run five times as fast as time."""
_WALL, _FLOOR, _INK = (70, 78, 88), (247, 247, 244), (30, 36, 44)
_ROBOT, _VISITOR, _OTHERS, _THINGS = (18, 97, 133), (196, 84, 32), (150, 156, 164), (120, 92, 60)
_PERSON_M = 0.22


class ReplayError(Exception):
    """There is nothing to show; says why."""


def replay(run: Run, visit: int, floor: Grid, picture: Path | None, video: Path | None) -> None:
    """Play the day up to the visit and show that, from coming in to going out.

    Raises:
        ReplayError: this visit does not happen, or nothing was asked for.
    """
    if picture is None and video is None:
        raise ReplayError("a replay needs --picture FILE.png or --video FILE.gif")
    scene = _TopView(floor)
    visitor = _until_it_comes(run, visit)
    frames, shown_s = [], -math.inf
    while visitor in run.hall.visitors and run.world.now_s < run.day.given_up_s:
        run.step()
        scene.follow(run, visitor)
        if run.world.now_s - shown_s >= _FRAME_EVERY_S:
            shown_s = run.world.now_s
            if video is not None:
                frames.append(scene.drawn(run, visitor).quantize(32))
            last = scene.drawn(run, visitor) if picture is not None else None
    if picture is not None and last is not None:
        last.save(picture, format="PNG")
    if video is not None:
        frames[0].save(video, save_all=True, append_images=frames[1:], duration=_FRAME_MS, loop=0)


def _until_it_comes(run: Run, visit: int) -> Visitor:
    while not run.over and run.world.now_s < run.day.given_up_s:
        run.advance()
        for visitor in run.hall.visitors:
            if visitor.number == visit:
                return visitor
    came = len(run.hall.ended)
    raise ReplayError(f"there is no visit {visit} on day {run.day.number}; it has 0 to {came - 1}")


class _TopView:
    """The floor, and on it where robot and visitor went."""

    def __init__(self, floor: Grid) -> None:
        walls = np.where(walls_of(floor)[::-1, :, None], _WALL, _FLOOR).astype(np.uint8)
        rows, columns = floor.cells.shape
        metres = columns * floor.resolution_m, rows * floor.resolution_m
        size = round(metres[0] * _PX_PER_M), round(metres[1] * _PX_PER_M)
        self._floor = Image.fromarray(walls).resize(size, Image.Resampling.BOX)
        self._left, self._top = floor.origin_x_m, floor.origin_y_m + metres[1]
        self._font = ImageFont.load_default(size=15)
        self._robot_way: list[tuple[float, float]] = []
        self._visitor_way: list[tuple[float, float]] = []

    def follow(self, run: Run, visitor: Visitor) -> None:
        """Note where both are now."""
        pose, here = run.world.pose, run.crowd.position(visitor.body)
        self._robot_way.append(self._px(pose.x, pose.y))
        if visitor in run.hall.visitors:
            self._visitor_way.append(self._px(here.x, here.y))

    def drawn(self, run: Run, visitor: Visitor) -> Image.Image:
        """As it is now."""
        width, height = self._floor.size
        image = Image.new("RGB", (width, height + _FOOT_PX), _FLOOR)
        image.paste(self._floor)
        draw = ImageDraw.Draw(image)
        for way, colour in ((self._robot_way, _ROBOT), (self._visitor_way, _VISITOR)):
            draw.line(way, fill=colour, width=2)
        self._people(draw, run, visitor)
        pose = run.world.pose
        self._disc(draw, pose.x, pose.y, RADIUS_M, _ROBOT)
        nose = pose.x + 0.5 * math.cos(pose.yaw), pose.y + 0.5 * math.sin(pose.yaw)
        draw.line([self._px(pose.x, pose.y), self._px(*nose)], fill=_ROBOT, width=3)
        show = run.view.show
        clock = f"{run.world.now_s:7.1f} s   {show.state}   {visitor.wish.language}"
        draw.text((8, height + 3), f"{clock}   {visitor.wish.id}", fill=_INK, font=self._font)
        draw.text((8, height + 22), show.caption[:120], fill=_INK, font=self._font)
        return image

    def _people(self, draw: ImageDraw.ImageDraw, run: Run, visitor: Visitor) -> None:
        bodies = run.crowd.bodies
        things = run.day.programme.bodies_of_things
        for index in bodies.present.nonzero()[0].tolist():
            x, y = bodies.position[index].tolist()
            colour = _THINGS if index in things else _OTHERS
            self._disc(draw, x, y, _PERSON_M, _VISITOR if index == visitor.body else colour)

    def _px(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._left) * _PX_PER_M, (self._top - y) * _PX_PER_M

    def _disc(
        self, draw: ImageDraw.ImageDraw, x: float, y: float, radius_m: float,
        colour: tuple[int, int, int],
    ) -> None:  # fmt: skip
        at, radius = self._px(x, y), radius_m * _PX_PER_M
        box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
        draw.ellipse(box, fill=colour)
