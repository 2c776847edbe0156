"""One sentence at a time; the ears are closed first and opened after the last word."""

from __future__ import annotations

from robot.core.commands import Command, Listen, Say, StopSaying
from robot.core.events import SpeechEnded
from robot.core.talk_settings import TalkSettings


class Mouth:
    """What is being said, and whether the ears are open."""

    def __init__(self, settings: TalkSettings) -> None:
        self._settings = settings
        self._count = 0
        self._say_id = ""
        self._until_s = 0.0
        self._listening = False
        self._language = ""
        self.closed_s = -float("inf")
        """When the ears were closed last."""
        self.silent_s = -float("inf")
        """When the robot fell silent last."""

    @property
    def speaking(self) -> bool:
        """Whether a sentence is under way."""
        return bool(self._say_id)

    @property
    def listening(self) -> bool:
        """Whether the ears are open."""
        return self._listening

    def say(
        self, text: str, language: str, rate: float, volume: float, now_s: float
    ) -> tuple[Command, ...]:
        """Say it, breaking off what is being said."""
        self._count += 1
        self._say_id = f"say-{self._count}"
        own_s = self._settings.speech_s_per_character * len(text) / rate
        self._until_s = now_s + own_s + self._settings.speech_spare_s
        closed = self.listen(False, language, now_s)
        return (*closed, Say(self._say_id, text, language, rate, volume))

    def hush(self, now_s: float) -> tuple[Command, ...]:
        """Be silent at once."""
        if not self._say_id:
            return ()
        self._fall_silent(now_s)
        return (StopSaying(),)

    def ended(self, event: SpeechEnded, now_s: float) -> None:
        """A sentence has ended; others than the one under way mean nothing."""
        if event.say_id == self._say_id:
            self._fall_silent(now_s)

    def tick(self, now_s: float) -> None:
        """A sentence whose end nobody tells is over after its deadline."""
        if self._say_id and now_s >= self._until_s:
            self._fall_silent(now_s)

    def listen(self, on: bool, language: str, now_s: float) -> tuple[Command, ...]:
        """Open or close the ears; they stay closed while a sentence is under way."""
        on = on and not self._say_id
        if on == self._listening and (not on or language == self._language):
            return ()
        if self._listening and not on:
            self.closed_s = now_s
        self._listening, self._language = on, language
        return (Listen(on, language),)

    def _fall_silent(self, now_s: float) -> None:
        self._say_id = ""
        self.silent_s = now_s
