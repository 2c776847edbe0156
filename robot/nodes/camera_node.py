"""Optional: faces in the camera's picture to `faces` and `humans/faces/tracked` (REP 155).

Pictures are looked at and forgotten; nothing of them is kept, sent on or logged.
"""

from __future__ import annotations

import math

from geometry_msgs.msg import Pose, PoseArray
from hri_msgs.msg import IdsList
from rclpy.node import Node
from sensor_msgs.msg import Image

from robot.adapters.opencv_faces import face_finder
from robot.core.settings import CameraSettings
from robot.nodes import names
from robot.nodes.convert import image_from_ros, quaternion_to_ros, seconds_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.perception.gaze import bearing_rad


class CameraNode(Node):
    """Looks at some pictures a second."""

    def __init__(self) -> None:
        super().__init__("camera_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, CameraSettings)
        refuse_unknown(self)
        self._finder = face_finder(self._settings.yunet_model)
        self._looked_s = -math.inf
        self._faces = self.create_publisher(PoseArray, names.FACES, names.SENSOR_QOS)
        self._ids = self.create_publisher(IdsList, names.TRACKED_FACES, names.EVENT_QOS)
        self.create_subscription(Image, names.IMAGE, self._take, names.SENSOR_QOS)
        self._diagnosis.warn(f"waits for pictures at '{names.IMAGE}'")

    def _take(self, message: Image) -> None:
        stamp_s = seconds_from_ros(message.header.stamp)
        if 0.0 <= stamp_s - self._looked_s < self._settings.period_s:
            return
        self._looked_s = stamp_s
        try:
            image = image_from_ros(message)
        except ValueError as error:
            self._diagnosis.warn(f"a picture was left out: {error}")
            return
        found = self._finder.faces(image)
        faces = PoseArray()
        faces.header.stamp, faces.header.frame_id = message.header.stamp, names.BASE_FRAME
        width, view = message.width, self._settings.view_rad
        faces.poses = [
            Pose(orientation=quaternion_to_ros(bearing_rad(face, width, view))) for face in found
        ]
        self._faces.publish(faces)
        self._ids.publish(
            IdsList(header=message.header, ids=[f"f{number}" for number in range(len(found))])
        )
        self._diagnosis.ok("looks for faces")


def main() -> None:
    """Run the node."""
    run(CameraNode)


if __name__ == "__main__":
    main()
