"""The history of the database's tables; README.md tells how to add a step."""
