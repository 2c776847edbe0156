"""Piper in a process of its own; the only file that imports piper (extra `piper`).

Piper brings an espeak-ng library with it, and two of them in one process crash.

    python -m robot.adapters.piper_worker en=VOICE.onnx ...

Each line of standard input is a sentence, as JSON with `language`, `text` and `rate`. The answer
is a line of JSON: `error`, or `rate_hz` and `bytes` with so many bytes of sound after it (mono,
int16).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

Voices = dict[str, Any]
"""Piper's voice, or what is wrong with its file, by language."""


def _load(file: Path) -> Any:
    from piper import PiperVoice

    try:
        return PiperVoice.load(file)
    except Exception as error:  # onnxruntime raises what it likes for a damaged file
        return f"the voice {file} cannot be used: {error}"


def _sound(voice: Any, text: str, rate: float) -> tuple[int, bytes]:
    """Samples a second, and the sound."""
    from piper import SynthesisConfig

    how = SynthesisConfig(length_scale=voice.config.length_scale / rate)
    chunks = [chunk.audio_int16_bytes for chunk in voice.synthesize(text, how)]
    return voice.config.sample_rate, b"".join(chunks)


def _answer(voices: Voices, request: dict[str, Any], out: BinaryIO) -> None:
    voice, sound = voices[request["language"]], b""
    if isinstance(voice, str):
        told: dict[str, object] = {"error": voice}
    else:
        rate_hz, sound = _sound(voice, request["text"], request["rate"])
        told = {"rate_hz": rate_hz, "bytes": len(sound)}
    out.write(json.dumps(told).encode() + b"\n" + sound)
    out.flush()


def main() -> None:
    """Speak until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to everybody; the robot ends us
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries that print must not print into the sound
    files = dict(given.split("=", 1) for given in sys.argv[1:])
    voices = {language: _load(Path(file)) for language, file in files.items()}
    for line in sys.stdin:
        _answer(voices, json.loads(line), out)


if __name__ == "__main__":
    main()
