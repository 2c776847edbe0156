"""The brain: joins dialogue, guiding and statistics; events in, commands out."""
