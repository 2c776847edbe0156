"""Faces in a picture with OpenCV; the only file that imports cv2. Nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from robot.core.ports import CameraError, FaceBox, FaceFinder

_LEAST_PX = 40
"""Smaller faces are too far away to tell where they look."""
_SURE = 0.8
_INSTALL = "OpenCV is not installed: pip install 'l2b2[camera]'"


def face_finder(yunet_model: str) -> FaceFinder:
    """By YuNet's model file, or without one by the cascade that OpenCV 4 brings.

    Raises CameraError: no OpenCV, or no such model.
    """
    try:
        import cv2
    except ImportError as error:
        raise CameraError(_INSTALL) from error
    if not yunet_model:
        return Cascade(cv2)
    if not Path(yunet_model).is_file():
        raise CameraError(f"{yunet_model}: no such model; leave yunet_model empty for the cascade")
    try:
        return YuNet(cv2, yunet_model)
    except cv2.error as error:
        raise CameraError(f"{yunet_model}: no YuNet model that OpenCV reads: {error}") from error


class Cascade:
    """Viola and Jones's cascade for frontal faces: who is seen from the side is not found."""

    def __init__(self, cv2: Any) -> None:
        self._cv2 = cv2
        file = Path(cv2.data.haarcascades) / "haarcascade_frontalface_alt2.xml"
        self._cascade = cv2.CascadeClassifier(str(file))
        if self._cascade.empty():
            raise CameraError(f"{file}: this OpenCV brings no cascades; use version 4, not 5")

    def faces(self, image: NDArray[np.uint8]) -> tuple[FaceBox, ...]:
        """See FaceFinder."""
        grey = self._cv2.cvtColor(image, self._cv2.COLOR_RGB2GRAY)
        found = self._cascade.detectMultiScale(
            self._cv2.equalizeHist(grey), 1.15, 5, minSize=(_LEAST_PX, _LEAST_PX)
        )
        return tuple(FaceBox(float(x), float(y), float(w)) for x, y, w, _ in found)


class YuNet:
    """Faces with their eyes and nose; from the front the nose lies between the eyes."""

    def __init__(self, cv2: Any, model: str) -> None:
        self._cv2 = cv2
        self._net = cv2.FaceDetectorYN.create(model, "", (320, 320), _SURE)

    def faces(self, image: NDArray[np.uint8]) -> tuple[FaceBox, ...]:
        """See FaceFinder."""
        height, width = image.shape[:2]
        self._net.setInputSize((width, height))
        _, found = self._net.detect(self._cv2.cvtColor(image, self._cv2.COLOR_RGB2BGR))
        rows = [] if found is None else found.tolist()
        return tuple(FaceBox(*row[:3]) for row in rows if row[2] >= _LEAST_PX and _frontal(row))


def _frontal(row: list[float]) -> bool:
    right_eye, left_eye, nose = row[4], row[6], row[8]
    if left_eye <= right_eye:
        return False
    return 0.25 <= (nose - right_eye) / (left_eye - right_eye) <= 0.75
