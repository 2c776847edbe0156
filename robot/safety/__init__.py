"""The last word before the wheels."""
