"""The town hall without ROS and Gazebo: MuJoCo world, people, and stand-ins for Nav2."""
