"""Taxi: pick up passengers and drop them off."""
