"""What tests of several folders share, and which run beside which."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres, programs

TESTS = Path(__file__).parent
REAL_TIME = ("ros", "e2e", "sound")
"""Folders of tests that wait for real processes: never two of them at a time."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers (`make test`): one has the real robots, the others the other files.

    The robots come first, because they take longest.
    """
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        alone = "real time" if folder in REAL_TIME else folder
        group = alone if alone in ("real time", "pages", "contract") else item.path.name
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in REAL_TIME)


def pytest_sessionstart() -> None:
    """Calculation gives way to the robots, which run at the speed of life."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
        os.nice(10)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL; skips aloud where Debian's package is missing, fails in CI."""
    if programs() is None:
        assert os.environ.get("CI") != "true", "CI needs PostgreSQL"
        pytest.skip("PostgreSQL is not installed; apt-get install postgresql")
    server = Postgres()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def new_postgres_url(postgres: Postgres) -> Callable[[], str]:
    """Makes empty databases."""
    numbers = itertools.count()
    return lambda: postgres.new_database(f"l2b2_{os.getpid()}_{next(numbers)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/visits.sqlite"
    url: str = request.getfixturevalue("new_postgres_url")()
    return url
