"""When to listen, and how texts sound."""
