"""Household: chores in a home, among places that must be visited and opened."""
