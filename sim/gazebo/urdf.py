"""The robot's URDF, made from Gazebo's model.sdf so that both have the same measures.

REP 105 frames: base_link on the floor between the wheels, x forward, and laser, imu, camera and
camera_optical (REP 103: z forward) fixed to it.
"""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

MODEL = Path(__file__).parent / "models" / "l2b2" / "model.sdf"
NAME = "l2b2"
BASE = "base_link"
FRAMES = ("laser", "imu", "camera")
"""Sensors whose place other nodes must know; the model's names, which are the frames' names too."""
OPTICAL = "camera_optical"
_NOTE = " Generated from sim/gazebo/models/l2b2/model.sdf by `l2b2 maps build`; do not edit. "
_HALF = f"{math.pi / 2:.9g}"


def urdf_text(model: Path = MODEL) -> str:
    """The URDF of the robot whose SDF is `model`.

    Raises:
        ValueError: the file holds no model, or the model has a shape that URDF cannot say.
    """
    found = ElementTree.parse(model).getroot().find("model")
    if found is None:
        raise ValueError(f"{model}: found no <model>")
    robot = Element("robot", name=NAME)
    robot.append(ElementTree.Comment(_NOTE))
    for link in found.iter("link"):
        robot.append(_link(link))
    for joint in found.iter("joint"):
        robot.append(_wheel_joint(joint, found))
    for sensor in found.iter("sensor"):
        if sensor.get("name") in FRAMES:
            _frame(robot, str(sensor.get("name")), BASE, _pose(sensor))
    _frame(robot, OPTICAL, "camera", ("0 0 0", f"-{_HALF} 0 -{_HALF}"))
    ElementTree.indent(robot)
    return '<?xml version="1.0"?>\n' + ElementTree.tostring(robot, encoding="unicode") + "\n"


def parameters_text(model: Path = MODEL) -> str:
    """The same as a parameter file of robot_state_publisher, which wants the text itself."""
    lines = urdf_text(model).splitlines()
    head = ["/**:", "  ros__parameters:", "    robot_description: |"]
    return "\n".join([f"#{_NOTE}".rstrip(), *head, *(f"      {line}" for line in lines)]) + "\n"


def _link(sdf: Element) -> Element:
    link = Element("link", name=str(sdf.get("name")))
    inertial = sdf.find("inertial")
    if inertial is not None:
        made = SubElement(link, "inertial")
        _origin(made, _pose(inertial))
        SubElement(made, "mass", value=inertial.findtext("mass", ""))
        moments = ("ixx", "ixy", "ixz", "iyy", "iyz", "izz")
        values = {name: inertial.findtext(f"inertia/{name}", "0") for name in moments}
        SubElement(made, "inertia", values)
    for kind in ("visual", "collision"):
        for part in sdf.findall(kind):
            made = SubElement(link, kind, name=str(part.get("name")))
            _origin(made, _pose(part))
            made.append(_geometry(part))
            colour = part.findtext("material/diffuse")
            if colour is not None:
                red, green, blue, _ = colour.split()
                alpha = 1 - float(part.findtext("transparency", "0"))
                # URDF's materials are known by name everywhere in the file: one for each part.
                material = SubElement(
                    made, "material", name=f"{link.get('name')}_{part.get('name')}"
                )
                SubElement(material, "color", rgba=f"{red} {green} {blue} {alpha:g}")
    return link


def _geometry(part: Element) -> Element:
    geometry = Element("geometry")
    for kind, inner in (("box", ("size",)), ("cylinder", ("radius", "length")),
                        ("sphere", ("radius",))):  # fmt: skip
        shape = part.find(f"geometry/{kind}")
        if shape is not None:
            SubElement(geometry, kind, {name: shape.findtext(name, "") for name in inner})
            return geometry
    raise ValueError(f"{part.get('name')}: found no box, cylinder or sphere")


def _wheel_joint(sdf: Element, model: Element) -> Element:
    child = sdf.findtext("child", "")
    wheel = next(link for link in model.iter("link") if link.get("name") == child)
    joint = Element("joint", name=str(sdf.get("name")), type="continuous")
    _origin(joint, _pose(wheel))
    SubElement(joint, "parent", link=sdf.findtext("parent", ""))
    SubElement(joint, "child", link=child)
    SubElement(joint, "axis", xyz=sdf.findtext("axis/xyz", ""))
    limits = {name: sdf.findtext(f"axis/limit/{name}", "") for name in ("effort", "velocity")}
    SubElement(joint, "limit", limits)
    SubElement(joint, "dynamics", damping=sdf.findtext("axis/dynamics/damping", "0"))
    return joint


def _frame(robot: Element, name: str, parent: str, pose: tuple[str, str]) -> None:
    SubElement(robot, "link", name=name)
    joint = SubElement(robot, "joint", name=f"{name}_joint", type="fixed")
    _origin(joint, pose)
    SubElement(joint, "parent", link=parent)
    SubElement(joint, "child", link=name)


def _origin(element: Element, pose: tuple[str, str]) -> None:
    SubElement(element, "origin", xyz=pose[0], rpy=pose[1])


def _pose(element: Element) -> tuple[str, str]:
    """xyz and rpy of an element's pose, in its parent's frame."""
    numbers = element.findtext("pose", "0 0 0 0 0 0").split()
    return " ".join(numbers[:3]), " ".join(numbers[3:])
