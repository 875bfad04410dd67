"""A model in the customer's place: it says in its own words what the rules make the customer say."""

from __future__ import annotations

from .rules import State


def persona(state: State) -> str:
    """Return whom the model plays and what to say next: the customer's last words in ``state``."""
    return (
        f"You play {state.task.name}, a customer who writes to the help desk of {state.desk.domain.company}. Say in "
        "your own words, in one to three sentences, exactly what is given below, with every number, name and date as "
        "it stands, and nothing else. A yes stays a clear yes, a no a clear no, a question a question.\n"
        f"What you say next: {state.talk[-1]}"
    )
