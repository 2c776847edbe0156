"""Seeing: from one laser scan to people, and whether the walls stand where the map says."""
