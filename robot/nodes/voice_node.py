"""The action `say`: text to sound, for the loudspeaker and for the kiosk page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from rclpy.action import ActionServer, CancelResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.node import Node

from l2b2_interfaces.action import Say
from l2b2_interfaces.msg import AudioChunk
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.loudspeaker import SoundDeviceLoudspeaker
from robot.adapters.piper_voice import PiperVoice, voice_files, voices_folder
from robot.core.ports import Loudspeaker, Sound, VoiceError
from robot.core.settings import VoiceSettings
from robot.nodes import names
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import ENDING, run
from robot.speech.speaking import PAUSE_S, Piece, pieces, reading_s

_LOOK_S = 0.02
"""How often an interruption is looked for: well under the 100 ms allowed."""
_MAKERS = 2
"""Sentences made at once: one that was interrupted while it was made delays no other."""


class VoiceNode(Node):
    """Speaks one text at a time; a new one interrupts it."""

    def __init__(self) -> None:
        super().__init__("voice_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, VoiceSettings)
        refuse_unknown(self)
        self._silent = ""
        """Why no loudspeaker speaks."""
        self._loudspeaker = self._find_loudspeaker(self._settings.loudspeaker)
        files, self._voice_faults = voice_files(voices_folder(self._settings.voices_dir))
        self._voice = PiperVoice(files, EspeakVoice())
        self._makers = ThreadPoolExecutor(_MAKERS)
        self._report()
        self._audio = self.create_publisher(AudioChunk, names.SPOKEN_AUDIO, names.EVENT_QOS)
        self._turn = threading.Lock()
        self._latest = b""
        self._server = ActionServer(
            self,
            Say,
            names.SAY,
            execute_callback=self._execute,
            handle_accepted_callback=self._take,
            cancel_callback=lambda _: CancelResponse.ACCEPT,
            callback_group=ReentrantCallbackGroup(),
        )

    def destroy_node(self) -> None:
        """End Piper, and with it the making of sentences."""
        self._voice.close()
        self._makers.shutdown()
        super().destroy_node()

    def _find_loudspeaker(self, device: str) -> Loudspeaker | None:
        try:
            return SoundDeviceLoudspeaker(device)
        except VoiceError as error:
            self._silent = f"the voice is heard at the kiosk page only: {error}"
            return None

    def _report(self, *faults: str) -> None:
        """What is missing, and what went wrong just now."""
        told = [
            one for one in (*faults, self._voice.fault, *self._voice_faults, self._silent) if one
        ]
        if told:
            self._diagnosis.warn("; ".join(told))
        else:
            self._diagnosis.ok("speaks at the loudspeaker and the kiosk page")

    def _take(self, handle: ServerGoalHandle) -> None:
        self._latest = bytes(handle.goal_id.uuid)
        handle.execute()

    def _execute(self, handle: ServerGoalHandle) -> Say.Result:
        with self._turn:
            try:
                heard = self._speak(handle)
            except VoiceError as error:
                self._report(str(error))
                self._wait(handle, reading_s(handle.request.text))
                return self._ended(handle, Say.Result.FAILED, str(error))
            self._report()
            return self._ended(handle, Say.Result.SPOKEN if heard else Say.Result.INTERRUPTED)

    def _speak(self, handle: ServerGoalHandle) -> bool:
        """Whether the whole text was heard; a sentence is made while the one before it sounds."""
        goal = handle.request
        rate = (goal.rate or 1.0) * self._settings.rate
        parts = pieces(self._voice, goal.text, goal.language, rate)
        coming, spoken_s = self._makers.submit(next, parts, None), 0.0
        while self._made(handle, coming):
            piece = coming.result()
            if piece is None:
                return True
            coming = self._makers.submit(next, parts, None)
            self._play(handle, piece.sound, piece.last)
            if not self._wait(handle, piece.sound.duration_s + PAUSE_S):
                break
            spoken_s += piece.sound.duration_s
            handle.publish_feedback(Say.Feedback(spoken_s=spoken_s))
        self._silence(handle)
        return False

    def _made(self, handle: ServerGoalHandle, coming: Future[Piece | None]) -> bool:
        """Whether a sentence is ready while it is still wanted."""
        return self._until(handle, lambda: bool(wait([coming], _LOOK_S).done))

    def _wait(self, handle: ServerGoalHandle, seconds: float) -> bool:
        """Whether `seconds` passed before anything interrupted."""
        end_s = self._now_s() + seconds

        def passed() -> bool:
            time.sleep(_LOOK_S)
            return self._now_s() >= end_s

        return self._until(handle, passed)

    def _until(self, handle: ServerGoalHandle, holds: Callable[[], bool]) -> bool:
        """Whether it held before the goal was cancelled, a newer one came, or the end; a look
        takes no longer than _LOOK_S."""
        while not holds():
            if ENDING.is_set():  # a simulated clock may stand still from now on
                return False
            if handle.is_cancel_requested or self._latest != bytes(handle.goal_id.uuid):
                return False
        return True

    def _play(self, handle: ServerGoalHandle, sound: Sound, last: bool) -> None:
        self._publish(handle, sound, last)
        if self._loudspeaker is not None:
            self._loudspeaker.play(sound, handle.request.volume * self._settings.volume)

    def _silence(self, handle: ServerGoalHandle) -> None:
        if self._loudspeaker is not None:
            self._loudspeaker.silence()
        chunk = AudioChunk(utterance_id=_id(handle), last=True)
        chunk.header.stamp = self.get_clock().now().to_msg()
        self._audio.publish(chunk)

    def _publish(self, handle: ServerGoalHandle, sound: Sound, last: bool) -> None:
        chunk = AudioChunk(sample_rate_hz=sound.rate_hz, utterance_id=_id(handle), last=last)
        chunk.header.stamp = self.get_clock().now().to_msg()
        chunk.header.frame_id = names.BASE_FRAME
        chunk.samples.frombytes(sound.samples.tobytes())
        self._audio.publish(chunk)

    def _ended(self, handle: ServerGoalHandle, outcome: int, error: str = "") -> Say.Result:
        if handle.is_cancel_requested:
            handle.canceled()
        elif outcome == Say.Result.SPOKEN:
            handle.succeed()
        else:
            handle.abort()
        return Say.Result(outcome=outcome, error_msg=error)

    def _now_s(self) -> float:
        return self.get_clock().now().nanoseconds * 1e-9


def _id(handle: ServerGoalHandle) -> str:
    return bytes(handle.goal_id.uuid).hex()


def main() -> None:
    """Run the node."""
    run(VoiceNode, threads=4)


if __name__ == "__main__":
    main()
