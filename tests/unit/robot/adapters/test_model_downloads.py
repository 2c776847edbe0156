"""Downloads of models, from a real HTTP server on this machine."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from robot.adapters.model_downloads import Offered, download, offered, smallest
from robot.adapters.model_store import ModelError, ModelStore
from robot.cli.models import models

NAME = "vosk-model-small-tr-0.3"


def _archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(f"{NAME}/am/final.mdl", bytes(range(256)) * 2000)
        made.writestr(f"{NAME}/conf/model.conf", "--beam=10")
    return packed.getvalue()


ARCHIVE = _archive()


class Publisher(http.server.ThreadingHTTPServer):
    """Serves the list and one model; may break off or send something else."""

    body = ARCHIVE
    breaks_after = 0
    ranges: list[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model-list.json"

    def entry(self, **changed: str) -> dict[str, str | int]:
        return {
            "name": NAME,
            "lang": "tr",
            "type": "small",
            "size": len(ARCHIVE),
            "md5": hashlib.md5(ARCHIVE).hexdigest(),
            "url": f"http://127.0.0.1:{self.server_port}/{NAME}.zip",
            "obsolete": "false",
            **changed,
        }


class Handler(http.server.BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        if self.path.endswith(".json"):
            old = self.server.entry(name="old", obsolete="true")
            big = self.server.entry(name="big", type="big")
            self._send(200, json.dumps([old, big, self.server.entry()]).encode())
            return
        body, wanted = self.server.body, self.headers.get("Range", "")
        self.server.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self._send(206 if start else 200, body[start:], self.server.breaks_after)

    def _send(self, status: int, body: bytes, breaks_after: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: breaks_after or None])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    server = Publisher(("127.0.0.1", 0), Handler)
    server.ranges = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def offer(publisher: Publisher) -> Offered:
    return smallest("tr", offered(publisher.url))


def nothing(done: int, total: int) -> None:
    pass


def test_the_small_current_model_is_fetched_checked_and_installed(
    publisher: Publisher, store: ModelStore
) -> None:
    told: list[tuple[int, int]] = []
    download(store, offer(publisher), lambda *at: told.append(at))
    assert store.by_language()["tr"].name == NAME
    assert told[-1] == (len(ARCHIVE), len(ARCHIVE))
    assert list((store.folder / ".downloads").iterdir()) == []


def test_a_broken_download_goes_on_where_it_ended(publisher: Publisher, store: ModelStore) -> None:
    publisher.breaks_after = 100_000
    with pytest.raises(ModelError, match="go on from 100000 bytes"):
        download(store, offer(publisher), nothing)
    assert store.installed() == ()
    publisher.breaks_after = 0
    download(store, offer(publisher), nothing)
    assert publisher.ranges == ["", "bytes=100000-"]
    assert store.verify(store.by_language()["tr"]) == ()


def test_a_damaged_download_is_never_installed(publisher: Publisher, store: ModelStore) -> None:
    publisher.body = ARCHIVE[:-1] + b"?"
    with pytest.raises(ModelError, match="damaged"):
        download(store, offer(publisher), nothing)
    assert store.installed() == ()
    publisher.body = ARCHIVE
    download(store, offer(publisher), nothing)
    assert publisher.ranges == ["", ""], "nothing of the damaged one was kept"


def test_an_unknown_language_says_what_there_is(publisher: Publisher) -> None:
    with pytest.raises(ModelError, match="there are: tr"):
        smallest("xx", offered(publisher.url))


def test_without_a_network_the_message_says_what_to_do(tmp_path: Path) -> None:
    dead = "http://127.0.0.1:9/model-list.json"
    done = CliRunner().invoke(
        models, ["install", "de", "--folder", str(tmp_path), "--list-url", dead]
    )
    assert done.exit_code == 1
    assert "--from FILE" in done.output and "Traceback" not in done.output


def test_the_command_installs_lists_verifies_and_removes(
    publisher: Publisher, tmp_path: Path
) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(models, [*arguments, "--folder", str(tmp_path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "no models" in run("list")
    assert f"installed {NAME}" in run("install", "tr", "--list-url", publisher.url)
    assert NAME in run("list")
    assert "whole" in run("verify")
    assert f"removed {NAME}" in run("remove", "tr")
