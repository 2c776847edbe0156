"""The action `guide`: a drive with a deadline and a named outcome, and `guide_status`."""

from __future__ import annotations

import math
import threading

from nav2_msgs.action import DockRobot, NavigateToPose, UndockRobot
from nav_msgs.msg import Odometry, Path
from rclpy.action import ActionServer, CancelResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import MutuallyExclusiveCallbackGroup, ReentrantCallbackGroup
from rclpy.node import Node
from sensor_msgs.msg import BatteryState

from l2b2_interfaces.action import Guide
from l2b2_interfaces.msg import GuideStatus
from robot.core.events import GoalOutcome
from robot.guiding.places import DOCK
from robot.nodes import names
from robot.nodes.convert import (
    goal_outcome_to_ros,
    goto_from_ros,
    pose_stamped_to_ros,
    pose_to_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.nav_client import Ended, NavClient
from robot.nodes.params import refuse_unknown
from robot.nodes.running import ENDING, run

_PERIOD_S = 0.2
_DEADLINE_S = 600.0
"""Of a goal that names none."""
_PATH_POINTS = 200
_DOCK_ID, _DOCK_TYPE = "home", "charging_dock"
"""As in launch/params/docks.yaml."""
_UNDOCK_S = 60.0


class GuidingNode(Node):
    """Drives one goal at a time; a newer one ends the one before as cancelled."""

    def __init__(self) -> None:
        super().__init__("guiding_node")
        self._diagnosis = Diagnosis(self)
        refuse_unknown(self)
        self._frames = Frames(self)
        self._nav = NavClient(self, NavigateToPose, names.NAVIGATE_TO_POSE)
        self._dock = NavClient(self, DockRobot, names.DOCK_ROBOT)
        self._undock = NavClient(self, UndockRobot, names.UNDOCK_ROBOT)
        self._docked = False
        self._turn = threading.Lock()
        self._latest = b""
        self._goal: ServerGoalHandle | None = None
        self._remaining_m = 0.0
        self._driven_m = 0.0
        self._path = Path()
        self._status = self.create_publisher(GuideStatus, names.GUIDE_STATUS, names.LATCHED_QOS)
        self.create_subscription(Path, names.PLAN, self._take_path, names.LATCHED_QOS)
        self.create_subscription(Odometry, names.ODOM, self._take_odometry, names.SENSOR_QOS)
        self.create_subscription(
            BatteryState, names.BATTERY_STATE, self._take_battery, names.SENSOR_QOS
        )
        self._odom_xy: tuple[float, float] | None = None
        self.create_timer(_PERIOD_S, self._tell, callback_group=MutuallyExclusiveCallbackGroup())
        self._server = ActionServer(
            self,
            Guide,
            names.GUIDE,
            execute_callback=self._execute,
            handle_accepted_callback=self._accept,
            cancel_callback=lambda _: CancelResponse.ACCEPT,
            callback_group=ReentrantCallbackGroup(),
        )
        self._diagnosis.ok("stands")

    def _accept(self, handle: ServerGoalHandle) -> None:
        self._latest = bytes(handle.goal_id.uuid)
        handle.execute()

    def _execute(self, handle: ServerGoalHandle) -> Guide.Result:
        with self._turn:
            if self._given_up(handle):
                return self._result(handle, Ended(GoalOutcome.CANCELLED))
            self._goal, self._remaining_m, self._driven_m = handle, 0.0, 0.0
            self._diagnosis.ok(f"drives to {handle.request.place or 'a pose'}")
            ended = self._drive(handle)
            self._goal, self._path = None, Path()
            self._report(ended)
            return self._result(handle, ended)

    def _drive(self, handle: ServerGoalHandle) -> Ended:
        goal = handle.request
        try:
            pose = goto_from_ros("", goal).pose
        except ValueError as error:
            return Ended(GoalOutcome.REJECTED, str(error))
        deadline_s = goal.deadline_s if goal.deadline_s > 0.0 else _DEADLINE_S
        if goal.place == DOCK:
            into = DockRobot.Goal(dock_id=_DOCK_ID, max_staging_time=deadline_s)
            ended = self._dock.run(into, deadline_s, lambda: self._given_up(handle))
            self._docked = ended.outcome is GoalOutcome.REACHED
            return ended
        if self._docked:
            out = UndockRobot.Goal(dock_type=_DOCK_TYPE)
            ended = self._undock.run(out, _UNDOCK_S, lambda: self._given_up(handle))
            if ended.outcome is not GoalOutcome.REACHED:
                return ended
            self._docked = False
        stamp = self.get_clock().now().to_msg()
        return self._nav.run(
            NavigateToPose.Goal(pose=pose_stamped_to_ros(pose, stamp)),
            deadline_s,
            lambda: self._given_up(handle),
            lambda feedback: self._feed(handle, feedback),
        )

    def _given_up(self, handle: ServerGoalHandle) -> bool:
        newer = self._latest != bytes(handle.goal_id.uuid)
        return ENDING.is_set() or newer or bool(handle.is_cancel_requested)

    def _feed(self, handle: ServerGoalHandle, feedback: NavigateToPose.Feedback) -> None:
        self._remaining_m = float(feedback.distance_remaining)
        if handle.is_active:
            handle.publish_feedback(
                Guide.Feedback(
                    current_pose=feedback.current_pose, distance_remaining_m=self._remaining_m
                )
            )

    def _result(self, handle: ServerGoalHandle, ended: Ended) -> Guide.Result:
        if ended.outcome is GoalOutcome.REACHED and not handle.is_cancel_requested:
            handle.succeed()
        elif handle.is_cancel_requested:
            handle.canceled()
        else:
            handle.abort()
        return Guide.Result(
            outcome=goal_outcome_to_ros(ended.outcome),
            error_msg=ended.message,
            driven_m=self._driven_m,
        )

    def _report(self, ended: Ended) -> None:
        if ended.outcome is GoalOutcome.FAILED:
            self._diagnosis.warn(f"the last drive failed: {ended.message}")
        else:
            self._diagnosis.ok(f"stands; the last drive: {ended.outcome.value} {ended.message}")

    def _take_battery(self, message: BatteryState) -> None:
        """Who charges stands in its dock, also if this node was not there when it docked."""
        if message.power_supply_status == BatteryState.POWER_SUPPLY_STATUS_CHARGING:
            self._docked = True

    def _take_path(self, message: Path) -> None:
        self._path = message

    def _take_odometry(self, message: Odometry) -> None:
        here = message.pose.pose.position
        if self._odom_xy is not None and self._goal is not None:
            step_m = math.hypot(here.x - self._odom_xy[0], here.y - self._odom_xy[1])
            if math.isfinite(step_m):
                self._driven_m += step_m
        self._odom_xy = here.x, here.y

    def _tell(self) -> None:
        now = self.get_clock().now()
        pose = self._frames.robot(float(now.nanoseconds) * 1e-9)
        if pose is None:
            return  # nobody is helped by a pose that is not known
        goal = self._goal
        status = GuideStatus(
            pose=pose_to_ros(pose),
            driving=goal is not None,
            place=goal.request.place if goal is not None else "",
            distance_remaining_m=self._remaining_m if goal is not None else 0.0,
        )
        status.header.stamp, status.header.frame_id = now.to_msg(), names.MAP_FRAME
        if goal is not None:
            poses = self._path.poses
            step = max(1, math.ceil(len(poses) / _PATH_POINTS))
            status.path = [each.pose.position for each in [*poses[:-1:step], *poses[-1:]]]
        self._status.publish(status)


def main() -> None:
    """Run the node."""
    run(GuidingNode, threads=6)


if __name__ == "__main__":
    main()
