"""Settings of the talk, of who is served, and of the time between visits."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.setting import setting


@dataclass(frozen=True, slots=True)
class GreetingSettings:
    """Who is greeted, and when the robot lets go."""

    greet_m: float = setting(1.5, "Greets who comes this near and stays.", low=0.5, high=4)
    leave_m: float = setting(2.6, "A visitor farther away than this has left ...", low=1, high=8)
    leave_s: float = setting(2.0, "... after this long.", low=0.5, high=30)
    gone_s: float = setting(5.0, "A visitor not seen for this long has left.", low=1, high=60)
    people_stale_s: float = setting(
        1.5, "A list of people older than this says nothing about leaving.", low=0.3, high=10
    )
    same_person_m: float = setting(
        0.9, "A new track this near to a lost one is the same person.", low=0.2, high=3
    )
    same_person_s: float = setting(
        4.0, "... if it was lost no longer ago than this.", low=0.5, high=30
    )
    closer_m: float = setting(
        0.5,
        "A visitor who comes closer by this much while the robot speaks interrupts it.",
        low=0.2,
        high=2,
    )
    bystander_s: float = setting(
        6.0,
        "Who only stands where the robot came by is greeted after so long.",
        low=0,
        high=120,
    )
    bystander_m: float = setting(
        0.5, "... or as soon as he has moved by this much.", low=0.1, high=2
    )
    forget_s: float = setting(
        120.0, "Who was greeted is forgotten when not seen for this long.", low=10, high=3600
    )


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """Speaking and listening."""

    volume: float = setting(0.8, "Loudness at the start of each visit.", low=0, high=1)
    louder_by: float = setting(0.1, "Step of louder.", low=0.01, high=0.5)
    slower_by: float = setting(
        0.15, "Step of slower, as a part of the normal pace.", low=0.01, high=0.5
    )
    slowest: float = setting(0.6, "Least pace.", low=0.3, high=1)
    late_hearing_s: float = setting(
        0.7, "Words that end this shortly after the ears were closed still count.", low=0, high=3
    )
    hearing_s: float = setting(
        4.0, "A last partial result this fresh marks the end of a request.", low=0.5, high=20
    )
    speech_s_per_character: float = setting(
        0.09, "A slow voice, for the deadline of a sentence.", low=0.02, high=0.5
    )
    speech_spare_s: float = setting(6.0, "Added to that deadline.", low=1, high=60)


@dataclass(frozen=True, slots=True)
class DutySettings:
    """What the robot does between visits."""

    rest_before_home_s: float = setting(
        3.0, "Stays this long after a visit before it drives home.", low=0, high=60
    )
    home_retry_s: float = setting(
        20.0, "Pause before the way home is tried again.", low=1, high=600
    )
    home_deadline_s: float = setting(
        300.0, "A drive home takes no longer than this.", low=20, high=1800
    )
    battery_low: float = setting(
        0.2, "Left when a walk and the way home are done; else it charges first.", low=0, high=0.9
    )
    full_lasts_h: float = setting(
        8.0, "Hours that a full battery lasts while driving.", low=0.5, high=72
    )
    battery_enough: float = setting(
        0.5, "With this charge it leaves the dock again.", low=0.05, high=1
    )
    top_up_below: float = setting(0.8, "Charges below this when nobody needs it ...", low=0, high=1)
    top_up_after_s: float = setting(300.0, "... for this long.", low=10, high=7200)
    contact_s: float = setting(
        20.0, "In the dock without current for this long, it docks again.", low=5, high=600
    )
    day_begins_h: float = setting(0.0, "Hour at which its day begins.", low=0, high=24)
    day_ends_h: float = setting(
        24.0, "Hour at which it goes to rest in its dock; 0 to 24: never.", low=0, high=24
    )
