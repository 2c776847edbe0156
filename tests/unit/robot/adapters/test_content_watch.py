from __future__ import annotations

import shutil

from robot.adapters.content_watch import ContentWatch
from robot.adapters.folders import CONTENT, MAP


def test_saving_adding_and_deleting_a_file_is_noticed_once(tmp_path):
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    watch = ContentWatch(folder, MAP)
    assert not watch.changed()
    town = folder / "town.yaml"
    town.write_text(town.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")
    assert watch.changed()
    assert not watch.changed()
    (folder / "departments" / "new.yaml").write_text("id: new\n", encoding="utf-8")
    assert watch.changed()
    (folder / "departments" / "new.yaml").unlink()
    assert watch.changed()


def test_files_that_are_not_content_do_not_matter(tmp_path):
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    watch = ContentWatch(folder, MAP)
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "departments" / ".cashier.yaml.swp").write_text("x", encoding="utf-8")
    assert not watch.changed()
