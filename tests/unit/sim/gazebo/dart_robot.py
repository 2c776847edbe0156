"""The robot of model.sdf in DART, the physics engine behind Gazebo's dartsim.

Gazebo's diff drive is redone here: wheel speeds from wheel_separation and wheel_radius, with the
model's limits, as servo joints with the model's efforts.
"""

from __future__ import annotations

import math
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.gazebo.urdf import MODEL, urdf_text

dart = pytest.importorskip("dartpy", reason="DART is not installed here: run `make setup-test`")

STEP_S = 0.004


class Robot:
    """The robot of model.sdf on a plane, driven as Gazebo's DiffDrive drives it."""

    def __init__(self) -> None:
        model = ElementTree.parse(MODEL).getroot().find("model")
        assert model is not None
        drive = next(p for p in model.iter("plugin") if "DiffDrive" in str(p.get("name")))
        self.drive = {child.tag: child.text or "" for child in drive}
        self.skeleton = dart.utils.DartLoader().parseSkeletonString(urdf_text(), "")
        self.base = self.skeleton.getBodyNode("base_link")
        self.world = dart.simulation.World()
        self.world.setGravity([0, 0, -9.81])
        self.world.setTimeStep(STEP_S)
        self.world.getConstraintSolver().setCollisionDetector(dart.collision.OdeCollisionDetector())
        self.world.addSkeleton(_floor())
        self.world.addSkeleton(self.skeleton)
        self._rub(model)
        self._wheels = []
        for side in ("left_joint", "right_joint"):
            joint = self.skeleton.getJoint(self.drive[side])
            joint.setActuatorType(dart.dynamics.ActuatorType.SERVO)
            effort = float(
                model.findtext(f"joint[@name='{self.drive[side]}']/axis/limit/effort", "")
            )
            joint.setForceUpperLimit(0, effort)
            joint.setForceLowerLimit(0, -effort)
            self._wheels.append(joint)
        self._v = self._w = 0.0

    def _rub(self, model: ElementTree.Element) -> None:
        """Friction as the SDF has it; URDF cannot say it."""
        for link in model.findall("link"):
            body = self.skeleton.getBodyNode(link.get("name"))
            collisions = {str(c.get("name")): c for c in link.findall("collision")}
            for index in range(body.getNumShapeNodes()):
                node = body.getShapeNode(index)
                aspect = node.getDynamicsAspect()
                if aspect is None:
                    continue
                shape = next((c for n, c in collisions.items() if n in node.getName()), None)
                text = shape.findtext("surface/friction/ode/mu") if shape is not None else None
                aspect.setFrictionCoeff(float(text) if text else 1.0)

    def run(self, v_mps: float, w_radps: float, seconds: float) -> float:
        """Drive; the angle turned by, radians."""
        half = float(self.drive["wheel_separation"]) / 2
        radius = float(self.drive["wheel_radius"])
        accel = float(self.drive["max_linear_acceleration"]) * STEP_S
        turning = float(self.drive["max_angular_acceleration"]) * STEP_S
        turned, before = 0.0, self.pose[2]
        for _ in range(round(seconds / STEP_S)):
            self._v += float(np.clip(v_mps - self._v, -accel, accel))
            self._w += float(np.clip(w_radps - self._w, -turning, turning))
            for wheel, side in zip(self._wheels, (-1, 1), strict=True):
                wheel.setCommand(0, (self._v + side * self._w * half) / radius)
            self.world.step()
            now = self.pose[2]
            turned += math.remainder(now - before, math.tau)
            before = now
        return turned

    @property
    def pose(self) -> tuple[float, float, float]:
        """x, y, yaw."""
        transform = self.base.getTransform()
        matrix, place = transform.rotation(), transform.translation()
        return float(place[0]), float(place[1]), math.atan2(matrix[1, 0], matrix[0, 0])

    @property
    def tilt(self) -> float:
        """Angle between its axis and the vertical."""
        return math.acos(min(1.0, float(self.base.getTransform().rotation()[2, 2])))


def _floor() -> dart.dynamics.Skeleton:
    floor = dart.dynamics.Skeleton("floor")
    _, body = floor.createWeldJointAndBodyNodePair()
    node = body.createShapeNode(dart.dynamics.BoxShape([100.0, 100.0, 1.0]))
    node.createCollisionAspect()
    node.createDynamicsAspect()
    node.getDynamicsAspect().setFrictionCoeff(1.0)
    below = dart.math.Isometry3()
    below.set_translation([0.0, 0.0, -0.5])
    node.setRelativeTransform(below)
    return floor
