"""Whose turn it is: when an utterance begins and ends, and when the microphone is closed.

Pure: sound comes as voice activity of frames of 20 ms; durations are counted in frames, so that
sound which arrives in bursts is judged alike. The clock only says when the robot itself speaks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum

from robot.core.events import Loudness
from robot.core.speech_settings import SpeechSettings
from robot.speech.room import Room

FRAME_S = 0.02
"""Length of a frame, seconds."""
BEFORE_FRAMES = 15
"""So much sound before the first sign of speech belongs to the utterance."""
_WINDOW, _BEGINS = 8, 5
"""An utterance begins with so many voiced frames in a window of so many."""
_GAP = 3
"""Quiet frames that part the robot's echo from a visitor who begins in its tail."""
_STEADY = 3.0
"""In steady noise there is no silence: unchanged for so many times `settle_s` is enough."""
_LEAST_STEADY_S = 0.8


class End(Enum):
    """Why an utterance ended."""

    SILENCE = "silence"
    MEANING = "meaning"
    """A complete request that did not change any more."""
    TOO_LONG = "too_long"
    ROBOT_SPEAKS = "robot_speaks"
    """Dropped: what follows is the robot's own voice."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a frame has changed."""

    open: bool
    """The frame may be listened to."""
    begins: int = 0
    """An utterance begins; it starts so many frames back, this one counted."""
    end: End | None = None
    """The utterance ends with this frame."""
    loudness: Loudness = Loudness.GOOD
    """Of the utterance that ended."""
    voiced_s: float = 0.0
    """So much of the utterance that ended was voice, seconds."""
    pause: bool = False
    """The speaker pauses: time to find out whether that was all (see Turns.paused)."""


@dataclass(slots=True)
class _Utterance:
    frames: int = 0
    quiet: int = 0
    """Frames since the last voiced one."""
    unchanged: int = 0
    """Frames since the text changed."""
    text: str = ""
    complete: bool = False
    levels: list[float] = field(default_factory=list)


class Turns:
    """Feed it every frame in order; between frames tell it what is understood and who speaks."""

    def __init__(self, settings: SpeechSettings) -> None:
        self._settings = settings
        self._room = Room(settings.stands_out_db)
        self._said_s = -float("inf")
        self._window: deque[bool] = deque(maxlen=_WINDOW)
        self._gap = 0
        self._tail_voice = 0
        self._settle_frames = max(1, round(settings.settle_s / FRAME_S))
        self._utterance: _Utterance | None = None

    @property
    def under_way(self) -> bool:
        """Whether somebody's utterance is under way."""
        return self._utterance is not None

    def robot_speaks(self, duration_s: float, now_s: float) -> None:
        """The robot begins a sentence of this length, or has one more to say."""
        self._said_s = max(self._said_s, now_s) + duration_s
        self._gap = self._tail_voice = 0

    def robot_hushed(self, now_s: float) -> None:
        """The robot fell silent before its end."""
        self._said_s = min(self._said_s, now_s)

    def closed(self, now_s: float) -> bool:
        """Whether the microphone is closed: the robot speaks, or its echo still sounds."""
        return now_s < self._said_s + self._settings.echo_tail_s

    def understood(self, text: str, complete: bool) -> None:
        """What the utterance under way says so far, and whether it is a complete request."""
        utterance = self._utterance
        if utterance is None:
            return
        if text != utterance.text:
            utterance.text, utterance.unchanged = text, 0
        utterance.complete = complete and bool(text)

    def paused(self, complete: bool) -> Step:
        """What a pause changes, once what was said before it is understood; call it at once."""
        if self._utterance is None or not complete:
            return Step(open=True)
        return self._ended(self._utterance, End.MEANING)

    def drop(self) -> None:
        """Forget the utterance under way."""
        self._utterance = None
        self._window.clear()

    def frame(self, voiced: bool, level_db: float, now_s: float) -> Step:
        """The next 20 ms of sound; `level_db` is their level, 0 for full scale."""
        if self.closed(now_s):
            return self._closed_frame(voiced, now_s)
        voiced = self._room.stands_out(level_db) and voiced
        late, self._tail_voice = self._tail_voice, 0
        if self._utterance is None:
            return self._begin(voiced, level_db, late)
        return self._go_on(self._utterance, voiced, level_db)

    def _closed_frame(self, voiced: bool, now_s: float) -> Step:
        under_way, self._utterance = self._utterance, None
        self._window.clear()
        if now_s >= self._said_s:
            self._tail_frame(voiced)
        return Step(open=False, end=End.ROBOT_SPEAKS if under_way else None)

    def _tail_frame(self, voiced: bool) -> None:
        """Speech in the tail is the visitor's if the echo had died before it."""
        if self._tail_voice:
            self._tail_voice += 1
        elif voiced and self._gap >= _GAP:
            self._tail_voice = 1
        self._gap = 0 if voiced else self._gap + 1
        if self._gap > _WINDOW:
            self._tail_voice = 0

    def _begin(self, voiced: bool, level_db: float, late: int) -> Step:
        self._window.append(voiced)
        if late and voiced:
            return self._opened(late + 1 + _GAP, level_db)
        if sum(self._window) < _BEGINS:
            return Step(open=True)
        return self._opened(BEFORE_FRAMES, level_db)

    def _opened(self, back: int, level_db: float) -> Step:
        self._window.clear()
        self._utterance = _Utterance(frames=back, levels=[level_db])
        return Step(open=True, begins=back)

    def _go_on(self, utterance: _Utterance, voiced: bool, level_db: float) -> Step:
        utterance.frames += 1
        utterance.unchanged += 1
        utterance.quiet = 0 if voiced else utterance.quiet + 1
        if voiced:
            utterance.levels.append(level_db)
        end = self._end(utterance)
        if end is None:
            return Step(open=True, pause=utterance.quiet == self._settle_frames)
        return self._ended(utterance, end)

    def _ended(self, utterance: _Utterance, end: End) -> Step:
        self.drop()
        voiced_s = len(utterance.levels) * FRAME_S
        return Step(open=True, end=end, loudness=self._loudness(utterance), voiced_s=voiced_s)

    def _end(self, utterance: _Utterance) -> End | None:
        settings = self._settings
        quiet_s, same_s = utterance.quiet * FRAME_S, utterance.unchanged * FRAME_S
        if utterance.complete and same_s >= max(_LEAST_STEADY_S, _STEADY * settings.settle_s):
            return End.MEANING
        if quiet_s >= settings.end_silence_s:
            return End.SILENCE
        return End.TOO_LONG if utterance.frames * FRAME_S >= settings.longest_s else None

    def _loudness(self, utterance: _Utterance) -> Loudness:
        levels = sorted(utterance.levels)
        usual_db = levels[len(levels) // 2]
        if usual_db < self._settings.quiet_db:
            return Loudness.TOO_QUIET
        return Loudness.TOO_LOUD if usual_db > self._settings.loud_db else Loudness.GOOD
