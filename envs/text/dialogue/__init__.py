"""Dialogues with a hidden user: what can be asked, what is understood, what is replied, and what that tells."""
