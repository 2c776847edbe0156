"""Chromium for tests of pages, with or without a robot behind them."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def chromium(playwright: Playwright, *flags: str) -> Browser:
    """Debian's Chromium; skips aloud where it is missing, fails in CI."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        assert os.environ.get("CI") != "true", "CI must have Chromium"
        pytest.skip("no Chromium: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
