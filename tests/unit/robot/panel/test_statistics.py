"""The administrators' page."""

from __future__ import annotations

import html
import re
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from robot.core.visit import Channel, Outcome, Visit
from robot.stats.figures import Figures
from robot.stats.visits import StoreError

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest


def visit(number: int, started: datetime, language: str = "tr") -> Visit:
    return Visit(
        id=str(number),
        robot="l2b2",
        building="town_hall",
        started=started,
        ended=started + timedelta(seconds=90),
        language=language,
        channel=Channel.TOUCH,
        outcome=Outcome.LED,
        services=("passport",),
        department="citizens_office",
    )


NOVEMBER = datetime(2026, 11, 5, 10, tzinfo=timezone.utc)
OCTOBER = datetime(2026, 10, 5, 10, tzinfo=timezone.utc)


def test_this_month_is_counted_and_the_one_before_beside_it(panel: PanelUnderTest) -> None:
    for number in range(3):
        panel.store.add(visit(number, NOVEMBER))
    panel.store.add(visit(9, OCTOBER))
    page = panel.client.get("/?lang=de").text
    assert 'id="interactions" data-count="3"' in page
    assert "<span>davor</span> 1 (+200 %)" in page
    assert "Verglichen mit 1. Oktober 2026 – 23. Oktober 2026 (davor)" in page
    for shown in ("Türkçe", "Bürgerbüro", "Reisepass", "Bis zur Tür gebracht", "100 %"):
        assert shown in page


def test_another_month_can_be_chosen_and_is_kept_in_the_links(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, OCTOBER))
    page = panel.client.get("/?month=2026-10&lang=en").text
    assert 'data-count="1"' in page
    assert "/?month=2026-10&amp;lang=de" in page
    assert "/?month=2026-09" in page


def test_files_are_of_the_same_days_and_robots(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, OCTOBER))
    panel.store.add(visit(2, NOVEMBER))
    page = panel.client.get("/?month=2026-10&building=town_hall&robot=l2b2&lang=en").text
    links = [html.unescape(link) for link in re.findall(r'href="(/api/v1/[^"]*)"', page)]
    assert len(links) == 7
    for link in links:
        assert link.endswith("?month=2026-10&building=town_hall&robot=l2b2")
        assert panel.client.get(link).status_code == 200, link
    visits = panel.client.get(next(link for link in links if "visits.csv" in link)).text
    assert len(visits.splitlines()) == 2


def test_a_month_without_visits_says_so(panel: PanelUnderTest) -> None:
    page = panel.client.get("/?lang=en").text
    assert "There were no visits in these days." in page
    assert "<svg" not in page and "<table" not in page  # and draws nothing of nothing


@pytest.mark.parametrize("month", ["2026-13", "x", "<script>", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_refused_with_words(panel: PanelUnderTest, month: str) -> None:
    answer = panel.client.get("/", query_string={"month": month, "lang": "en"})
    assert answer.status_code == 400
    assert "There is no such choice" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("month", ["2000-01", "2999-12"])
def test_the_first_and_the_last_month_have_a_page(panel: PanelUnderTest, month: str) -> None:
    assert panel.client.get("/", query_string={"month": month}).status_code == 200


def test_the_browser_chooses_the_language_unless_the_link_does(panel: PanelUnderTest) -> None:
    headers = {"Accept-Language": "tr-TR,tr;q=0.9,en;q=0.5"}
    assert "Ziyaretler" in panel.client.get("/", headers=headers).text
    assert "Besuche" in panel.client.get("/?lang=de", headers=headers).text
    assert "Besuche" in panel.client.get("/?lang=xx", headers={"Accept-Language": "fi"}).text


def test_a_store_that_fails_is_told_and_nothing_crashes(
    panel: PanelUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("disk gone")

    monkeypatch.setattr(panel.store, "totals", fails)
    answer = panel.client.get("/?lang=en")
    assert answer.status_code == 503
    assert "cannot be read" in answer.text


def test_pages_have_no_inline_script_or_style(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, NOVEMBER))
    pages = [panel.client.get(path).text for path in ("/", "/accounts/", "/account", "/nowhere")]
    pages += [panel.kiosk.get("/kiosk/").text, panel.browser().get("/log-in").text]
    for page in pages:
        assert "<script>" not in page
        assert "style=" not in page
        assert "<style" not in page


def test_an_unknown_page_is_a_page_too(panel: PanelUnderTest) -> None:
    answer = panel.client.get("/nowhere?lang=en")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_every_figure_is_on_the_page_and_says_what_it_counts(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, NOVEMBER))
    for language in ("de", "en", "tr"):
        page = html.unescape(panel.client.get(f"/?lang={language}").text)
        words = panel.words(language)
        for figure in (each.name for each in fields(Figures)):
            assert words[f"figure_{figure}"] in page, figure
            assert words[f"meaning_{figure}"] in page, figure


def test_one_robot_can_be_chosen_and_links_keep_it(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, NOVEMBER))
    asked = panel.client.get("/?month=2026-11&whose=town_hall%7Cl2b2")
    assert asked.location == "/?month=2026-11&building=town_hall&robot=l2b2"
    page = panel.client.get(asked.location).text
    assert 'data-count="1"' in page
    assert "/?month=2026-10&amp;building=town_hall&amp;robot=l2b2" in page


@pytest.mark.parametrize(
    "query",
    [
        "whose=x%7Cy",
        "building=nowhere",
        "robot=l2b2",
        "from=2026-11-01",
        "from=2026-11-03&to=2026-11-01",
    ],
)
def test_a_choice_that_is_none_is_refused_with_words(panel: PanelUnderTest, query: str) -> None:
    answer = panel.client.get(f"/?lang=en&{query}", follow_redirects=True)
    assert answer.status_code == 400
    assert "There is no such choice" in answer.text


def test_long_periods_are_drawn_by_month(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, NOVEMBER))
    page = panel.client.get("/?from=2026-01-01&to=2026-12-31&lang=en").text
    assert "By month" in page and "By day" not in page
    assert "November 2026: 1</title>" in page
