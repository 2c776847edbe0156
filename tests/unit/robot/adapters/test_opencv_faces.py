"""A real face is found from the front, in a real picture, and none where there is none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from robot.adapters.opencv_faces import face_finder
from robot.core.ports import CameraError

cv2 = pytest.importorskip("cv2", reason="OpenCV is not installed here: run `make setup-test`")
found = find_spec("skimage")
if found is None or found.origin is None:
    pytest.skip(
        "scikit-image is not installed here: run `make setup-test`", allow_module_level=True
    )
PICTURES = Path(found.origin).parent / "data"


def picture(name: str) -> np.ndarray:
    return cv2.cvtColor(cv2.imread(str(PICTURES / name)), cv2.COLOR_BGR2RGB)


def test_who_looks_into_the_camera_is_found_where_the_face_is() -> None:
    image = picture("astronaut.png")
    (face,) = face_finder("").faces(image)
    middle = face.x_px + face.width_px / 2.0
    assert 190 < middle < 260 and 60 < face.width_px < 160, "of 512 pixels"


@pytest.mark.parametrize("name", ["coffee.png", "brick.png", "chelsea.png"])
def test_things_and_cats_are_nobody(name: str) -> None:
    assert face_finder("").faces(picture(name)) == ()


def test_the_back_of_the_head_and_a_face_upside_down_do_not_look() -> None:
    assert face_finder("").faces(np.ascontiguousarray(picture("astronaut.png")[::-1])) == ()


def test_a_missing_or_broken_model_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="no such model"):
        face_finder(str(tmp_path / "yunet.onnx"))
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"nonsense")
    with pytest.raises(CameraError, match="no YuNet model"):
        face_finder(str(broken))
