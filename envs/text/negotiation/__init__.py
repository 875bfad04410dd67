"""Negotiation: split some items whose worth to the other side is hidden, before the last offer is made."""
