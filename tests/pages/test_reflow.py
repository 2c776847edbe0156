"""At 400 % zoom (320 CSS pixels of 1280) nothing needs sideways scrolling; print is one page."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import SHOTS, Open, Site, log_in, shot
from tests.pages.test_accessible import PAGES

# Tables that need two dimensions scroll within a region of their own (WCAG 2.2, 1.4.10).
WIDER = """[...document.querySelectorAll("body *")]
.filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
.filter((e) => !e.closest(".hidden, .skip") && !e.parentElement.closest(".scroll"))
.map((e) => e.tagName + "#" + e.id + "." + e.className)"""


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_nothing_is_wider_than_the_window(site: Site, open_page: Open, language: str) -> None:
    page = open_page(f"{site.panel}/log-in?lang={language}", width=320, height=256)
    assert page.evaluate(WIDER) == []
    log_in(page, site, "admin", f"/?lang={language}")
    for name, address in PAGES.items():
        page.goto(f"{site.panel}{address}")
        page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        assert page.evaluate(WIDER) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    shot(page, f"zoom-{language}")


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_the_monthly_report_is_printed_on_one_page(
    site: Site, open_page: Open, language: str
) -> None:
    page = open_page(site.panel)
    log_in(page, site, "vera", f"/?month=2026-10&lang={language}")
    pdf = page.pdf(path=SHOTS / f"month-{language}.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 740, "height": 1060})
    shot(page, f"month-print-{language}")


def test_pages_work_without_scripts(site: Site, open_page: Open) -> None:
    page = open_page(site.panel, java_script_enabled=False)
    log_in(page, site, "vera", "/?lang=en")
    page.get_by_label("Month", exact=True).fill("2026-10")
    page.locator("#whose-month").select_option("town_hall|robot 1")
    page.get_by_role("button", name="Show").first.click()
    assert page.url.endswith("/?month=2026-10&building=town_hall&robot=robot+1")
    assert "robot 1" in page.locator(".whose").inner_text()
    page.get_by_role("link", name="Month after").click()
    assert "month=2026-11" in page.url and "robot=robot+1" in page.url
    page.get_by_role("link", name="Deutsch").click()
    assert "month=2026-11" in page.url and "robot=robot+1" in page.url
    assert page.locator("html").get_attribute("lang") == "de"


def test_the_panel_is_used_by_keyboard_alone(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.panel}/?lang=en")
    page.locator("body").press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for typed in ("vera", "correct horse battery staple"):
        while page.evaluate("document.activeElement.tagName") != "INPUT":
            page.keyboard.press("Tab")
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.panel}/?lang=en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
