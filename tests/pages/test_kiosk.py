"""The kiosk page in the states of a talk: accessible, readable, large enough, calm."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import Page, expect

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.core.commands import Command, Show
from robot.core.events import HardToHear, Loudness, TouchAction, Touched
from robot.core.ports import Meaning
from robot.panel.screen import robot_json, state_json
from robot.reception.receptionist import Receptionist
from robot.reception.rehearsal import Rehearsal
from tests.pages.conftest import Open, Site, shot, violations
from tests.pages.test_reflow import WIDER

MONDAY_9 = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)
TALL = {"width": 1080, "height": 1920}
FONTS = """[...document.querySelectorAll("body *")].filter((e) => e.offsetParent &&
  [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest("svg"))
.map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)])"""
SMALL = """[...document.querySelectorAll("button, input")].filter((e) => e.offsetParent)
.filter((e) => Math.min(e.offsetWidth, e.offsetHeight) < 44).map((e) => e.textContent)"""
MICROPHONE = """globalThis.fault = "NotAllowedError";
navigator.mediaDevices.getUserMedia = async () => {
  if (fault) throw new DOMException("", fault);
  const { stream } = new AudioContext().createMediaStreamDestination();
  globalThis.track = stream.getTracks()[0];
  return stream;
};
0"""
"""A microphone that can be plugged in and taken away."""
MOVING = "document.getAnimations().filter((a) => a.playState === 'running').length"


class Nobody:
    """Understands nothing: these talks are touched."""

    def understand(self, text: str, language: str) -> Meaning:
        return Meaning(())


class Talk:
    """The real brain, whose screen is pushed to the page."""

    def __init__(self, site: Site) -> None:
        house = load_house(CONTENT, MAP)
        brain = Receptionist(
            house, Nobody(), lambda s: MONDAY_9 + timedelta(seconds=s), lambda: "visit"
        )
        self._site = site
        self.rehearsal = Rehearsal(brain, house.places.base, self._watch)
        self.rehearsal.drives = False
        pose = house.places.base
        told = robot_json(pose, driving=False, place="", distance_m=0.0, path=[])
        site.hub.publish("robot", told)
        site.hub.publish("people", {"people": [[pose.x + 1, pose.y, 1]]})
        site.hub.publish("stop", {"stopped": False, "reason": "", "detail": ""})

    def _watch(self, command: Command) -> None:
        if isinstance(command, Show):
            self._site.hub.publish("state", state_json(command))

    def touch(self, action: TouchAction, value: str = "") -> None:
        self.rehearsal.touch(Touched(action, value))


@pytest.fixture
def talk(site: Site) -> Talk:
    return Talk(site)


def states(page: Page, talk: Talk, site: Site) -> Iterator[str]:
    """Leads the page from one state to the next."""
    body = page.locator("body")
    talk.rehearsal.wait(1.0)
    expect(body).to_have_attribute("data-state", "idle")  # the page has come to life
    yield "idle"
    talk.rehearsal.come()
    talk.touch(TouchAction.LANGUAGE, "de")
    expect(body).to_have_attribute("data-view", "talk")
    page.locator("#browse").click()
    expect(page.locator("#found button").first).to_be_visible()
    yield "directory"
    page.locator("#browse").click()
    talk.touch(TouchAction.SERVICE, "passport")
    expect(page.locator("#answer-title")).to_contain_text("pass")
    yield "answer"
    talk.touch(TouchAction.INTENT, "yes")
    expect(body).to_have_attribute("data-view", "leading")
    yield "leading"
    site.hub.publish("stop", {"stopped": True, "reason": "emergency_stop", "detail": ""})
    expect(page.locator("#notice")).to_be_visible()
    yield "stopped"


@pytest.mark.parametrize("look", ["light", "contrast", "wide"])
def test_every_state_is_accessible(site: Site, open_page: Open, talk: Talk, look: str) -> None:
    options = {"forced_colors": "active"} if look == "contrast" else {}
    size = {"width": 1920, "height": 1080} if look == "wide" else TALL
    page = open_page(site.kiosk, **size, **options)
    for state in states(page, talk, site):
        if look != "contrast":  # the system's own colours: only looked at
            assert violations(page) == [], state
        assert page.evaluate(SMALL) == [], state
        shot(page, f"kiosk-{state}-{look}", full=False)


def test_capitals_are_seen_under_seven_tenths_of_a_degree(
    site: Site, open_page: Open, talk: Talk
) -> None:
    page = open_page(site.kiosk, **TALL, screen=TALL)
    mm_per_px = 21.5 * 25.4 / math.hypot(*TALL.values())
    for state in states(page, talk, site):
        for size, text in page.evaluate(FONTS):
            degrees = math.degrees(math.atan(0.7 * size * mm_per_px / 500))
            assert degrees >= 0.699, (state, text)


def test_nothing_moves_where_motion_is_unwanted(site: Site, open_page: Open, talk: Talk) -> None:
    page = open_page(site.kiosk, **TALL, reduced_motion="reduce")
    for state in states(page, talk, site):
        assert page.evaluate(MOVING) == 0, state


def test_captions_are_read_aloud_by_screen_readers(site: Site, open_page: Open, talk: Talk) -> None:
    page = open_page(site.kiosk, **TALL)
    for state in states(page, talk, site):
        log = page.get_by_role("log")
        assert log.get_attribute("aria-live") == "polite"
        assert log.inner_text().strip() or state == "leading"
    assert page.get_by_role("alert").filter(visible=True).count() == 1


def test_at_400_percent_nothing_needs_sideways_scrolling(
    site: Site, open_page: Open, talk: Talk
) -> None:
    page = open_page(site.kiosk, width=320, height=480, screen={"width": 320, "height": 480})
    for state in states(page, talk, site):
        wider = page.evaluate(WIDER)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, (state, wider)
        shot(page, f"kiosk-{state}-zoom")


def test_who_is_hard_to_hear_reads_what_helps(site: Site, open_page: Open, talk: Talk) -> None:
    page = open_page(site.kiosk, **TALL)
    talk.rehearsal.come()
    talk.touch(TouchAction.LANGUAGE, "en")
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    expect(page.locator("#notice")).to_be_hidden()
    talk.rehearsal.tell(HardToHear(Loudness.TOO_QUIET))
    expect(page.locator("#notice")).to_contain_text("closer")
    shot(page, "kiosk-too-quiet", full=False)


def test_a_microphone_denied_or_in_use_is_told_and_taken_once_it_can_be_had(
    site: Site, open_page: Open
) -> None:
    page = open_page(site.kiosk, **TALL)
    body, notice = page.locator("body"), page.locator("#microphone-notice")
    page.evaluate(MICROPHONE)
    page.locator("button.microphone").click()
    expect(body).to_have_attribute("data-microphone", "denied")
    expect(notice).to_contain_text(re.compile("touch the screen|Bildschirm"))
    page.evaluate("fault = 'NotReadableError'")
    page.locator("button.microphone").click()
    expect(body).to_have_attribute("data-microphone", "missing")
    expect(notice).to_be_visible()
    shot(page, "kiosk-no-microphone", full=False)
    page.evaluate("fault = ''")
    expect(body).to_have_attribute("data-microphone", "on")
    expect(notice).to_be_hidden()
    page.evaluate("track.dispatchEvent(new Event('ended'))")  # pulled out
    expect(body).to_have_attribute("data-microphone", "missing")
    expect(body).to_have_attribute("data-microphone", "on")
