"""The outside without ROS: one file for each device or library."""
