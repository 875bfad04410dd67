"""A shop for household goods: orders, returns, exchanges."""
