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


def test_two_at_one_file_are_told_and_nothing_is_overwritten(site: Site, open_page: Open) -> None:
    anna, ada = (open_page(f"{site.panel}/log-in") for _ in range(2))
    log_in(anna, site, "anna", OFFICE)
    anna.get_by_label("Telephone").fill("115")
    expect(anna.locator("#status")).to_contain_text("The draft is kept", timeout=PATIENCE_MS)
    log_in(ada, site, "admin", OFFICE)
    expect(ada.locator("#others")).to_contain_text("anna")
    ada.locator("#yaml").evaluate("yaml => yaml.setSelectionRange(0, 0)")
    ada.locator("#yaml").press_sequentially("# Seen by ada\n")
    expect(ada.locator("#status")).to_contain_text("The draft is kept", timeout=PATIENCE_MS)
    _publish(anna)

    ada.get_by_role("link", name="Review and publish").click()
    expect(ada.get_by_role("alert")).to_contain_text("Nothing was overwritten")
    expect(ada.get_by_role("button", name="Publish")).to_have_count(0)
    ada.get_by_role("link", name="Back to the draft").click()
    ada.get_by_role("button", name="Bring that change into my draft").click()
    _publish(ada)
    text = ada.locator("#yaml").input_value()
    assert text.startswith("# Seen by ada\n") and 'phone: "115"' in text
    ada.get_by_role("link", name="History").click()
    expect(ada.locator("tbody tr").nth(0)).to_contain_text("admin")
    expect(ada.locator("tbody tr").nth(1)).to_contain_text("anna")


def _publish(page: Page) -> None:
    page.get_by_role("link", name="Review and publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. The robot answers")).to_be_visible(timeout=PATIENCE_MS)


def test_a_new_service_keeps_what_was_typed_before_and_says_what_is_missing(
    site: Site, open_page: Open
) -> None:
    page = open_page(f"{site.panel}/log-in")
    log_in(page, site, "anna", OFFICE)
    page.get_by_label("Saturday").fill("9-11")
    page.get_by_text("New service").click()
    for name, text in (("Deutsch", "Ehrung"), ("English", "Honours"), ("Türkçe", "Onur")):
        page.locator("details.add").get_by_label(name).fill(text)
    page.get_by_role("button", name="Add").click()
    expect(page.locator('[aria-current="page"]').last).to_have_text("Honours")
    assert page.locator('#form [aria-invalid="true"]').count() == 9  # about, fee, examples
    assert '  sat: ["09:00-11:00"]' in page.locator("#yaml").input_value()
    _fine(page, "editor-new-service")
    page.get_by_role("button", name="Take “Honours” out of the draft").click()
    expect(page.locator("#faults .none")).to_be_visible()
    page.get_by_role("button", name="Throw the draft away").click()


def test_without_scripts_the_form_works_too(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.panel}/log-in", java_script_enabled=False)
    log_in(page, site, "anna", OFFICE)
    page.get_by_label("Saturday").fill("noon")
    page.locator("#form").get_by_role("button", name="Keep draft").click()
    expect(page.locator("#faults .own li")).to_have_count(1)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.locator("#faults .own li")).to_have_count(0)
