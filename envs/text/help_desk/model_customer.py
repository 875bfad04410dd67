"""A model in the customer's place: it says in its own words what the rules make the customer say."""

from __future__ import annotations

from .rules import State


def instructed(state: State) -> list[dict[str, str]]:
    """Return the chat whose next message is the customer's.

    The customer's last words in ``state`` are what the rules make them say; the model is told to say the same.
    """
    *before, meant = state.talk
    instruction = (
        f"You play {state.task.name}, a customer who writes to the help desk of {state.desk.domain.company}. You will "
        "be told what to say. Say exactly that in your own words, in one to three sentences, with every number, name "
        "and date as it stands, and nothing that is not in it. A yes must stay a clear yes, a no a clear no."
    )
    roles = ("assistant", "user")
    chat = [{"role": roles[index % 2], "content": words} for index, words in enumerate(before)]
    last = {"role": "user", "content": f"{chat.pop()['content']}\n\n(You want to reply: {meant})"}
    return [{"role": "system", "content": instruction}, *chat, last]
