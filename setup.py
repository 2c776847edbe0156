"""What colcon needs beside pyproject.toml: the data that ROS looks for in share/l2b2."""

from pathlib import Path

from setuptools import Distribution, setup

ROOT = Path(__file__).parent
FOLDERS = ("launch", "nav_maps", "dialogues", "sim/gazebo")
"""Installed as they stand, so that launch files find the same neighbours as in a checkout."""


def data_files() -> list[tuple[str, list[str]]]:
    """(folder under the prefix, files), as setuptools wants it."""
    found = {"share/ament_index/resource_index/packages": ["launch/ament/l2b2"]}
    found["share/l2b2"] = ["package.xml"]
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT)
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                found.setdefault(f"share/l2b2/{name.parent}", []).append(str(name))
    return sorted(found.items())


class PlainDistribution(Distribution):
    """colcon reads the metadata as literals, and setuptools makes an object of requires-python."""

    def parse_config_files(self, *arguments: object, **options: object) -> None:
        """As setuptools does, then requires-python as text."""
        super().parse_config_files(*arguments, **options)
        self.python_requires = self.metadata.python_requires = str(self.python_requires)


setup(
    distclass=PlainDistribution,
    data_files=data_files(),
    # Where `ros2 run` and `ros2 launch` look for executables.
    options={
        "install": {"install_scripts": "$base/lib/l2b2"},
        "develop": {"script_dir": "$base/lib/l2b2"},
    },
)
