"""Topics, actions, frames and qualities of service: each written once.

Names are relative, so that several robots can share a network under namespaces.
"""

from __future__ import annotations

from rclpy.qos import DurabilityPolicy, HistoryPolicy, QoSProfile, ReliabilityPolicy

# Topics of the standard types.
SCAN = "scan"
ODOM = "odom"
IMU = "imu"
BATTERY_STATE = "battery_state"
MAP = "map"
PLAN = "plan"
SPEED_LIMIT = "speed_limit"
ZONE_SPEED_LIMIT = "zone_speed_limit"
LOWEST_SPEED_LIMIT = "lowest_speed_limit"
INITIAL_POSE = "initialpose"
CMD_VEL_NAV = "cmd_vel_nav"
CMD_VEL = "cmd_vel"
DIAGNOSTICS = "diagnostics"
TF = "/tf"
TF_STATIC = "/tf_static"
CLOCK = "/clock"

# People and speech (REP 155).
HARD_TO_HEAR = "hard_to_hear"
SPEECH = "humans/voices/anonymous_speaker/speech"
TRACKED_BODIES = "humans/bodies/tracked"
VISITORS = "visitors"
WHEREABOUTS = "whereabouts"
IMAGE = "image_raw"
FACES = "faces"
TRACKED_FACES = "humans/faces/tracked"
AUDIO = "audio"
SPOKEN_AUDIO = "spoken_audio"

# The talk.
DIALOGUE_STATE = "dialogue_state"
TOUCH = "touch"
VISITS = "visits"
GUIDE_STATUS = "guide_status"

# Safety.
STOP_STATE = "stop_state"
EMERGENCY_STOP = "emergency_stop"
REMOTE_STOP = "remote_stop"

# Orders from the panel.
GO_HOME = "go_home"
OUT_OF_DUTY = "out_of_duty"

# Simulation only.
CONTACTS = "contacts"

# Actions.
NAVIGATE_TO_POSE = "navigate_to_pose"
DOCK_ROBOT = "dock_robot"
UNDOCK_ROBOT = "undock_robot"
GUIDE = "guide"
SAY = "say"

# Frames (REP 105).
MAP_FRAME = "map"
ODOM_FRAME = "odom"
BASE_FRAME = "base_link"
LASER_FRAME = "laser"

SENSOR_QOS = QoSProfile(
    depth=5, reliability=ReliabilityPolicy.BEST_EFFORT, history=HistoryPolicy.KEEP_LAST
)
"""Fast measurements of which only the newest matters; hears reliable writers too."""

EVENT_QOS = QoSProfile(
    depth=50, reliability=ReliabilityPolicy.RELIABLE, history=HistoryPolicy.KEEP_LAST
)
"""Things of which none may be lost."""

LATCHED_QOS = QoSProfile(
    depth=1,
    reliability=ReliabilityPolicy.RELIABLE,
    durability=DurabilityPolicy.TRANSIENT_LOCAL,
    history=HistoryPolicy.KEEP_LAST,
)
"""A state that newcomers need too."""

KEPT_QOS = QoSProfile(
    depth=1000,
    reliability=ReliabilityPolicy.RELIABLE,
    durability=DurabilityPolicy.TRANSIENT_LOCAL,
    history=HistoryPolicy.KEEP_LAST,
)
"""Records that reach a receiver even if it starts after they were sent."""
