"""The JSON API: what it answers, what it refuses and how, and that it never fails."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from robot.access.accounts import Role, Session
from robot.access.secret import Secret
from robot.adapters import table_files
from robot.core.visit import Outcome
from robot.panel.api_schema import FIGURES, REPORT
from robot.panel.openapi import document
from robot.stats.records_json import record_json
from robot.stats.visits import StoreError
from tests.records import NOON, shift, totals, visit

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest

PROBLEM = "application/problem+json"
NOVEMBER = {"month": "2026-11"}


@pytest.fixture
def robot(panel: PanelUnderTest) -> FlaskClient:
    """A robot with its token."""
    panel.add("robot-2", Role.ROBOT)
    token = Secret("t" * 40)
    now = panel.clock()
    panel.accounts.begin_session(token, Session("robot-2", now, now + timedelta(days=9), True))
    client = panel.browser()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token.reveal()}"
    return client


def send(robot: FlaskClient, *records: Any) -> Any:
    return robot.post("/api/v1/records", json={"records": [record_json(each) for each in records]})


def test_figures_are_those_of_the_schema_and_of_the_store(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1))
    panel.store.add(visit(2, NOON - timedelta(days=31)))
    panel.store.add(shift(1))
    answer = panel.client.get("/api/v1/figures", query_string=NOVEMBER)
    found = answer.get_json()
    Draft202012Validator(REPORT).validate(found)
    assert set(found["figures"]) == set(FIGURES["properties"])
    assert found["figures"]["by_language"] == {"tr": 1}
    assert found["figures"]["by_day"]["2026-11-23"] == 1
    assert found["before"]["figures"]["interactions"] == 1
    assert found["counted"] == {"first": "2026-11-01", "last": "2026-11-23"}


def test_days_and_robots_can_be_chosen(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, robot="one"))
    panel.store.add(visit(2, NOON + timedelta(days=2), robot="two"))
    query = {"from": "2026-11-20", "to": "2026-11-24"}
    for whose, count in (({}, 1), ({"building": "town_hall", "robot": "two"}, 0)):
        answer = panel.client.get("/api/v1/figures", query_string=query | whose)
        assert answer.get_json()["figures"]["interactions"] == count
    robots = panel.client.get("/api/v1/robots").get_json()["robots"]
    assert [each["robot"] for each in robots] == ["one", "two"]


WRONG = [
    ("month=2026-13", "no such month"),
    ("month=November", "'November' is not a month; expected the form 2026-11"),
    ("mont=2026-11", "Unknown parameter 'mont'; expected one of month, from"),
    ("month=2026-11&month=2026-12", "month is given twice"),
    ("month=2026-11&from=2026-11-01&to=2026-11-02", "both month and from"),
    ("from=2026-11-01", "only one of from and to"),
    ("from=2026-11-02&to=2026-11-01", "2026-11-01 is before 2026-11-02"),
    ("robot=one", "without its building"),
    ("building=town_hall&robot=%00", r"there are: l2b2 in town_hall"),
]


def test_a_query_for_what_there_is_not_is_told(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1))
    for query, told in WRONG:
        for address in ("figures", "visits", "visits.csv", "days.csv", "figures.xlsx"):
            answer = panel.client.get(f"/api/v1/{address}?{query}")
            assert (answer.status_code, answer.mimetype) == (400, PROBLEM)
            assert answer.get_json()["type"] == "urn:l2b2:problem:wrong-query"
            assert told in answer.get_json()["detail"]


def test_visits_come_as_json_csv_and_xlsx_alike(panel: PanelUnderTest) -> None:
    for number in range(3):
        panel.store.add(visit(number, NOON + timedelta(days=number)))
    panel.store.add(visit(9, NOON - timedelta(days=60)))
    listed = panel.client.get("/api/v1/visits", query_string=NOVEMBER).get_json()["visits"]
    assert listed == [record_json(visit(n, NOON + timedelta(days=n))) for n in range(3)]
    text = panel.client.get("/api/v1/visits.csv", query_string=NOVEMBER)
    assert "attachment" in text.headers["Content-Disposition"]
    table = list(csv.DictReader(io.StringIO(text.text)))
    assert [row["id"] for row in table] == [each["id"] for each in listed]
    assert table[0]["started"] == "2026-11-23T12:00:00+01:00"
    assert table[0]["services"] == "passport id_card"
    book = panel.client.get("/api/v1/visits.xlsx", query_string=NOVEMBER)
    sheet = openpyxl.load_workbook(io.BytesIO(book.data)).active
    assert sheet is not None
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert list(rows[0]) == list(table[0])
    assert [["" if v is None else str(v) for v in row] for row in rows[1:]] == [
        list(row.values()) for row in table
    ]


def test_figures_and_days_come_as_tables(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, outcome=Outcome.AT_LIFT))
    text = panel.client.get("/api/v1/figures.csv", query_string=NOVEMBER).text
    assert "interactions,,1,0,0" in text
    assert "by_outcome,at_lift,1,0,0" in text
    days = panel.client.get("/api/v1/days.csv", query_string=NOVEMBER).text
    assert "2026-11-23,outcome,at_lift,1" in days


def test_a_robot_named_like_a_formula_is_a_text(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, robot='=HYPERLINK("http://x")'))
    assert "'=HYPERLINK" in panel.client.get("/api/v1/visits.csv", query_string=NOVEMBER).text


def test_what_does_not_fit_on_a_sheet_goes_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "SHEET_ROWS", 2)
    for count, sheets in ((0, [0]), (2, [2]), (5, [2, 2, 1])):
        file = io.BytesIO()
        table_files.write_xlsx(file, "visits", ("number",), ((n,) for n in range(count)))
        book = openpyxl.load_workbook(file)
        assert [sheet.max_row - 1 for sheet in book.worksheets] == sheets


def test_records_are_kept_once_and_counted(panel: PanelUnderTest, robot: FlaskClient) -> None:
    assert send(robot, visit(1), visit(2), shift(1)).get_json() == {"new": 3, "kept": 3}
    assert send(robot, visit(2), visit(3)).get_json() == {"new": 1, "kept": 2}
    tally = totals(panel.store).tally
    assert (tally["visits", ""], tally["stop", "obstacle"]) == (3, 2)


@pytest.mark.parametrize(
    ("change", "pointer", "told"),
    [
        ({"rating": 5}, "/records/1/rating", "5 is not one of"),
        ({"services": ["a\x00b"]}, "/records/1/services/0", "does not match"),
        ({"robot": "x" * 65}, "/records/1/robot", "is too long"),
        ({"started": "2026-02-31T10:00:00+00:00"}, "/records/1", "day is out of range"),
        ({"started": "2026-11-23 10:00"}, "/records/1/started", "does not match"),
        ({"ended": "2026-11-20T11:00:00+00:00"}, "/records/1", "does not follow"),
        ({"escorts": -1}, "/records/1/escorts", "less than the minimum"),
        ({"name": "Erika"}, "/records/1", "Additional properties are not allowed"),
        ({"kind": "guess"}, "/records/1", "kind is 'guess', expected visit or shift"),
    ],
)
def test_a_record_that_makes_no_sense_is_named_and_none_is_kept(
    panel: PanelUnderTest, robot: FlaskClient, change: dict[str, Any], pointer: str, told: str
) -> None:
    bad = record_json(visit(2)) | change
    answer = robot.post("/api/v1/records", json={"records": [record_json(visit(1)), bad]})
    assert (answer.status_code, answer.mimetype) == (422, PROBLEM)
    ((error),) = answer.get_json()["errors"]
    assert error["pointer"] == pointer
    assert told in error["detail"]
    assert panel.store.first_day() is None


@pytest.mark.parametrize(
    ("body", "mimetype", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"records": [NaN]}', "application/json", 400),
        (b'{"records": ["\\ud800"]}', "application/json", 400),
        (b"[" * 20_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/json", 422),
        (b'{"records": []}', "application/json", 422),
        (b" " * 70_000, "application/json", 413),
    ],
)
def test_a_body_that_is_no_list_of_records_is_refused(
    robot: FlaskClient, body: bytes, mimetype: str, status: int
) -> None:
    answer = robot.post("/api/v1/records", data=body, content_type=mimetype)
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)


def test_only_robots_hand_in_and_robots_see_nothing(
    panel: PanelUnderTest, robot: FlaskClient
) -> None:
    for browser, method, address, status in (
        (panel.browser(), "get", "/api/v1/figures", 401),
        (panel.browser(), "get", "/api/v1/openapi.json", 401),
        (panel.browser(), "post", "/api/v1/records", 400),  # no key of a form, no token
        (robot, "get", "/api/v1/visits.csv", 403),
        (robot, "get", "/metrics", 403),
        (panel.browser(), "get", "/api/v1/nothing", 404),
        (panel.client, "delete", "/api/v1/figures", 405),
    ):
        answer = getattr(browser, method)(address)
        assert answer.status_code == status, address
        if address.startswith("/api/"):
            assert answer.mimetype == PROBLEM
            assert answer.get_json()["status"] == status


def test_a_store_that_fails_is_told_before_anything_is_sent(
    panel: PanelUnderTest, robot: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Any:
        raise StoreError("disk gone, at /secret/place")

    for method in ("totals", "between", "day_figures", "add_all", "robots"):
        monkeypatch.setattr(panel.store, method, fails)
    for answer in (
        panel.client.get("/api/v1/figures"),
        panel.client.get("/api/v1/visits.csv"),
        panel.client.get("/api/v1/days.csv"),
        panel.client.get("/api/v1/robots"),
        send(robot, visit(1)),
    ):
        assert (answer.status_code, answer.mimetype) == (503, PROBLEM)
        assert "secret" not in answer.text
    assert panel.browser().get("/health/panel").status_code == 503


def test_the_description_is_openapi_and_names_every_route(panel: PanelUnderTest) -> None:
    assert panel.client.get("/api/v1/openapi.json").get_json() == json.loads(json.dumps(document()))
    validate(document())
    routes = {
        str(rule).removeprefix("/api/v1")
        for rule in panel.panel.url_map.iter_rules()
        if str(rule).startswith("/api/v1")
    }
    assert set(document()["paths"]) == routes


def test_prometheus_gets_todays_figures(panel: PanelUnderTest) -> None:
    panel.store.add(visit(1, robot='the "first"'))
    panel.store.add(shift(1, robot='the "first"'))
    panel.store.add(visit(2, NOON - timedelta(days=1)))
    panel.hub.publish("stop", {"stopped": True, "reason": "obstacle", "detail": ""})
    lines = panel.client.get("/metrics").text.splitlines()
    of = r'building="town_hall",robot="the \"first\""'
    for line in (
        f"l2b2_visits_today{{{of}}} 1",
        'l2b2_visits_today{building="town_hall",robot="l2b2"} 0',
        f'l2b2_visit_outcomes_today{{{of},outcome="led"}} 1',
        f'l2b2_stops_today{{{of},stop="obstacle"}} 2',
        "l2b2_robots 2",
        "l2b2_stopped 1",
    ):
        assert line in lines
    assert len([line for line in lines if line.startswith("# TYPE")]) == 8


def test_hours_are_local_even_when_clocks_change(panel: PanelUnderTest) -> None:
    for number, hour in enumerate((0, 1)):
        panel.store.add(visit(number, datetime(2026, 10, 25, hour, 30, tzinfo=timezone.utc)))
    query = {"from": "2026-10-25", "to": "2026-10-25"}
    answer = panel.client.get("/api/v1/figures", query_string=query).get_json()
    assert answer["figures"]["by_hour"]["2"] == 2
    table = panel.client.get("/api/v1/visits.csv", query_string=query).text
    assert "2026-10-25T02:30:00+02:00" in table
    assert "2026-10-25T02:30:00+01:00" in table
