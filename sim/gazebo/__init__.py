"""The robot and the town hall in Gazebo, and what is derived from the robot's model."""
