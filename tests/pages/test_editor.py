"""The editor's states are as accessible as the rest, and the keyboard alone publishes a change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Open, Site, log_in, shot, violations
from tests.pages.test_accessible import LOOKS

OFFICE = "/editor/file/departments/registry_office.yaml"
PATIENCE_MS = 30_000


@pytest.mark.parametrize("look", ["dark", "phone"])
def test_a_draft_from_fault_to_undo(site: Site, open_page: Open, look: str) -> None:
    page = open_page(f"{site.panel}/log-in", **LOOKS[look])
    log_in(page, site, "anna", OFFICE)
    page.get_by_label("Saturday").fill("ten to noon")
    expect(page.locator("#faults .own li")).to_have_count(1, timeout=PATIENCE_MS)
    _fine(page, f"editor-fault-{look}")
    page.goto(site.panel + OFFICE.replace("file", "publish"))
    _fine(page, f"editor-refused-{look}")
    page.goto(site.panel + OFFICE)
    page.get_by_label("Saturday").fill("10-12")
    expect(page.locator("#faults .none")).to_be_visible(timeout=PATIENCE_MS)
    page.goto(site.panel + OFFICE.replace("file", "try"))
    _fine(page, f"editor-try-{look}")
    page.goto(site.panel + OFFICE.replace("file", "publish"))
    _fine(page, f"editor-publish-{look}")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. The robot")).to_be_visible(timeout=PATIENCE_MS)
    page.goto(site.panel + "/editor/history")
    page.locator("tbody a").first.click()
    _fine(page, f"editor-change-{look}")
    page.get_by_role("button", name="Take this change back").click()
    expect(page.get_by_text("takes back change")).to_be_visible(timeout=PATIENCE_MS)


def _fine(page: Page, name: str) -> None:
    assert violations(page) == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    shot(page, name)


def test_the_keyboard_alone_drafts_and_publishes(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.panel}/log-in")
    log_in(page, site, "anna", OFFICE)
    page.get_by_label("Sunday").focus()
    page.keyboard.type("9-10")
    expect(page.get_by_label("Sunday")).to_have_value("9-10")
    page.keyboard.press("Tab")
    expect(page.locator("#status")).to_contain_text("The draft is kept", timeout=PATIENCE_MS)
    page.get_by_role("link", name="Review and publish").focus()
    page.keyboard.press("Enter")
    publish = page.get_by_role("button", name="Publish")
    expect(publish).to_be_visible(timeout=PATIENCE_MS)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Publish":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Published. The robot")).to_be_visible(timeout=PATIENCE_MS)


def test_without_scripts_the_form_works_too(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.panel}/log-in", java_script_enabled=False)
    log_in(page, site, "anna", OFFICE)
    page.get_by_label("Saturday").fill("noon")
    page.locator("#form").get_by_role("button", name="Keep draft").click()
    expect(page.locator("#faults .own li")).to_have_count(1)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.locator("#faults .own li")).to_have_count(0)
