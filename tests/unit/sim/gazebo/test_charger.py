"""Gazebo's battery is charged in the dock, and its current is told as ROS counts it."""

from __future__ import annotations

import math

from robot.core.geometry import Pose2D
from sim.gazebo.charger import in_dock, supply

DOCK = Pose2D(0.85, 16.0, 0.0)


def test_the_contacts_meet_only_in_the_dock_and_the_right_way_round() -> None:
    assert in_dock(Pose2D(0.95, 16.1, 0.1), DOCK)
    assert in_dock(Pose2D(0.85, 16.0, 2.0 * math.pi), DOCK)
    assert not in_dock(Pose2D(1.85, 16.0, 0.0), DOCK)
    assert not in_dock(Pose2D(0.85, 16.0, math.pi), DOCK)


def test_current_flows_out_while_driving_and_in_while_charging() -> None:
    driving, charging = supply(2.4, 0.5, docked=False), supply(-4.3, 0.5, docked=True)
    assert (driving.current_a, driving.charging, driving.full) == (-2.4, False, False)
    assert (charging.current_a, charging.charging, charging.full) == (4.3, True, False)


def test_a_full_battery_in_the_dock_is_full_and_still_has_contact() -> None:
    full = supply(2.4, 0.95, docked=True)
    assert full.full and not full.charging
    assert full.current_a > 0.3, "Nav2's docking server asks for this much (charging_threshold)"


def test_no_current_known_is_none() -> None:
    assert supply(math.nan, 0.5, docked=False).current_a == 0.0
