"""Topics that only the simulation has."""

from __future__ import annotations

TRUTH = "sim/truth"
"""geometry_msgs/PoseArray in map: the robot first, then everybody in the building."""
SAY_STATUS = "say/_action/status"
"""Status of the action `say`: what simulated visitors wait for the end of."""
GAZEBO_BATTERY = "gazebo/battery_state"
"""sensor_msgs/BatteryState as Gazebo counts: charge in per cent."""
GAZEBO_CONTACTS = "gazebo/contacts"
"""ros_gz_interfaces/Contacts: pairs of shapes, for as long as they touch."""
GAZEBO_CHARGE = "gazebo/charge"
"""std_msgs/Bool: from now on the battery is charged."""
GAZEBO_DRAIN = "gazebo/drain"
"""std_msgs/Bool: from now on it is not."""
