"""What is said: understanding, flow, phrases."""
