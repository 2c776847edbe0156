"""WCAG 2.2 AA as far as axe-core can tell, on every page and state, light, dark and in contrast."""

from __future__ import annotations

import pytest

from robot.core.geometry import Pose2D
from robot.panel.fleet import Fault
from tests.pages.conftest import Open, Site, log_in, shot, violations

PAGES = {
    "figures": "/?month=2026-11",
    "figures-range": "/?from=2026-10-01&to=2026-11-23&building=town_hall",
    "figures-empty": "/?month=2020-01",
    "live": "/live/",
    "live-confirm": "/live/robot-1/stop",
    "accounts": "/accounts/",
    "account": "/account",
    "editor": "/editor/",
    "editor-file": "/editor/file/departments/registry_office.yaml",
    "editor-remove": "/editor/remove/departments/registry_office.yaml",
    "editor-history": "/editor/history",
    "missing": "/nowhere",
}
EACH_LOOK = ("figures-empty", "live", "accounts")
"""Pages with every kind of element, tried in every look; the others in light."""
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"forced_colors": "active"},
    "phone": {"width": 360, "height": 740},
}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_the_panel(site: Site, open_page: Open, look: str) -> None:
    page = open_page(f"{site.panel}/log-in?lang=de", **LOOKS[look])
    assert violations(page) == []
    shot(page, f"log-in-{look}")
    log_in(page, site, "admin")
    _busy(site)
    for name in PAGES if look == "light" else EACH_LOOK:
        address = PAGES[name]
        page.goto(f"{site.panel}{address}")
        for summary in page.locator("summary").all():
            if summary.is_visible():
                summary.click()
        assert violations(page) == [], name
        shot(page, f"{name}-{look}")


def _busy(site: Site) -> None:
    """Robots that have something to show."""
    site.fleet.heard("robot-1", pose=Pose2D(24.0, 12.0, 1.0), visit=True, driving=True,
                     place="citizens_office", charge=0.71)  # fmt: skip
    site.fleet.heard("robot-2", pose=Pose2D(3.0, 15.0, 0.0), charge=0.35, charging=True,
                     stopped="emergency_stop")  # fmt: skip
    site.fleet.complain("robot-2", "voice_node", Fault("voice_node", False, "no sound device"))


def test_a_fault_is_found(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.panel}/log-in")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = [each.partition(":")[0] for each in violations(page)]
    assert {"label", "html-has-lang"} <= set(found)
