"""Sets the project up on a machine: checks it, makes the venv, generates the interfaces.

Runs before anything is installed, so it uses Python's standard library only.
"""
