"""Settings of a walk with a visitor."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.setting import setting


@dataclass(frozen=True, slots=True)
class EscortSettings:
    """Leading people to a door."""

    lead_speed_mps: float = setting(0.8, "Fastest pace while leading.", low=0.1, high=1.2)
    slow_speed_mps: float = setting(
        0.3, "Pace when the follower falls back or was last seen a moment ago.", low=0.05, high=0.6
    )
    comfort_m: float = setting(
        2.3, "The gap, middle to middle, at which the pace settles.", low=0.8, high=6
    )
    settle_s: float = setting(2.0, "How gently it settles.", low=0.5, high=10)
    wait_m: float = setting(
        3.6, "Waits when the follower is farther behind than this.", low=1, high=8
    )
    resume_m: float = setting(
        2.6, "Drives on when the follower is nearer again than this.", low=0.8, high=8
    )
    fresh_s: float = setting(0.6, "A list of people older than this: slow.", low=0.1, high=5)
    stale_s: float = setting(1.2, "A list of people older than this: stand.", low=0.2, high=10)
    unseen_s: float = setting(
        1.5, "A follower not seen for this long counts as out of sight.", low=0.3, high=10
    )
    hand_over_m: float = setting(
        1.0, "A new track this near to the lost one is the same person.", low=0.2, high=3
    )
    hand_over_s: float = setting(4.0, "No such hand-over after this long.", low=0.5, high=20)
    adopt_m: float = setting(
        1.6,
        "While the follower is lost, whoever stands this near is taken for him ...",
        low=0.5,
        high=3,
    )
    adopt_s: float = setting(1.0, "... after standing there for this long.", low=0, high=10)
    announce_wait_s: float = setting(1.5, "Shorter waits are not spoken of.", low=0, high=10)
    ask_s: float = setting(
        10.0, "Asks after waiting this long, and again every so often.", low=2, high=60
    )
    look_back_m: float = setting(
        0.8, "Turns to look back for the visitor only if nobody is this near.", low=0.3, high=3
    )
    ask_way_s: float = setting(
        4.0, "Held up so long, asks the people in the way to let it pass.", low=1, high=60
    )
    crowd_m: float = setting(1.3, "People this near on all sides are a crowd ...", low=0.5, high=3)
    crowd_patience_s: float = setting(
        120.0, "A crowd is waited out no longer than this.", low=10, high=600
    )
    crowd_count: int = setting(4, "... if they are so many.", low=3, high=20)
    search_s: float = setting(
        15.0,
        "Goes back a little after waiting this long for a follower out of sight.",
        low=2,
        high=120,
    )
    search_back_m: float = setting(4.0, "How far back.", low=0.5, high=20)
    give_up_s: float = setting(45.0, "Ends the walk after waiting this long.", low=5, high=300)
    at_door_m: float = setting(
        4.5,
        "A follower last seen this near to the goal has arrived with the robot.",
        low=1,
        high=10,
    )
    retry_s: float = setting(4.0, "Pause before a blocked way is tried again.", low=0, high=60)
    retries: int = setting(2, "How often a way is tried again.", low=0, high=10)
    goal_deadline_s: float = setting(400.0, "A drive takes no longer than this.", low=20, high=1800)
    walk_deadline_s: float = setting(
        600.0, "A walk with its waits takes no longer than this.", low=60, high=3600
    )
    home_speed_mps: float = setting(0.7, "Fastest without a follower.", low=0.1, high=1.2)
