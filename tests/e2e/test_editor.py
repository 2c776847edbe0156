"""Staff change the content in a browser while the robot runs, and it answers with the change."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from robot.adapters.folders import CONTENT

from .conftest import PROJECT, READY_S, Robot, chromium, start

pytestmark = pytest.mark.e2e
SHOTS = PROJECT / "build" / "screenshots"
PATIENCE_MS = 60_000
OFFICE = "departments/cashier.yaml"


@pytest.fixture(scope="module")
def robot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Robot]:
    """A robot with a copy of the content."""
    data = tmp_path_factory.mktemp("robot")
    shutil.copytree(CONTENT, data / "dialogues")
    started = start(data, 62, visitors_per_hour="0.0", content_dir=data / "dialogues")
    try:
        started.wait_for("Ctrl-C stops", READY_S)
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        assert os.environ.get("CI") != "true", "CI must have Chromium"
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        yield playwright.chromium.launch(executable_path=path, args=flags)


def log_in(browser: Browser, robot: Robot, name: str, password: str) -> Page:
    """Somebody's own browser."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(robot.panel)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Content", exact=True).click()
    return page


@pytest.fixture
def ada(browser: Browser, robot: Robot) -> Iterator[Page]:
    """The administrator's browser; no script may fail in it."""
    page = log_in(browser, robot, "admin", robot.password)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


def test_hours_are_changed_mended_tried_published_and_told_by_the_running_robot(
    browser: Browser, robot: Robot, ada: Page
) -> None:
    ada.get_by_role("link", name="Town cashier").click()
    ada.get_by_label("Thursday").fill("8-12, 14 to late")
    fault = ada.locator("#faults .own li")
    expect(fault).to_contain_text("hours such as", timeout=PATIENCE_MS)
    fault.get_by_role("link").click()
    assert "14 to late" in ada.evaluate("getSelection().toString()")
    expect(ada.locator("#gutter .bad")).to_have_count(1)
    SHOTS.mkdir(parents=True, exist_ok=True)
    ada.screenshot(path=SHOTS / "editor.png")
    ada.get_by_label("Thursday").fill("8-12, 14-19.45")
    expect(ada.locator("#faults .none")).to_be_visible(timeout=PATIENCE_MS)
    expect(ada.locator("#yaml")).to_have_value(
        _holding('thu: ["08:00-12:00", "14:00-19:45"]'), timeout=PATIENCE_MS
    )

    ada.get_by_role("link", name="Try it").click()
    ada.get_by_role("button", name="Begin the talk").click()
    expect(ada.locator("#said .say").first).to_be_visible(timeout=PATIENCE_MS)
    ada.get_by_label("What the visitor says").fill("where do I pay my bill")
    ada.keyboard.press("Enter")
    expect(ada.locator("#said")).to_contain_text("19:45", timeout=PATIENCE_MS)
    ada.screenshot(path=SHOTS / "trial.png")
    assert "19:45" not in _asked(browser, robot), "a draft is not in force"

    ada.get_by_role("link", name="Back to the draft").click()
    ada.get_by_role("link", name="Review and publish").click()
    expect(ada.locator(".diff .new")).to_contain_text("19:45")
    ada.get_by_role("button", name="Publish").click()
    expect(ada.get_by_text("Published. The robot answers")).to_be_visible()
    assert "19:45" in (robot.data / "dialogues" / OFFICE).read_text(encoding="utf-8")
    assert "19:45" in _asked(browser, robot)


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def _asked(browser: Browser, robot: Robot) -> str:
    """What a visitor at the kiosk is shown about paying a bill."""
    page = browser.new_page(viewport={"width": 1080, "height": 1920})
    page.goto(robot.kiosk, wait_until="domcontentloaded")
    expect(page.locator("body")).to_have_attribute("data-view", "idle", timeout=PATIENCE_MS)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE_MS)
    page.locator("#text").fill("where do I pay my bill")
    page.locator("#text").press("Enter")
    expect(page.locator("#answer-title")).to_contain_text("bill", timeout=PATIENCE_MS)
    facts = page.locator("#facts").inner_text()
    page.evaluate("document.querySelector('#always button:last-child').click()")
    expect(page.locator("body")).to_have_attribute("data-view", "idle", timeout=PATIENCE_MS)
    page.close()
    return facts


def test_two_at_one_file_are_told_and_nothing_is_overwritten(
    browser: Browser, robot: Robot, ada: Page
) -> None:
    ada.get_by_role("link", name="Accounts").click()
    ada.locator("#new-name").fill("bob")
    ada.locator("#role-new").select_option("staff")
    ada.locator("#department-new").select_option("cashier")
    ada.get_by_role("button", name="Add").click()
    bob = log_in(browser, robot, "bob", ada.locator("#made-password").inner_text())
    ada.get_by_role("link", name="Content", exact=True).click()
    expect(bob.locator(".files h3")).to_have_text(["Town cashier"])
    bob.get_by_role("link", name="Town cashier").click()
    bob.get_by_label("Telephone").fill("115")
    expect(bob.locator("#status")).to_contain_text("The draft is kept", timeout=PATIENCE_MS)

    ada.get_by_role("link", name="Town cashier").click()
    expect(ada.locator("#others")).to_contain_text("bob")
    ada.locator("#yaml").evaluate("yaml => yaml.setSelectionRange(0, 0)")
    ada.locator("#yaml").press_sequentially("# Seen by ada\n")
    expect(ada.locator("#status")).to_contain_text("The draft is kept", timeout=PATIENCE_MS)
    bob.get_by_role("link", name="Review and publish").click()
    bob.get_by_role("button", name="Publish").click()
    expect(bob.get_by_text("Published. The robot answers")).to_be_visible()

    ada.get_by_role("link", name="Review and publish").click()
    expect(ada.get_by_role("alert")).to_contain_text("Nothing was overwritten")
    expect(ada.get_by_role("button", name="Publish")).to_have_count(0)
    ada.get_by_role("link", name="Back to the draft").click()
    ada.get_by_role("button", name="Bring that change into my draft").click()
    ada.get_by_role("link", name="Review and publish").click()
    ada.get_by_role("button", name="Publish").click()
    expect(ada.get_by_text("Published. The robot answers")).to_be_visible()
    text = (robot.data / "dialogues" / OFFICE).read_text(encoding="utf-8")
    assert text.startswith("# Seen by ada\n") and 'phone: "115"' in text

    ada.get_by_role("link", name="History").click()
    expect(ada.locator("tbody tr").nth(1)).to_contain_text("bob")
    ada.locator("tbody tr").nth(1).get_by_role("link").click()
    ada.get_by_role("button", name="Take this change back").click()
    expect(ada.get_by_text("takes back change")).to_be_visible()
    text = (robot.data / "dialogues" / OFFICE).read_text(encoding="utf-8")
    assert text.startswith("# Seen by ada\n") and 'phone: "115"' not in text
    bob.close()
