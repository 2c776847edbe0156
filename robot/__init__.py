"""L2B2: a receptionist robot that greets visitors, understands them and leads them to the right door."""
