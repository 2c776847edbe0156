"""schemathesis makes requests from the API's description: whatever comes, no 500."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from robot.access.accounts import Role, Session
from robot.access.secret import Secret
from robot.panel.openapi import document
from tests.records import NOON, visit

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest

schemathesis = pytest.importorskip("schemathesis", reason="it needs Python 3.11 or newer")
REQUESTS = 12
"""Of each kind (that fit the description, that do not) for each address."""


def tokens(panel: PanelUnderTest) -> dict[str, str]:
    """A token of a viewer and of a robot, by method."""
    made = {}
    for method, role in (("GET", Role.VIEWER), ("POST", Role.ROBOT)):
        name = f"some-{role.value}"
        panel.add(name, role)
        now, token = panel.clock(), Secret(name * 4)
        panel.accounts.begin_session(token, Session(name, now, now + timedelta(days=1), True))
        made[method] = f"Bearer {token.reveal()}"
    return made


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_makes_the_server_fail(panel: PanelUnderTest, mode: str) -> None:
    panel.store.add(visit(1))
    panel.store.add(visit(2, NOON - timedelta(days=40)))
    authorization = tokens(panel)
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", panel.panel, headers={"Authorization": authorization["GET"]}
    )
    operations = [each.ok() for each in schema.get_all_operations()]
    assert {each.path for each in operations} >= document()["paths"].keys() - {"/openapi.json"}
    for operation in operations:
        strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode))

        @settings(
            max_examples=REQUESTS,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def requests(case: Any) -> None:
            headers = {"Authorization": authorization[case.method.upper()]}
            response = case.call(headers=headers)
            case.validate_response(response, checks=[schemathesis.checks.not_a_server_error])

        requests()
