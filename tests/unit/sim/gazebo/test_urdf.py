"""The URDF has the SDF's measures and REP 105's frames, and the files in launch/ are current."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import yaml

from robot.nodes import names
from sim.embedded.lidar import HEIGHT_M as LASER_Z_M
from sim.gazebo.urdf import MODEL, parameters_text, urdf_text

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def urdf() -> ElementTree.Element:
    return ElementTree.fromstring(urdf_text())


@pytest.fixture(scope="module")
def sdf() -> ElementTree.Element:
    found = ElementTree.parse(MODEL).getroot().find("model")
    assert found is not None
    return found


def numbers(text: str | None) -> list[float]:
    return [float(word) for word in (text or "0 0 0 0 0 0").split()]


def test_every_joint_and_frame_hangs_on_one_tree(urdf: ElementTree.Element) -> None:
    links = {link.get("name") for link in urdf.findall("link")}
    children = [joint.find("child").get("link") for joint in urdf.findall("joint")]  # type: ignore[union-attr]
    parents = {joint.find("parent").get("link") for joint in urdf.findall("joint")}  # type: ignore[union-attr]
    assert len(children) == len(set(children)), "a link with two parents"
    assert links - set(children) == {names.BASE_FRAME}
    assert parents <= links
    assert {names.LASER_FRAME, "imu", "camera", "camera_optical"} < links


def test_shapes_and_masses_are_the_sdfs(
    urdf: ElementTree.Element, sdf: ElementTree.Element
) -> None:
    for link in sdf.findall("link"):
        twin = next(each for each in urdf.findall("link") if each.get("name") == link.get("name"))
        mass = twin.find("inertial/mass")
        assert mass is not None and mass.get("value") == link.findtext("inertial/mass")
        for kind in ("visual", "collision"):
            for part in link.findall(kind):
                same = twin.find(f"{kind}[@name='{part.get('name')}']")
                assert same is not None, part.get("name")
                origin = same.find("origin")
                assert origin is not None
                told = numbers(f"{origin.get('xyz')} {origin.get('rpy')}")
                assert told == numbers(part.findtext("pose"))
                shape, drawn = part.find("geometry/*"), same.find("geometry/*")
                assert shape is not None and drawn is not None and shape.tag == drawn.tag
                assert {child.tag: child.text for child in shape} == drawn.attrib


def test_frames_are_where_the_sensors_are(
    urdf: ElementTree.Element, sdf: ElementTree.Element
) -> None:
    for sensor in sdf.iter("sensor"):
        joint = urdf.find(f"joint[@name='{sensor.get('name')}_joint']")
        if sensor.find("pose") is None:
            continue
        origin = joint.find("origin") if joint is not None else None
        assert origin is not None, sensor.get("name")
        assert numbers(origin.get("xyz")) == numbers(sensor.findtext("pose"))[:3]
    laser = urdf.find("joint[@name='laser_joint']/origin")
    assert laser is not None and numbers(laser.get("xyz")) == [0, 0, LASER_Z_M]


def test_the_optical_frame_looks_along_z(urdf: ElementTree.Element) -> None:
    origin = urdf.find("joint[@name='camera_optical_joint']/origin")
    assert origin is not None
    roll, pitch, yaw = numbers(origin.get("rpy"))
    c, s = np.cos, np.sin
    turn_x = np.array([[1, 0, 0], [0, c(roll), -s(roll)], [0, s(roll), c(roll)]])
    turn_z = np.array([[c(yaw), -s(yaw), 0], [s(yaw), c(yaw), 0], [0, 0, 1]])
    assert pitch == 0
    assert turn_z @ turn_x @ [0, 0, 1] == pytest.approx([1, 0, 0], abs=1e-6)
    assert turn_z @ turn_x @ [1, 0, 0] == pytest.approx([0, -1, 0], abs=1e-6)


def test_a_shape_that_urdf_cannot_say_is_told(tmp_path: Path) -> None:
    file = tmp_path / "model.sdf"
    file.write_text(
        "<sdf version='1.9'><model name='m'><link name='a'><visual name='egg'><geometry>"
        "<ellipsoid><radii>1 1 2</radii></ellipsoid></geometry></visual></link></model></sdf>"
    )
    with pytest.raises(ValueError, match="egg: found no box"):
        urdf_text(file)


def test_the_files_for_robot_state_publisher_are_current() -> None:
    params = ROOT / "launch" / "params"
    assert (params / "l2b2.urdf").read_text() == urdf_text(), "run: l2b2 maps build"
    text = (params / "robot_description.yaml").read_text()
    assert text == parameters_text(), "run: l2b2 maps build"
    held = yaml.safe_load(text)["/**"]["ros__parameters"]["robot_description"]
    assert held == urdf_text()
