"""A help desk: serve a customer by tools on a database, keeping to a written policy."""
