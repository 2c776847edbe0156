"""A picture of the hall with the robot and people, by MuJoCo's renderer without a window."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from PIL import Image

from sim.run import Run

_SIZE = (1600, 900)
_MOST_S = 3600.0
_INTO_WALK_S = 5.0


class PictureError(Exception):
    """No picture could be drawn; says why."""


def draw(run: Run, file: Path) -> None:
    """Run until the robot leads somebody for the first time, and draw that into `file` (PNG).

    Raises:
        PictureError: nobody was led, or this machine cannot draw without a window.
    """
    while not run.view.leads and run.world.now_s < _MOST_S and not run.hall.over:
        run.step()
    if not run.view.leads:
        raise PictureError("no picture: nobody was led in this run; try another seed")
    until_s = run.world.now_s + _INTO_WALK_S
    while run.world.now_s < until_s:
        run.step()
    Image.fromarray(_rendered(run)).save(file)


def _rendered(run: Run) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    os.environ.setdefault("MUJOCO_GL", "egl")
    import mujoco

    model, data, pose = run.world.model, run.world.data, run.world.pose
    mujoco.mj_forward(model, data)  # people far from the robot are moved without physics
    width, height = _SIZE
    camera = mujoco.MjvCamera()
    camera.lookat[:] = (pose.x + 2.0, pose.y - 1.0, 0.6)
    camera.distance, camera.azimuth, camera.elevation = 12.0, 60.0, -38.0
    try:
        with mujoco.Renderer(model, height, width) as renderer:
            renderer.update_scene(data, camera)
            return np.asarray(renderer.render(), dtype=np.uint8)
    except Exception as fault:  # each of MuJoCo's back ends raises its own
        raise PictureError(
            f"no picture: MuJoCo cannot draw here ({fault}); install libegl1 or libosmesa6 and set "
            "MUJOCO_GL=egl or osmesa"
        ) from fault
