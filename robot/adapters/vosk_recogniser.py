"""Sound to words with Vosk; the only file that imports vosk.

Vosk ends utterances by the model's own rules of silence; here they only cut the result in pieces,
which are put together again, because turns decides when an utterance is over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import vosk
from numpy.typing import NDArray

from robot.core.ports import Transcript, Word

_RATE_HZ = 16_000
_QUIET = -1
_NO_WORD = frozenset({"[unk]", "<unk>"})


class RecogniserError(Exception):
    """A model cannot be used; says why and what to do."""


class VoskModel:
    """A loaded model: some hundred megabytes, shared by its recognisers."""

    def __init__(self, folder: Path, language: str) -> None:
        """Load it, which takes seconds. Raises RecogniserError."""
        vosk.SetLogLevel(_QUIET)
        self.language = language
        try:
            self._model = vosk.Model(str(folder))
        except Exception as error:  # that is all that vosk raises
            raise RecogniserError(
                f"the speech model in {folder} does not load ({error}); "
                "`l2b2 models verify` tells what is wrong with it"
            ) from error

    def recogniser(self) -> VoskRecogniser:
        """A recogniser of its own for one microphone."""
        return VoskRecogniser(self._model, self.language)

    def lacks(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those of `words` that it can never hear, in order."""
        return tuple(word for word in words if self._model.vosk_model_find_word(word) < 0)


class VoskRecogniser:
    """A Recogniser."""

    def __init__(self, model: Any, language: str) -> None:
        self.language = language
        self._kaldi = vosk.KaldiRecognizer(model, _RATE_HZ)
        self._kaldi.SetWords(True)
        self._words: list[Word] = []
        self._fed = False

    def feed(self, samples: NDArray[np.int16]) -> str:
        """See Recogniser.feed."""
        self._fed = True
        if self._kaldi.AcceptWaveform(samples.tobytes()):
            self._words += _words(self._kaldi.Result())
            rest = ""
        else:
            rest = _plain(json.loads(self._kaldi.PartialResult())["partial"])
        return " ".join([*(word.text for word in self._words), *rest.split()])

    def settle(self) -> Transcript:
        """See Recogniser.settle."""
        if self._fed:
            self._words += _words(self._kaldi.FinalResult())
            self._fed = False
        return Transcript(self.language, tuple(self._words))

    def finish(self) -> Transcript:
        """See Recogniser.finish."""
        whole, self._words = self.settle(), []
        self._kaldi.Reset()
        return whole


def _plain(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _NO_WORD)


def _words(result: str) -> list[Word]:
    return [
        Word(one["word"], float(one["conf"]), float(one["start"]), float(one["end"]))
        for one in json.loads(result).get("result", ())
        if one["word"] not in _NO_WORD
    ]
