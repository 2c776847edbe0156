"""What a launch file's pages are: a robot's two, or a central panel alone."""

from __future__ import annotations

import pytest

from robot.adapters.folders import PROJECT
from robot.adapters.launch_files import read_launch
from robot.adapters.pages import pages_of


@pytest.mark.parametrize(
    ("file", "addresses"),
    [
        (
            "simulation",
            {"kiosk": "http://127.0.0.1:9001/kiosk/", "panel": "http://127.0.0.1:9000/"},
        ),
        ("panel", {"panel": "http://127.0.0.1:9000/"}),
    ],
)
def test_each_file_has_its_pages(file: str, addresses: dict[str, str]) -> None:
    plan = read_launch(PROJECT / f"launch/{file}.launch.yaml", {"port": "9000"}, {})
    pages = pages_of(plan)
    assert pages is not None
    assert pages.addresses == addresses
    assert pages.robot is ("kiosk" in addresses)
    assert set(pages.ports) == {"port", "kiosk_port"}  # both are taken, and looked at before
