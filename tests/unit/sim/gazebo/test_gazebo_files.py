"""Gazebo's robot has the embedded robot's measures, and its files parse without a warning."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sim
from sim.embedded.bodies import HEIGHT_M, MASS_KG, RADIUS_M
from sim.embedded.lidar import HEIGHT_M as LASER_Z_M
from sim.embedded.lidar import LidarModel

GAZEBO = Path(sim.__file__).parent / "gazebo"
MODEL = GAZEBO / "models" / "l2b2" / "model.sdf"
VISITORS = sorted((GAZEBO / "visitors").glob("*.sdf"))
WORLDS = sorted((GAZEBO / "worlds").glob("*.sdf"))


@pytest.fixture(scope="module")
def model() -> ElementTree.Element:
    found = ElementTree.parse(MODEL).getroot().find("model")
    assert found is not None
    return found


def number(element: ElementTree.Element, path: str) -> float:
    return float(element.findtext(path, "nan"))


def test_the_hull_is_the_embedded_robots(model: ElementTree.Element) -> None:
    hull = next(c for c in model.iter("collision") if c.get("name") == "hull")
    assert number(hull, "geometry/cylinder/radius") == RADIUS_M
    middle = float(hull.findtext("pose", "").split()[2])
    length = number(hull, "geometry/cylinder/length")
    assert middle + length / 2 == pytest.approx(HEIGHT_M)
    assert middle - length / 2 == pytest.approx(0.05)


def test_mass_and_inertia_are_those_of_real_bodies(model: ElementTree.Element) -> None:
    inertials = list(model.iter("inertial"))
    assert sum(number(i, "mass") for i in inertials) == pytest.approx(MASS_KG)
    for inertial in inertials:
        axes = sorted(number(inertial, f"inertia/{axis}") for axis in ("ixx", "iyy", "izz"))
        assert axes[0] > 0 and axes[2] <= axes[0] + axes[1] + 1e-9


def test_the_drive_knows_its_wheels(model: ElementTree.Element) -> None:
    drive = next(p for p in model.iter("plugin") if "DiffDrive" in str(p.get("name")))
    radius = number(drive, "wheel_radius")
    wheels = [link for link in model.iter("link") if "wheel" in str(link.get("name"))]
    poses = [[float(v) for v in link.findtext("pose", "").split()] for link in wheels]
    assert abs(poses[0][1] - poses[1][1]) == pytest.approx(number(drive, "wheel_separation"))
    joints = {joint.get("name") for joint in model.iter("joint")}
    assert {drive.findtext("left_joint"), drive.findtext("right_joint")} == joints
    for link, pose in zip(wheels, poses, strict=True):
        assert number(link, "collision/geometry/sphere/radius") == radius == pose[2]
        assert math.hypot(pose[0], pose[1]) + radius <= RADIUS_M, "a wheel sticks out of the hull"


def test_the_weight_is_on_the_wheels(model: ElementTree.Element) -> None:
    casters = [c for c in model.iter("collision") if "caster" in str(c.get("name"))]
    for caster in casters:
        height = float(caster.findtext("pose", "").split()[2])
        gap = height - number(caster, "geometry/sphere/radius")
        assert 0 < gap <= 0.002, "no weight at rest, and no tilt that is seen"
        assert number(caster, "surface/friction/ode/mu") == 0
    assert len(casters) == 2


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: path.stem)
def test_the_world_brings_every_system_that_the_robots_sensors_need(world: Path) -> None:
    root = ElementTree.parse(world).getroot()
    systems = {str(p.get("name")).rpartition("::")[2]: p for p in root.iter("plugin")}
    wanted = {"Physics", "UserCommands", "SceneBroadcaster", "Sensors", "Imu", "Contact"}
    assert set(systems) == wanted
    assert systems["Sensors"].findtext("render_engine") == "ogre2"


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: path.stem)
def test_what_stops_the_robot_is_seen_by_its_laser(world: Path) -> None:
    for link in ElementTree.parse(world).getroot().iter("link"):
        seen = {
            (v.findtext("pose"), v.findtext("geometry/box/size")) for v in link.findall("visual")
        }
        for solid in link.findall("collision"):
            if solid.find("geometry/box") is not None:
                found = (solid.findtext("pose"), solid.findtext("geometry/box/size"))
                assert found in seen, solid.get("name")


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: path.stem)
def test_the_robot_collides_with_everything_and_nothing_else_does(world: Path) -> None:
    bits = {
        int(found.text or "0")
        for found in ElementTree.parse(world).getroot().iter("collide_bitmask")
    }
    assert bits == {1, 2, 4}, "floor, walls and furniture share no bit"
    solids = list(ElementTree.parse(world).getroot().iter("collision"))
    assert all(s.find("surface/contact/collide_bitmask") is not None for s in solids)


@pytest.mark.parametrize("path", [MODEL, *WORLDS, *VISITORS], ids=lambda path: path.stem)
def test_siblings_have_names_of_their_own(path: Path) -> None:
    for parent in ElementTree.parse(path).getroot().iter():
        names = [child.get("name") for child in parent if child.get("name")]
        assert len(names) == len(set(names)), parent.get("name")


def test_the_laser_is_the_embedded_one_with_more_rays(model: ElementTree.Element) -> None:
    laser = next(s for s in model.iter("sensor") if s.get("type") == "gpu_lidar")
    wanted = LidarModel()
    assert [float(v) for v in laser.findtext("pose", "").split()[:3]] == [0, 0, LASER_Z_M]
    assert number(laser, "lidar/range/min") == wanted.range_min_m
    assert number(laser, "lidar/range/max") == wanted.range_max_m
    assert number(laser, "lidar/noise/stddev") == wanted.noise_m
    samples = number(laser, "lidar/scan/horizontal/samples")
    low, high = (number(laser, f"lidar/scan/horizontal/{k}_angle") for k in ("min", "max"))
    assert (high - low) / (samples - 1) == pytest.approx(2 * math.pi / samples, abs=1e-6)


def test_nothing_of_the_robot_is_seen_in_the_lasers_plane(model: ElementTree.Element) -> None:
    for visual in model.iter("visual"):
        length = visual.findtext("geometry/cylinder/length")
        pose = [float(v) for v in visual.findtext("pose", "").split()]
        if length is not None and pose[3] == 0:
            low, high = pose[2] - float(length) / 2, pose[2] + float(length) / 2
            assert not low - 0.02 < LASER_Z_M < high + 0.02, visual.get("name")


def test_sensors_have_topics_of_their_own(model: ElementTree.Element) -> None:
    topics = [s.findtext("topic") or s.findtext("contact/topic") for s in model.iter("sensor")]
    assert all(topics) and len(topics) == len(set(topics)) == 4


@pytest.mark.gazebo
@pytest.mark.parametrize("path", [MODEL, *WORLDS, *VISITORS], ids=lambda path: path.stem)
def test_the_parser_finds_nothing_to_say(path: Path) -> None:
    if shutil.which("ign") is None:
        assert os.environ.get("CI") != "true", "CI must install ignition-tools and sdformat"
        pytest.skip("no `ign`: apt-get install ignition-tools libsdformat-dev sdformat-sdf")
    done = subprocess.run(
        ["ign", "sdf", "--check", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "Valid." in said
    assert "Warning" not in said and "Error [" not in said
