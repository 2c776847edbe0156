"""What the set-up decides, on plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robot.setup.plan import Machine, decide, faults

GOOD = Machine("Linux", "x86_64", "CPython", (3, 11), True, True,
               {"gcc": True, "g++": True, "make": True})  # fmt: skip


def test_without_ros_everything_comes_from_pip() -> None:
    plan = decide({}, lambda name: False, tests=False)
    assert not plan.system_ros
    assert plan.generate == ("l2b2_interfaces", "hri_msgs", "nav2_msgs", "tf2_msgs")
    assert plan.extras == ("interfaces", "ros", "sim", "speech")


def test_with_a_sourced_jazzy_no_wheel_and_no_subset_shadows_it() -> None:
    there = {"rclpy", "nav2_msgs", "tf2_msgs"}
    plan = decide({"ROS_DISTRO": "jazzy"}, there.__contains__, tests=True)
    assert plan.system_ros
    assert plan.generate == ("l2b2_interfaces", "hri_msgs")
    assert "ros" not in plan.extras
    assert "test" in plan.extras


def test_interfaces_built_by_colcon_are_not_built_again() -> None:
    plan = decide({"ROS_DISTRO": "jazzy"}, lambda name: True, tests=False)
    assert plan.generate == ()


def test_a_variable_alone_is_no_ros() -> None:
    assert not decide({"ROS_DISTRO": "jazzy"}, lambda name: False, tests=False).system_ros


def test_another_distribution_is_refused_with_a_remedy() -> None:
    with pytest.raises(ValueError, match=r"humble is sourced.*source /opt/ros/jazzy"):
        decide({"ROS_DISTRO": "humble"}, lambda name: True, tests=False)


def test_a_good_machine_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("machine", "told"),
    [
        (replace(GOOD, architecture="aarch64"), "Linux on aarch64"),
        (replace(GOOD, system="Darwin"), "this is Darwin"),
        (replace(GOOD, python=(3, 9)), "CPython 3.9; needed is CPython 3.10 to 3.13"),
        (replace(GOOD, python=(3, 14)), "PYTHON=python3.12"),
        (replace(GOOD, implementation="PyPy"), "this is PyPy 3.11"),
        (replace(GOOD, programs={"gcc": True, "make": True}), "sudo apt-get install -y g++"),
        (replace(GOOD, has_venv=False), "sudo apt-get install -y python3.11-venv"),
        (replace(GOOD, has_headers=False), "python3.11-dev"),
    ],
)
def test_every_fault_is_named_with_a_remedy(machine: Machine, told: str) -> None:
    assert told in "\n".join(faults(machine))
