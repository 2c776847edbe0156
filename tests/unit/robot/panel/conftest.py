"""A panel on a real database of its own, with a robot that only notes what is touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import yaml
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from numpy.typing import NDArray
from werkzeug.test import TestResponse

from robot.access.accounts import Account, Role
from robot.access.entrance import Entrance
from robot.access.secret import Secret
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.content_editor import ContentEditor
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.sql_accounts import SqlAccounts
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.trials import Trials
from robot.core.events import Touched
from robot.dialogue.labels import Labels
from robot.panel.app import PanelParts, create_kiosk, create_panel
from robot.panel.fleet import Command, Fleet
from robot.panel.guard import Access
from robot.panel.hub import Hub
from robot.panel.sight import Sight
from robot.panel.sounds import SpokenSounds

BERLIN = ZoneInfo("Europe/Berlin")
SCREEN = Path(__file__).parents[4] / "dialogues" / "screen"
PASSPORT = {"id": "passport", "name": {"de": "Reisepass", "en": "Passport", "tr": "Pasaport"}}
CATALOGUE: dict[str, Any] = {
    "default": "de",
    "town_hall": {"de": "Rathaus", "en": "Town hall", "tr": "Belediye"},
    "languages": [{"id": "de", "name": "Deutsch"}, {"id": "tr", "name": "Türkçe"}],
    "easy_languages": ["de"],
    "departments": [
        {
            "id": "citizens_office",
            "name": {"de": "Bürgerbüro"},
            "room": "E01",
            "services": [PASSPORT],
        }
    ],
    "online": {"passport": "https://example.org/pass"},
    "facilities": [],
}


PASSWORD = "correct horse battery staple"
CHEAP = Argon2Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass
class Clock:
    """The time of the pages, turned by hand."""

    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class PanelUnderTest:
    """The applications and all that a test wants to look at."""

    panel: Flask
    kiosk: FlaskClient
    client: FlaskClient
    """Logged in as the administrator `admin`."""
    store: SqlVisits
    accounts: SqlAccounts
    hub: Hub
    sounds: SpokenSounds
    clock: Clock
    fleet: Fleet
    orders: list[tuple[str, Command]]
    content: Path
    """Folder of the content that the editor changes."""
    touches: list[Touched] = field(default_factory=list)
    heard: list[NDArray[np.int16]] = field(default_factory=list)

    def words(self, language: str) -> Mapping[str, str]:
        """Of the panel."""
        labels: Labels = self.panel.extensions["l2b2_parts"].labels
        return labels.section(language, "panel")

    def browser(self) -> FlaskClient:
        """A browser that nobody has logged in with."""
        return self.panel.test_client()

    def add(self, name: str, role: Role, department: str = "") -> None:
        """An account with the password of all tests."""
        self.accounts.add(Account(name, role, department), CHEAP.hash(Secret(PASSWORD)))

    def browser_of(self, name: str) -> FlaskClient:
        """A browser in which this account has logged in."""
        browser = self.browser()
        answer = post(browser, "/log-in", "/log-in", name=name, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser


def form_key(page: str) -> str:
    """What a page's forms carry."""
    return page.split('name="csrf" value="')[1].split('"')[0]


def post(browser: FlaskClient, page: str, target: str, **values: str) -> TestResponse:
    """Send a form of a page, as a browser does."""
    key = form_key(browser.get(page, headers={"Accept": "text/html"}).text)
    return browser.post(target, data={"csrf": key, **values}, headers={"Accept": "text/html"})


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[PanelUnderTest]:
    plan = tmp_path / "plan.svg"
    plan.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    words = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in SCREEN.glob("*.yaml")}
    url, clock, hub, sounds = f"sqlite:///{tmp_path}/visits.sqlite", Clock(), Hub(), SpokenSounds()
    store, accounts = SqlVisits(url, "Europe/Berlin"), SqlAccounts(url)
    shutil.copytree(CONTENT, tmp_path / "dialogues")
    touches: list[Touched] = []
    orders: list[tuple[str, Command]] = []
    watchers = Hub()
    fleet = Fleet(["robot-1", "robot-2"], clock, lambda: watchers.publish("changed", {}))
    sounds_heard: list[NDArray[np.int16]] = []
    parts = PanelParts(
        store=store,
        hub=hub,
        sounds=sounds,
        words=lambda: Labels(words, "de"),
        catalogue=lambda: CATALOGUE,
        plan=plan,
        touch=touches.append,
        hear=sounds_heard.append,
        sight=Sight(21.5, 0.5),
        access=Access(accounts, CHEAP, Entrance(accounts, CHEAP), clock, 3600.0, secure=False),
        zone=BERLIN,
        now=clock,
        editor=ContentEditor(tmp_path / "dialogues", MAP, tmp_path / "data", clock),
        trials=Trials(tmp_path / "dialogues", MAP),
        fleet=fleet,
        watchers=watchers,
        order=lambda robot, command: orders.append((robot, command)),
    )
    app, kiosk = create_panel(parts), create_kiosk(parts, "127.0.0.1").test_client()
    under_test = PanelUnderTest(
        app,
        kiosk,
        app.test_client(),
        store,
        accounts,
        hub,
        sounds,
        clock,
        fleet,
        orders,
        tmp_path / "dialogues",
        touches,
        sounds_heard,
    )
    under_test.add("admin", Role.ADMINISTRATOR)
    under_test.client = under_test.browser_of("admin")
    yield under_test
    hub.close()
    watchers.close()
    store.close()
    accounts.close()
