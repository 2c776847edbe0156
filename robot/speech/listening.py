"""From sound to utterances: turns, recognisers, language and trust joined; nothing is kept.

Pure: recognisers, voice activity and understanding come in as protocols, time as an argument. The
sound of an utterance lies in memory until it ends, for languages that were not tried at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from robot.core.events import HardToHear, Heard, Hearing, Loudness
from robot.core.ports import Recogniser, Transcript, Understanding, VoiceActivity
from robot.core.speech_settings import SpeechSettings
from robot.speech.choice import Hypothesis, choose
from robot.speech.trust import KnownWords, Trust, Verdict, judge
from robot.speech.turns import BEFORE_FRAMES, FRAME_S, End, Step, Turns

RATE_HZ = 16_000
FRAME = int(RATE_HZ * FRAME_S)
_TOGETHER = 5
"""Frames that are given to the recognisers at once: fewer cost more, more come later."""
_GAP_S = 1.0
"""Sound that stops for so long has ended: the microphone went away."""
_SAID_S = 0.5
"""So much voice is told even when nothing of it was understood: somebody may need help."""
_SILENCE_DB = -120.0

Samples = NDArray[np.int16]
Told = tuple[Heard | Hearing | HardToHear, ...]
"""What the ears tell, in order."""


class Completeness(Protocol):
    """Whether a text is a request that needs nothing more."""

    def __call__(self, text: str, language: str) -> bool:
        """True: it can be answered."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the content lets the ears know."""

    understanding: Understanding
    complete: Completeness
    words: KnownWords


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance that has ended, for those who look over the robot's shoulder."""

    hypothesis: Hypothesis | None
    """None: no recogniser understood a word."""
    trust: Trust
    end: End
    loudness: Loudness
    duration_s: float


class Listener:
    """Feed it sound as it comes; it tells what is being said and what was said."""

    def __init__(
        self,
        recognisers: Mapping[str, Recogniser],
        activity: VoiceActivity,
        knowledge: Knowledge,
        settings: SpeechSettings,
    ) -> None:
        self._recognisers = dict(recognisers)
        self._activity = activity
        self.knowledge = knowledge
        """May be changed at any time, also within an utterance."""
        self._settings = settings
        self._turns = Turns(settings)
        self._rest = np.zeros(0, np.int16)
        self._before: deque[Samples] = deque(maxlen=BEFORE_FRAMES + 60)
        self._sound: list[Samples] = []
        self._waiting: list[Samples] = []
        self._active: tuple[str, ...] = ()
        self._text = ""
        self._last_s = 0.0
        self.language = ""
        """Of the visitor; empty: unknown, all languages are tried."""
        self.last: Utterance | None = None
        """The utterance that ended last."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that can be heard."""
        return tuple(self._recognisers)

    def speak_in(self, language: str) -> None:
        """The visitor's language is known (a tag), or unknown (empty)."""
        self.language = language if language in self._recognisers else ""

    def robot_speaks(self, duration_s: float, now_s: float) -> None:
        """The robot's own voice sounds for so long from now."""
        self._turns.robot_speaks(duration_s, now_s)

    def robot_hushed(self, now_s: float) -> None:
        """The robot was interrupted."""
        self._turns.robot_hushed(now_s)

    def drop(self) -> None:
        """Forget what is being said: the visitor has answered by hand."""
        if self._turns.under_way:
            self._turns.drop()
            self._forget()

    def hear(self, samples: Samples, now_s: float) -> Told:
        """The next (N,) samples, 16 kHz, which ended at `now_s`."""
        told = list(self.wait(now_s - samples.size / RATE_HZ))
        self._last_s = now_s
        sound = np.concatenate([self._rest, samples])
        whole = sound.size // FRAME * FRAME
        self._rest = sound[whole:]
        frames = sound[:whole].reshape(-1, FRAME)
        for number, frame in enumerate(frames, start=1):
            at_s = now_s - (len(frames) - number) * FRAME_S
            told += self._frame(frame, at_s)
        return tuple(told)

    def wait(self, now_s: float) -> Told:
        """Time has passed; an utterance whose sound stopped coming ends here."""
        if not self._turns.under_way or now_s - self._last_s < _GAP_S:
            return ()
        self._turns.drop()
        self._rest = self._rest[:0]
        return self._ended(Step(open=True, end=End.SILENCE))

    def _frame(self, frame: Samples, now_s: float) -> Told:
        self._before.append(frame)
        step = self._turns.frame(self._activity.voiced(frame), level_db(frame), now_s)
        if step.end is End.ROBOT_SPEAKS:
            self._forget()
            return ()
        if step.begins:
            self._begin(step.begins)
        elif self._turns.under_way or step.end:
            self._sound.append(frame)
            self._waiting.append(frame)
        if step.end is not None:
            return self._ended(step)
        if step.pause:
            return self._pause()
        return self._decode() if len(self._waiting) >= _TOGETHER else ()

    def _begin(self, back: int) -> None:
        self._sound = list(self._before)[-back:]
        self._waiting = list(self._sound)
        tried = (self.language,) if self.language else self.languages
        self._active = tried[: self._settings.side_by_side]
        self._text = ""

    def _pause(self) -> Told:
        """Recognisers hold the last words back; made to tell them, they show whether it was all."""
        told = self._decode() if self._waiting else ()
        heard = [self._meant(self._recognisers[one].settle()) for one in self._active]
        found = choose(heard, self.language)
        complete = (
            found is not None
            and self._judge(found).verdict is Verdict.ACT
            and self.knowledge.complete(found.transcript.text, found.transcript.language)
        )
        step = self._turns.paused(complete)
        return told if step.end is None else (*told, *self._ended(step))

    def _decode(self) -> tuple[Hearing, ...]:
        """What is said so far; told when it has changed."""
        sound, self._waiting = np.concatenate(self._waiting), []
        texts = {one: self._recognisers[one].feed(sound) for one in self._active}
        language, text = self._likeliest(texts)
        if text == self._text or not text:
            return ()
        self._text = text
        self._turns.understood(text, self.knowledge.complete(text, language))
        return (Hearing(text, language),)

    def _likeliest(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Language and text of the best partial result; without words the first language's."""
        worded = [(one, text) for one, text in texts.items() if text]
        if len(worded) < 2:
            return worded[0] if worded else (self._active[0], "")

        def sense(each: tuple[str, str]) -> float:
            meaning = self.knowledge.understanding.understand(each[1], each[0])
            fits = meaning.language in ("", each[0])
            return (meaning.best.probability if meaning.best else 0.0) + fits

        return max(worded, key=sense)

    def _ended(self, step: Step) -> Told:
        heard = [self._finish(one) for one in self._active]
        found = choose(heard, self.language)
        trust = self._judge(found)
        others = [one for one in self.languages if one not in self._active]
        if trust.verdict is not Verdict.ACT and others:
            heard += [self._again(one) for one in others]
            found = choose(heard, self.language)
            trust = self._judge(found)
        duration_s = len(self._sound) * FRAME_S
        self.last = Utterance(found, trust, step.end or End.SILENCE, step.loudness, duration_s)
        self._forget_sound()
        if found is None or trust.verdict is Verdict.NOTHING:
            return self._unheard(step)
        transcript = found.transcript
        if trust.verdict is Verdict.ACT:
            self.language = transcript.language
        return (Heard(transcript.text, transcript.language, trust.score),)

    def _unheard(self, step: Step) -> Told:
        if step.voiced_s < _SAID_S:
            return ()
        unheard = Heard("", self.language, 0.0)
        if step.loudness is Loudness.GOOD:
            return (unheard,)
        return (HardToHear(step.loudness), unheard)

    def _judge(self, found: Hypothesis | None) -> Trust:
        if found is None:
            return Trust(Verdict.NOTHING, 0.0)
        return judge(found.transcript, found.meaning, self.knowledge.words, self._settings)

    def _finish(self, language: str) -> Hypothesis:
        if self._waiting:
            self._recognisers[language].feed(np.concatenate(self._waiting))
        return self._meant(self._recognisers[language].finish())

    def _again(self, language: str) -> Hypothesis:
        """The same sound in a language that was not tried: visitors change theirs."""
        recogniser = self._recognisers[language]
        recogniser.feed(np.concatenate(self._sound))
        return self._meant(recogniser.finish())

    def _meant(self, transcript: Transcript) -> Hypothesis:
        meaning = self.knowledge.understanding.understand(transcript.text, transcript.language)
        return Hypothesis(transcript, meaning)

    def _forget(self) -> None:
        for language in self._active:
            self._recognisers[language].finish()
        self._forget_sound()

    def _forget_sound(self) -> None:
        self._sound, self._waiting, self._active, self._text = [], [], (), ""
        self._before.clear()


def level_db(frame: Samples) -> float:
    """Level of a frame, dB relative to full scale."""
    power = float(np.mean(np.square(frame, dtype=np.float64))) / 32767.0**2
    return 10 * float(np.log10(power)) if power > 0 else _SILENCE_DB
