"""ROS 2 doors of the embedded simulation."""
