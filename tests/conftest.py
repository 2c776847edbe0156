"""What tests of several folders share, and which run beside which."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.browser import chromium
from tests.postgres import Postgres, programs

TESTS = Path(__file__).parent
REAL_TIME = ("ros", "e2e", "sound")
"""Folders of tests that wait for real processes: never two of them at a time."""
DEAR_TO_BEGIN = ("pages", "contract")
"""Folders whose files share a server."""
settings.register_profile("slow machines too", deadline=None)
settings.load_profile("slow machines too")


class RobotsInOneProcess(LoadScopeScheduling):
    """With several processes (`make test`): one has the real robots, the others the other files."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        folder = file.split("/")[1]
        if folder in REAL_TIME:
            return "real time"
        return folder if folder in DEAR_TO_BEGIN else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> RobotsInOneProcess:
    """Who runs beside whom."""
    return RobotsInOneProcess(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The robots first, because they take longest."""
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in REAL_TIME)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Calculation gives way to the robots, which run at the speed of life."""
    folder = item.path.relative_to(TESTS).parts[0]
    if "PYTEST_XDIST_WORKER" in os.environ and folder not in REAL_TIME:
        os.setpriority(os.PRIO_PROCESS, 0, 10)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """There can be one in a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Browser:
    """One for all tests; each opens windows of its own."""
    return chromium(playwright)


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
