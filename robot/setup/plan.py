"""What a set-up has to do on this machine, decided on plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

PYTHONS = ((3, 10), (3, 13))
"""Oldest and newest CPython the wheels exist for."""
DISTRO = "jazzy"
OURS = "l2b2_interfaces"
SUBSETS = ("hri_msgs", "nav2_msgs", "tf2_msgs")
"""Packages of which robot/interfaces/subsets holds the part that we use."""


@dataclass(frozen=True)
class Plan:
    """Which ROS 2 is used and what has to be added to it."""

    system_ros: bool
    """A ROS 2 is sourced: the venv sees the system's packages and gets no ROS wheels."""
    generate: tuple[str, ...]
    """Interface packages to generate."""
    extras: tuple[str, ...]
    """Extras of pyproject.toml to install."""


@dataclass(frozen=True)
class Machine:
    """What the check of a machine looks at."""

    system: str
    """As platform.system() says."""
    architecture: str
    implementation: str
    python: tuple[int, int]
    has_venv: bool
    has_headers: bool
    """Python.h is there."""
    programs: Mapping[str, bool]
    """Whether gcc, g++ and make are there."""


def decide(
    environment: Mapping[str, str],
    importable: Callable[[str], bool],
    *,
    tests: bool,
) -> Plan:
    """The plan for a machine.

    `importable` says whether the system's Python, with the environment as sourced, finds a package.
    Raises ValueError for a sourced ROS 2 of another distribution: its types would not fit.
    """
    distro = environment.get("ROS_DISTRO", "")
    system_ros = bool(distro) and importable("rclpy")
    if system_ros and distro != DISTRO:
        raise ValueError(
            f"ROS 2 {distro} is sourced, but this project speaks ROS 2 {DISTRO}; open a terminal "
            f"without it, or source /opt/ros/{DISTRO}/setup.bash"
        )
    lacking = tuple(name for name in SUBSETS if not (system_ros and importable(name)))
    ours = () if system_ros and importable(OURS) else (OURS,)
    extras = ["interfaces", "sim", "speech"]
    extras += [] if system_ros else ["ros"]
    extras += ["bench", "camera", "test"] if tests else []
    return Plan(system_ros, (*ours, *lacking), tuple(sorted(extras)))


def faults(machine: Machine) -> list[str]:
    """Everything that this machine lacks, each with what to do; empty: all is there."""
    found = []
    if machine.system != "Linux" or machine.architecture != "x86_64":
        found.append(
            f"this is {machine.system} on {machine.architecture}; the ROS 2 wheels need Linux on "
            "x86_64 (in a container or virtual machine, for instance)"
        )
    if machine.implementation != "CPython" or not PYTHONS[0] <= machine.python <= PYTHONS[1]:
        oldest, newest = (".".join(map(str, each)) for each in PYTHONS)
        found.append(
            f"this is {machine.implementation} {machine.python[0]}.{machine.python[1]}; needed is "
            f"CPython {oldest} to {newest}: name one with `make run PYTHON=python3.12`"
        )
    elif missing := packages_to_install(machine):
        found.append(f"missing: {' '.join(missing)}; run: {apt_command(missing)}")
    return found


def packages_to_install(machine: Machine) -> tuple[str, ...]:
    """Debian packages that this machine lacks for the set-up."""
    version = f"python{machine.python[0]}.{machine.python[1]}"
    lacking = [name for name in ("gcc", "g++", "make") if not machine.programs.get(name)]
    if not machine.has_venv:
        lacking.append(f"{version}-venv")
    if not machine.has_headers:
        lacking.append(f"{version}-dev")
    return tuple(lacking)


def apt_command(packages: tuple[str, ...]) -> str:
    """The command that installs Debian packages."""
    return f"sudo apt-get install -y {' '.join(packages)}"
