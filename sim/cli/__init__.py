"""Commands that the simulation adds to l2b2."""
