"""The speech models of this machine: a folder each, installed whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from robot.adapters.folders import data_folder

MANIFEST = "l2b2-model.json"
"""Written last into a model's folder: its language, and size and SHA-256 of every file."""
_ACOUSTICS = ("am/final.mdl", "final.mdl")
"""Every Vosk model has one of these."""
_BY_NAME = re.compile(r"vosk-model-(?:small-)?([a-z]{2,3})(?:-|$)")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_BLOCK = 1 << 20
_LARGEST_BYTES = 20 * 10**9


class ModelError(Exception):
    """A model cannot be installed or used; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A model on this machine."""

    name: str
    language: str
    folder: Path


def models_folder(setting: str = "") -> Path:
    """Where models lie: the setting, else L2B2_MODELS, else `models` in the data folder."""
    chosen = setting or os.environ.get("L2B2_MODELS", "")
    return Path(chosen).expanduser() if chosen else data_folder() / "models"


class ModelStore:
    """Models in one folder; also finds those that somebody unpacked there by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def installed(self) -> tuple[Installed, ...]:
        """All models, by name; half a model is none."""
        if not self.folder.is_dir():
            return ()
        found = (self._look(path) for path in sorted(self.folder.iterdir()))
        return tuple(model for model in found if model is not None)

    def by_language(self) -> dict[str, Installed]:
        """One model a language; of several the last by name, which is the newest version."""
        return {model.language: model for model in self.installed()}

    def state(self) -> tuple[tuple[Installed, int, int], ...]:
        """Differs once a model has come, gone or been installed anew under its old name."""
        found = [(model, model.folder.stat()) for model in self.installed()]
        return tuple((model, about.st_ino, about.st_mtime_ns) for model, about in found)

    def install(self, source: Path, language: str) -> Installed:
        """Install from a folder or an archive (.zip, .aar). Raises ModelError."""
        if not _LANGUAGE.fullmatch(language):
            raise ModelError(f"'{language}' is no language tag; expected one such as de")
        name = _name(source, language)
        try:
            with self._half(name) as half:
                if source.is_dir():
                    _copy(source, half)
                else:
                    _unpack(source, half)
                _write_manifest(half, language)
                target = self.folder / name
                shutil.rmtree(target, ignore_errors=True)
                os.replace(half, target)
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise ModelError(f"{source} was not installed: {error}") from error
        return Installed(name, language, target)

    def remove(self, name: str) -> tuple[Installed, ...]:
        """Remove a model by its name or language; returns what was removed. Raises ModelError."""
        gone = [model for model in self.installed() if name in (model.name, model.language)]
        if not gone:
            known = ", ".join(model.name for model in self.installed()) or "none"
            raise ModelError(f"no model '{name}' in {self.folder}; installed: {known}")
        for model in gone:
            away = model.folder.with_name(f".removed-{model.name}")
            os.replace(model.folder, away)
            shutil.rmtree(away)
        return tuple(gone)

    def verify(self, model: Installed) -> tuple[str, ...]:
        """What is wrong with a model's files; empty: nothing."""
        files = _files(model)
        if files is None:
            return (f"{model.name}: {MANIFEST} cannot be read; remove and install it anew",)
        if not files:
            return (f"{model.name}: unpacked by hand, nothing to compare with",)
        faults = []
        for name, (size, digest) in files.items():
            file = model.folder / name
            if not file.is_file():
                faults.append(f"{model.name}: {name} is missing")
            elif file.stat().st_size != size or _sha256(file) != digest:
                faults.append(f"{model.name}: {name} has changed")
        return tuple(faults)

    def truncated(self, model: Installed) -> str:
        """The first file that is missing or of another size, or empty; quick, for every start."""
        files = _files(model)
        if files is None:
            return MANIFEST
        for name, (size, _) in files.items():
            file = model.folder / name
            if not file.is_file() or file.stat().st_size != size:
                return str(name)
        return ""

    def _look(self, folder: Path) -> Installed | None:
        if folder.name.startswith(".") or not is_model(folder):
            return None
        try:
            told = json.loads((folder / MANIFEST).read_text("utf-8"))["language"]
        except (OSError, ValueError, KeyError):
            named = _BY_NAME.match(folder.name)
            told = named[1] if named else ""
        return Installed(folder.name, told, folder) if told else None

    @contextmanager
    def _half(self, name: str) -> Iterator[Path]:
        """A folder for what is not whole yet; gone when anything fails."""
        half = self.folder / f".half-{name}"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        try:
            yield half
        finally:
            shutil.rmtree(half, ignore_errors=True)


def is_model(folder: Path) -> bool:
    """Whether a folder holds a Vosk model."""
    return any((folder / file).is_file() for file in _ACOUSTICS)


def _name(source: Path, language: str) -> str:
    stem = source.name.removesuffix(".zip").removesuffix(".aar")
    return stem if _BY_NAME.match(stem) else f"vosk-model-{language}-{stem or 'own'}"


def _copy(source: Path, half: Path) -> None:
    if not is_model(source):
        raise ModelError(f"{source} is no Vosk model: it has no {_ACOUSTICS[0]}")
    shutil.copytree(source, half, dirs_exist_ok=True)


def _unpack(archive: Path, half: Path) -> None:
    """The part of an archive that is a model, wherever in it that lies."""
    with zipfile.ZipFile(archive) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
        roots = [
            entry.filename.removesuffix(acoustics)
            for acoustics in _ACOUSTICS
            for entry in entries
            if entry.filename == acoustics or entry.filename.endswith("/" + acoustics)
        ]
        if not roots:
            raise ModelError(f"{archive} holds no Vosk model: it has no {_ACOUSTICS[0]}")
        if sum(entry.file_size for entry in entries) > _LARGEST_BYTES:
            raise ModelError(f"{archive} unpacks to more than {_LARGEST_BYTES / 1e9:.0f} GB")
        for entry in entries:
            if not entry.filename.startswith(roots[0]):
                continue
            inside = PurePosixPath(entry.filename.removeprefix(roots[0]))
            if inside.is_absolute() or ".." in inside.parts:
                raise ModelError(f"{archive} names a file outside of it: {entry.filename}")
            target = half / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(entry) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, _BLOCK)


def _files(model: Installed) -> dict[str, tuple[int, str]] | None:
    """Size and SHA-256 of every file that was installed; none if it was unpacked by hand, None if
    the list is damaged."""
    path = model.folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
        return {name: (int(size), str(digest)) for name, (size, digest) in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_manifest(folder: Path, language: str) -> None:
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, _sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    text = json.dumps({"language": language, "files": files}, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
