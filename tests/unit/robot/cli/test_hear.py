"""Files that `l2b2 hear` is given."""

from __future__ import annotations

import wave
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner

from robot.cli.hear import hear, read_wav


def wav(path: Path, rate_hz: int = 16_000, channels: int = 1, width: int = 2) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        file.writeframes(bytes(rate_hz * channels * width))
    return path


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 2), (16_000, 1), (44_100, 2)])
def test_any_rate_and_channels_are_read(tmp_path: Path, rate_hz: int, channels: int) -> None:
    pieces = list(read_wav(wav(tmp_path / "a.wav", rate_hz, channels)))
    assert abs(sum(piece.size for piece in pieces) - 16_000) <= 16
    assert all(piece.dtype == np.int16 for piece in pieces)


def test_a_truncated_file_gives_what_is_left_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = wav(tmp_path / "a.wav")
    path.write_bytes(path.read_bytes()[:20_001])
    assert 9_000 < sum(piece.size for piece in read_wav(path)) < 10_001
    assert "ends after" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all" * 10])
def test_what_is_no_wav_is_refused_with_a_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(click.ClickException, match="no WAV file"):
        list(read_wav(tmp_path / "a.wav"))


def test_other_depths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="expected 16"):
        list(read_wav(wav(tmp_path / "a.wav", width=1)))


def test_without_models_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("L2B2_MODELS", str(tmp_path))
    done = CliRunner().invoke(hear, [str(wav(tmp_path / "a.wav"))])
    assert done.exit_code == 1
    assert "l2b2 models install" in done.output
