"""The visitors' page and what it sends."""

from __future__ import annotations

import contextlib
import json
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.events import TouchAction, Touched
from robot.core.ports import Sound
from robot.panel.hub import Hub
from robot.panel.kiosk import TouchError, parse_touch, server_sent_events
from robot.panel.qr_codes import qr_svg

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest


def test_the_page_is_there_and_loads_nothing_from_elsewhere(panel: PanelUnderTest) -> None:
    answer = panel.kiosk.get("/kiosk/")
    assert answer.status_code == 200
    assert "http://" not in answer.text.replace("http://www.w3.org", "")
    assert "https://" not in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_page_links_to_nothing_but_the_kiosk(panel: PanelUnderTest) -> None:
    assert "<a " not in panel.kiosk.get("/kiosk/").text


def test_health_tells_when_the_robot_receives_visitors(panel: PanelUnderTest) -> None:
    assert panel.browser().get("/health").status_code == 503
    panel.hub.publish("state", {"mood": "idle"})
    assert panel.browser().get("/health").get_json() == {"status": "ok"}


def test_the_directory_has_words_in_every_language(panel: PanelUnderTest) -> None:
    content = panel.kiosk.get("/kiosk/content.json").get_json()
    assert content["labels"]["tr"]["send"] == "Gönder"
    assert content["departments"][0]["services"][0]["id"] == "passport"


def test_an_online_service_has_a_qr_code_and_no_other_address_gets_one(
    panel: PanelUnderTest,
) -> None:
    answer = panel.kiosk.get("/kiosk/qr/passport.svg")
    assert answer.mimetype == "image/svg+xml"
    picture = ElementTree.fromstring(answer.data)
    assert picture.get("viewBox") and "style" not in answer.text
    assert answer.data == qr_svg("https://example.org/pass")
    assert panel.kiosk.get("/kiosk/qr/dog_tax.svg").status_code == 404
    assert panel.kiosk.get("/kiosk/qr/..%2Fplan.svg").status_code == 404


@pytest.mark.parametrize(
    ("body", "touched"),
    [
        ({"action": "wake"}, Touched(TouchAction.WAKE)),
        ({"action": "more_time", "value": ""}, Touched(TouchAction.MORE_TIME)),
        ({"action": "service", "value": "passport"}, Touched(TouchAction.SERVICE, "passport")),
        ({"action": "text", "value": "  neuer\n Pass "}, Touched(TouchAction.TEXT, "neuer Pass")),
    ],
)
def test_a_touch_reaches_the_robot(
    panel: PanelUnderTest, body: dict[str, str], touched: Touched
) -> None:
    assert panel.kiosk.post("/kiosk/touch", json=body).status_code == 202
    assert panel.touches == [touched]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (None, "JSON object"),
        ([], "JSON object"),
        ({"action": "explode"}, "unknown action 'explode'"),
        ({"action": ["wake"]}, "unknown action"),
        ({"value": "x"}, "unknown action None"),
        ({"action": "service"}, "needs a 'value'"),
        ({"action": "text", "value": "   "}, "needs a 'value'"),
        ({"action": "text", "value": 7}, "text of at most"),
        ({"action": "text", "value": "x" * 501}, "text of at most"),
        ({"action": "wake", "colour": "red"}, "unknown keys ['colour']"),
    ],
)
def test_a_touch_without_meaning_is_refused_by_name(
    panel: PanelUnderTest, body: object, told: str
) -> None:
    answer = panel.kiosk.post("/kiosk/touch", json=body)
    assert answer.status_code == 400
    assert told in answer.get_json()["error"]
    assert panel.touches == []


def test_a_body_that_is_no_json_or_too_long_is_refused(panel: PanelUnderTest) -> None:
    assert panel.kiosk.post("/kiosk/touch", data=b"\xff\xfe{").status_code == 400
    too_long = panel.kiosk.post("/kiosk/touch", json={"action": "text", "value": "x" * 70_000})
    assert too_long.status_code in (400, 413)
    assert panel.touches == []


def test_another_site_cannot_touch(panel: PanelUnderTest) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = panel.kiosk.post("/kiosk/touch", json={"action": "wake"}, headers=headers)
    assert answer.status_code == 403
    assert panel.touches == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["action", "value", "x"]), inner)
        ),
    )
)
def test_whatever_comes_is_a_touch_or_is_refused(body: object) -> None:
    with contextlib.suppress(TouchError):
        assert isinstance(parse_touch(body), Touched)


def test_events_are_pushed_in_the_standard_format() -> None:
    hub = Hub()
    hub.publish("state", {"caption": "Grüß Gott\nund hallo"})
    retry, event = islice(server_sent_events(hub.subscribe()), 2)
    assert retry == "retry: 1000\n\n"
    name, data, end = event.split("\n", 2)
    assert (name, end) == ("event: state", "\n")
    assert json.loads(data.removeprefix("data: ")) == {"caption": "Grüß Gott\nund hallo"}


def test_the_last_sentences_can_be_heard_and_older_ones_are_forgotten(
    panel: PanelUnderTest,
) -> None:
    first, *_, last = [
        panel.sounds.add(Sound(np.full(100, i, np.int16), 22_050)) for i in range(20)
    ]
    heard = panel.kiosk.get(f"/kiosk/spoken/{last}.wav")
    assert heard.data[:4] == b"RIFF"
    assert heard.headers["Cache-Control"] == "no-store"
    assert panel.kiosk.get(f"/kiosk/spoken/{first}.wav").status_code == 404
