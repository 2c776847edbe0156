"""How every node starts, spins and ends: Ctrl-C and SIGTERM are quiet, faults are told once.

Told to end, a node first finishes the callbacks under way, with publishers that still work; only
then it is taken apart. rclpy's own handlers shut the context down in the middle of them.
"""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable

import rclpy
from rclpy.executors import MultiThreadedExecutor, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions
from rclpy.task import Future

from robot.core.ports import CameraError, VoiceError
from robot.core.problems import ProblemsFound
from robot.panel.server import CertificateFault, PortTakenError
from robot.stats.visits import StoreError

TOLD = (ProblemsFound, StoreError, VoiceError, CameraError, PortTakenError, CertificateFault)
"""Faults whose text says all that a person needs; no traceback."""
ENDING = threading.Event()
"""Set once this process was told to end: callbacks that take long look at it and return."""


class _Pool(MultiThreadedExecutor):
    def finish(self) -> None:
        """Wait for the callbacks under way; rclpy's own shutdown does not."""
        self._executor.shutdown(wait=True)


def run(make: Callable[[], Node], threads: int = 1) -> None:
    """Make the node, spin it on `threads` threads until it is told to stop, and clean up.

    Exits with 1 and the fault's text when the node cannot start on what it was given.
    """
    rclpy.init(signal_handler_options=SignalHandlerOptions.NO)
    executor = SingleThreadedExecutor() if threads == 1 else _Pool(threads)
    told = _told_to_end()
    node: Node | None = None
    try:
        node = make()
        executor.add_node(node)
        executor.spin_until_future_complete(told)
    except TOLD as fault:
        sys.exit(f"cannot start: {fault}")
    finally:
        ENDING.set()
        if isinstance(executor, _Pool):
            executor.finish()
        executor.shutdown(timeout_sec=1.0)
        if node is not None:
            node.destroy_node()
        rclpy.try_shutdown()


def _told_to_end() -> Future:
    """Done at the first signal; rclpy's wait, which no Python handler interrupts, is woken."""
    told = Future()
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.detach())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ENDING.set())

    def wait() -> None:
        woken.recv(1)
        ENDING.set()
        told.set_result(None)

    threading.Thread(target=wait, daemon=True).start()
    return told
