"""The command `l2b2`: one file per command, found by entry points."""
