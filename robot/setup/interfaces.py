"""Generates interface packages into the venv, with CMake and ROS 2's own generators."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sysconfig
from pathlib import Path

from robot.setup.plan import OURS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "robot" / "interfaces"
_FOREIGN = re.compile(r'(INTERFACE_INCLUDE_DIRECTORIES ")[^"]*/include/python3[^"]*/numpy/[^"]*(")')


class GenerationFailed(Exception):
    """Says which package and where the whole output is."""


def source_of(package: str) -> Path:
    """Folder of a package's sources."""
    return SOURCES if package == OURS else SOURCES / "subsets" / package


def fingerprint(package: str) -> str:
    """Changes with anything that the generated package depends on."""
    folder = source_of(package)
    files = [folder / "CMakeLists.txt", folder / "package.xml"]
    files += sorted([*folder.glob("msg/*.msg"), *folder.glob("action/*.action")])
    digest = hashlib.sha256(sysconfig.get_config_var("SOABI").encode())
    digest.update(Path(__file__).read_bytes())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def generate(package: str, prefix: Path, system_ros: bool) -> bool:
    """Generate and install one package unless the installed one is current.

    Returns whether anything was done. Raises GenerationFailed.
    """
    stamp = prefix / "share" / f"{package}.generated"
    wanted = fingerprint(package)
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    build = ROOT / "build" / "interfaces" / f"{package}-{wanted[:12]}"
    build.mkdir(parents=True, exist_ok=True)
    log = build / "output.log"
    environment = _environment(prefix, system_ros)
    with log.open("w") as output:
        for command in _commands(package, build, prefix):
            print(*command, file=output, flush=True)
            done = subprocess.run(
                command, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
            )
            if done.returncode != 0:
                output.flush()
                raise GenerationFailed(
                    f"{package} could not be generated; the whole output is in {log}, "
                    f"its end:\n{_tail(log)}"
                )
    stamp.write_text(wanted)
    return True


def mend_exports(prefix: Path, python_include: str, numpy_include: str) -> int:
    """Point the wheels' CMake exports at this Python: they name their build machine's folders.

    Returns how many files were mended.
    """
    mended = 0
    for file in prefix.glob("share/*/cmake/export_*__rosidl_generator_pyExport.cmake"):
        text = file.read_text()
        new = _FOREIGN.sub(rf"\g<1>{python_include};{numpy_include}\g<2>", text)
        if new != text:
            file.write_text(new)
            mended += 1
    return mended


def _commands(package: str, build: Path, prefix: Path) -> list[list[str]]:
    site = Path(sysconfig.get_path("purelib", "posix_prefix", vars={"base": str(prefix)}))
    configure = [
        "cmake", "-S", str(source_of(package)), "-B", str(build), "-G", "Ninja",
        f"-DCMAKE_INSTALL_PREFIX={prefix}",
        f"-DPYTHON_INSTALL_DIR={site.relative_to(prefix)}",
        f"-DPython3_EXECUTABLE={prefix / 'bin' / 'python3'}",
        "-DPython3_FIND_VIRTUALENV=ONLY",
        # Only C and Python are used of what is built, and compilers take long over the rest.
        "-DCMAKE_C_FLAGS=-O1", "-DCMAKE_CXX_FLAGS=-O0",
        "-DBUILD_TESTING=OFF",
    ]  # fmt: skip
    return [configure, ["cmake", "--build", str(build)], ["cmake", "--install", str(build)]]


def _environment(prefix: Path, system_ros: bool) -> dict[str, str]:
    """Ours, with the venv's tools, and its packages as if they were a sourced ROS 2."""
    made = {**os.environ, "PATH": f"{prefix / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    if system_ros:
        return made
    site = Path(sysconfig.get_path("purelib", "posix_prefix", vars={"base": str(prefix)}))
    libraries = [prefix / "lib", *sorted(site.glob("ros_*.libs"))]
    return {
        **made,
        "AMENT_PREFIX_PATH": str(prefix),
        "CMAKE_PREFIX_PATH": str(prefix),
        "LD_LIBRARY_PATH": os.pathsep.join(map(str, libraries)),
        "_ROS_WHEELS_BOOTSTRAP_COMPLETE": "1",
    }


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
