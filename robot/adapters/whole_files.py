"""Writes a file as a whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

_USUAL = 0o644


def write_whole(path: Path, raw: bytes) -> None:
    """Put `raw` at `path` in one step, on the disk when this returns; readers never see a half.

    An earlier file keeps its rights. Raises OSError, and then nothing has changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            os.fchmod(handle, stat.S_IMODE(path.stat().st_mode) if path.exists() else _USUAL)
            stream.flush()
            os.fsync(handle)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
