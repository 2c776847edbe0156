"""Every tunable of the robot, once. Each is a ROS parameter of the node that uses its group."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.driving_settings import NavigationSettings, PeopleSettings, SafetySettings
from robot.core.escort_settings import EscortSettings
from robot.core.setting import setting
from robot.core.speech_settings import MicrophoneSettings, SpeechSettings
from robot.core.talk_settings import DutySettings, GreetingSettings, TalkSettings


@dataclass(frozen=True, slots=True)
class UnderstandingSettings:
    """When an utterance is acted on."""

    answer_probability: float = setting(
        0.8, "Answers at once when the best meaning is at least this likely.", low=0.05, high=1
    )
    answer_margin: float = setting(
        0.6, "... and at least this much likelier than the next.", low=0, high=1
    )
    vague_probability: float = setting(
        0.07,
        "... and no second thing, of two that vague.yaml names together, at least this likely.",
        low=0,
        high=1,
    )
    ask_probability: float = setting(
        0.15, "Asks between two that are together at least this likely.", low=0.05, high=1
    )


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Speaking."""

    rate: float = setting(1.0, "Pace of speech; 1 is the voice's own.", low=0.5, high=2)
    volume: float = setting(0.8, "Loudness of speech.", low=0, high=1)
    loudspeaker: str = setting("", "Sound device to speak at; empty: the system's own, if any.")
    voices_dir: str = setting(
        "", "Folder of Piper's voices; empty: L2B2_VOICES, or voices in the data folder."
    )


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """The optional camera, which tells who looks at the robot."""

    view_rad: float = setting(1.2, "Horizontal angle that the camera sees.", low=0.3, high=2.8)
    period_s: float = setting(0.2, "Pictures are looked at this far apart.", low=0.03, high=5)
    yunet_model: str = setting(
        "", "YuNet's model file (.onnx); empty: the cascade that OpenCV 4 brings."
    )


@dataclass(frozen=True, slots=True)
class PanelSettings:
    """The web pages: the panel for the town hall's people, the kiosk for visitors."""

    port: int = setting(8080, "Port of the panel.", low=1, high=65535)
    host: str = setting("127.0.0.1", "Address of the panel; 0.0.0.0 is every network.")
    kiosk_port: int = setting(
        0, "Port of the kiosk page; 0 is the one after the panel's.", low=0, high=65535
    )
    kiosk_host: str = setting(
        "127.0.0.1", "Address of the kiosk page, which asks for no log-in: only this computer."
    )
    certificate: str = setting("", "PEM file of the panel's TLS certificate; empty: no TLS.")
    certificate_key: str = setting("", "PEM file of its private key.")
    proxies: int = setting(
        0,
        "Web servers in front of the panel; their X-Forwarded headers are believed.",
        low=0,
        high=5,
    )
    idle_min: int = setting(
        60, "Who does nothing in the panel for this long is logged out.", low=5, high=720
    )
    screen_in: float = setting(
        21.5, "Diagonal of the kiosk's screen, inches; its text is sized by it.", low=5, high=100
    )
    viewing_m: float = setting(0.5, "From a visitor's eyes to the kiosk's screen.", low=0.2, high=3)
    staff_pin: str = setting(
        "", "With it staff tell a lost robot at the kiosk where it stands; empty: not there."
    )
    robots: str = setting(
        "",
        "Namespaces of the robots on the live page, with commas; empty: this one; none: no robot.",
    )

    @property
    def kiosk_port_used(self) -> int:
        """The kiosk's port."""
        return self.kiosk_port or self.port + 1


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where visits are kept."""

    database: str = setting("", "SQLAlchemy URL; empty: visits.sqlite in the data folder.")
    keep_days: int = setting(
        400, "Single visits are deleted after so long; figures by day stay.", low=30, high=36500
    )
    forward_url: str = setting(
        "", "Address of the central panel that gets every record, too; empty: none."
    )
    forward_token_file: str = setting("", "File with the token that the central panel asks for.")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Where staff's files lie."""

    content_dir: str = setting(
        "", "Folder of what the robot knows and says; empty: the project's dialogues."
    )
    map_dir: str = setting("", "Folder of the building; empty: the project's town hall.")


GROUPS: dict[str, type] = {
    "greeting": GreetingSettings,
    "understanding": UnderstandingSettings,
    "talk": TalkSettings,
    "duty": DutySettings,
    "escort": EscortSettings,
    "safety": SafetySettings,
    "people": PeopleSettings,
    "navigation": NavigationSettings,
    "speech": SpeechSettings,
    "microphone": MicrophoneSettings,
    "camera": CameraSettings,
    "voice": VoiceSettings,
    "panel": PanelSettings,
    "store": StoreSettings,
    "folders": FolderSettings,
}
"""Every group by name; README's table of settings is checked against it."""

OF_NODE: dict[str, tuple[type, ...]] = {
    "people_node": (PeopleSettings,),
    "safety_node": (SafetySettings, FolderSettings),
    "guiding_node": (),
    "limit_node": (SafetySettings,),
    "camera_node": (CameraSettings,),
    "voice_node": (VoiceSettings,),
    "speech_node": (SpeechSettings, UnderstandingSettings, FolderSettings),
    "microphone_node": (MicrophoneSettings,),
    "reception_node": (
        GreetingSettings, UnderstandingSettings, TalkSettings, EscortSettings, DutySettings,
        FolderSettings,
    ),
    "recorder_node": (StoreSettings, FolderSettings),
    "panel_node": (PanelSettings, FolderSettings, StoreSettings),
}  # fmt: skip
"""Executable of a node -> the groups whose settings are its parameters; tested against the code."""
