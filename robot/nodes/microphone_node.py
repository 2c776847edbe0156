"""The robot's own microphone to the topic `audio`; found again after it was gone or busy."""

from __future__ import annotations

import threading

from rclpy.node import Node

from l2b2_interfaces.msg import AudioChunk
from robot.adapters.microphone import Microphone, MicrophoneError
from robot.core.speech_settings import MicrophoneSettings
from robot.nodes import names
from robot.nodes.convert import audio_to_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run


class MicrophoneNode(Node):
    """Reads the device in a thread of its own."""

    def __init__(self) -> None:
        super().__init__("microphone_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, MicrophoneSettings)
        refuse_unknown(self)
        self._audio = self.create_publisher(AudioChunk, names.AUDIO, names.EVENT_QOS)
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._work, daemon=True)
        self._worker.start()

    def destroy_node(self) -> None:
        """End the listening first: it publishes."""
        self._stopping.set()
        self._worker.join(timeout=5.0)
        super().destroy_node()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                with Microphone(self._settings.device) as microphone:
                    self._diagnosis.ok(f"listens at {microphone.name}")
                    self._listen(microphone)
            except MicrophoneError as error:
                self._diagnosis.warn(str(error))
                self._stopping.wait(self._settings.retry_s)

    def _listen(self, microphone: Microphone) -> None:
        for samples in microphone.blocks():
            if self._stopping.is_set():
                return
            self._audio.publish(audio_to_ros(samples, self.get_clock().now().to_msg()))


def main() -> None:
    """Run the node."""
    run(MicrophoneNode)


if __name__ == "__main__":
    main()
