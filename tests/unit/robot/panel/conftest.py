"""A panel on a real database of its own, with a robot that only notes what is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import yaml
from flask.testing import FlaskClient
from numpy.typing import NDArray

from robot.adapters.sql_visits import SqlVisits
from robot.core.events import Touched
from robot.dialogue.labels import Labels
from robot.panel.app import PanelParts, create_app
from robot.panel.hub import Hub
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


@dataclass
class PanelUnderTest:
    """The application and all that a test wants to look at."""

    client: FlaskClient
    store: SqlVisits
    hub: Hub
    sounds: SpokenSounds
    touches: list[Touched] = field(default_factory=list)
    heard: list[NDArray[np.int16]] = field(default_factory=list)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[PanelUnderTest]:
    plan = tmp_path / "plan.svg"
    plan.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    words = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in SCREEN.glob("*.yaml")}
    store = SqlVisits(f"sqlite:///{tmp_path}/visits.sqlite", "Europe/Berlin")
    hub, sounds = Hub(), SpokenSounds()
    touches: list[Touched] = []
    sounds_heard: list[NDArray[np.int16]] = []
    app = create_app(
        PanelParts(
            store=store,
            hub=hub,
            sounds=sounds,
            labels=Labels(words, "de"),
            catalogue=lambda: CATALOGUE,
            plan=plan,
            touch=touches.append,
            hear=sounds_heard.append,
            zone=BERLIN,
            now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN),
        )
    )
    yield PanelUnderTest(app.test_client(), store, hub, sounds, touches, sounds_heard)
    hub.close()
    store.close()
