"""Values that every storey may use; no policy in here."""
