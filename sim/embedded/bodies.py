"""What moves in the building, as additions to its MuJoCo model: the robot and the people."""

from __future__ import annotations

from pathlib import Path

import mujoco

from robot.core.geometry import Pose2D
from sim.embedded.figures import Figure

ROBOT = "robot"
RADIUS_M = 0.26
HEIGHT_M = 1.5
MASS_KG = 50.0
FORCE_N = 110.0
"""What the motors push with at most, so that a blocked robot does not shove the world along."""
TORQUE_NM = 12.0
_SERVO = 2500.0
_YAW_SERVO = 60.0
STEP_S = 0.025
"""Time step of the physics."""
TORSO_RADIUS_M = 0.2
"""Of a grown-up."""
PART_HEIGHT_M = 0.8
LOOKS_GROUP = 2
"""Geoms that are only seen, as in the building's model."""
_CLOTHES = ((0.62, 0.25, 0.22), (0.2, 0.36, 0.5), (0.36, 0.45, 0.3), (0.75, 0.65, 0.45),
            (0.4, 0.3, 0.45), (0.25, 0.27, 0.3))  # fmt: skip


def load_building(path: Path, looks: bool) -> mujoco.MjSpec:
    """The building's model; without looks, geoms that can't be touched are left out for speed.

    Raises FileNotFoundError with the remedy if there is no such file.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such world; write it with `l2b2 maps build`")
    spec = mujoco.MjSpec.from_file(str(path))
    if not looks:
        for geom in list(spec.geoms):
            if not geom.contype and not geom.conaffinity:
                spec.delete(geom)
    spec.option.timestep = STEP_S
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.iterations = 15
    return spec


def add_robot(spec: mujoco.MjSpec) -> None:
    """A round robot on planar joints; qpos of the joints is its pose in frame map."""
    body = spec.worldbody.add_body(name=ROBOT)
    slide, hinge = mujoco.mjtJoint.mjJNT_SLIDE, mujoco.mjtJoint.mjJNT_HINGE
    axes = (("x", slide, [1, 0, 0]), ("y", slide, [0, 1, 0]), ("yaw", hinge, [0, 0, 1]))
    for name, kind, axis in axes:
        body.add_joint(name=f"{ROBOT}_{name}", type=kind, axis=axis)
    body.add_geom(
        name=f"{ROBOT}_hull", type=mujoco.mjtGeom.mjGEOM_CYLINDER, group=3, rgba=[1, 1, 1, 0],
        size=[RADIUS_M, (HEIGHT_M - 0.05) / 2, 0], pos=[0, 0, (HEIGHT_M + 0.05) / 2], mass=MASS_KG,
        friction=[0.3, 0.005, 0.0001],
    )  # fmt: skip
    _robot_looks(body)
    linear, turning = (_SERVO, FORCE_N), (_YAW_SERVO, TORQUE_NM)
    for name, (servo, limit) in (("x", linear), ("y", linear), ("yaw", turning)):
        actuator = spec.add_actuator(
            name=f"{ROBOT}_{name}", target=f"{ROBOT}_{name}",
            trntype=mujoco.mjtTrn.mjTRN_JOINT, forcelimited=True, forcerange=[-limit, limit],
        )  # fmt: skip
        actuator.set_to_velocity(kv=servo)


def _robot_looks(body: mujoco.MjsBody) -> None:
    cylinder, box = mujoco.mjtGeom.mjGEOM_CYLINDER, mujoco.mjtGeom.mjGEOM_BOX
    white, dark, accent = [0.95, 0.96, 0.97, 1], [0.13, 0.15, 0.18, 1], [0.12, 0.38, 0.52, 1]
    parts = (
        (cylinder, [0.26, 0.1, 0], [0, 0, 0.14], dark),
        (cylinder, [0.262, 0.015, 0], [0, 0, 0.27], accent),
        (cylinder, [0.24, 0.09, 0], [0, 0, 0.375], white),
        (cylinder, [0.15, 0.26, 0], [-0.04, 0, 0.72], white),
        (box, [0.03, 0.17, 0.28], [0.13, 0, 1.2], dark),
        (box, [0.005, 0.155, 0.26], [0.162, 0, 1.2], [0.75, 0.9, 0.95, 1]),
        (cylinder, [0.035, 0.008, 0], [0.17, 0.06, 1.34], accent),
        (cylinder, [0.035, 0.008, 0], [0.17, -0.06, 1.34], accent),
    )
    for kind, size, pos, rgba in parts:
        turned = [0.7071, 0, 0.7071, 0] if size[0] == 0.035 else [1, 0, 0, 0]
        body.add_geom(
            type=kind, size=size, pos=pos, quat=turned, rgba=rgba, mass=0.0, contype=0,
            conaffinity=0, group=LOOKS_GROUP,
        )  # fmt: skip


def person_name(index: int) -> str:
    """Of the body and the prefix of its parts."""
    return f"person_{index}"


def add_people(spec: mujoco.MjSpec, figures: tuple[Figure, ...], looks: bool) -> None:
    """Bodies moved from outside: first everybody's trunk, then all parts in the same order."""
    for index, figure in enumerate(figures):
        _add_trunk(spec, index, figure, looks)
    for index, figure in enumerate(figures):
        for number, part in enumerate(figure.parts):
            name = f"{person_name(index)}_part{number}"
            body = spec.worldbody.add_body(name=name, mocap=True)
            body.add_geom(
                name=name, type=mujoco.mjtGeom.mjGEOM_CYLINDER,
                size=[part.radius_m, PART_HEIGHT_M / 2, 0], pos=[0, 0, PART_HEIGHT_M / 2 + 0.02],
                rgba=[0.22, 0.24, 0.3, 1], group=0,
            )  # fmt: skip


def _add_trunk(spec: mujoco.MjSpec, index: int, figure: Figure, looks: bool) -> None:
    name, cylinder = person_name(index), mujoco.mjtGeom.mjGEOM_CYLINDER
    colour = [*_CLOTHES[index % len(_CLOTHES)], 1]
    radius, height, half = figure.trunk_radius_m, figure.trunk_height_m, figure.trunk_half_m
    trunk = spec.worldbody.add_body(name=name, mocap=True)
    trunk.add_geom(
        name=f"{name}_trunk", type=cylinder, size=[radius, half, 0], pos=[0, 0, height],
        rgba=colour, group=3,
    )  # fmt: skip
    if not looks:
        return
    sphere = mujoco.mjtGeom.mjGEOM_SPHERE
    ellipsoid = mujoco.mjtGeom.mjGEOM_ELLIPSOID
    top, skin = height + half, [0.84, 0.66, 0.54, 1]
    for kind, size, pos, rgba in (
        (sphere, [0.115, 0, 0], [0, 0, top + 0.18], skin),
        (ellipsoid, [0.75 * radius, 1.1 * radius, half + 0.02], [0, 0, height + 0.02], colour),
        (sphere, [0.12, 0, 0], [-0.015, 0, top + 0.21], [0.2, 0.15, 0.12, 1]),
    ):
        trunk.add_geom(
            type=kind, size=size, pos=pos, rgba=rgba, contype=0, conaffinity=0, group=LOOKS_GROUP
        )


def build_model(
    world_xml: Path, figures: tuple[Figure, ...], looks: bool = False
) -> tuple[mujoco.MjModel, mujoco.MjData]:
    """The building with the robot at the origin and these people, all out of the way."""
    spec = load_building(world_xml, looks)
    add_robot(spec)
    add_people(spec, figures, looks)
    model = spec.compile()
    return model, mujoco.MjData(model)


def set_robot_pose(data: mujoco.MjData, pose: Pose2D) -> None:
    """Put the robot somewhere, at rest."""
    data.qpos[:3] = (pose.x, pose.y, pose.yaw)
    data.qvel[:3] = 0.0
    data.ctrl[:3] = 0.0
