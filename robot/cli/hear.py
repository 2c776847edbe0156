"""`l2b2 hear`: what the robot would understand of a file or of the microphone, with timing."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.hearing import knowledge_of, load_hearing
from robot.adapters.model_store import ModelStore, models_folder
from robot.adapters.understanding import UnderstandingStore
from robot.core.events import HardToHear, Heard, Hearing
from robot.core.problems import ProblemsFound
from robot.core.settings import UnderstandingSettings
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.understanding.from_content import topics_of
from robot.speech.listening import RATE_HZ, Listener

EXAMPLES = """\b
Examples:
  l2b2 hear question.wav
  l2b2 hear --microphone
  l2b2 hear --microphone --device "USB Audio" --language tr
"""
_BLOCK = RATE_HZ // 10

Samples = NDArray[np.int16]


@click.command(epilog=EXAMPLES)
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--microphone", is_flag=True, help="Listen until Ctrl-C instead.")
@click.option("--device", default="", help="(Part of) a microphone's name.")
@click.option("--language", default="", help="Language tag; left out: all are tried.")
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Content folder.")
@click.option("--map", "map_folder", type=click.Path(path_type=Path), default=MAP, help="Map.")
def hear(
    file: Path | None,
    microphone: bool,
    device: str,
    language: str,
    content: Path,
    map_folder: Path,
) -> None:
    """Write down what is said in FILE (WAV of any rate) or at the microphone."""
    if (file is None) is not microphone:
        raise click.UsageError("name a WAV file, or --microphone")
    listener = _listener(content, map_folder)
    listener.speak_in(language)
    try:
        begun_s = time.process_time()
        for event, at_s in _events(listener, _blocks(file, device)):
            _show(listener, event, at_s, time.process_time() - begun_s)
    except KeyboardInterrupt:
        pass


def _listener(content: Path, map_folder: Path) -> Listener:
    try:
        house = load_house(content, map_folder)
    except ProblemsFound as found:
        raise click.ClickException(str(found)) from found
    topics = topics_of(house.content)
    understanding = UnderstandingStore().load(topics)
    knowledge = knowledge_of(topics, understanding, UnderstandingSettings())
    languages, store = house.content.town.languages, ModelStore(models_folder())
    hearing = load_hearing(languages, store, knowledge, SpeechSettings())
    for fault in hearing.faults:
        click.echo(fault, err=True)
    if hearing.listener is None:
        raise SystemExit(1)
    return hearing.listener


def _blocks(file: Path | None, device: str) -> Iterator[Samples]:
    if file is not None:
        yield from read_wav(file)
        yield np.zeros(RATE_HZ, np.int16)  # what ends the last utterance
        return
    from robot.adapters.microphone import Microphone, MicrophoneError

    try:
        with Microphone(device) as opened:
            click.echo(f"listening at {opened.name}; Ctrl-C ends", err=True)
            yield from opened.blocks()
    except MicrophoneError as error:
        raise click.ClickException(str(error)) from error


def read_wav(path: Path) -> Iterator[Samples]:
    """A WAV file as 16 kHz mono in pieces of 0.1 s; ClickException for anything else."""
    from robot.adapters.microphone import Resampler

    try:
        with wave.open(str(path)) as file:
            if file.getsampwidth() != 2:
                raise click.ClickException(
                    f"{path}: {8 * file.getsampwidth()} bits a sample; expected 16"
                )
            told, rate_hz, channels = file.getnframes(), file.getframerate(), file.getnchannels()
            data = file.readframes(told)
    except (wave.Error, EOFError) as error:
        raise click.ClickException(f"{path} is no WAV file that can be read: {error}") from error
    found = len(data) // (2 * channels)
    if found < told:
        click.echo(f"{path} ends after {found} of {told} samples; this is what is left", err=True)
    samples = np.frombuffer(data[: found * 2 * channels], "<i2").astype(np.int16)
    whole = Resampler(rate_hz, channels).convert(samples, last=True)
    for start in range(0, whole.size, _BLOCK):
        yield whole[start : start + _BLOCK]


def _events(
    listener: Listener, blocks: Iterable[Samples]
) -> Iterator[tuple[Heard | Hearing, float]]:
    """What is told, with the seconds of sound so far; the clock is the sound's own."""
    at_s = 0.0
    for block in blocks:
        at_s += block.size / RATE_HZ
        for event in listener.hear(block, at_s):
            if isinstance(event, HardToHear):
                click.echo(f"{at_s:7.2f} s  ({event.loudness.value})", err=True)
            elif event.text:
                yield event, at_s
        if listener.last is not None and listener.last.trust.verdict.value == "nothing":
            click.echo(f"{at_s:7.2f} s  (not trusted)", err=True)
            listener.last = None


def _show(listener: Listener, event: Heard | Hearing, at_s: float, worked_s: float) -> None:
    if isinstance(event, Hearing):
        click.echo(f"{at_s:7.2f} s  ... {event.text}", err=True)
        return
    last = listener.last
    ended = last.end.value if last is not None else ""
    length = f"{last.duration_s:.1f} s" if last is not None else ""
    told = f"{at_s:7.2f} s  [{event.language} {event.confidence:.2f}, {length}, {ended}]"
    click.echo(f"{told} {event.text}")
    click.echo(f"{'':9} worked {worked_s:.2f} s for {at_s:.2f} s of sound", err=True)
