"""Sound in, words out: topic `audio` to LiveSpeech, heard by nobody else and kept nowhere."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from hri_msgs.msg import LiveSpeech
from rclpy.node import Node
from std_msgs.msg import String

from l2b2_interfaces.msg import AudioChunk, DialogueState, Touch
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.hearing import Hearing as Ears
from robot.adapters.hearing import knowledge_of, load_hearing
from robot.adapters.live_content import LiveContent, Upkeep
from robot.adapters.model_store import ModelStore, models_folder
from robot.adapters.understanding import UnderstandingStore
from robot.core.events import HardToHear, Loudness, TouchAction
from robot.core.settings import FolderSettings, UnderstandingSettings
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.understanding.from_content import topics_of
from robot.nodes import names
from robot.nodes.convert import audio_from_ros, heard_to_ros, touched_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.speech.listening import Knowledge, Listener, Told

_LOOK_S = 0.2
"""How often it is asked whether an utterance has ended because no sound comes any more."""
_MODELS_S = 5.0
"""How often models are looked for while one is missing."""
_BACKLOG = 100
"""So much sound may wait; what comes then is lost, the machine is too slow."""
_NO_ANSWER = (TouchAction.WAKE, TouchAction.MORE_TIME)

Task = Callable[[Listener], "Told | None"]


class SpeechNode(Node):
    """Listens in a thread of its own, so that loading and decoding delay no message."""

    def __init__(self) -> None:
        super().__init__("speech_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, SpeechSettings)
        self._thresholds = declare(self, UnderstandingSettings)
        folders = declare(self, FolderSettings)
        refuse_unknown(self)
        content = Path(folders.content_dir) if folders.content_dir else CONTENT
        building = Path(folders.map_dir) if folders.map_dir else MAP
        self._upkeep = Upkeep(LiveContent(content, building), UnderstandingStore())
        self._languages: tuple[str, ...] = ()
        """Of the content in force, the town's first; empty until it is learnt."""
        self._store = ModelStore(models_folder(self._settings.models_dir))
        self._speech = self.create_publisher(LiveSpeech, names.SPEECH, names.EVENT_QOS)
        self._hard = self.create_publisher(String, names.HARD_TO_HEAR, names.EVENT_QOS)
        self._tasks: queue.Queue[Task] = queue.Queue()
        self._visit_id, self._language = "", ""
        self._told, self._complained = "", False
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._work, daemon=True)
        self.create_subscription(AudioChunk, names.AUDIO, self._on_sound, names.EVENT_QOS)
        self.create_subscription(AudioChunk, names.SPOKEN_AUDIO, self._on_voice, names.EVENT_QOS)
        self.create_subscription(
            DialogueState, names.DIALOGUE_STATE, self._on_state, names.LATCHED_QOS
        )
        self.create_subscription(Touch, names.TOUCH, self._on_touch, names.EVENT_QOS)
        self._diagnosis.warn("learning what the content says; hears in a moment")
        self._upkeep.start()
        self._worker.start()

    def destroy_node(self) -> None:
        """End the listening first: it publishes."""
        self._stopping.set()
        self._upkeep.stop()
        self._worker.join(timeout=5.0)
        super().destroy_node()

    def _on_sound(self, message: AudioChunk) -> None:
        try:
            samples = audio_from_ros(message)
        except ValueError as error:
            self._tell(f"sound on '{names.AUDIO}' is left out: {error}")
            return
        if self._tasks.qsize() > _BACKLOG:
            self._tell("recognition is slower than speech here: set side_by_side to 1")
            return
        now_s = time.monotonic()
        self._do(lambda listener: listener.hear(samples, now_s))

    def _on_voice(self, message: AudioChunk) -> None:
        """The robot's own voice: by the clock of the sound, whatever time is simulated."""
        now_s = time.monotonic()
        if message.samples and message.sample_rate_hz:
            duration_s = len(message.samples) / message.sample_rate_hz
            self._do(lambda listener: listener.robot_speaks(duration_s, now_s))
        else:
            self._do(lambda listener: listener.robot_hushed(now_s))

    def _on_state(self, message: DialogueState) -> None:
        """A new visitor's language is unknown, unless it was chosen by hand."""
        new = message.visit_id != self._visit_id
        changed = message.language != self._language
        self._visit_id, self._language = message.visit_id, message.language
        if new:
            chosen = message.language not in self._languages[:1]
            known = message.language if chosen else ""
            self._do(lambda listener: listener.speak_in(known))
        elif changed:
            self._do(lambda listener: listener.speak_in(message.language))

    def _on_touch(self, message: Touch) -> None:
        try:
            touched = touched_from_ros(message)
        except ValueError:  # reception_node tells it
            return
        if touched.action not in _NO_ANSWER:
            self._do(lambda listener: listener.drop())

    def _do(self, task: Task) -> None:
        self._tasks.put(task)

    def _work(self) -> None:
        knowledge = None
        while not self._stopping.is_set():
            knowledge = self._news(_LOOK_S) or knowledge
            if knowledge is not None:
                knowledge = self._listen(knowledge)

    def _news(self, wait_s: float = 0.0) -> Knowledge | None:
        """What saved files have changed, once it is learnt; None: nothing."""
        fresh = self._upkeep.take(wait_s)
        if fresh is None:
            return None
        house, understanding = fresh
        self._languages = tuple(house.content.town.languages)
        return knowledge_of(topics_of(house.content), understanding, self._thresholds)

    def _listen(self, knowledge: Knowledge) -> Knowledge:
        """Hear until models or languages change, or the end; what is known by then."""
        models, languages = self._store.state(), self._languages
        hearing = load_hearing(languages, self._store, knowledge, self._settings)
        self._report(hearing)
        self._forget_tasks()
        look_s = time.monotonic() + _MODELS_S
        while not self._stopping.is_set() and self._languages == languages:
            if hearing.listener is None:
                knowledge = self._news(_LOOK_S) or knowledge
                self._forget_tasks()
            else:
                hearing.listener.knowledge = knowledge = self._news() or knowledge
                self._one(hearing.listener)
            if time.monotonic() > look_s:
                look_s = time.monotonic() + _MODELS_S
                if self._store.state() != models:
                    break
                self._report(hearing)
        return knowledge

    def _report(self, hearing: Ears) -> None:
        """What is missing stays told; what happened once is over when it has not happened again."""
        if hearing.faults:
            self._tell("; ".join(hearing.faults))
        elif hearing.listener is not None and not self._complained:
            self._told = ""
            self._diagnosis.ok(f"hears {', '.join(hearing.listener.languages)}")
        self._complained = False

    def _forget_tasks(self) -> None:
        """What came while nobody could listen."""
        while not self._tasks.empty():
            self._tasks.get_nowait()

    def _one(self, listener: Listener) -> None:
        try:
            told = self._tasks.get(timeout=_LOOK_S)(listener)
        except queue.Empty:
            told = listener.wait(time.monotonic())
        for event in told or ():
            if isinstance(event, HardToHear):
                self._hard.publish(String(data=event.loudness.value))
            else:
                self._speech.publish(heard_to_ros(event, self.get_clock().now().to_msg()))
        self._tell_loudness(listener)

    def _tell_loudness(self, listener: Listener) -> None:
        last = listener.last
        if last is None or last.loudness is Loudness.GOOD:
            return
        listener.last = None
        remedy = (
            "turn the microphone down"
            if last.loudness is Loudness.TOO_LOUD
            else ("turn the microphone up or bring it nearer to the visitors")
        )
        self._tell(f"speech is {last.loudness.value.replace('_', ' ')}: {remedy}")

    def _tell(self, message: str) -> None:
        self._complained = True
        if message != self._told:
            self._told = message
            self._diagnosis.warn(message)


def main() -> None:
    """Run the node."""
    run(SpeechNode)


if __name__ == "__main__":
    main()
