"""PortAudio by script: no real device can be unplugged by a test."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any


class FakePortAudio(ModuleType):
    """What PortAudio says."""

    class PortAudioError(Exception):
        pass

    def __init__(self) -> None:
        super().__init__("sounddevice")
        self.fault: str = ""
        self.callback: Callable[..., None] | None = None
        self.looked = 0

    def _terminate(self) -> None:
        self.looked += 1

    def _initialize(self) -> None:
        pass

    def query_devices(self, device: str | None = None, kind: str = "") -> Any:
        found = {"name": "USB Audio", "default_samplerate": 48_000.0, "max_input_channels": 2}
        if not kind:
            return [found]
        if device not in (None, "USB"):
            raise ValueError(f"No input device matching '{device}'")
        return found

    def RawInputStream(self, callback: Callable[..., None], **_: object) -> Any:  # noqa: N802
        def start() -> None:
            if self.fault:
                raise self.PortAudioError(self.fault)
            self.callback = callback

        return SimpleNamespace(start=start, close=lambda ignore_errors: None)
