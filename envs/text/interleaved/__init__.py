"""Interleaved: several tasks at once in one long conversation."""
