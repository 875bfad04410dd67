"""Clarify: an under-specified request; ask, then deliver the right specification."""
