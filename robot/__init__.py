"""L2B2: a receptionist robot; greets visitors, understands them, leads them to the right door."""
