"""camera_node in a process of its own: real pictures go in, faces come out, nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")
pytest.importorskip("cv2", reason="OpenCV is not installed here: run `make setup-test`")
pytest.importorskip("skimage", reason="scikit-image is missing: run `make setup-test`")

import cv2
import rclpy
import skimage
from diagnostic_msgs.msg import DiagnosticArray
from geometry_msgs.msg import PoseArray
from hri_msgs.msg import IdsList
from rclpy.node import Node
from sensor_msgs.msg import Image

from robot.core.settings import CameraSettings
from robot.nodes import names
from robot.nodes.convert import pose_from_ros

pytestmark = pytest.mark.ros
DOMAIN = 41
SOON_S = 60.0
PICTURES = Path(skimage.__file__).parent / "data"


def picture(name: str) -> Image:
    """A picture as a camera's driver sends it."""
    pixels = np.ascontiguousarray(cv2.imread(str(PICTURES / name))[..., ::-1])
    height, width = pixels.shape[:2]
    image = Image(height=height, width=width, encoding="rgb8", step=3 * width)
    image.data = pixels.tobytes()
    return image


class Hall(Node):
    """Holds pictures before the camera and sees what is made of them."""

    def __init__(self) -> None:
        super().__init__("hall")
        self.faces: list[PoseArray] = []
        self.ids: list[IdsList] = []
        self.told: list[str] = []
        self._shown = self.create_publisher(Image, names.IMAGE, names.SENSOR_QOS)
        self.create_subscription(PoseArray, names.FACES, self.faces.append, names.SENSOR_QOS)
        self.create_subscription(IdsList, names.TRACKED_FACES, self.ids.append, names.EVENT_QOS)
        self.create_subscription(DiagnosticArray, names.DIAGNOSTICS, self._hear, names.EVENT_QOS)

    def _hear(self, message: DiagnosticArray) -> None:
        self.told += [status.message for status in message.status]

    def shows(self, image: Image, until: Callable[[], bool]) -> None:
        """Show a picture ten times a second until something holds."""
        deadline = time.monotonic() + SOON_S
        while not until():
            assert time.monotonic() < deadline, f"nothing came of it; told {self.told[-3:]}"
            image.header.stamp = self.get_clock().now().to_msg()
            self._shown.publish(image)
            rclpy.spin_once(self, timeout_sec=0.1)


@pytest.fixture
def hall() -> Iterator[Hall]:
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    rclpy.init(domain_id=DOMAIN)
    node = Hall()
    camera = subprocess.Popen(
        [sys.executable, "-m", "robot.nodes.camera_node"],
        env={**os.environ, "ROS_DOMAIN_ID": str(DOMAIN)},
    )
    yield node
    camera.terminate()
    assert camera.wait(20.0) == 0
    node.destroy_node()
    rclpy.try_shutdown()


def test_a_face_is_told_by_its_direction_and_a_bad_picture_is_named_and_left_out(
    hall: Hall,
) -> None:
    hall.shows(picture("astronaut.png"), until=lambda: bool(hall.faces and hall.ids))
    message = hall.faces[0]
    assert message.header.frame_id == names.BASE_FRAME
    (face,) = message.poses
    # Her face is left of the middle, and angles count to the left.
    assert 0.0 < pose_from_ros(face).yaw < CameraSettings().view_rad / 4.0
    assert hall.ids[0].ids == ["f0"]

    short = picture("astronaut.png")
    short.data = short.data[:100]
    hall.shows(short, until=lambda: any("left out" in message for message in hall.told))

    hall.faces.clear()
    hall.shows(picture("coffee.png"), until=lambda: any(not one.poses for one in hall.faces))
