"""Roles, and what may be an account or a password."""

from __future__ import annotations

import pytest

from robot.access.accounts import (
    Account,
    AccountRefused,
    Role,
    checked_account,
    checked_password,
)
from robot.access.secret import Secret


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.VIEWER, {Role.VIEWER}),
        (Role.STAFF, {Role.VIEWER, Role.STAFF}),
        (Role.ADMINISTRATOR, {Role.VIEWER, Role.STAFF, Role.ADMINISTRATOR}),
        (Role.ROBOT, {Role.ROBOT}),
    ],
)
def test_what_each_role_may_do(role: Role, may: set[Role]) -> None:
    assert {needed for needed in Role if role.allows(needed)} == may


def test_staff_edit_their_own_department_only() -> None:
    anna = Account("anna", Role.STAFF, "registry_office")
    assert anna.may_edit("registry_office")
    assert not anna.may_edit("tax_office")
    assert not Account("bert", Role.STAFF).may_edit("")
    assert not Account("vera", Role.VIEWER).may_edit("registry_office")
    assert Account("admin", Role.ADMINISTRATOR).may_edit("tax_office")


@pytest.mark.parametrize("name", ["", "a", "Anna Z", "ä", "../x", "x" * 33, "-a", "a\nb", "<b>"])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(AccountRefused, match="no account name"):
        checked_account(name, "viewer")


def test_names_are_lower_case() -> None:
    assert checked_account(" Anna ", "staff", "tax_office").name == "anna"


def test_an_unknown_role_and_a_needless_department_are_refused() -> None:
    with pytest.raises(AccountRefused, match="expected one of viewer, staff"):
        checked_account("anna", "boss")
    with pytest.raises(AccountRefused, match="for staff"):
        checked_account("anna", "viewer", "tax_office")


@pytest.mark.parametrize(
    "text", ["short", "x" * 257, "aaaaaaaaaaaaaaa", "anna-anna-anna", "l2b2 l2b2 l2b2"]
)
def test_a_weak_password_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        checked_password(Secret(text), "anna")
    assert text not in str(refused.value)


def test_a_long_sentence_is_a_good_password() -> None:
    assert checked_password(Secret("mein Hund heißt Lotte"), "anna")
