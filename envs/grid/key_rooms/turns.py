"""The turns of one level that were played before: a graph of states, its edges named by messages.

An agent that explores comes back to the same states again and again; what it reads there is then looked up. A turn that
was never played costs a transition, and a state that was never seen costs a view, whose rows are looked up as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...base import Played
from . import text
from .rules import COMMAND_NUMBERS, State, solved, transition

MOST_STATES = 1 << 15
"""How many states are kept before all are forgotten."""

MOST_MESSAGES = 64
"""How many messages are remembered."""

LONGEST_MESSAGE = 128
"""Messages that are longer are read anew each time, and so are those of several commands or none."""

Read = Callable[[str], tuple[tuple[str, ...], str]]
"""Returns the commands in a message and what is wrong with it."""


@dataclass(slots=True)
class Node:
    """A state, what arriving there shows and pays, and what was played there: message → the turn and the next node."""

    number: int
    state: State
    arrival: Played
    turns: dict[str, tuple[Played, int]]


class Turns:
    """The remembered turns of a level.

    Args:
        read: returns the commands in a message, or an error.
        view: returns what is seen in a state.
    """

    def __init__(self, read: Read, view: Callable[[State], str]) -> None:
        self._read, self._view = read, view
        self._commands: dict[str, int] = {}
        self.forget()

    def forget(self) -> None:
        """Begin with nothing, as for a new level."""
        self._nodes: list[Node] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._here: Node | None = None

    def play(self, state: State, message: str) -> tuple[Played, State]:
        """Play a message in ``state``; between two calls of :meth:`forget`, all states are of one level."""
        node = self._here
        if node is None or node.state is not state:
            node = self._nodes[self._number(state)]
        try:
            turn = node.turns.get(message)
        except TypeError:  # the message is not even hashable
            turn = self._read_and_play(node, message)
        if turn is None:
            turn = self._play(node, message)
        self._here = node = self._nodes[turn[1]]
        return turn[0], node.state

    def _number(self, state: State) -> int:
        key = state[1:]
        number = self._numbers.get(key)
        if number is None:
            if len(self._nodes) >= MOST_STATES:
                self.forget()
            self._numbers[key] = number = len(self._nodes)
            success = solved(state)
            arrival = self._view(state), float(success), success, success, ""
            self._nodes.append(Node(number, state, arrival, {}))
        return number

    def _play(self, node: Node, message: str) -> tuple[Played, int]:
        """Play a message for the first time in a state."""
        command = self._commands.get(message)
        if command is None:
            return self._read_and_play(node, message)
        state = node.state
        after = transition(state, command)
        number = node.number if after is state else self._number(after)
        played = self._nodes[number].arrival
        told = text.event(state, command, after)
        if told:
            played = (told + played[0], *played[1:])
        turn = node.turns[message] = played, number
        return turn

    def _read_and_play(self, node: Node, message: str) -> tuple[Played, int]:
        """Play a message of any number of commands; one that is just a command is looked up from now on."""
        commands, error = self._read(message)
        if error:
            return (f"{error}\n\n{node.arrival[0]}", 0.0, False, False, error), self._number(node.state)
        if len(commands) == 1 and len(message) <= LONGEST_MESSAGE and len(self._commands) < MOST_MESSAGES:
            self._commands[message] = COMMAND_NUMBERS[commands[0]]
        state, told = node.state, ""
        for count, name in enumerate(commands):
            if count and solved(state):
                break
            command = COMMAND_NUMBERS[name]
            after = transition(state, command)
            told += text.event(state, command, after)
            state = after
        number = self._number(state)
        played = self._nodes[number].arrival
        return (told + played[0], *played[1:]), number
