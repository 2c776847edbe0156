"""ROS 2 only: doors between topics and the thinking storeys."""
