from __future__ import annotations

import shutil

from click.testing import CliRunner

from robot.adapters.folders import CONTENT
from robot.cli.check import check


def test_shipped_content_passes_with_a_summary():
    result = CliRunner().invoke(check, [])
    assert result.exit_code == 0
    assert "no faults: 19 departments, 40 services" in result.output


def test_a_fault_is_named_and_ends_with_one(tmp_path):
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    flow = folder / "flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("start: idle", "start: idel"))
    result = CliRunner().invoke(check, ["--content", str(folder)])
    assert result.exit_code == 1
    assert "flow.yaml:" in result.output
    assert "did you mean idle?" in result.output


def test_a_missing_map_is_named():
    result = CliRunner().invoke(check, ["--map", "/nowhere"])
    assert result.exit_code == 1
    assert "places.yaml" in result.output
