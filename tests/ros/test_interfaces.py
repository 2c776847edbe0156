"""The generated interfaces are what other ROS 2 machines speak."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

from hri_msgs.msg import EngagementLevel, IdsList, LiveSpeech
from nav2_msgs.action import DockRobot, NavigateToPose, UndockRobot
from nav2_msgs.msg import SpeedLimit

from robot.core.events import Engagement
from robot.core.nav_errors import NavError

pytestmark = pytest.mark.ros

TF_HASH = "RIHS01_e369d0f05a23ae52508854b66f6aa0437f3449d652e8cbf22d5abe85d020f087"
"""Of tf2_msgs/msg/TFMessage, as `ros2 topic info --verbose /tf` tells on ROS 2 Jazzy."""


def test_our_transforms_have_the_real_type_hash() -> None:
    import tf2_msgs

    shares = [Path(entry) for entry in tf2_msgs.__path__]
    prefixes = [Path(sys.prefix), *(path.parents[3] for path in shares)]
    files = [prefix / "share/tf2_msgs/msg/TFMessage.json" for prefix in prefixes]
    file = next(path for path in files if path.is_file())
    hashes = {
        each["type_name"]: each["hash_string"]
        for each in json.loads(file.read_text())["type_hashes"]
    }
    assert hashes["tf2_msgs/msg/TFMessage"] == TF_HASH


def test_navigate_to_pose_has_jazzys_fields() -> None:
    assert NavigateToPose.Goal.get_fields_and_field_types() == {
        "pose": "geometry_msgs/PoseStamped",
        "behavior_tree": "string",
    }
    assert NavigateToPose.Result.get_fields_and_field_types() == {
        "error_code": "uint16",
        "error_msg": "string",
    }
    assert NavigateToPose.Feedback.get_fields_and_field_types() == {
        "current_pose": "geometry_msgs/PoseStamped",
        "navigation_time": "builtin_interfaces/Duration",
        "estimated_time_remaining": "builtin_interfaces/Duration",
        "number_of_recoveries": "int16",
        "distance_remaining": "float",
    }
    assert NavigateToPose.Result.NONE == 0


def test_docking_has_jazzys_fields() -> None:
    assert DockRobot.Goal.get_fields_and_field_types() == {
        "use_dock_id": "boolean",
        "dock_id": "string",
        "dock_pose": "geometry_msgs/PoseStamped",
        "dock_type": "string",
        "max_staging_time": "float",
        "navigate_to_staging_pose": "boolean",
    }
    result = {"success": "boolean", "error_code": "uint16", "error_msg": "string"}
    assert UndockRobot.Result.get_fields_and_field_types() == result
    assert list(DockRobot.Result.get_fields_and_field_types()) == [
        "success", "error_code", "num_retries", "error_msg"
    ]  # fmt: skip
    assert list(UndockRobot.Goal.get_fields_and_field_types()) == [
        "dock_type", "max_undocking_time"
    ]  # fmt: skip
    assert DockRobot.Goal().use_dock_id and DockRobot.Goal().navigate_to_staging_pose
    assert DockRobot.Result.FAILED_TO_CHARGE == NavError.FAILED_TO_CHARGE


def test_people_and_speech_follow_rep_155() -> None:
    assert list(IdsList.get_fields_and_field_types()) == ["header", "ids"]
    speech = list(LiveSpeech.get_fields_and_field_types())
    assert speech == ["header", "incremental", "final", "confidence", "language"]
    assert list(SpeedLimit.get_fields_and_field_types()) == ["header", "percentage", "speed_limit"]


@pytest.mark.parametrize("level", Engagement)
def test_engagement_has_the_same_numbers(level: Engagement) -> None:
    assert getattr(EngagementLevel, level.name) == level
