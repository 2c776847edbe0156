"""Speech models on disk: whole or not there at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from robot.adapters.model_store import MANIFEST, ModelError, ModelStore, models_folder

FILES = {"am/final.mdl": b"acoustics", "conf/model.conf": b"--beam=10", "graph/Gr.fst": b"words"}


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def folder(tmp_path: Path, name: str = "vosk-model-small-de-0.15") -> Path:
    for file, content in FILES.items():
        path = tmp_path / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / name


def archive(tmp_path: Path, name: str, inside: str) -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("README", "about")
        for file, content in FILES.items():
            made.writestr(inside + file, content)
    return path


def left_overs(store: ModelStore) -> list[str]:
    return [path.name for path in store.folder.glob(".*")] if store.folder.exists() else []


def test_from_a_folder_listed_verified_and_removed(store: ModelStore, tmp_path: Path) -> None:
    made = store.install(folder(tmp_path), "de")
    assert [(m.name, m.language) for m in store.installed()] == [("vosk-model-small-de-0.15", "de")]
    assert store.verify(made) == () and store.truncated(made) == ""
    store.remove("de")
    assert store.installed() == () and left_overs(store) == []


@pytest.mark.parametrize(
    ("name", "inside"),
    [("vosk-model-small-tr-0.3.zip", "vosk-model-small-tr-0.3/"), ("model.aar", "assets/model/")],
)
def test_from_an_archive_wherever_the_model_lies_in_it(
    store: ModelStore, tmp_path: Path, name: str, inside: str
) -> None:
    made = store.install(archive(tmp_path, name, inside), "tr")
    assert (made.folder / "am/final.mdl").read_bytes() == b"acoustics"
    assert not (made.folder / "README").exists()
    assert store.by_language()["tr"] == made


def test_what_is_no_model_leaves_nothing_behind(store: ModelStore, tmp_path: Path) -> None:
    whole = archive(tmp_path, "whole.zip", "m/")
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[:200])
    empty = tmp_path / "empty.aar"
    with zipfile.ZipFile(empty, "w") as made:
        made.writestr("assets/README", "no model inside")
    for source in (half, empty, tmp_path):
        with pytest.raises(ModelError):
            store.install(source, "de")
    assert store.installed() == () and left_overs(store) == []


def test_an_archive_may_not_write_outside(store: ModelStore, tmp_path: Path) -> None:
    path = archive(tmp_path, "evil.zip", "m/")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("m/../../../outside", "!")
    with pytest.raises(ModelError, match="outside"):
        store.install(path, "de")
    assert not (tmp_path / "outside").exists()


def test_changed_and_truncated_files_are_found(store: ModelStore, tmp_path: Path) -> None:
    made = store.install(folder(tmp_path), "de")
    (made.folder / "graph/Gr.fst").write_bytes(b"sdrow")
    assert "graph/Gr.fst has changed" in store.verify(made)[0]
    assert store.truncated(made) == ""
    (made.folder / "am/final.mdl").write_bytes(b"")
    assert store.truncated(made) == "am/final.mdl"


@pytest.mark.parametrize("damage", ["", "[]", '{"files": {"a": 1}}', '{"language": "de"}'])
def test_a_damaged_list_of_files_is_a_damaged_model(
    store: ModelStore, tmp_path: Path, damage: str
) -> None:
    made = store.install(folder(tmp_path), "de")
    (made.folder / MANIFEST).write_text(damage)
    assert "install it anew" in store.verify(made)[0]
    assert store.truncated(made) == MANIFEST


def test_a_model_that_was_installed_anew_is_another_state(
    store: ModelStore, tmp_path: Path
) -> None:
    store.install(folder(tmp_path), "de")
    before = store.state()
    assert store.state() == before
    store.install(folder(tmp_path), "de")
    assert store.state() != before


def test_a_model_unpacked_by_hand_is_found_by_its_name(store: ModelStore, tmp_path: Path) -> None:
    folder(store.folder, "vosk-model-small-en-us-0.15")
    folder(store.folder, "somebody's notes")
    assert [m.language for m in store.installed()] == ["en"]


def test_the_newest_of_a_language_counts(store: ModelStore, tmp_path: Path) -> None:
    for name in ("vosk-model-small-de-0.15", "vosk-model-small-de-0.21"):
        store.install(folder(tmp_path, name), "de")
    assert store.by_language()["de"].name == "vosk-model-small-de-0.21"


def test_an_unknown_name_says_what_there_is(store: ModelStore, tmp_path: Path) -> None:
    store.install(folder(tmp_path), "de")
    with pytest.raises(ModelError, match=r"vosk-model-small-de-0\.15"):
        store.remove("fr")


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("L2B2_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert models_folder() == tmp_path / "l2b2" / "models"
    monkeypatch.setenv("L2B2_MODELS", str(tmp_path / "there"))
    assert models_folder() == tmp_path / "there"
    assert models_folder(str(tmp_path / "set")) == tmp_path / "set"
