"""Games in a table, in words."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from .games import GAMES, Game
from .rules import State, totals

_PLAYED = re.compile(r"You played (\w+), your opponent played (\w+):")


def commands(game: Game) -> Commands:
    """Return the commands of a game.

    Args:
        game: the table.
    """
    slot = Slot("word", "the move, one of those that the rules list", game.moves)
    play = Command(
        "play",
        ("play {move}", "choose {move}", "i play {move}", "i choose {move}"),
        "Choose your move of this round.",
        {"move": slot},
    )
    return Commands([play], example=f"play {game.moves[0]}")


def points(count: int) -> str:
    """Return a number of points in words."""
    return f"{count} point" if abs(count) == 1 else f"{count} points"


def greeting(state: State, seat: int, named: str) -> str:
    """Return the task and the rules, with what is known of the opponent."""
    game, rounds = GAMES[state.name], state.rounds
    lines = [
        f"You play {game.title} against one opponent, {'one round' if rounds == 1 else f'{rounds} rounds'}. In each "
        "round both of you choose a move at the same time; then both moves are shown. Earn as many points as you can.",
        "What a round pays, your move named first:",
    ]
    for own, mine in enumerate(game.moves):
        for other, theirs in enumerate(game.moves):
            pays = points(game.points(seat, own, other))
            lines.append(f"- {mine} against {theirs}: you {pays}, your opponent {game.points(1 - seat, other, own)}")
    return "\n".join([*lines, named] if named else lines)


def _last(state: State, seat: int) -> str:
    game, moves = GAMES[state.name], state.played[-1]
    own, other = moves[seat], moves[1 - seat]
    return (
        f"You played {game.moves[own]}, your opponent played {game.moves[other]}: you earn "
        f"{points(game.points(seat, own, other))}, your opponent {game.points(1 - seat, other, own)}."
    )


def report(state: State, seat: int) -> str:
    """Return what the last round brought and which one it is now."""
    now = f"Round {len(state.played) + 1} of {state.rounds}. Choose your move."
    if not state.played:
        return now
    total = totals(state)
    return f"{_last(state, seat)} So far you have {points(total[seat])}, your opponent {total[1 - seat]}.\n{now}"


def ending(state: State, seat: int) -> str:
    """Return how the match ended, for a seat, or for both with -1."""
    total = totals(state)
    if seat < 0:
        first, second = (GAMES[state.name].moves[move] for move in state.played[-1])
        last = f"In the last round the first player played {first}, the second {second}."
        return f"{last}\nThe match is over. The first player has {points(total[0])}, the second {total[1]}."
    return f"{_last(state, seat)}\nThe match is over. You have {points(total[seat])}, your opponent {total[1 - seat]}."


def heard(observation: str, game: Game) -> tuple[int, int] | None:
    """Return the reader's move and the opponent's in the round that an observation tells, or None.

    Args:
        observation: what was read.
        game: the table.
    """
    told = _PLAYED.search(observation)
    return None if told is None else (game.moves.index(told[1]), game.moves.index(told[2]))
