"""Notices that staff saved a file: by names, times and sizes, asked for now and then."""

from __future__ import annotations

from pathlib import Path

from robot.adapters.content_folder import PLACES, yaml_files

Snapshot = tuple[tuple[str, int, int], ...]


class ContentWatch:
    """The files of a content folder and a map folder."""

    def __init__(self, content: Path, map_folder: Path) -> None:
        self._content, self._map = content, map_folder
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether anything is different from the last time this was asked."""
        now = self._look()
        changed = now != self._seen
        self._seen = now
        return changed

    def _look(self) -> Snapshot:
        found: list[tuple[str, int, int]] = []
        for path in [*yaml_files(self._content), self._map / PLACES]:
            try:
                status = path.stat()
            except OSError:  # deleted between listing and looking: a difference by itself
                continue
            found.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(found)
