"""Who walks in Gazebo: paths that people can walk, and a skin that fits its bones."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import yaml

import sim
from robot.adapters.launch_files import read_launch
from robot.adapters.map_files import read_map
from robot.core.geometry import Pose2D
from robot.perception.background import DistanceField
from sim.embedded.bodies import TORSO_RADIUS_M
from sim.embedded.figures import HIP_M as EMBEDDED_HIP_M
from sim.embedded.figures import LEG_RADIUS_M as EMBEDDED_LEG_M
from sim.gazebo.actors import Moment, actor_text
from sim.gazebo.person import HIP_M, LEG_RADIUS_M, STANDING, WALKING, person_text
from sim.walkers import COUNT

ROOT = Path(sim.__file__).resolve().parents[1]
VISITORS = sorted((ROOT / "sim/gazebo/visitors").glob("town_hall_*.sdf"))
MAPS = ROOT / "nav_maps/town_hall"
SPACE = "{http://www.collada.org/2005/11/COLLADASchema}"


def waypoints(file: Path) -> list[tuple[str, list[tuple[float, float, float]]]]:
    """(movement, [(time, x, y)]) of each stretch."""
    found = []
    for stretch in ElementTree.parse(file).getroot().iter("trajectory"):
        points = [
            (float(p.findtext("time", "")), *map(float, p.findtext("pose", "").split()[:2]))
            for p in stretch.iter("waypoint")
        ]
        found.append((str(stretch.get("type")), points))
    return found


def test_each_visitor_is_put_into_the_world() -> None:
    nodes = read_launch(ROOT / "launch/gazebo.launch.yaml", {}, {}).nodes
    put = [dict(p for p in n.parameters if not isinstance(p, Path)) for n in nodes
           if n.name.startswith("put_visitor")]  # fmt: skip
    assert sorted(Path(str(p["file"])).resolve() for p in put) == VISITORS
    assert len(VISITORS) == COUNT
    for values in put:
        root = ElementTree.parse(str(values["file"])).getroot()
        assert root.find("actor").get("name") == values["name"]  # type: ignore[union-attr]
    alone = read_launch(ROOT / "launch/gazebo.launch.yaml", {"visitors": "false"}, {}).nodes
    assert not any(n.name.startswith("put_visitor") for n in alone)


@pytest.mark.parametrize("file", VISITORS, ids=lambda file: file.stem)
def test_visitors_walk_where_people_can_and_end_where_they_began(file: Path) -> None:
    walls = DistanceField(read_map(MAPS / "floor_0.yaml"))
    stretches = waypoints(file)
    assert stretches[0][1][0] == (0.0, *stretches[-1][1][-1][1:])
    for (_, before), (_, after) in pairwise(stretches):
        assert before[-1] == after[0], "Gazebo plays one stretch after the other"
    inside = False
    for movement, points in stretches:
        for (t, x, y), (t2, x2, y2) in pairwise(points):
            pace = math.hypot(x2 - x, y2 - y) / (t2 - t)
            assert t2 > t and pace < 2.0
            assert movement == "walk" or pace < 0.11
            middle = np.array([[x, y], [(x + x2) / 2, (y + y2) / 2]])
            if x > 2.0:  # past the outer door
                inside = True
                assert walls.at(middle).min() > TORSO_RADIUS_M - 0.1
    assert inside


def test_visitors_keep_apart_and_all_begin_anew_together() -> None:
    tracks = [[p for _, points in waypoints(file) for p in points] for file in VISITORS]
    ends = {track[-1][0] for track in tracks}
    assert len(ends) == 1
    times = np.arange(0.0, ends.pop(), 0.5)
    ways = [
        np.stack([np.interp(times, *zip(*((p[0], p[k]) for p in t), strict=True)) for k in (1, 2)])
        for t in tracks
    ]
    for i, one in enumerate(ways):
        for other in ways[:i]:
            both_inside = (one[0] > 2.0) & (other[0] > 2.0)
            gap = np.hypot(*(one - other))[both_inside]
            assert gap.min(initial=9.0) > 0.5


def test_standing_and_walking_are_stretches_of_their_own() -> None:
    path = [Moment(t, Pose2D(x, 0.0, 0.0)) for t, x in ((0, 0), (1, 0), (2, 0), (3, 1), (4, 2))]
    script = ElementTree.fromstring(actor_text("visitor", path))
    found = [(t.get("type"), [p.text for p in t.iter("time")]) for t in script.iter("trajectory")]
    assert found == [("stand", ["0", "2"]), ("walk", ["2", "3", "4"])]


@pytest.fixture(scope="module", params=[WALKING, STANDING], ids=lambda m: m.name)
def figure(request: pytest.FixtureRequest) -> ElementTree.Element:
    return ElementTree.fromstring(person_text(request.param))


def array(figure: ElementTree.Element, name: str) -> np.ndarray:
    found = figure.find(f".//{SPACE}float_array[@id='{name}_array']")
    assert found is not None and found.text
    values = np.array(found.text.split(), dtype=float)
    assert len(values) == int(found.get("count", "0"))
    return values


def test_every_reference_leads_somewhere(figure: ElementTree.Element) -> None:
    text = ElementTree.tostring(figure, encoding="unicode")
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:source|url|target)="#([^"]+)"', text)) <= set(ids)


def test_the_skin_is_closed_and_looks_outwards(figure: ElementTree.Element) -> None:
    points = array(figure, "places").reshape(-1, 3)
    normals = array(figure, "normals").reshape(-1, 3)
    edges: Counter[tuple[int, int]] = Counter()
    volume = 0.0
    for drawn in figure.iter(f"{SPACE}triangles"):
        pairs = np.array(drawn.findtext(f"{SPACE}p", "").split(), dtype=int).reshape(-1, 3, 2)
        assert len(pairs) == int(drawn.get("count", "0"))
        for triangle in pairs:
            a, b, c = corners = triangle[:, 0]
            edges.update([(a, b), (b, c), (c, a)])
            turned = np.cross(points[b] - points[a], points[c] - points[a])
            assert turned @ normals[triangle[0, 1]] > 0.0
            volume += float(np.linalg.det(points[corners])) / 6.0
    assert all(edges[(b, a)] == count == 1 for (a, b), count in edges.items())
    assert 0.04 < volume < 0.12, "of a person, in cubic metres"
    assert points[:, 2].min() == pytest.approx(0.02) and 1.6 < points[:, 2].max() < 1.9


def test_legs_are_the_embedded_persons(figure: ElementTree.Element) -> None:
    assert (LEG_RADIUS_M, HIP_M) == (EMBEDDED_LEG_M, EMBEDDED_HIP_M)


def test_bones_undo_their_places_and_swing_there_and_back(figure: ElementTree.Element) -> None:
    back = array(figure, "back").reshape(-1, 4, 4)
    names = str(figure.findtext(f".//{SPACE}Name_array[@id='bones_array']")).split()
    for name, undo in zip(names, back, strict=True):
        node = figure.find(f".//{SPACE}node[@id='{name}']/{SPACE}matrix")
        assert node is not None and node.text
        rest = np.array(node.text.split(), dtype=float).reshape(4, 4)
        assert undo @ rest == pytest.approx(np.eye(4))  # children of a root at the origin
        poses = array(figure, f"{name}_poses").reshape(-1, 4, 4)
        assert poses[0] == pytest.approx(rest) and poses[-1] == pytest.approx(rest, abs=1e-4)
        turns = poses[:, :3, :3]
        assert turns @ turns.transpose(0, 2, 1) == pytest.approx(
            np.tile(np.eye(3), (9, 1, 1)), abs=1e-3
        )
        assert poses[:, :3, 3] == pytest.approx(np.tile(rest[:3, 3], (9, 1)))


def test_a_step_takes_one_leg_forward_and_the_other_back() -> None:
    walking = ElementTree.fromstring(person_text(WALKING))
    foot = np.array([0.0, 0.0, -0.84, 1.0])
    left, right = (
        (array(walking, f"leg_{side}_poses").reshape(-1, 4, 4) @ foot)[:, 0]
        for side in ("left", "right")
    )
    assert left == pytest.approx(-right, abs=1e-3)
    assert left[2] == pytest.approx(0.84 * math.sin(WALKING.leg_rad), abs=1e-3)
    standing = ElementTree.fromstring(person_text(STANDING))
    assert np.ptp(array(standing, "leg_left_poses").reshape(-1, 16), axis=0).max() == 0.0


def test_visitors_are_drawn_from_places_of_the_map() -> None:
    places = yaml.safe_load((MAPS / "places.yaml").read_text())["places"]
    doors = np.array([(p["x"], p["y"]) for p in places.values() if "x" in p])
    for file in VISITORS:
        track = np.array([p[1:] for _, points in waypoints(file) for p in points])
        gaps = np.hypot(*(track[:, None] - doors[None]).transpose(2, 0, 1))
        assert gaps.min() < 2.5, "goes to one of the places"
