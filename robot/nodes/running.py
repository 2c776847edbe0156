"""How every node starts, spins and ends: Ctrl-C and SIGTERM are quiet, faults are told once."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

import rclpy
from rclpy._rclpy_pybind11 import RCLError  # rclpy exports its base error nowhere else
from rclpy.executors import ExternalShutdownException, MultiThreadedExecutor, SingleThreadedExecutor
from rclpy.node import Node

from robot.core.ports import VoiceError
from robot.core.problems import ProblemsFound
from robot.panel.server import PortTakenError
from robot.stats.visits import StoreError

TOLD = (ProblemsFound, StoreError, VoiceError, PortTakenError)
"""Faults whose text says all that a person needs; no traceback."""


def run(make: Callable[[], Node], threads: int = 1) -> None:
    """Make the node, spin it on `threads` threads until it is told to stop, and clean up.

    Exits with 1 and the fault's text when the node cannot start on what it was given.
    """
    rclpy.init()
    # rclpy's own handlers of SIGINT and SIGTERM stay: only they wake a wait that nothing reaches.
    executor = SingleThreadedExecutor() if threads == 1 else MultiThreadedExecutor(threads)
    node: Node | None = None
    try:
        node = make()
        executor.add_node(node)
        executor.spin()
    except TOLD as fault:
        sys.exit(f"cannot start: {fault}")
    except (KeyboardInterrupt, ExternalShutdownException):
        pass
    except RCLError:
        if rclpy.ok():  # else the end came in the middle of a callback
            raise
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not break the clean-up
        executor.shutdown(timeout_sec=1.0)
        if node is not None:
            node.destroy_node()
        rclpy.try_shutdown()
