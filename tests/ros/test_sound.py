"""The nodes of sound for real: faults are told, the node goes on, sound comes back by itself.

Only PortAudio follows a script, because no test can unplug a device.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

import rclpy
from diagnostic_msgs.msg import DiagnosticArray
from hri_msgs.msg import LiveSpeech
from rclpy.action import ActionClient
from rclpy.executors import MultiThreadedExecutor
from rclpy.node import Node

from l2b2_interfaces.action import Say
from l2b2_interfaces.msg import AudioChunk
from robot.adapters import microphone
from robot.adapters.espeak_voice import EspeakVoice
from robot.nodes import names, speech_node
from robot.nodes.convert import audio_to_ros
from robot.nodes.microphone_node import MicrophoneNode
from robot.nodes.speech_node import SpeechNode
from robot.nodes.voice_node import VoiceNode
from tests.sound.models import korean_model
from tests.sound.pack import FATHER_DIED, Samples, joe_voice, korean_town, silence, spoken
from tests.sound.port_audio import FakePortAudio

pytestmark = [pytest.mark.ros, pytest.mark.sound]
DOMAIN = 37
SOON_S = 180.0
RATE_HZ = 16_000
FASTER = 4
"""So much faster than life sound is played: turns are counted in sound, not by the clock."""


class Hall(Node):
    """Hears and sees what the nodes tell."""

    def __init__(self) -> None:
        super().__init__("hall")
        self.tested: Node | None = None
        self.spoken: list[AudioChunk] = []
        self.heard: list[str] = []
        """What was made of each utterance."""
        self.sound: list[AudioChunk] = []
        self.told: list[tuple[bytes, str]] = []
        self.microphone = self.create_publisher(AudioChunk, names.AUDIO, names.EVENT_QOS)
        self.say = ActionClient(self, Say, names.SAY)
        self._take(AudioChunk, names.SPOKEN_AUDIO, self.spoken.append)
        self._take(AudioChunk, names.AUDIO, self.sound.append)
        self._take(LiveSpeech, names.SPEECH, self._speech)
        self._take(DiagnosticArray, names.DIAGNOSTICS, self._diagnosed)

    def _take(self, kind: type, topic: str, take: Callable[..., object]) -> None:
        self.create_subscription(kind, topic, take, names.EVENT_QOS)

    def _speech(self, message: LiveSpeech) -> None:
        if not message.incremental:
            self.heard.append(message.final)

    def _diagnosed(self, message: DiagnosticArray) -> None:
        self.told += [(one.level, one.message) for one in message.status]

    def until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + SOON_S
        while not holds():
            assert time.monotonic() < deadline, f"no {what}; told {self.told[-3:]}"
            time.sleep(0.02)

    def hears_that(self, words: str) -> None:
        self.until(lambda: any(words in message for _, message in self.told), words)

    def goal(self, text: str, language: str = "en") -> object:
        self.until(self.say.server_is_ready, "voice")
        sent = self.say.send_goal_async(
            Say.Goal(text=text, language=language, rate=1.0, volume=1.0)
        )
        self.until(sent.done, "answer to a goal")
        return sent.result()

    def outcome(self, goal: object) -> int:
        done = goal.get_result_async()  # type: ignore[attr-defined]
        self.until(done.done, "end of a sentence")
        return int(done.result().result.outcome)


@pytest.fixture
def add(tmp_path: Path) -> Iterator[Callable[..., Hall]]:
    """Starts a node in this process, with a hall around it."""
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    nodes: list[Node] = []
    running: list[tuple[MultiThreadedExecutor, threading.Thread]] = []

    def make(kind: type[Node], **parameters: object) -> Hall:
        given = [f"{name}:={value}" for name, value in parameters.items()]
        options = [word for one in given for word in ("-p", one)]
        rclpy.init(args=["--ros-args", *options] if options else None, domain_id=DOMAIN)
        hall = Hall()
        hall.tested = kind()
        nodes.extend((hall, hall.tested))
        executor = MultiThreadedExecutor(4)
        for node in nodes:
            executor.add_node(node)
        thread = threading.Thread(target=executor.spin, daemon=True)
        thread.start()
        running.append((executor, thread))
        return hall

    yield make
    for executor, thread in running:
        executor.shutdown()
        thread.join(10.0)
    for node in reversed(nodes):
        node.destroy_node()
    rclpy.try_shutdown()


def test_sentences_sound_one_by_one_and_are_broken_off_at_once(add: Callable[..., Hall]) -> None:
    hall = add(VoiceNode)
    first = hall.goal("Good morning. This is the second sentence.")
    assert hall.outcome(first) == Say.Result.SPOKEN
    assert [chunk.last for chunk in hall.spoken] == [False, True]
    assert all(len(chunk.samples) > 4000 for chunk in hall.spoken)

    hall.spoken.clear()
    long = hall.goal("This sentence is very long " * 6)
    hall.until(lambda: bool(hall.spoken), "sound")
    gone = long.cancel_goal_async()  # type: ignore[attr-defined]
    hall.until(gone.done, "cancel")
    assert hall.outcome(long) == Say.Result.INTERRUPTED
    hall.until(lambda: len(hall.spoken[-1].samples) == 0 and hall.spoken[-1].last, "hush")

    older, newer = hall.goal("This sentence is very long " * 6), hall.goal("Listen.")
    assert hall.outcome(older) == Say.Result.INTERRUPTED
    assert hall.outcome(newer) == Say.Result.SPOKEN


def test_what_cannot_be_spoken_is_told_and_the_next_is_spoken(add: Callable[..., Hall]) -> None:
    hall = add(VoiceNode)
    assert hall.outcome(hall.goal("nuqneH", "tlh")) == Say.Result.FAILED
    hall.hears_that("no voice for language 'tlh'")
    assert hall.outcome(hall.goal("Hello.")) == Say.Result.SPOKEN


def test_piper_is_broken_off_even_before_its_first_sound_and_espeak_stands_in_when_it_dies(
    add: Callable[..., Hall], tmp_path: Path
) -> None:
    hall = add(VoiceNode, voices_dir=joe_voice(tmp_path))
    piper, by_espeak = hall.tested._voice._process, hall.tested._voice._behind._cached.cache_info
    assert hall.outcome(hall.goal("Hello. Welcome.")) == Say.Result.SPOKEN
    assert [chunk.last for chunk in hall.spoken] == [False, True]
    assert all(len(chunk.samples) > 4000 for chunk in hall.spoken)
    assert by_espeak().misses == 0, "Piper was not asked"
    assert not any("Piper" in message for _, message in hall.told)

    hall.spoken.clear()
    os.kill(piper.pid, signal.SIGSTOP)
    unmade = hall.goal("Please follow me.")
    unmade.cancel_goal_async()
    assert hall.outcome(unmade) == Say.Result.INTERRUPTED
    hall.until(lambda: bool(hall.spoken) and hall.spoken[-1].last, "hush")
    assert not any(chunk.samples for chunk in hall.spoken), "sounds after it was broken off"

    piper.kill()
    assert hall.outcome(hall.goal("Goodbye.")) == Say.Result.SPOKEN
    assert by_espeak().currsize == 2, "what was broken off, and what was said then"
    hall.hears_that("speaks en instead of Piper: its process ended")


def test_a_microphone_that_is_busy_or_unplugged_comes_back_by_itself(
    add: Callable[..., Hall], monkeypatch: pytest.MonkeyPatch
) -> None:
    port_audio = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", port_audio)
    monkeypatch.setattr(microphone, "_SILENT_S", 0.2)
    port_audio.fault = "Device unavailable"
    hall = add(MicrophoneNode, retry_s=0.5)
    hall.hears_that("close what else uses it")
    port_audio.fault = ""
    for _ in range(2):
        speak(hall, port_audio)
        hall.hears_that("still plugged in")
        hall.told.clear()
        hall.sound.clear()


def speak(hall: Hall, port_audio: FakePortAudio) -> None:
    """Sound comes from the device until it has arrived on the topic; then it is unplugged."""
    piece = (3000 * np.ones(4800)).astype(np.int16)  # 50 ms at 48 kHz, two channels

    def arrived() -> bool:
        if port_audio.callback is not None:
            port_audio.callback(piece.tobytes(), 2400, None, None)
        return len(hall.sound) > 3

    hall.until(arrived, "sound")
    assert all(chunk.sample_rate_hz == RATE_HZ for chunk in hall.sound)
    assert max(hall.sound[-1].samples) > 2000
    port_audio.callback = None


def test_after_a_corrupt_model_bad_sound_and_a_flood_speech_comes_back(
    add: Callable[..., Hall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_node, "_MODELS_S", 1.5)  # diagnostics come once a second
    models = tmp_path / "models"
    broken = models / "vosk-model-small-ko-0.22"
    (broken / "am").mkdir(parents=True)
    (broken / "am" / "final.mdl").write_bytes(b"no model")
    town = korean_town(tmp_path / "ko")
    hall = add(SpeechNode, content_dir=town, models_dir=models)
    hall.hears_that("l2b2 models verify")
    shutil.rmtree(broken)
    broken.symlink_to(korean_model())
    hall.hears_that("hears ko")

    wrong = AudioChunk(sample_rate_hz=8_000)
    wrong.samples.frombytes(np.zeros(1600, np.int16).tobytes())
    hall.microphone.publish(wrong)
    hall.hears_that("8000 Hz; expected 16000 Hz, mono")
    hall.told.clear()
    hall.hears_that("hears ko")
    request = spoken(EspeakVoice(), FATHER_DIED)
    flood(hall, request)
    hall.told.clear()
    hall.hears_that("hears ko")
    assert "아버지" in said(hall, request)

    (town / "departments" / "registry_office.yaml").unlink()
    hall.until(lambda: "아버지" not in said(hall, request), "new content in the ears")


def flood(hall: Hall, sound: Samples) -> None:
    """More speech than can be decoded, until that is told."""

    def drowned() -> bool:
        for piece in np.array_split(sound[:RATE_HZ], 20):
            publish(hall, piece)
        return any("slower than speech" in message for _, message in hall.told)

    hall.until(drowned, "complaint of a flood")


def said(hall: Hall, sound: Samples) -> str:
    """What is made of a sound, which comes in pieces; empty: nothing that can be trusted."""
    hall.heard.clear()
    for piece in np.array_split(np.concatenate([silence(1), sound, silence(1.5)]), 50):
        publish(hall, piece)
        time.sleep(piece.size / RATE_HZ / FASTER)
    hall.until(lambda: bool(hall.heard), "end of an utterance")
    return hall.heard[-1]


def publish(hall: Hall, samples: Samples) -> None:
    hall.microphone.publish(audio_to_ros(samples, hall.get_clock().now().to_msg()))
