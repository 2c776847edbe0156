"""Answers that arrive before rclpy has noted down that one is due."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

import rclpy
from rclpy.action import ActionServer
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.executors import MultiThreadedExecutor
from rclpy.node import Node
from rclpy.task import Future

from l2b2_interfaces.action import Guide
from robot.nodes.action_client import ActionClient

pytestmark = pytest.mark.ros

DOMAIN = 31
ANSWER_S = 20.0


class AnsweredAtOnce:
    """The client's handle on a middleware so quick that the answer is taken while we still send."""

    def __init__(self, handle: Any, taken: threading.Event) -> None:
        self._handle, self._taken = handle, taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handle, name)

    def send_goal_request(self, request: Any) -> int:
        self._taken.clear()
        number = int(self._handle.send_goal_request(request))
        assert self._taken.wait(ANSWER_S)
        return number


class Client(ActionClient):
    taken = threading.Event()

    def take_data(self) -> Any:
        data = super().take_data()
        if "goal" in data:
            self.taken.set()
        return data


@pytest.fixture
def node() -> Iterator[Node]:
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    rclpy.init(domain_id=DOMAIN)
    node = Node("hasty")
    executor = MultiThreadedExecutor(4)
    executor.add_node(node)
    ended = threading.Event()

    def spin() -> None:
        while not ended.is_set():
            executor.spin_once(timeout_sec=0.1)

    thread = threading.Thread(target=spin)
    thread.start()
    yield node
    ended.set()
    thread.join()
    executor.shutdown()
    rclpy.shutdown()


def test_an_answer_quicker_than_the_note_of_the_request_is_not_lost(node: Node) -> None:
    group = ReentrantCallbackGroup()

    def drive(handle: ServerGoalHandle) -> Guide.Result:
        handle.succeed()
        return Guide.Result(outcome=Guide.Result.REACHED)

    server = ActionServer(node, Guide, "hasty_guide", drive, callback_group=group)
    client = Client(node, Guide, "hasty_guide", callback_group=group)
    assert client.wait_for_server(ANSWER_S)
    client._client_handle = AnsweredAtOnce(client._client_handle, client.taken)
    handle = wait(client.send_goal_async(Guide.Goal()))
    assert wait(handle.get_result_async()).result.outcome == Guide.Result.REACHED
    client._client_handle = client._client_handle._handle
    client.destroy()
    server.destroy()
    node.destroy_node()


def wait(future: Future) -> Any:
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    assert done.wait(ANSWER_S), "the answer was lost"
    return future.result()
