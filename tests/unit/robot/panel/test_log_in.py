"""Logging in and out, and the own password."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from robot.access.accounts import Role
from robot.panel.guard import SESSION_COOKIE
from tests.unit.robot.panel.conftest import PASSWORD, post

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest

HTML = {"Accept": "text/html"}


def test_who_asks_for_a_page_gets_it_after_logging_in(panel: PanelUnderTest) -> None:
    browser = panel.browser()
    asked = browser.get("/?month=2026-10", headers=HTML)
    assert asked.status_code == 303
    page = browser.get(asked.location).text
    assert 'name="next" value="/?month=2026-10"' in page
    answer = post(
        browser, asked.location, "/log-in", name="Admin ", password=PASSWORD, next="/?month=2026-10"
    )
    assert answer.location == "/?month=2026-10"
    assert browser.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:x",
        "/\n/evil.example",
        "",
    ],
)
def test_the_way_on_leads_nowhere_else(panel: PanelUnderTest, target: str) -> None:
    answer = post(
        panel.browser(), "/log-in", "/log-in", name="admin", password=PASSWORD, next=target
    )
    assert answer.location == "/"


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(panel: PanelUnderTest) -> None:
    answer = post(panel.browser(), "/log-in", "/log-in", name="admin", password=PASSWORD)
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if SESSION_COOKIE in c]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Expires" not in cookie


@pytest.mark.parametrize(
    ("name", "password"),
    [("admin", "wrong"), ("nobody", PASSWORD), ("", ""), ("admin", "x" * 9000)],
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(
    panel: PanelUnderTest, name: str, password: str
) -> None:
    answer = post(
        panel.browser(), "/log-in?lang=en", "/log-in?lang=en", name=name, password=password
    )
    assert answer.status_code == 401
    assert "Wrong name or password." in answer.text
    assert password == "" or password not in answer.text


def test_a_robot_cannot_log_in_by_the_form(panel: PanelUnderTest) -> None:
    panel.add("robot-2", Role.ROBOT)
    assert (
        post(panel.browser(), "/log-in", "/log-in", name="robot-2", password=PASSWORD).status_code
        == 401
    )


def test_who_guesses_waits_and_the_right_password_does_not_help(panel: PanelUnderTest) -> None:
    for _ in range(5):
        post(panel.browser(), "/log-in", "/log-in", name="admin", password="guess")
    answer = post(
        panel.browser(), "/log-in?lang=en", "/log-in?lang=en", name="admin", password=PASSWORD
    )
    assert answer.status_code == 429
    assert "Please try again in 5 minutes." in answer.text
    assert int(answer.headers["Retry-After"]) == 300
    panel.clock.now += timedelta(seconds=301)
    panel.browser_of("admin")


def test_logging_out_ends_the_session_also_for_who_kept_the_cookie(panel: PanelUnderTest) -> None:
    cookie = panel.client.get_cookie(SESSION_COOKIE)
    assert post(panel.client, "/account", "/log-out").status_code == 303
    thief = panel.browser()
    thief.set_cookie(SESSION_COOKIE, cookie.value if cookie else "")
    assert thief.get("/", headers=HTML).status_code == 303


def test_a_new_session_at_every_log_in(panel: PanelUnderTest) -> None:
    browser = panel.browser()
    browser.set_cookie(SESSION_COOKIE, "chosen by somebody else")
    post(browser, "/log-in", "/log-in", name="admin", password=PASSWORD)
    cookie = browser.get_cookie(SESSION_COOKIE)
    assert cookie is not None and cookie.value != "chosen by somebody else"


def test_the_own_password_is_changed_and_all_sessions_end(panel: PanelUnderTest) -> None:
    other = panel.browser_of("admin")
    new = "mein Hund heißt Lotte"
    answer = post(panel.client, "/account", "/account", old=PASSWORD, new=new)
    assert answer.status_code == 303
    assert other.get("/", headers=HTML).status_code == 303
    assert (
        post(panel.browser(), "/log-in", "/log-in", name="admin", password=PASSWORD).status_code
        == 401
    )
    assert (
        post(panel.browser(), "/log-in", "/log-in", name="admin", password=new).status_code == 303
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("wrong", "mein Hund heißt Lotte", "present password"),
        (PASSWORD, "short", "12 to 256"),
        (PASSWORD, "admin is the best", "easily guessed"),
    ],
)
def test_a_bad_change_of_password_is_told(
    panel: PanelUnderTest, old: str, new: str, told: str
) -> None:
    answer = post(panel.client, "/account?lang=en", "/account?lang=en", old=old, new=new)
    assert answer.status_code == 400
    assert told in answer.text
    panel.browser_of("admin")


def test_without_any_account_the_page_tells_how_to_make_one(panel: PanelUnderTest) -> None:
    assert "l2b2 account add" not in panel.browser().get("/log-in").text
    panel.add("second", Role.ADMINISTRATOR)
    panel.accounts.accounts = list  # type: ignore[method-assign]
    assert "l2b2 account add admin --role administrator" in panel.browser().get("/log-in").text


def test_the_chosen_language_is_kept(panel: PanelUnderTest) -> None:
    browser = panel.browser()
    assert "Oturum aç" in browser.get("/log-in?lang=tr").text
    assert "Oturum aç" in browser.get("/log-in").text
