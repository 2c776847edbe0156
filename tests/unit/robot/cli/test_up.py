"""`l2b2` and `l2b2 up` as a person at the terminal sees them."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from robot.adapters.machine_state import lock_path, only_start
from robot.cli.main import main

NODE = "launch:\n- arg: {name: port, default: '%d', description: Port.}\n- node: {pkg: l2b2, " \
       "exec: panel_node, param: [{name: port, value: $(var port)}]}\n"  # fmt: skip


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["up", *arguments], env=environment)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.launch.yaml"
    made.write_text(NODE % 8080)
    return made


def test_help_lists_the_commands() -> None:
    told = CliRunner().invoke(main, ["--help"])
    assert told.exit_code == 0
    assert "up" in told.output
    assert "doctor" in told.output
    assert "Examples" in told.output


def test_dry_run_shows_the_command_lines(file: Path) -> None:
    told = run(str(file), "port:=8081", "--dry-run")
    assert told.exit_code == 0, told.output
    assert "-m robot.nodes.panel_node --ros-args" in told.output
    assert "port:=8081" in told.output


def test_an_unknown_parameter_is_told_before_anything_starts(file: Path) -> None:
    file.write_text(file.read_text().replace("[{name: port", "[{name: prt"))
    told = run(str(file), "--dry-run")
    assert told.exit_code == 1
    assert f"{file}:3: panel_node.prt: found an unknown parameter" in told.output
    assert "did you mean port?" in told.output


def test_arguments_are_shown(file: Path) -> None:
    assert "port:=...  (default '8080')  Port." in run(str(file), "--show-args").output


def test_a_faulty_argument_is_told(file: Path) -> None:
    assert "write NAME:=VALUE" in run(str(file), "port=8081").output
    told = run(str(file), "prot:=8081")
    assert told.exit_code == 1
    assert "prot: found an unknown argument, expected one of port" in told.output


def test_a_busy_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        port = server.getsockname()[1]
        file = tmp_path / "a.launch.yaml"
        file.write_text(NODE % port)
        told = run(str(file), XDG_RUNTIME_DIR=str(tmp_path))
    assert told.exit_code == 1
    assert f"port {port} is in use" in told.output
    assert f"port:={port + 2}" in told.output


def test_a_second_start_is_told(tmp_path: Path, file: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "ROS_DOMAIN_ID": "93"}
    with only_start(lock_path(environment)):
        told = run(str(file), **environment)
    assert told.exit_code == 1
    assert "the robot is running already (process" in told.output
