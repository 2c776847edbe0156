"""Where people are taken, and how."""
