"""Panel and kiosk as real servers with real content and a season of visits, and Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from robot.access.accounts import Account, Role
from robot.access.entrance import Entrance
from robot.access.secret import Secret
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.content_editor import ContentEditor
from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.label_files import load_labels
from robot.adapters.sample_records import generate
from robot.adapters.sql_accounts import SqlAccounts
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.trials import Trials
from robot.core.events import Touched
from robot.editing.history import digest_of
from robot.panel.app import PanelParts, create_kiosk, create_panel
from robot.panel.catalogue import catalogue
from robot.panel.fleet import Command, Fleet
from robot.panel.guard import Access
from robot.panel.hub import Hub
from robot.panel.server import WebServer
from robot.panel.sight import Sight
from robot.panel.sounds import SpokenSounds

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=timezone.utc)
PASSWORD = "correct horse battery staple"
ACCOUNTS = (
    Account("admin", Role.ADMINISTRATOR),
    Account("anna", Role.STAFF, "registry_office"),
    Account("vera", Role.VIEWER),
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
MORE_OF_THE_SAME = {"exclude": [["tbody tr:nth-child(n + 5)"], ["svg .bar:nth-of-type(n + 5)"]]}
"""Rows of figures and bars of charts, of which the first few are looked at."""


@dataclass
class Site:
    """Both servers, and what stands behind them."""

    hub: Hub
    fleet: Fleet
    panel_port: int
    kiosk_port: int
    touches: list[Touched]
    orders: list[tuple[str, Command]]
    database: Path
    """SQLite file of the visits."""

    @property
    def panel(self) -> str:
        return f"http://127.0.0.1:{self.panel_port}"

    @property
    def kiosk(self) -> str:
        return f"http://127.0.0.1:{self.kiosk_port}/kiosk/"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    database = tmp_path_factory.mktemp("site") / "visits.sqlite"
    url = f"sqlite:///{database}"
    content = load_house(CONTENT, MAP).content
    store, accounts = SqlVisits(url, content.town.timezone), SqlAccounts(url)
    hasher = Argon2Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for account in ACCOUNTS:
        accounts.add(account, hasher.hash(Secret(PASSWORD)))
    services = [(each.department, each.id) for each in content.services.values()]
    first, last = date(2026, 10, 1), date(2026, 11, 23)
    generate(store, services, robots=2, first=first, last=last, seed=1)
    orders: list[tuple[str, Command]] = []
    watchers = Hub()
    hub, touches, data = Hub(), [], tmp_path_factory.mktemp("content")
    labels = load_labels(CONTENT, content.town.languages)
    shutil.copytree(CONTENT, data / "dialogues")
    editor = ContentEditor(data / "dialogues", MAP, data / "data", lambda: NOW)
    _change(editor)

    def now() -> datetime:
        return NOW.astimezone(store.zone)

    fleet = Fleet(["robot-1", "robot-2"], now, lambda: watchers.publish("changed", {}))
    parts = PanelParts(
        store=store,
        hub=hub,
        sounds=SpokenSounds(),
        words=lambda: labels,
        catalogue=lambda: catalogue(content),
        plan=MAP / "plan.svg",
        touch=touches.append,
        hear=lambda _samples: None,
        sight=Sight(21.5, 0.5),
        access=Access(accounts, hasher, Entrance(accounts, hasher), now, 3600.0, secure=False),
        zone=store.zone,
        now=now,
        editor=editor,
        trials=Trials(data / "dialogues", MAP),
        fleet=fleet,
        watchers=watchers,
        order=lambda robot, command: orders.append((robot, command)),
    )
    servers = [
        WebServer(create_panel(parts), "127.0.0.1", 0),
        WebServer(create_kiosk(parts, "127.0.0.1"), "127.0.0.1", 0),
    ]
    for server in servers:
        server.start()
    yield Site(hub, fleet, servers[0].port, servers[1].port, touches, orders, database)
    hub.close()
    watchers.close()
    for server in servers:
        server.stop()
    store.close()
    accounts.close()


def _change(editor: ContentEditor) -> None:
    """A change in the history, so that its page has something to show."""
    file = "departments/registry_office.yaml"
    found = editor.opened("anna", file)
    drafted = editor.save("anna", file, found.text + "# checked\n", digest_of(found.text))
    editor.publish("anna", file, digest_of(drafted.text))


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a browser window of its own; faults of scripts and requests elsewhere fail the test."""
    with windows(browser) as open_it:
        yield open_it


@contextmanager
def windows(browser: Browser) -> Iterator[Open]:
    contexts, faults = [], []

    def open_it(address: str, width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.extend(_faults(line)))
        page.on(
            "request",
            lambda asked: faults.append(asked.url) if "//127.0.0.1:" not in asked.url else None,
        )
        page.goto(address, wait_until="domcontentloaded")
        return page

    yield open_it
    for context in contexts:
        context.close()
    elsewhere = [each for each in faults if not each.startswith(("data:", "blob:"))]
    assert elsewhere == []


def _faults(line: ConsoleMessage) -> list[str]:
    """Errors in the browser's console; that a page is missing is what some tests ask for."""
    asked_for = line.location.get("url", "").endswith("/nowhere")
    return [line.text] if line.type == "error" and not asked_for else []


def log_in(page: Page, site: Site, name: str, address: str = "/?lang=en") -> None:
    """Log in by the form, and go to a page."""
    page.goto(f"{site.panel}/log-in?lang=en")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(site.panel + address)


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, with the elements."""
    found = Axe().run(page, context=MORE_OF_THE_SAME, options=RULES)
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:4]}"
        for each in found.response["violations"]
    ]


def shot(page: Page, name: str, *, full: bool = True) -> None:
    """A screenshot, kept under build/."""
    page.screenshot(path=SHOTS / f"{name}.png", full_page=full)
