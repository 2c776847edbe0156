"""Visitors at the kiosk page and staff in the panel of a robot started as `make run` starts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from robot.adapters.sql_visits import SqlVisits
from robot.core.visit import Outcome, Visit

from .conftest import PROJECT

if TYPE_CHECKING:
    from .conftest import Robot

pytestmark = pytest.mark.e2e
SHOTS = PROJECT / "build" / "screenshots"
OFFICE = "departments/cashier.yaml"
ANSWER_MS = 60_000
WALK_MS = 150_000
TARGETS = """[...document.querySelectorAll("button, input")]
.filter((e) => e.offsetParent).map((e) => [
  e.offsetWidth, e.offsetHeight,
  (e.innerText || e.ariaLabel || e.labels?.[0]?.innerText || "").trim(),
])"""


@pytest.fixture
def kiosk(browser: Browser, robot: Robot) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1080, "height": 1920})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(robot.kiosk, wait_until="domcontentloaded")
    expect(page.locator("body")).to_have_attribute("data-state", "idle", timeout=WALK_MS)
    yield page
    page.close()
    assert faults == []


def logged_in(browser: Browser, robot: Robot) -> Page:
    """The panel's first page."""
    page = browser.new_page()
    page.goto(robot.panel)
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(robot.password)
    page.get_by_role("button", name="Log in").click()
    return page


def count(browser: Browser, robot: Robot) -> int:
    page = logged_in(browser, robot)
    visits = page.locator("#interactions").get_attribute("data-count")
    page.close()
    return int(visits or -1)


def test_a_visitor_is_understood_in_turkish_led_to_the_door_and_counted(
    browser: Browser, robot: Robot, kiosk: Page
) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    before = count(browser, robot)
    kiosk.get_by_role("button", name="Türkçe").click()
    expect(kiosk.locator("html")).to_have_attribute("lang", "tr", timeout=ANSWER_MS)

    kiosk.locator("#text").fill("pasaportumu yenilemek istiyorum")
    kiosk.locator("#text").press("Enter")
    expect(kiosk.locator("#answer-title")).to_contain_text("asaport", timeout=ANSWER_MS)
    expect(kiosk.locator("#facts .room")).to_contain_text("E01")
    kiosk.screenshot(path=SHOTS / "answer.png")

    kiosk.locator("#choices button").first.click()
    expect(kiosk.locator("body")).to_have_attribute("data-view", "leading", timeout=ANSWER_MS)
    expect(kiosk.locator("#drawing .room.destination")).to_have_attribute(
        "id", "room-citizens_office"
    )
    expect(kiosk.locator("#to-go")).to_have_text(re.compile(r"\d+ metre"), timeout=ANSWER_MS)
    kiosk.screenshot(path=SHOTS / "leading.png")

    expect(kiosk.locator("body")).not_to_have_attribute("data-view", "leading", timeout=WALK_MS)
    kiosk.screenshot(path=SHOTS / "arrived.png")
    _end_talk(kiosk)
    kiosk.wait_for_timeout(1000)
    assert count(browser, robot) == before + 1
    (visit,) = _visits(robot)[before:]
    assert (visit.outcome, visit.language) == (Outcome.LED, "tr")
    assert (visit.services, visit.department) == (("passport",), "citizens_office")
    assert visit.escort_m > 3.0


def test_the_kiosk_is_used_by_keyboard_alone(kiosk: Page) -> None:
    _tab_to(kiosk, "English")
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator("html")).to_have_attribute("lang", "en", timeout=ANSWER_MS)
    _tab_to(kiosk, "text")
    kiosk.keyboard.type("I want to get married")
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator("#answer-title")).to_contain_text("arriage", timeout=ANSWER_MS)
    _tab_to(kiosk, "End the talk")
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator("body")).to_have_attribute("data-view", "idle", timeout=WALK_MS)


def test_everything_to_touch_is_large_and_named(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="Deutsch").click()
    expect(kiosk.locator("body")).to_have_attribute("data-view", "talk", timeout=ANSWER_MS)
    kiosk.locator("#browse").click()
    expect(kiosk.locator("#found button").first).to_be_visible()
    targets = kiosk.evaluate(TARGETS)
    assert len(targets) > 40
    for width, height, name in targets:
        assert name
        assert min(width, height) >= 44, name
    kiosk.locator("#find").fill("fuhrersch")
    expect(kiosk.locator("#found button").first).to_contain_text("Führerschein")
    kiosk.locator("#always button").last.click()
    expect(kiosk.locator("body")).to_have_attribute("data-view", "idle", timeout=WALK_MS)


def test_people_in_the_panel_stop_the_robot_and_take_it_out_of_duty(
    browser: Browser, robot: Robot, kiosk: Page
) -> None:
    live = logged_in(browser, robot)
    live.get_by_role("link", name="Now").click()
    shown = live.locator(".robots")
    expect(shown).to_contain_text("%", timeout=ANSWER_MS)

    def order(name: str) -> None:
        live.get_by_role("link", name=name).click()
        live.get_by_role("button", name=name).click()

    order("Stop")
    expect(shown).to_contain_text("Stopped from here", timeout=ANSWER_MS)
    expect(shown).to_contain_text("release it here", timeout=ANSWER_MS)
    live.screenshot(path=SHOTS / "live.png", full_page=True)
    order("Release")
    expect(shown).not_to_contain_text("Stopped from here", timeout=ANSWER_MS)
    order("Take out of duty")
    expect(kiosk.locator("#notice")).to_have_text(re.compile("Dienst|duty|hizmet"))
    expect(shown).to_contain_text("out of duty", timeout=ANSWER_MS)
    assert (robot.data / "l2b2" / "out_of_duty").exists()  # it will be so after a restart, too
    order("Put on duty")
    expect(kiosk.locator("#notice")).to_be_hidden(timeout=ANSWER_MS)
    live.get_by_role("link", name="Accounts").click()
    for deed in ("robot stopped", "robot released", "robot taken out of duty"):
        expect(live.locator(".deeds")).to_contain_text(deed)
    live.close()


def test_hours_are_changed_mended_tried_published_and_told_by_the_running_robot(
    browser: Browser, robot: Robot
) -> None:
    ada = logged_in(browser, robot)
    ada.set_viewport_size({"width": 1400, "height": 1000})
    ada.get_by_role("link", name="Content", exact=True).click()
    ada.get_by_role("link", name="Town cashier").click()
    ada.get_by_label("Thursday").fill("8-12, 14 to late")
    fault = ada.locator("#faults .own li")
    expect(fault).to_contain_text("hours such as", timeout=ANSWER_MS)
    fault.get_by_role("link").click()
    assert "14 to late" in ada.evaluate("getSelection().toString()")
    expect(ada.locator("#gutter .bad")).to_have_count(1)
    SHOTS.mkdir(parents=True, exist_ok=True)
    ada.screenshot(path=SHOTS / "editor.png")
    ada.get_by_label("Thursday").fill("8-12, 14-19.45")
    expect(ada.locator("#faults .none")).to_be_visible(timeout=ANSWER_MS)
    expect(ada.locator("#yaml")).to_have_value(
        re.compile(re.escape('thu: ["08:00-12:00", "14:00-19:45"]')), timeout=ANSWER_MS
    )

    ada.get_by_role("link", name="Try it").click()
    ada.get_by_role("button", name="Begin the talk").click()
    expect(ada.locator("#said .say").first).to_be_visible(timeout=ANSWER_MS)
    ada.get_by_label("What the visitor says").fill("where do I pay my bill")
    ada.keyboard.press("Enter")
    expect(ada.locator("#said")).to_contain_text("19:45", timeout=ANSWER_MS)
    ada.screenshot(path=SHOTS / "trial.png")
    assert "19:45" not in _asked(browser, robot), "a draft is not in force"

    ada.get_by_role("link", name="Back to the draft").click()
    ada.get_by_role("link", name="Review and publish").click()
    expect(ada.locator(".diff .new")).to_contain_text("19:45")
    ada.get_by_role("button", name="Publish").click()
    expect(ada.get_by_text("Published. The robot answers")).to_be_visible()
    assert "19:45" in (robot.data / "dialogues" / OFFICE).read_text(encoding="utf-8")
    assert "19:45" in _asked(browser, robot)
    ada.close()


def _asked(browser: Browser, robot: Robot) -> str:
    """What a visitor at the kiosk is shown about paying a bill."""
    page = browser.new_page(viewport={"width": 1080, "height": 1920})
    page.goto(robot.kiosk, wait_until="domcontentloaded")
    expect(page.locator("body")).to_have_attribute("data-view", "idle", timeout=ANSWER_MS)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=ANSWER_MS)
    page.locator("#text").fill("where do I pay my bill")
    page.locator("#text").press("Enter")
    expect(page.locator("#answer-title")).to_contain_text("bill", timeout=ANSWER_MS)
    facts = page.locator("#facts").inner_text()
    _end_talk(page)
    page.close()
    return facts


def _end_talk(page: Page) -> None:
    """Press the button that ends the talk; it may have ended, and the button gone, by itself."""
    page.evaluate("document.querySelector('#always button:last-child').click()")
    expect(page.locator("body")).to_have_attribute("data-view", "idle", timeout=WALK_MS)


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what has this text or id."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.innerText, document.activeElement.id]")
        if wanted in (focused[0].strip(), focused[1]):
            return
    raise AssertionError(f"Tab never reaches '{wanted}'")


def _visits(robot: Robot) -> list[Visit]:
    store = SqlVisits(robot.database)
    ages = datetime(2000, 1, 1, tzinfo=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc)
    return list(store.between(*ages))
