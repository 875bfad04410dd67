"""Tutor: find out how and where to begin, then give the right lesson."""
