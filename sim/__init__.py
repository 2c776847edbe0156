"""The simulated town hall, and what is generated from its description."""
