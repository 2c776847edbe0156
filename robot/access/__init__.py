"""Who may use the panel: accounts, roles, log-in. Plain values; the doors are protocols."""
