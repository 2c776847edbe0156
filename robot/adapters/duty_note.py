"""That the robot was taken out of duty, kept over its restart: a file that is there or not."""

from __future__ import annotations

from robot.adapters.folders import data_folder
from robot.adapters.whole_files import write_whole


class DutyNote:
    """The last order of one robot; `namespace` is its ROS namespace, / for none."""

    def __init__(self, namespace: str) -> None:
        self._file = data_folder() / ("out_of_duty" + namespace.rstrip("/").replace("/", "-"))

    @property
    def out_of_duty(self) -> bool:
        """Whether it was taken out of duty and not put back since."""
        return self._file.exists()

    def write(self, out_of_duty: bool) -> None:
        """Keep an order, also over a power loss. Raises OSError."""
        if out_of_duty:
            write_whole(self._file, b"")
        else:
            self._file.unlink(missing_ok=True)
