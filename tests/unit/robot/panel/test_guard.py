"""Nobody gets round log-in, roles and the form's key: every route is tried in every way."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import request
from flask.testing import FlaskClient

from robot.access.accounts import Role, Session
from robot.access.secret import Secret
from robot.panel.app import create_panel
from robot.panel.guard import SESSION_COOKIE
from tests.unit.robot.panel.conftest import PASSWORD, form_key, post

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest

PUBLIC = {"/health", "/health/panel", "/log-in", "/static/<path:filename>"}
HTML = {"Accept": "text/html"}
ROLES = (None, Role.VIEWER, Role.STAFF, Role.ADMINISTRATOR, Role.ROBOT)


def routes(panel: PanelUnderTest) -> list[tuple[str, str, Role | None]]:
    """Method, address and needed role of every route but the public ones."""
    found = []
    for rule in panel.panel.url_map.iter_rules():
        if rule.rule in PUBLIC:
            continue
        view = panel.panel.view_functions[rule.endpoint]
        assert hasattr(view, "l2b2_role"), f"{rule.rule} has no guard"
        values = {name: "1" if "int" in str(rule) else "x" for name in rule.arguments}
        with panel.panel.test_request_context():
            address = rule.build(values, append_unknown=False)
        assert address is not None
        found += [(m, address[1], view.l2b2_role) for m in rule.methods or () if m != "OPTIONS"]
    return sorted(found, key=str)


def who(panel: PanelUnderTest, role: Role | None) -> FlaskClient:
    """A browser in which an account of this role is logged in; None: nobody."""
    if role is None:
        return panel.browser()
    name = f"some-{role.value}"
    panel.add(name, role)
    if role is Role.ROBOT:  # cannot log in by the form; its token as a cookie must not do either
        now = panel.clock()
        session = Session(name, now, now + timedelta(hours=1), program=True)
        panel.accounts.begin_session(Secret("robots"), session)
        browser = panel.browser()
        browser.set_cookie(SESSION_COOKIE, "robots")
        return browser
    return panel.browser_of(name)


def test_only_the_known_pages_are_public(panel: PanelUnderTest) -> None:
    assert all(needed is not None for _, _, needed in routes(panel))
    assert len(routes(panel)) > 5


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_route_asks_for_its_role(panel: PanelUnderTest, role: Role | None) -> None:
    browser = who(panel, role)
    for method, address, needed in routes(panel):
        if address == "/log-out" or method not in ("GET", "POST"):
            continue
        if method == "GET":
            answer = browser.get(address, headers=HTML, buffered=False)
        else:
            page = browser.get("/log-in" if role in (None, Role.ROBOT) else "/account")
            answer = browser.post(address, data={"csrf": form_key(page.text)}, headers=HTML)
        if role in (None, Role.ROBOT):
            assert answer.status_code in (303, 401), (method, address)
            assert answer.status_code == 401 or answer.location.startswith("/log-in")
        elif needed is not None and role.allows(needed):
            assert answer.status_code not in (401, 403), (method, address)
        else:
            assert answer.status_code == 403, (method, address)
        answer.close()


def test_nothing_changes_without_the_forms_key(panel: PanelUnderTest) -> None:
    other = panel.browser_of("admin")
    wrong = form_key(other.get("/accounts/").text)
    for method, address, _ in routes(panel):
        if method != "POST":
            continue
        for data in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": wrong}, {"csrf": "\ud7ff\u20ac"}):
            values = {**data, "do": "add", "name": "evil", "role": "administrator"}
            assert panel.client.post(address, data=values).status_code == 400, address
    assert [each.name for each in panel.accounts.accounts()] == ["admin"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_changes_nothing_even_with_the_key(
    panel: PanelUnderTest, headers: dict[str, str]
) -> None:
    key = form_key(panel.client.get("/accounts/").text)
    values = {"csrf": key, "do": "add", "name": "evil", "role": "administrator"}
    assert panel.client.post("/accounts/", data=values, headers=headers).status_code == 400
    assert [each.name for each in panel.accounts.accounts()] == ["admin"]


def test_a_route_without_a_guard_is_shut(panel: PanelUnderTest) -> None:
    panel.panel._got_first_request = False
    panel.panel.add_url_rule("/forgotten", "forgotten", lambda: "secret figures")
    assert panel.client.get("/forgotten").status_code == 403
    assert panel.browser().get("/forgotten").status_code == 403


def test_methods_are_not_disguised(panel: PanelUnderTest) -> None:
    headers = {"X-HTTP-Method-Override": "POST", **HTML}
    assert panel.client.get("/accounts/?do=add&name=evil", headers=headers).status_code == 200
    assert panel.browser().open("/accounts/", method="HEAD", headers=HTML).status_code in (303, 401)
    assert [each.name for each in panel.accounts.accounts()] == ["admin"]


@pytest.mark.parametrize(
    "address",
    ["//accounts/", "/accounts", "/accounts/%2e%2e/", "/static/../accounts/", "/%61ccounts/"],
)
def test_addresses_written_otherwise_open_nothing(panel: PanelUnderTest, address: str) -> None:
    answer = panel.browser().get(address, headers=HTML)
    assert answer.status_code in (303, 308, 401, 403, 404)
    assert "some" not in answer.text and "admin" not in answer.text


def test_forged_and_old_sessions_are_nobodys(panel: PanelUnderTest) -> None:
    for cookie in ("", "x", "admin", "' OR 1=1 --", "a" * 4000, "\u20ac"):
        browser = panel.browser()
        browser.set_cookie(SESSION_COOKIE, cookie)
        assert browser.get("/", headers=HTML).status_code == 303
    client = panel.browser_of("admin")
    panel.clock.now += timedelta(hours=1, seconds=1)
    assert client.get("/", headers=HTML).status_code == 303


def test_a_session_lasts_twelve_hours_at_most(panel: PanelUnderTest) -> None:
    for _ in range(25):
        assert panel.client.get("/account", headers=HTML).status_code == 200
        panel.clock.now += timedelta(minutes=29)
    assert panel.client.get("/account", headers=HTML).status_code == 303


def test_programs_are_told_in_json(panel: PanelUnderTest) -> None:
    answer = panel.browser().get("/", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == 401


def test_a_robots_token_opens_what_is_for_robots_only(panel: PanelUnderTest) -> None:
    who(panel, Role.ROBOT)
    headers = {"Authorization": "Bearer robots", **HTML}
    assert panel.browser().get("/", headers=headers).status_code == 403
    assert panel.browser().get("/accounts/", headers=headers).status_code == 403


def test_what_is_private_is_kept_by_no_cache(panel: PanelUnderTest) -> None:
    assert panel.client.get("/").headers["Cache-Control"] == "no-store"
    for page in (panel.client.get("/"), panel.browser().get("/log-in")):
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in page.headers["Content-Security-Policy"]


def test_the_panel_has_nothing_of_the_kiosk_and_the_kiosk_nothing_of_the_panel(
    panel: PanelUnderTest,
) -> None:
    assert panel.client.get("/kiosk/").status_code == 404
    own = {str(rule) for rule in panel.kiosk.application.url_map.iter_rules()}
    assert all(rule in ("/", "/static/<path:filename>") or "/kiosk/" in rule for rule in own)
    for address in ("/log-in", "/accounts/", "/health", "/account"):
        assert panel.kiosk.get(address).status_code == 404


def test_the_kiosk_on_this_computer_answers_to_its_own_name_only(panel: PanelUnderTest) -> None:
    for host, status in (
        ("127.0.0.1:8081", 200),
        ("localhost", 200),
        ("evil.example", 403),
        ("evil.example:8081", 403),
    ):
        assert panel.kiosk.get("/kiosk/", headers={"Host": host}).status_code == status


def test_no_log_has_passwords_or_tokens(
    panel: PanelUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = panel.browser_of("admin")
    cookie = browser.get_cookie(SESSION_COOKIE)
    post(panel.browser(), "/log-in", "/log-in", name="admin", password="wrong horse battery")
    made = post(browser, "/accounts/", "/accounts/", do="add", name="anna", role="viewer").text
    shown = made.split('id="made-password">')[1].split("<")[0]
    assert cookie is not None and len(shown) > 20
    for secret in (PASSWORD, "wrong horse battery", cookie.value, shown):
        assert secret not in caplog.text
    assert shown not in browser.get("/accounts/").text


def test_proxies_are_believed_only_as_many_as_are_set(panel: PanelUnderTest) -> None:
    parts = panel.panel.extensions["l2b2_parts"]
    forged = {"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Proto": "https"}
    for proxies, seen in ((0, ("127.0.0.1", "http")), (1, ("9.9.9.9", "https"))):
        app = create_panel(parts, proxies)
        told: list[tuple[str | None, str]] = []
        app.before_request(lambda told=told: told.append((request.remote_addr, request.scheme)))
        app.test_client().get("/health", headers=forged)
        assert told == [seen]


def test_over_tls_cookies_stay_there(panel: PanelUnderTest) -> None:
    parts = panel.panel.extensions["l2b2_parts"]
    app = create_panel(replace(parts, access=replace(parts.access, secure=True)))
    answer = app.test_client().get("/log-in", base_url="https://localhost")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
