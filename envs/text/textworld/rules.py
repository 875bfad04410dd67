"""What is kept of a TextWorld game: the commands that were played and what the engine said of the last. No text.

The engine is another package's program, so a state is no more than what brings it there: the same game and commands
lead to the same place, and a fork plays them again.
"""

from __future__ import annotations

from typing import NamedTuple

Fact = tuple[str, ...]
"""A proposition: its name and the names of what it is about."""


class Seen(NamedTuple):
    """What the engine says after a command.

    Attributes:
        feedback: the game's words.
        admissible: commands that the game would accept now.
        plan: commands that win from here; none where nothing does, or the game knows no walkthrough.
        facts: propositions that hold.
        score: points so far.
        won: whether the game is won.
        lost: whether it is lost.
        over: whether it has ended.
    """

    feedback: str
    admissible: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    score: int = 0
    won: bool = False
    lost: bool = False
    over: bool = False


class State(NamedTuple):
    """A game and how it stands.

    Attributes:
        number: of the game among those that there are.
        game: its name.
        length: commands of the walkthrough from the start.
        most: the highest score.
        commands: what was played so far.
        seen: after the last of them.
    """

    number: int
    game: str
    length: int
    most: int
    commands: tuple[str, ...]
    seen: Seen
