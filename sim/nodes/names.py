"""Topics that only the simulation has."""

from __future__ import annotations

TRUTH = "sim/truth"
"""geometry_msgs/PoseArray in map: the robot first, then everybody in the building."""
SAY_STATUS = "say/_action/status"
"""Status of the action `say`: what simulated visitors wait for the end of."""
