"""Kiosk page and panel in the browser: topics to pages, touches to topics."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from geometry_msgs.msg import PoseWithCovarianceStamped
from hri_msgs.msg import LiveSpeech
from rclpy.node import Node

from l2b2_interfaces.msg import AudioChunk, DialogueState, GuideStatus, Stop, Touch, Visitors
from robot.access.entrance import Entrance
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.content_editor import ContentEditor
from robot.adapters.folders import CONTENT, MAP, data_folder, default_store_url
from robot.adapters.live_content import LiveContent
from robot.adapters.sql_accounts import SqlAccounts
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.trials import Trials
from robot.core.events import Touched
from robot.core.geometry import Pose2D
from robot.core.ports import Sound
from robot.core.settings import FolderSettings, PanelSettings, StoreSettings
from robot.nodes import names
from robot.nodes.convert import (
    audio_to_ros,
    heard_from_ros,
    people_from_ros,
    pose_from_ros,
    pose_to_ros,
    show_from_ros,
    touched_to_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.fleet_watch import names_of, watch
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.panel.app import PanelParts, create_kiosk, create_panel
from robot.panel.catalogue import catalogue
from robot.panel.fleet import Fleet
from robot.panel.guard import Access
from robot.panel.hub import Hub
from robot.panel.microphone import Samples
from robot.panel.placing import Placing
from robot.panel.screen import people_json, robot_json, state_json
from robot.panel.server import WebServer, tls_context
from robot.panel.sight import Sight
from robot.panel.sounds import SpokenSounds

_TAP_M, _TAP_RAD = 0.5, 0.3
"""How exact a tap on the plan is, one sigma."""
_CALM_S = 0.3
"""Saved content files are looked for no more often than this."""


class PanelNode(Node):
    """The web server and its line to the robot."""

    def __init__(self) -> None:
        super().__init__("panel_node")
        self._diagnosis = Diagnosis(self)
        self._hub = Hub()
        self._sounds = SpokenSounds()
        self._watchers = Hub()
        self._touch = self.create_publisher(Touch, names.TOUCH, names.EVENT_QOS)
        self._microphone = self.create_publisher(AudioChunk, names.AUDIO, names.EVENT_QOS)
        self._initial = self.create_publisher(
            PoseWithCovarianceStamped, names.INITIAL_POSE, names.EVENT_QOS
        )
        web = declare(self, PanelSettings)
        folders, store = declare(self, FolderSettings), declare(self, StoreSettings)
        refuse_unknown(self)
        self._servers = self._serve(web, self._parts(folders, store, web))
        self._listen()
        for server in self._servers:
            server.start()
        ports = " and ".join(str(server.port) for server in self._servers)
        told = f"serves panel and kiosk on ports {ports}"
        if _in_the_clear(web):
            self._diagnosis.warn(f"{told}; passwords cross the network unprotected: set TLS up")
        else:
            self._diagnosis.ok(told)

    def destroy_node(self) -> None:
        """Let go of the browsers and the port."""
        self._hub.close()
        self._watchers.close()
        self._trials.stop()
        for server in self._servers:
            server.stop()
        super().destroy_node()

    def _serve(self, web: PanelSettings, parts: PanelParts) -> tuple[WebServer, WebServer]:
        tls = tls_context(web.certificate, web.certificate_key)
        panel = WebServer(create_panel(parts, web.proxies), web.host, web.port, tls)
        kiosk = create_kiosk(parts, web.kiosk_host)
        return panel, WebServer(kiosk, web.kiosk_host, web.kiosk_port_used)

    def _parts(
        self, folders: FolderSettings, store: StoreSettings, web: PanelSettings
    ) -> PanelParts:
        folder = Path(folders.content_dir or CONTENT)
        map_folder = Path(folders.map_dir or MAP)
        live = LiveContent(folder, map_folder)
        self._trials = Trials(folder, map_folder)
        zone = ZoneInfo(live.house.content.town.timezone)
        url = store.database or default_store_url()
        changed = partial(self._watchers.publish, "changed", {})
        fleet = Fleet(names_of(self, web.robots), lambda: datetime.now(zone), changed)
        watches = watch(self, fleet, web.robots)

        def now() -> datetime:
            return datetime.now(zone)

        def current() -> LiveContent:
            live.look(_CALM_S)
            return live

        return PanelParts(
            store=SqlVisits(url, zone.key),
            hub=self._hub,
            sounds=self._sounds,
            words=lambda: current().labels,
            catalogue=lambda: catalogue(current().house.content),
            plan=map_folder / "plan.svg",
            touch=self._send,
            hear=self._hear,
            sight=Sight(web.screen_in, web.viewing_m),
            access=_access(url, web, now),
            zone=zone,
            now=now,
            editor=ContentEditor(folder, map_folder, data_folder() / "editor", now),
            trials=self._trials,
            placing=Placing(web.staff_pin, self._put, time.monotonic),
            fleet=fleet,
            watchers=self._watchers,
            order=lambda robot, command: watches[robot].order(command),
        )

    def _listen(self) -> None:
        latched, newest = names.LATCHED_QOS, names.SENSOR_QOS
        self.create_subscription(DialogueState, names.DIALOGUE_STATE, self._on_state, latched)
        self.create_subscription(GuideStatus, names.GUIDE_STATUS, self._on_guide, latched)
        self.create_subscription(Stop, names.STOP_STATE, self._on_stop, latched)
        self.create_subscription(Visitors, names.VISITORS, self._on_people, newest)
        self.create_subscription(AudioChunk, names.SPOKEN_AUDIO, self._on_sound, names.EVENT_QOS)
        self.create_subscription(LiveSpeech, names.SPEECH, self._on_speech, names.EVENT_QOS)

    def _put(self, pose: Pose2D) -> None:
        """Somebody says where the robot stands: localisation settles the rest."""
        told = PoseWithCovarianceStamped()
        told.header.stamp = self.get_clock().now().to_msg()
        told.header.frame_id = names.MAP_FRAME
        told.pose.pose = pose_to_ros(pose)
        spread = told.pose.covariance
        spread[0] = spread[7] = _TAP_M**2
        spread[35] = _TAP_RAD**2
        self._initial.publish(told)

    def _send(self, touched: Touched) -> None:
        self._touch.publish(touched_to_ros(touched, self.get_clock().now().to_msg()))

    def _hear(self, samples: Samples) -> None:
        self._microphone.publish(audio_to_ros(samples, self.get_clock().now().to_msg()))

    def _on_speech(self, message: LiveSpeech) -> None:
        """Shown as it is said; nobody keeps it."""
        event = heard_from_ros(message)
        self._hub.announce("hearing", "hearing", {"text": event.text, "language": event.language})

    def _on_state(self, message: DialogueState) -> None:
        self._hub.publish("state", state_json(show_from_ros(message)))

    def _on_guide(self, message: GuideStatus) -> None:
        payload = robot_json(
            pose_from_ros(message.pose),
            driving=message.driving,
            place=message.place,
            distance_m=message.distance_remaining_m,
            path=[(point.x, point.y) for point in message.path],
        )
        self._hub.publish("robot", payload)

    def _on_stop(self, message: Stop) -> None:
        payload = {"stopped": message.stopped, "reason": message.reason, "detail": message.detail}
        self._hub.publish("stop", payload)

    def _on_people(self, message: Visitors) -> None:
        self._hub.publish("people", people_json(people_from_ros(message)))

    def _on_sound(self, message: AudioChunk) -> None:
        if not message.samples:
            self._hub.announce("hush", "hush", {})
            return
        samples = np.array(message.samples, dtype=np.int16)
        sound_id = self._sounds.add(Sound(samples, message.sample_rate_hz))
        self._hub.announce("sound", f"sound {sound_id}", {"url": f"spoken/{sound_id}.wav"})


def _access(url: str, web: PanelSettings, now: Callable[[], datetime]) -> Access:
    accounts, hasher = SqlAccounts(url), Argon2Hasher()
    entrance = Entrance(accounts, hasher)
    secure = bool(web.certificate) or web.proxies > 0
    return Access(accounts, hasher, entrance, now, 60.0 * web.idle_min, secure)


def _in_the_clear(web: PanelSettings) -> bool:
    loopback = web.host in ("127.0.0.1", "::1", "localhost")
    return not (loopback or web.certificate or web.proxies)


def main() -> None:
    """Run the node."""
    run(PanelNode)


if __name__ == "__main__":
    main()
