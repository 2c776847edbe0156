"""Where the pages of a launch plan are, and whether they answer."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from robot.adapters.launch_files import LaunchPlan
from robot.core.settings import PanelSettings


@dataclass(frozen=True, slots=True)
class Pages:
    """The panel and the kiosk that a plan starts."""

    settings: PanelSettings
    database: str
    """URL of the store of accounts; empty: the user's own."""
    robot: bool = True
    """Whether the plan has a robot to receive visitors; else it is a central panel."""

    @property
    def ports(self) -> Mapping[str, tuple[str, int]]:
        """Launch argument of each port -> (host, port)."""
        told = self.settings
        return {
            "port": (told.host, told.port),
            "kiosk_port": (told.kiosk_host, told.kiosk_port_used),
        }

    @property
    def addresses(self) -> Mapping[str, str]:
        """What to type in a browser on this machine."""
        told, scheme = self.settings, "https" if self.settings.certificate else "http"
        kiosk = {"kiosk": f"http://{_shown(told.kiosk_host)}:{told.kiosk_port_used}/kiosk/"}
        return (kiosk if self.robot else {}) | {
            "panel": f"{scheme}://{_shown(told.host)}:{told.port}/"
        }

    def answer(self) -> bool:
        """Whether the pages answer and visitors, or a central panel's records, are received."""
        return all(map(_answers, self.addresses.values())) and self.received()

    def received(self) -> bool:
        """Whether visitors, or a central panel's records, are being received at this moment."""
        return _answers(self.addresses["panel"] + ("health" if self.robot else "health/panel"))


def pages_of(plan: LaunchPlan) -> Pages | None:
    """The pages of the plan's panel node; None when it starts none."""
    for node in plan.nodes:
        if node.executable == "panel_node":
            given = dict(each for each in node.parameters if isinstance(each, tuple))
            names = ("host", "port", "kiosk_host", "kiosk_port", "certificate")
            told = {name: given[name] for name in names if name in given}
            robot = any(each.executable == "reception_node" for each in plan.nodes)
            return Pages(PanelSettings(**told), str(given.get("database", "")), robot)  # type: ignore[arg-type]
    return None


def _shown(host: str) -> str:
    host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"[{host}]" if ":" in host else host


def _answers(url: str) -> bool:
    here = ssl.create_default_context()
    here.check_hostname, here.verify_mode = False, ssl.CERT_NONE  # asks whether, not who
    try:
        with urllib.request.urlopen(url, timeout=1.0, context=here) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
