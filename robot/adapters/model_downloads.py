"""Speech models from their publisher: its list with checksums, downloads that resume."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from robot.adapters.model_store import Installed, ModelError, ModelStore

MODEL_LIST_URL = "https://alphacephei.com/vosk/models/model-list.json"
"""Vosk's own list: name, lang, type, size, md5 and url of every model."""
_TIMEOUT_S = 20.0
_BLOCK = 1 << 16
_OFFLINE = (
    "without a network, fetch a model elsewhere (https://alphacephei.com/vosk/models) and run "
    "`l2b2 models install LANGUAGE --from FILE`"
)

Progress = Callable[[int, int], None]
"""Told bytes so far and bytes in all."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A model on the publisher's list."""

    name: str
    language: str
    """Primary tag: en for en-us."""
    kind: str
    """small, big ..."""
    size_bytes: int
    md5: str
    url: str


def offered(url: str = MODEL_LIST_URL) -> tuple[Offered, ...]:
    """What the publisher offers, without what he calls obsolete. Raises ModelError."""
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:
            entries = json.load(answer)
        return tuple(
            Offered(
                name=str(entry["name"]),
                language=str(entry["lang"]).split("-")[0],
                kind=str(entry["type"]),
                size_bytes=int(entry["size"]),
                md5=str(entry["md5"]),
                url=str(entry["url"]),
            )
            for entry in entries
            if str(entry.get("obsolete", "false")) == "false"
        )
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException) as error:
        raise ModelError(
            f"the list of models at {url} cannot be read: {error}; {_OFFLINE}"
        ) from error


def smallest(language: str, offers: tuple[Offered, ...]) -> Offered:
    """The small model of a language. Raises ModelError if there is none."""
    fitting = [one for one in offers if one.language == language and one.kind == "small"]
    if not fitting:
        known = ", ".join(sorted({one.language for one in offers if one.kind == "small"}))
        raise ModelError(f"no small model for '{language}' on the list; there are: {known}")
    return min(fitting, key=lambda one: one.size_bytes)


def download(store: ModelStore, offer: Offered, progress: Progress) -> Installed:
    """Fetch, compare the checksum and install a model. Raises ModelError.

    What was fetched stays when the network breaks; the next call goes on from there.
    """
    part = store.folder / ".downloads" / f"{offer.name}.zip"
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        _fetch(offer, part, progress)
    except (OSError, http.client.HTTPException) as error:
        raise ModelError(
            f"{offer.name} could not be fetched from {offer.url}: {error}; run the same command "
            f"again to go on from {part.stat().st_size if part.exists() else 0} bytes, or "
            + _OFFLINE
        ) from error
    found = _md5(part)
    if found != offer.md5:
        part.unlink()
        raise ModelError(
            f"{offer.name} arrived damaged (MD5 {found}, expected {offer.md5}); it was removed, "
            "run the same command again"
        )
    installed = store.install(part, offer.language)
    part.unlink()
    return installed


def _fetch(offer: Offered, part: Path, progress: Progress) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have == offer.size_bytes:
        return
    if have > offer.size_bytes:
        have = 0
    request = urllib.request.Request(offer.url)
    if have:
        request.add_header("Range", f"bytes={have}-")
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
        go_on = have > 0 and answer.status == http.client.PARTIAL_CONTENT
        done = have if go_on else 0
        with part.open("ab" if go_on else "wb") as file:
            while block := answer.read(_BLOCK):
                file.write(block)
                done += len(block)
                progress(done, offer.size_bytes)
    if done != offer.size_bytes:
        raise urllib.error.URLError(f"ended after {done} of {offer.size_bytes} bytes")


def _md5(path: Path) -> str:
    digest = hashlib.md5(usedforsecurity=False)  # what the publisher's list carries
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
