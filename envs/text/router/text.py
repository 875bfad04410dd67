"""What is read: the question, the models, what they say and what it costs."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .levels import Level
from .rules import Exchange, State
from .world import KINDS

LONGEST_QUERY = 2_000

COMMANDS = Commands(
    (
        Command(
            "route",
            ("route {model}: {query}", "ask {model}: {query}"),
            "Ask a model.",
            {"model": Slot("word", "the name of a model"), "query": Slot("text", "one plain question")},
        ),
        Command(
            "answer",
            ("answer {text}", "answer: {text}"),
            "Answer the question; the episode ends.",
            {"text": Slot("text", "a bare number or name")},
        ),
    ),
    example="answer 42",
)

HOW = f"""\
A model takes one plain question about one thing at a time, or one calculation. To the same question it always gives \
the same reply; a wrong reply looks like a right one. You can think in <think>...</think> before the command. One \
command a message:
route {{model}}: {{query}}: asks a model, in at most {LONGEST_QUERY} characters
answer {{text}}: answers the question with a bare number or name; you can answer once"""


def opening(level: Level) -> str:
    """Return the first observation."""
    models = "\n".join(f"- {model.name}, {model.price:g} coins: {model.description}" for model in level.pool)
    fields = ", ".join(f"{kind.field} ({kind.name}s)" for kind in KINDS.values())
    return (
        "Answer a question by asking models. They differ in what they know and in what they cost; spend little.\n\n"
        f"The question: {level.question.text()}\n\n"
        "The models, each with its price for 1,000 tokens (every word of a query and of its reply is a token):\n"
        f"{models}\nThe fields are {fields}, and arithmetic.\n\n{HOW}"
    )


def said(state: State, exchange: Exchange) -> str:
    """Return what a model said, and what it cost."""
    return f"{exchange.model}: {exchange.reply.text}\n({exchange.cost:.3f} coins; {state.spent:.3f} so far.)"


def silent(name: str, why: str) -> str:
    """Return that a real model gave no reply."""
    return f"{name} gave no reply: {why}"


def no_model(level: Level, name: str) -> str:
    """Return that there is no such model."""
    return f"There is no model {name[:60]!r}; the models are {', '.join(model.name for model in level.pool)}."


def ended(state: State) -> str:
    """Return how the episode ended."""
    if state.right:
        return f"That is right. You spent {state.spent:.3f} coins."
    return f"That is wrong. You spent {state.spent:.3f} coins."


TOO_LONG = f"A query has at most {LONGEST_QUERY} characters."
EMPTY = "There is nothing after the command."
