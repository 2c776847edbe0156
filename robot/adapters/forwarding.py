"""Records to the central store, over a network that may fail for days.

A record waits in the robot's own store until the centre has answered that it keeps it; one that
arrives twice is counted once there, by its id. So none is lost and none is counted twice.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from robot.adapters.sql_outbox import arrived, waiting
from robot.adapters.sql_visits import SqlVisits
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.records_json import record_json
from robot.stats.visits import StoreError

BATCH = 50
"""Records in one request."""
PATH = "/api/v1/records"
LOOK_S = 2.0
"""So often it looks for new records when all is well ..."""
LONGEST_PAUSE_S = 300.0
"""... and at least so often while the centre cannot be reached."""
_ANSWER_S = 20.0
_REFUSED = 422


class ForwardFault(Exception):
    """The centre was not reached or did not take the records; says why and what to do."""


class Refused(Exception):
    """The centre will never take some of the records, and has kept none of this batch."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(f"{len(places)} records refused")
        self.places = places
        """In the batch, from 0."""


Send = Callable[[Sequence[Visit | Shift]], None]
"""Hands a batch to the centre and returns once it keeps all of it. Raises ForwardFault, Refused."""


@dataclass
class Forwarder:
    """Sends what waits, oldest first."""

    store: SqlVisits
    send: Send
    fault: str = ""
    """Why the last try failed; empty: it did not."""
    refused: set[str] = field(default_factory=set)
    """Ids that the centre refuses; they stay here, and are tried again after the next start."""
    failures: int = 0
    """Tries in a row that failed."""

    def step(self) -> float:
        """Send what waits, until nothing does or a try fails; seconds until the next step."""
        try:
            while batch := waiting(self.store.database, BATCH, self.refused):
                self._send(batch)
        except (ForwardFault, StoreError) as error:
            self.fault = f"records wait to be sent to the central store: {error}"
            self.failures += 1
            return pause_s(self.failures)
        self.failures = 0
        self.fault = (
            f"the central store refuses {len(self.refused)} records" if self.refused else ""
        )
        return LOOK_S

    def run(self, ending: threading.Event) -> None:
        """Go on until told to end."""
        while not ending.wait(self.step()):
            pass

    def _send(self, batch: Sequence[Visit | Shift]) -> None:
        try:
            self.send(batch)
        except Refused as refusal:
            self.refused |= {batch[place].id for place in refusal.places}
        else:
            arrived(self.store.database, batch)


def pause_s(failures: int) -> float:
    """How long to wait after so many tries in a row that failed: doubling, up to a limit."""
    return min(LONGEST_PAUSE_S, LOOK_S * 2.0 ** min(failures - 1, 16))


def to_centre(url: str, token_file: str) -> Send:
    """Sends to the panel at `url` (https://centre.example), with the token in a file.

    The file is read each time, so that a new token counts at once. Raises StoreError for a URL
    that is none.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise StoreError(
            f"forward_url '{url}' is no address; expected one such as https://centre.example"
        )
    opener = urllib.request.build_opener(_NoRedirect)

    def send(records: Sequence[Visit | Shift]) -> None:
        body = json.dumps({"records": [record_json(each) for each in records]}).encode()
        request = urllib.request.Request(url.rstrip("/") + PATH, body, method="POST")
        request.add_header("Content-Type", "application/json")
        request.add_unredirected_header("Authorization", f"Bearer {_token(token_file)}")
        try:
            with opener.open(request, timeout=_ANSWER_S) as answer:
                kept = _object(answer.read()).get("kept")
        except urllib.error.HTTPError as error:
            with error:
                raise _told(url, error, len(records)) from error
        except (OSError, HTTPException) as error:
            raise ForwardFault(f"{url} cannot be reached: {error}") from error
        if kept != len(records):
            raise ForwardFault(f"{url} is no panel of L2B2: it does not say what it keeps")

    return send


def _told(url: str, error: urllib.error.HTTPError, count: int) -> ForwardFault | Refused:
    """What an answer other than 200 means."""
    told = _object(error.read())
    places = sorted(_places(told.get("errors"), count))
    if error.code == _REFUSED and places:
        return Refused(places)
    hint = {401: "; is its token right?", 403: "; its token needs the role robot"}
    title = told.get("title", error.reason)
    return ForwardFault(f"{url} answers {error.code} {title}{hint.get(error.code, '')}")


def _places(errors: Any, count: int) -> set[int]:
    """Of the records that RFC 6901 pointers such as /records/3/rating lead to."""
    pointers = [str(each.get("pointer")) for each in errors or () if isinstance(each, dict)]
    found = [re.fullmatch(r"/records/([0-9]{1,4})(/.*)?", pointer) for pointer in pointers]
    return {int(match[1]) for match in found if match and int(match[1]) < count}


def _object(text: bytes) -> dict[str, Any]:
    """A JSON object; empty for anything else."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _token(file: str) -> str:
    try:
        token = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ForwardFault(f"the token cannot be read: {error}") from error
    if not token or not token.isascii() or not token.isprintable():
        raise ForwardFault(f"{file} holds no token; `l2b2 account token` on the centre makes one")
    return token


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Records and token go to the address that was set, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Never."""
