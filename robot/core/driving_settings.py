"""Settings of what moves the robot and watches people: SI units, sane defaults.

Each is a node parameter of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.setting import setting


@dataclass(frozen=True, slots=True)
class SafetySettings:
    """The safety rules."""

    max_speed_mps: float = setting(0.8, "Never faster than this.", low=0.08, high=1.2)
    max_turn_radps: float = setting(1.2, "Never turns faster than this.", low=0.12, high=6)
    max_accel_mps2: float = setting(0.6, "Fastest pick-up of speed.", low=0.06, high=1.5)
    max_turn_accel_radps2: float = setting(2.5, "Fastest pick-up of turning.", low=0.25, high=12.5)
    max_brake_mps2: float = setting(1.0, "Braking that the rules may count on.", low=0.1, high=3)
    reaction_s: float = setting(0.15, "From seeing to braking.", low=0.015, high=1)
    near_m: float = setting(
        1.0, "Within this of a person's middle the robot drives slowly.", low=0.1, high=5
    )
    person_radius_m: float = setting(0.25, "Of a person's trunk.", low=0.1, high=0.6)
    near_speed_mps: float = setting(0.3, "Slowly.", low=0.03, high=0.5)
    hull_radius_m: float = setting(0.26, "Of the robot's outermost part.", low=0.026, high=0.6)
    margin_m: float = setting(
        0.06, "Kept free around the hull on the way ahead.", low=0.006, high=0.3
    )
    stop_m: float = setting(0.02, "Less free way than this: stand.", low=0.002, high=0.3)
    min_time_s: float = setting(
        0.8, "Least time to touching anything on the way ahead.", low=0.08, high=4
    )
    max_age_s: float = setting(
        0.5, "Scan, odometry and command older than this count as missing.", low=0.05, high=2
    )
    jump_hold_s: float = setting(2.0, "Stands so long after odometry jumped.", low=0.2, high=30)
    max_people_age_s: float = setting(
        1.0, "The list of people older than this counts as not known.", low=0.1, high=5
    )
    min_measured_share: float = setting(
        0.4, "Fewer rays than this that measure: the laser is blind.", low=0.04, high=1
    )
    look_m: float = setting(2.0, "Obstacles farther than this do not matter.", low=0.4, high=20)
    max_curvature: float = setting(
        40.0, "1/m; sharper arcs are turns on the spot.", low=4, high=200
    )


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """Seeing people."""

    look_m: float = setting(
        8.0, "People are looked for up to this far from the laser.", low=0.8, high=40
    )
    wall_margin_m: float = setting(
        0.15, "What is nearer than this to a wall of the map is the wall.", low=0.015, high=0.75
    )
    leg_gap_m: float = setting(
        0.12,
        "Neighbouring rays farther apart than this (plus what their angle opens) are two things.",
        low=0.012,
        high=0.6,
    )
    max_leg_width_m: float = setting(0.28, "Wider than this is no leg.", low=0.028, high=1.4)
    max_stride_m: float = setting(
        0.6, "Two legs farther apart than this are two persons.", low=0.06, high=3
    )
    max_person_width_m: float = setting(
        1.0, "Wider than this (and new on the map) is furniture or several people.", low=0.1, high=5
    )
    gate_m: float = setting(
        0.7,
        "A person is found again no farther than this from where they were expected.",
        low=0.07,
        high=3.5,
    )
    max_hidden_s: float = setting(
        2.0, "Kept this long while hidden behind something.", low=0.2, high=10
    )
    max_missed_s: float = setting(
        0.7, "Kept this long where the laser sees through the place.", low=0.07, high=3.5
    )
    confirm_sightings: int = setting(
        4, "Scans until something that moves is a person.", low=1, high=20
    )
    confirm_move_m: float = setting(
        0.35, "Moved this far from where it was first seen, it is a person.", low=0.035, high=1.75
    )
    confirm_still_sightings: int = setting(
        15, "Scans until somebody who only stands is a person.", low=1, high=75
    )
    greet_m: float = setting(1.5, "Engaged within this distance.", low=0.15, high=7.5)
    notice_m: float = setting(
        2.5, "Engaging within this distance when approaching.", low=0.25, high=12.5
    )
    approach_mps: float = setting(
        0.15, "Coming nearer at least this fast is approaching.", low=0.015, high=0.75
    )
    still_mps: float = setting(0.35, "Slower than this is standing.", low=0.035, high=1.75)
    stay_s: float = setting(
        0.8, "Stands this long within greeting distance: engaged.", low=0.08, high=4
    )
    front_rad: float = setting(
        2.1, "Half angle of what is in front of the robot.", low=0.21, high=3.15
    )


@dataclass(frozen=True, slots=True)
class NavigationSettings:
    """The stand-in for Nav2."""

    robot_radius_m: float = setting(0.26, "Of the robot's outermost part.", low=0.026, high=0.6)
    planning_margin_m: float = setting(
        0.04, "Paths keep this much more away from walls.", low=0.004, high=0.3
    )
    comfort_m: float = setting(
        0.6, "Paths prefer this clearance where there is room.", low=0.06, high=3
    )
    max_speed_mps: float = setting(0.75, "Cruising speed.", low=0.075, high=1.2)
    max_turn_radps: float = setting(1.0, "Fastest turn.", low=0.1, high=5)
    max_accel_mps2: float = setting(0.5, "Pick-up of speed.", low=0.05, high=1.5)
    brake_mps2: float = setting(0.6, "Braking that the follower plans with.", low=0.06, high=2)
    goal_tolerance_m: float = setting(0.15, "Reached within this distance.", low=0.015, high=0.5)
    goal_tolerance_rad: float = setting(0.15, "Reached within this angle.", low=0.015, high=1)
    lookahead_m: float = setting(
        1.0, "Distance of the point on the path that is steered for.", low=0.1, high=5
    )
    people_margin_m: float = setting(
        0.3, "Kept free around where people will be in a moment.", low=0.03, high=1.5
    )
    replan_period_s: float = setting(1.0, "At most one new plan in this time.", low=0.1, high=5)
    detour_after_s: float = setting(
        8.0, "Waits this long before it takes a much longer way.", low=0.8, high=60
    )
    patience_s: float = setting(30.0, "No way on for this long: blocked.", low=3, high=300)
