"""Every tunable of the robot, once. Each is a ROS parameter of the node that uses its group."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.driving_settings import NavigationSettings, PeopleSettings, SafetySettings
from robot.core.setting import setting


@dataclass(frozen=True, slots=True)
class GreetingSettings:
    """Who is greeted, and when the robot lets go."""

    greet_again_s: float = setting(
        60.0, "A person who stayed in view is not greeted again within this time.", low=0, high=3600
    )
    gone_s: float = setting(
        8.0, "The talk ends when nobody stands in front for this long.", low=1, high=120
    )


@dataclass(frozen=True, slots=True)
class UnderstandingSettings:
    """When an utterance is acted on."""

    answer_probability: float = setting(
        0.6, "Answers at once when the best meaning is at least this likely.", low=0.05, high=1
    )
    answer_margin: float = setting(
        0.2, "... and at least this much likelier than the next.", low=0, high=1
    )
    ask_probability: float = setting(
        0.5, "Asks between two that are together at least this likely.", low=0.05, high=1
    )


@dataclass(frozen=True, slots=True)
class EscortSettings:
    """Leading people to a door."""

    speed_mps: float = setting(0.7, "Fastest pace while leading.", low=0.1, high=1.0)
    slow_behind_m: float = setting(
        2.0, "Slows down when the follower is farther behind than this.", low=0.5, high=6
    )
    wait_behind_m: float = setting(
        3.5, "Waits when the follower is farther behind than this.", low=1, high=8
    )
    lost_s: float = setting(
        6.0, "Calls for the follower when not seen for this long.", low=1, high=60
    )
    give_up_s: float = setting(
        30.0, "Ends the walk when the follower stays away this long.", low=5, high=300
    )
    deadline_s: float = setting(240.0, "A drive takes no longer than this.", low=20, high=1800)


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """Listening."""

    echo_tail_s: float = setting(
        0.4, "The microphone stays closed this long after the robot spoke.", low=0, high=3
    )
    end_silence_s: float = setting(0.8, "Silence that ends an utterance.", low=0.2, high=3)
    longest_s: float = setting(15.0, "An utterance is cut off after this long.", low=3, high=60)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Speaking."""

    rate: float = setting(1.0, "Pace of speech; 1 is the voice's own.", low=0.5, high=2)
    volume: float = setting(0.8, "Loudness of speech.", low=0, high=1)
    loudspeaker: str = setting("", "Sound device to speak at; empty: the system's own, if any.")


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """Time-outs of the talk."""

    answer_timeout_s: float = setting(
        30.0, "Waits this long for an answer, then asks whether anybody is there.", low=5, high=300
    )
    more_time_s: float = setting(60.0, "A touch on more time adds this much.", low=10, high=600)
    misunderstood_limit: int = setting(
        3, "Offers staff after this many utterances without a meaning.", low=1, high=10
    )


@dataclass(frozen=True, slots=True)
class PanelSettings:
    """The web pages."""

    port: int = setting(8080, "Port of kiosk page and panel.", low=1, high=65535)
    host: str = setting("127.0.0.1", "Address to listen on; 0.0.0.0 is every network.")


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where visits are kept."""

    database: str = setting("", "SQLAlchemy URL; empty: visits.sqlite in the data folder.")


GROUPS: dict[str, type] = {
    "greeting": GreetingSettings,
    "understanding": UnderstandingSettings,
    "talk": TalkSettings,
    "escort": EscortSettings,
    "safety": SafetySettings,
    "people": PeopleSettings,
    "navigation": NavigationSettings,
    "speech": SpeechSettings,
    "voice": VoiceSettings,
    "panel": PanelSettings,
    "store": StoreSettings,
}
"""Every group by name; README's table of settings is checked against it."""
