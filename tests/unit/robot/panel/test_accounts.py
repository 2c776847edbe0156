"""The page of accounts, and the record of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from robot.access.accounts import Account, Role
from tests.unit.robot.panel.conftest import PASSWORD, post

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.unit.robot.panel.conftest import PanelUnderTest


def change(panel: PanelUnderTest, **values: str) -> TestResponse:
    return post(panel.client, "/accounts/?lang=en", "/accounts/?lang=en", **values)


def test_a_new_account_has_a_password_that_is_shown_once(panel: PanelUnderTest) -> None:
    page = change(panel, do="add", name="Anna", role="staff", department="citizens_office").text
    made = page.split('id="made-password">')[1].split("<")[0]
    browser = panel.browser()
    assert post(browser, "/log-in", "/log-in", name="anna", password=made).status_code == 303
    assert Account("anna", Role.STAFF, "citizens_office") in panel.accounts.accounts()


def test_roles_change_at_once(panel: PanelUnderTest) -> None:
    panel.add("anna", Role.ADMINISTRATOR)
    anna = panel.browser_of("anna")
    assert anna.get("/accounts/").status_code == 200
    assert change(panel, do="change", name="anna", role="viewer").status_code == 303
    assert anna.get("/accounts/").status_code == 403


def test_a_renewed_password_ends_the_old_one(panel: PanelUnderTest) -> None:
    panel.add("anna", Role.VIEWER)
    assert 'id="made-password"' in change(panel, do="renew", name="anna").text
    old = post(panel.browser(), "/log-in", "/log-in", name="anna", password=PASSWORD)
    assert old.status_code == 401


def test_removing_needs_the_tick(panel: PanelUnderTest) -> None:
    panel.add("anna", Role.VIEWER)
    assert change(panel, do="remove", name="anna").status_code == 400
    assert change(panel, do="remove", name="anna", sure="yes").status_code == 303
    assert [each.name for each in panel.accounts.accounts()] == ["admin"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"do": "add", "name": "admin", "role": "viewer"}, "already"),
        ({"do": "add", "name": "<b>", "role": "viewer"}, "cannot have this name"),
        ({"do": "add", "name": "anna", "role": "boss"}, "no such role"),
        (
            {"do": "add", "name": "anna", "role": "viewer", "department": "citizens_office"},
            "Only accounts",
        ),
        ({"do": "add", "name": "anna", "role": "staff", "department": "nowhere"}, "no such office"),
        ({"do": "change", "name": "nobody", "role": "viewer"}, "no such account"),
        ({"do": "change", "name": "admin", "role": "viewer"}, "last administrator"),
        ({"do": "remove", "name": "admin", "sure": "yes"}, "last administrator"),
        ({"do": "explode", "name": "admin"}, "could not be understood"),
    ],
)
def test_what_cannot_be_is_told(panel: PanelUnderTest, values: dict[str, str], told: str) -> None:
    answer = change(panel, **values)
    assert answer.status_code == 400
    assert told in answer.text
    assert panel.accounts.accounts() == [Account("admin", Role.ADMINISTRATOR)]


def test_the_record_tells_who_did_what(panel: PanelUnderTest) -> None:
    change(panel, do="add", name="anna", role="viewer")
    page = panel.client.get("/accounts/?lang=en").text
    assert "account added" in page and "logged in" in page
    assert "2026-11-23 09:00:00" in page
