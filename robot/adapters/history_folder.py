"""The history of published content and people's drafts, kept as files in the data folder.

texts/<digest>            every published text, once
log.jsonl                 one line a publication, only ever added to
known.json                digest of each content file as it was last seen
drafts/<account>/<file>   one draft
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from robot.adapters.whole_files import write_whole
from robot.editing.history import BY_HAND, Draft, Publication, digest_of


class HistoryFolder:
    """Used by one thread at a time. Methods that write raise OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, digest: str) -> str:
        """A text that was kept; empty for the digest of no file, or one that is lost."""
        try:
            return (self._folder / "texts" / digest).read_bytes().decode() if digest else ""
        except FileNotFoundError:
            return ""

    def keep(self, text: str) -> str:
        """Keep a text; its digest."""
        digest = digest_of(text)
        file = self._folder / "texts" / digest
        if not file.exists():
            write_whole(file, text.encode())
        return digest

    def publications(self) -> list[Publication]:
        """All, oldest first; a line that was cut off by a crash is left out."""
        found = []
        for line in self._lines():
            try:
                raw = json.loads(line)
                found.append(Publication(**{**raw, "at": datetime.fromisoformat(raw["at"])}))
            except (ValueError, TypeError, KeyError):
                continue
        return found

    def note(self, made: Publication) -> Publication:
        """Add a publication to the log; its number is given here."""
        earlier = self.publications()
        made = replace(made, number=(earlier[-1].number if earlier else 0) + 1)
        line = json.dumps({**asdict(made), "at": made.at.isoformat()}, ensure_ascii=False)
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as log:
            torn = log.tell() > 0 and not self._lines()[-1].endswith("\n")
            log.write(("\n" if torn else "") + line + "\n")
            log.flush()
            os.fsync(log.fileno())
        self._know({**self._known(), made.file: made.after})
        return made

    def notice(self, texts: Mapping[str, str], now: datetime) -> None:
        """Note every file that differs from what was last seen: somebody changed it by hand.

        What is seen for the first time is no change.
        """
        known = self._known()
        now_known = {name: self.keep(text) for name, text in texts.items()}
        if not known:
            self._know(now_known)
            return
        for name in sorted({*known, *now_known}):
            before, after = known.get(name, ""), now_known.get(name, "")
            if before != after:
                self.note(Publication(0, now, BY_HAND, name, before, after))

    def drafts(self) -> list[Draft]:
        """Everybody's drafts."""
        files = sorted((self._folder / "drafts").glob("*/*.json"))
        return [draft for file in files if (draft := _draft(file)) is not None]

    def draft(self, who: str, file: str) -> Draft | None:
        """Somebody's draft of a file."""
        return _draft(self._draft_file(who, file))

    def keep_draft(self, draft: Draft) -> None:
        """Keep a draft in place of an earlier one."""
        raw = json.dumps({**asdict(draft), "at": draft.at.isoformat()}, ensure_ascii=False)
        write_whole(self._draft_file(draft.who, draft.file), raw.encode())

    def drop_draft(self, who: str, file: str) -> None:
        """Throw a draft away."""
        self._draft_file(who, file).unlink(missing_ok=True)

    def _draft_file(self, who: str, file: str) -> Path:
        # Quoted, no name can lead to another folder.
        return (
            self._folder / "drafts" / f"of {quote(who, safe='')}" / f"{quote(file, safe='')}.json"
        )

    def _lines(self) -> list[str]:
        try:
            log = (self._folder / "log.jsonl").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return log.splitlines(keepends=True)

    def _known(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads((self._folder / "known.json").read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _know(self, known: Mapping[str, str]) -> None:
        there = {name: digest for name, digest in known.items() if digest}
        write_whole(self._folder / "known.json", json.dumps(there, indent=1).encode())


def _draft(file: Path) -> Draft | None:
    try:
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return Draft(**{**raw, "at": datetime.fromisoformat(raw["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
